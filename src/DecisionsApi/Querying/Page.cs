namespace DecisionsApi.Querying;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What it lists.</typeparam>
public sealed record Page<T>
{
    /// <summary>The records.</summary>
    public required IReadOnlyList<T> Data { get; init; }

    /// <summary>Where the page stands in the list, and what the list comes to.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("page")]
    public required PageInfo Info { get; init; }

    /// <summary>The values of the fields that <c>facet=</c> names, over all pages; only there when asked for.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Facet>? Facets { get; init; }

    /// <summary>Licence of the data: that of the sources the records come from.</summary>
    public required Licence Licence { get; init; }

    /// <summary>Every licence of those sources. A source that states none counts as under the Open Government Licence.</summary>
    public required IReadOnlyList<SourceLicence> Licences { get; init; }

    /// <summary>How to name the source when the data is used.</summary>
    /// <example>Contains public sector information licensed under the Open Government Licence v3.0, as published by the bodies named.</example>
    public required string Attribution { get; init; }
}

/// <summary>Where a page stands in its list, and what the list comes to.</summary>
public sealed record PageInfo
{
    /// <summary>Most records on the page.</summary>
    /// <example>50</example>
    public required int Limit { get; init; }

    /// <summary>Link to the next page; null on the last.</summary>
    /// <example>/v1/decisions?limit=1&amp;cursor=cHJyZzRqN3EKMTA4CmRua2hhNDl2azR3cjdxeWYKPTIwMjQtMDQtMDg</example>
    public string? Next { get; init; }

    /// <summary>Number of records that match, on all pages; null with <c>count=none</c>.</summary>
    /// <example>12</example>
    public long? Count { get; init; }

    /// <summary>Sum of their amounts in pounds; null where records have none, and with <c>count=none</c>.</summary>
    /// <example>12345.67</example>
    public decimal? SumAmount { get; init; }

    /// <summary>Sum in pounds of the totals bodies have reported (<c>kind=reportedTotal</c>) that match; never part of <c>sumAmount</c>.</summary>
    /// <example>500000.00</example>
    public decimal? SumReported { get; init; }

    /// <summary>Number of groups, on all pages; only in summaries.</summary>
    /// <example>4</example>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public long? Groups { get; init; }

    /// <summary>Whether a record is in each of several groups, so that they come to more than the totals; only in summaries.</summary>
    /// <example>false</example>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public bool? Overlapping { get; init; }

    /// <summary>Head of the register's sequence the whole walk is about.</summary>
    /// <example>108</example>
    public required long Sequence { get; init; }
}
