using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>The list of known headings (<c>payment-headings.csv</c>) and what a file's columns are by it.</summary>
internal static class PaymentHeadings
{
    private static readonly IReadOnlyList<Known> List = Read();
    private static readonly HashSet<string> Names = [.. List.Select(known => known.Heading)];

    private static readonly Dictionary<string, string> NoOverrides = [];

    /// <summary>How many of a row's cells are headings of payments; 0 unless an amount and a supplier or day are among them.</summary>
    public static int Recognise(IReadOnlyList<string> cells)
    {
        if (!cells.Any(cell => Names.Contains(Headings.Normalise(cell))))
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

    /// <summary>Assigns columns to fields; <paramref name="overrides"/> (field to heading) come before the list.</summary>
    public static PaymentColumns Map(IReadOnlyList<string> headings, IReadOnlyDictionary<string, string> overrides)
    {
        string[] normal = [.. headings.Select(Headings.Normalise)];
        var byField = new Dictionary<string, (int Column, string? Hint)>(StringComparer.Ordinal);
        var contacts = Contacts.Columns(headings);
        var taken = contacts.ToHashSet();
        foreach (var (field, heading) in overrides)
        {
            var column = Array.IndexOf(normal, Headings.Normalise(heading));
            if (column >= 0 && taken.Add(column))
            {
                byField[field] = (column, null);
            }
        }
        foreach (var known in List)
        {
            var column = Array.FindIndex(normal, 0, h => h == known.Heading);
            if (column < 0 || taken.Contains(column))
            {
                continue;
            }
            if (byField.TryAdd(known.Field, (column, known.Hint)))
            {
                taken.Add(column);
            }
        }
        return new(headings, normal, byField, contacts);
    }

    /// <summary>Names of the fields a file's columns may be assigned to.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. List.Select(known => known.Field).Distinct()];

    private static List<Known> Read()
    {
        using var stream = typeof(PaymentHeadings).Assembly.GetManifestResourceStream("DecisionsApi.Expenditure.payment-headings.csv")!;
        using var records = new RecordReader(new StreamReader(stream), ',');
        var list = new List<Known>();
        while (records.Read())
        {
            if (records.Line > 1 && !records.Raw.StartsWith('#') && records.Count > 2)
            {
                list.Add(new(Headings.Normalise(records[0]), records[1], records[2] is "" ? null : records[2]));
            }
        }
        return list;
    }

    private sealed record Known(string Heading, string Field, string? Hint);
}

/// <summary>What each column of one file is.</summary>
internal sealed class PaymentColumns(
    IReadOnlyList<string> headings,
    string[] normal,
    Dictionary<string, (int Column, string? Hint)> byField,
    int[] contacts
)
{
    /// <summary>Headings as published, made distinct.</summary>
    public string[] Headings { get; } = DecisionsApi.Tabular.Headings.Distinct(headings);

    /// <summary>Columns that are no field, in their order.</summary>
    public int[] Extra { get; } =
    [.. Enumerable.Range(0, headings.Count).Where(i => !contacts.Contains(i) && byField.Values.All(assigned => assigned.Column != i))];

    /// <summary>Columns with contact persons: blanked everywhere.</summary>
    public int[] Contacts { get; } = contacts;

    /// <summary>Columns that make a row's identity, in an order that does not depend on where they stand.</summary>
    public int[] Content { get; } =
    [
        .. Enumerable
            .Range(0, headings.Count)
            .Where(i => !contacts.Contains(i))
            .OrderBy(i => normal[i], StringComparer.Ordinal)
            .ThenBy(i => i),
    ];

    /// <summary>Normalised heading of a column.</summary>
    public string Normal(int column) => normal[column];

    /// <summary>How many fields have a column.</summary>
    public int Count => byField.Count;

    public bool Has(string field) => byField.ContainsKey(field);

    /// <summary>Column of a field, or -1.</summary>
    public int this[string field] => byField.TryGetValue(field, out var assigned) ? assigned.Column : -1;

    /// <summary>What the heading says beyond the field: the kind of date, the VAT basis, a card merchant.</summary>
    public string? Hint(string field) => byField.TryGetValue(field, out var assigned) ? assigned.Hint : null;

    /// <summary>Field to heading, as published, for the report.</summary>
    public IReadOnlyDictionary<string, string> ByField =>
        byField.ToDictionary(f => f.Key, f => Headings[f.Value.Column], StringComparer.Ordinal);
}
