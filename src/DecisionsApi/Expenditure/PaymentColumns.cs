using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>What each column of one file is.</summary>
internal sealed class PaymentColumns(IReadOnlyList<string> headings, string[] normal, PaymentAssignment assignment, int[] contacts)
{
    private readonly IReadOnlyDictionary<string, AssignedColumn> _byField = assignment.ByField;

    /// <summary>Headings as published, made distinct.</summary>
    public string[] Headings { get; } = DecisionsApi.Tabular.Headings.Distinct(headings);

    /// <summary>Columns that are no field, in their order.</summary>
    public int[] Extra { get; } =
    [
        .. Enumerable
            .Range(0, headings.Count)
            .Where(i => !contacts.Contains(i) && assignment.ByField.Values.All(assigned => assigned.Column != i)),
    ];

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
    public int Count => _byField.Count;

    public bool Has(string field) => _byField.ContainsKey(field);

    /// <summary>Column of a field, or -1.</summary>
    public int this[string field] => _byField.TryGetValue(field, out var assigned) ? assigned.Column : -1;

    /// <summary>What the heading says beyond the field: the kind of date, the VAT basis, a card merchant.</summary>
    public string? Hint(string field) => _byField.TryGetValue(field, out var assigned) ? assigned.Hint : null;

    /// <summary>What the sample shows of a field's column; null where nothing is known.</summary>
    public ColumnProfile? Profile(int column) => assignment.Profile(column);

    /// <summary>What the rows of the sample show that have no cell too many; null where nothing is known.</summary>
    public ColumnProfile[]? EvenProfiles() => assignment.EvenProfiles();

    /// <summary>Heading of the totals of which the amounts are lines, or null.</summary>
    public string? LinesOf => assignment.LinesOf < 0 ? null : Headings[assignment.LinesOf];

    /// <summary>Field to heading, as published, for the report.</summary>
    public IReadOnlyDictionary<string, string> ByField =>
        _byField.ToDictionary(f => f.Key, f => Headings[f.Value.Column], StringComparer.Ordinal);

    /// <summary>Field to score, for the report.</summary>
    public IReadOnlyDictionary<string, double> Scores => _byField.ToDictionary(f => f.Key, f => f.Value.Score, StringComparer.Ordinal);

    /// <summary>Fields for which two columns are as good, so that none was taken: field to headings.</summary>
    public IReadOnlyDictionary<string, string[]> Ties =>
        assignment.Ties.ToDictionary(t => t.Key, t => t.Value.Select(i => Headings[i]).ToArray(), StringComparer.Ordinal);
}
