using DecisionsApi.Tabular;

namespace DecisionsApi.Records;

/// <summary>Numbers by which publishers name a contract or decision in another record.</summary>
internal static class PublishedReferences
{
    // Headings of columns that hold the number of a contract (HM Treasury's spend over £25,000; contract registers) or of a decision.
    private static readonly Dictionary<string, string> Headed = new(StringComparer.Ordinal)
    {
        ["contractnumber"] = "contracts",
        ["contractno"] = "contracts",
        ["contractref"] = "contracts",
        ["contractrefno"] = "contracts",
        ["contractreference"] = "contracts",
        ["contractreferencenumber"] = "contracts",
        ["contractid"] = "contracts",
        ["decisionnumber"] = "decisions",
        ["decisionno"] = "decisions",
        ["decisionref"] = "decisions",
        ["decisionreference"] = "decisions",
        ["decisionreferencenumber"] = "decisions",
        ["decisionnoticereference"] = "decisions",
        ["decisionnoticenumber"] = "decisions",
    };

    /// <summary>The resource whose references stand under a heading, or null.</summary>
    public static string? ResourceOf(string heading) => Headed.GetValueOrDefault(Headings.Normalise(heading));

    /// <summary>A reference down to its letters and digits: <c>WMPCC 005/2013</c> and <c>wmpcc-005-2013</c> are one. Null where too little is left to tell anything.</summary>
    public static string? Key(string? reference) =>
        reference is null || Headings.Normalise(reference) is not { Length: > 2 } key ? null : key;
}
