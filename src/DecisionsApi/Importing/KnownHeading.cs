using DecisionsApi.Tabular;

namespace DecisionsApi.Importing;

/// <summary>A line of the list of known headings.</summary>
internal sealed record KnownHeading(string? Normal, string[][] AnyOf, string[] NoneOf, string Field, string? Hint)
{
    /// <summary>Whether the line is a whole heading and not some words of one.</summary>
    public bool IsExact => Normal is not null;

    public bool Matches(HeadingName name) =>
        Normal is not null
            ? name.Normal == Normal || name.TextOf == Normal
            : name.Words.Count is > 0 and <= 12
                && Array.TrueForAll(AnyOf, words => Array.Exists(words, name.Words.Contains))
                && !Array.Exists(NoneOf, name.Words.Contains);

    /// <summary>The list of an embedded file: heading or words, field, hint, who made the line necessary.</summary>
    public static IReadOnlyList<KnownHeading> Read(string resource)
    {
        using var stream = typeof(KnownHeading).Assembly.GetManifestResourceStream(resource)!;
        using var records = new RecordReader(new StreamReader(stream), ',');
        var list = new List<KnownHeading>();
        while (records.Read())
        {
            if (records.Line > 1 && !records.Raw.StartsWith('#') && records.Count > 2)
            {
                list.Add(Of(records[0], records[1], records[2] is "" ? null : records[2]));
            }
        }
        return list;
    }

    private static KnownHeading Of(string heading, string field, string? hint)
    {
        if (!heading.StartsWith('~'))
        {
            return new(Headings.Normalise(heading), [], [], field, hint);
        }
        var parts = heading[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(
            null,
            [.. parts.Where(part => part[0] != '!').Select(part => part.Split('|'))],
            [.. parts.Where(part => part[0] == '!').SelectMany(part => part[1..].Split('|'))],
            field,
            hint
        );
    }
}

/// <summary>A heading as it is compared.</summary>
/// <param name="Normal">Its letters and digits.</param>
/// <param name="Words">Its words.</param>
/// <param name="PoundWord">The word that a pound sign stands before, as in <c>£m</c>.</param>
/// <param name="TextOf">Heading of the code whose text the column holds, where it says so: Agresso's <c>Cost Centre (T)</c>.</param>
internal sealed record HeadingName(string Normal, IReadOnlyList<string> Words, string? PoundWord = null, string? TextOf = null)
{
    public static HeadingName[] Of(IReadOnlyList<string> headings) =>
        [
            .. headings.Select(heading =>
            {
                // A pound sign alone is a heading too; a mark of bytes read as letters is none.
                var text = heading.TrimStart('\uFEFF').Replace("ï»¿", "", StringComparison.Ordinal);
                var normal = Headings.Normalise(text);
                return normal.Length == 0 && text.Contains('£')
                    ? new("gbp", ["gbp"])
                    : new HeadingName(normal, text.Length <= 80 ? WordsOf(text) : [], AfterPound(text), IsText(text) ? normal[..^1] : null);
            }),
        ];

    private static IReadOnlyList<string> WordsOf(string heading) =>
        heading.Contains('€', StringComparison.Ordinal) ? [.. Headings.Words(heading), "euro"]
        : heading.Contains('$', StringComparison.Ordinal) ? [.. Headings.Words(heading), "dollar"]
        : Headings.Words(heading);

    private static string? AfterPound(string heading) =>
        heading.IndexOf('£', StringComparison.Ordinal) is >= 0 and var sign && Headings.Words(heading[sign..]) is [var word, ..]
            ? word
            : null;

    private static bool IsText(string heading) => heading.TrimEnd().EndsWith("(T)", StringComparison.OrdinalIgnoreCase);
}
