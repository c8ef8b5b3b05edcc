namespace DecisionsApi.Expenditure;

/// <summary>What the rows of a file come to so far, all of them and those since the last total: a row that says the same is a total.</summary>
internal sealed class RunningSums
{
    /// <summary>Rows before a total that has a text beside it; fewer add up by chance.</summary>
    private const int FewestRows = 3;

    /// <summary>Rows that were rounded may be off by a penny each, as far as so many pence.</summary>
    private const int MostDust = 100;

    private long _pence;
    private long _sinceTotalPence;
    private int _rows;
    private int _rowsSinceTotal;
    private int _rounded;

    /// <summary>The supplier named last.</summary>
    public string LastSupplier { get; private set; } = "";

    /// <summary>Whether no row has come since the last total.</summary>
    public bool IsAfterTotal => _rowsSinceTotal == 0;

    /// <summary>Adds a row that is a payment.</summary>
    public void Add(long pence, bool rounded, string supplier)
    {
        _pence += pence;
        _sinceTotalPence += pence;
        _rows++;
        _rowsSinceTotal++;
        _rounded += rounded ? 1 : 0;
        LastSupplier = supplier.Length > 0 ? supplier : LastSupplier;
    }

    /// <summary>A total has come.</summary>
    public void BeginAnew() => (_sinceTotalPence, _rowsSinceTotal) = (0, 0);

    /// <summary>Whether a row without any key says what all rows come to, or those since the last total.</summary>
    public bool AddUpTo(long pence) =>
        (_rows > 1 && _pence != 0 && IsLike(pence, _pence))
        || (_rowsSinceTotal > 1 && _rows > _rowsSinceTotal && IsLike(pence, _sinceTotalPence));

    /// <summary>
    /// The same of a row with a text for supplier alone: of all rows, or of those since the last total where it is called after their
    /// supplier. A word is no evidence.
    /// </summary>
    public bool AddUpTo(long pence, string supplier) =>
        (_rows >= FewestRows && IsLike(pence, _pence)) || (IsOfLast(supplier) && IsLike(pence, _sinceTotalPence));

    /// <summary>Whether a text is the last supplier's name with more behind it: <c>Acme Ltd Total</c> below Acme Ltd.</summary>
    private bool IsOfLast(string supplier) =>
        !IsAfterTotal
        && LastSupplier.Length > 0
        && supplier.Length > LastSupplier.Length
        && supplier.StartsWith(LastSupplier, StringComparison.OrdinalIgnoreCase);

    private bool IsLike(long pence, long sum) => Math.Abs(pence - sum) <= Math.Min(_rounded, MostDust);
}
