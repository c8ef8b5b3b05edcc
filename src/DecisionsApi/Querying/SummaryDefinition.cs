using DecisionsApi.Register;

namespace DecisionsApi.Querying;

/// <summary>How the records of a list are summed up: by what, and over which amount.</summary>
/// <param name="Subject">What is listed.</param>
/// <param name="Amount">The amount that is added up, in pence; null where records have none.</param>
/// <param name="Dimensions">What they can be grouped by.</param>
/// <param name="Grains">Where sums are kept ready.</param>
/// <param name="Ranking">Where they are kept in order too; null where nowhere.</param>
internal sealed record SummaryDefinition(
    ListSubject Subject,
    string? Amount,
    IReadOnlyList<Dimension> Dimensions,
    IReadOnlyList<Grain> Grains,
    Ranking? Ranking = null
)
{
    public const int MaxGroupings = 3;

    private static readonly string[] OfAmounts = ["count", "sumAmount", "meanAmount", "minAmount", "maxAmount"];

    private SummaryValidator? _validator;

    /// <summary>The checks of what a request asks for.</summary>
    public SummaryValidator Validator => _validator ??= new(this);

    /// <summary>What <c>measures=</c> may name.</summary>
    public IReadOnlyList<string> Measures => Amount is null ? OfAmounts[..1] : OfAmounts;

    /// <summary>What is measured unless asked otherwise: what sums that are kept ready can tell.</summary>
    public IReadOnlyList<string> DefaultMeasures => Amount is null ? OfAmounts[..1] : OfAmounts[..3];

    /// <summary>A sum in pounds; null where nothing of it was published. Itemised payments always come to something.</summary>
    public decimal? SumOf(long amounts, long pence) => Amount is null || (amounts == 0 && !Subject.AddsUp) ? null : Money.FromPence(pence);

    /// <summary>The order of the most important groups.</summary>
    public string Largest => Amount is null ? "-count" : "-sumAmount";

    /// <summary>Names of what they can be grouped by.</summary>
    public IReadOnlyList<string> Names => [.. Dimensions.Select(d => d.Name)];

    /// <summary>The dimension of a name.</summary>
    public Dimension Named(string name) => Dimensions.First(d => d.Name == name);
}

/// <summary>
/// A table that keeps what records come to, a row a cell. It has columns of the record's table, <c>payments</c> and <c>pence</c>, and
/// zero or the empty text where a record has no value.
/// </summary>
/// <param name="Table">Its name.</param>
/// <param name="Groups">Columns that can tell groups apart.</param>
/// <param name="Filters">Columns that can pick cells; what an index of the records finds at once is none of them.</param>
internal sealed record Grain(string Table, IReadOnlyList<string> Groups, IReadOnlyList<string> Filters);
