namespace DecisionsApi.Querying;

/// <summary>The values one field has in the records of a list, with what their records come to.</summary>
public sealed record Facet
{
    /// <summary>Name of the field, and of the filter that takes its values; of times <c>from</c> and <c>to</c> do.</summary>
    /// <example>category</example>
    public required string Name { get; init; }

    /// <summary>Number of different values, records without one as one of them.</summary>
    /// <example>2</example>
    public required long Groups { get; init; }

    /// <summary>The values with the largest sums (where there are no amounts, counts), largest first; at most 20.</summary>
    public required IReadOnlyList<FacetValue> Values { get; init; }

    /// <summary>All other values together; null where there are none.</summary>
    public FacetValue? EverythingElse { get; init; }
}

/// <summary>One value of a facet.</summary>
public sealed record FacetValue
{
    /// <summary>The value; null for the records that have none.</summary>
    /// <example>Transport</example>
    public string? Value { get; init; }

    /// <summary>What it is called, where it is an id.</summary>
    /// <example>iMPOWER</example>
    public string? Label { get; init; }

    /// <summary>Number of records.</summary>
    /// <example>12</example>
    public required long Count { get; init; }

    /// <summary>Sum of their amounts in pounds; null where records have none.</summary>
    /// <example>12345.67</example>
    public decimal? SumAmount { get; init; }

    /// <summary>Sum in pounds of reported totals among them, which <c>kind=reportedTotal</c> brings in; null where records have none.</summary>
    /// <example>0.00</example>
    public decimal? SumReported { get; init; }

    /// <summary>The same list of these records alone; null where no filter picks them.</summary>
    /// <example>/v1/expenditure?category=Transport</example>
    public string? Url { get; init; }
}
