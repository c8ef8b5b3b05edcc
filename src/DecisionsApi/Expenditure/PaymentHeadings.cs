using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>The list of known headings (<c>payment-headings.csv</c>) and what a file's columns are by it and by what they hold.</summary>
internal static class PaymentHeadings
{
    private static readonly IReadOnlyList<KnownHeading> List = KnownHeading.Read();
    private static readonly Dictionary<string, string> NoOverrides = [];

    /// <summary>Names of the fields a file's columns may be assigned to.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. List.Select(known => known.Field).Distinct()];

    /// <summary>How many of a row's cells are headings of payments; 0 unless an amount and a supplier or day are among them.</summary>
    public static int Recognise(IReadOnlyList<string> cells)
    {
        var names = HeadingName.Of(cells);
        if (!names.Any(name => List.Any(known => known.Matches(name))))
        {
            return 0;
        }
        var columns = Map(cells, NoOverrides);
        var enough = columns.Has("amount") && (columns.Has("supplierName") || columns.Has("paidOn"));
        return enough ? columns.Count : 0;
    }

    /// <summary>Whether a row has all of some headings.</summary>
    public static bool HasAll(IReadOnlyList<string> cells, IEnumerable<string> headings)
    {
        var normal = cells.Select(Headings.Normalise).ToHashSet();
        return headings.All(heading => normal.Contains(Headings.Normalise(heading)));
    }

    /// <summary>
    /// Assigns columns to fields. <paramref name="overrides"/> (field to heading) come before the list; with
    /// <paramref name="sample"/> a column must also hold what its field asks for.
    /// </summary>
    public static PaymentColumns Map(
        IReadOnlyList<string> headings,
        IReadOnlyDictionary<string, string> overrides,
        IReadOnlyList<string[]>? sample = null
    )
    {
        var names = HeadingName.Of(headings);
        var contacts = Contacts.Columns(headings);
        var assignment = new PaymentAssignment(names, contacts, sample);
        foreach (var (field, heading) in overrides)
        {
            assignment.Override(field, Headings.Normalise(heading));
        }
        foreach (var known in List)
        {
            assignment.Try(known);
        }
        // A column of times where days should be, or of codes where names should be, is still the file's only one.
        assignment.TryUnfitting(List, "amount", "paidOn");
        if (overrides.Count == 0)
        {
            assignment.ByContent();
        }
        assignment.TryUnfitting(List, "supplierName");
        return new(headings, [.. names.Select(name => name.Normal)], assignment, contacts);
    }
}

/// <summary>A line of the list of known headings.</summary>
internal sealed record KnownHeading(string? Normal, string[][] AnyOf, string[] NoneOf, string Field, string? Hint)
{
    /// <summary>Whether the line is a whole heading and not some words of one.</summary>
    public bool IsExact => Normal is not null;

    public bool Matches(HeadingName name) =>
        Normal is not null
            ? name.Normal == Normal
            : name.Words.Count is > 0 and <= 12
                && Array.TrueForAll(AnyOf, words => Array.Exists(words, name.Words.Contains))
                && !Array.Exists(NoneOf, name.Words.Contains);

    public static IReadOnlyList<KnownHeading> Read()
    {
        using var stream = typeof(PaymentHeadings).Assembly.GetManifestResourceStream("DecisionsApi.Expenditure.payment-headings.csv")!;
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
internal sealed record HeadingName(string Normal, IReadOnlyList<string> Words)
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
                    : new HeadingName(normal, text.Length <= 80 ? Headings.Words(text) : []);
            }),
        ];
}
