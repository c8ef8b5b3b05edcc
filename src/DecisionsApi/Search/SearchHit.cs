using System.Text.Json.Serialization;
using DecisionsApi.Formats;
using DecisionsApi.Querying;

namespace DecisionsApi.Search;

/// <summary>Something a search found: a record, or the payments of one body to one supplier for one purpose.</summary>
public sealed record SearchHit
{
    /// <summary>What it is, by the name of its list. <c>expenditure</c> stands for payments, added up.</summary>
    /// <example>decisions</example>
    [OneOf(typeof(SearchTypes), nameof(SearchTypes.Names))]
    public required string Type { get; init; }

    /// <summary>Id of the record; of payments added up, an id of the group, which has no address of its own.</summary>
    /// <example>3czmr6g21t85x6x0</example>
    public required string Id { get; init; }

    /// <summary>Address of the record, or of the list of exactly the payments that were added up.</summary>
    /// <example>/v1/decisions/3czmr6g21t85x6x0</example>
    public required string Url { get; init; }

    /// <summary>Title or name; of payments the name of the supplier. Null where it is not published.</summary>
    /// <example>Business Partnering for Police programme to cease</example>
    public string? Title { get; init; }

    /// <summary>The passage of the record in which the words stand, as HTML: text is escaped, and <c>&lt;mark&gt;</c> around what was found is the only element.</summary>
    /// <example>the &lt;mark&gt;Business&lt;/mark&gt; &lt;mark&gt;Partnering&lt;/mark&gt; for Police programme ceases</example>
    public required string Snippet { get; init; }

    /// <summary>Id of the body that decided, buys or paid; null where there is none, or several.</summary>
    /// <example>west-midlands-pcc</example>
    public string? Body { get; init; }

    /// <summary>Day of the decision, first day of the contract (else the day it was published) or programme, last day of the payments.</summary>
    /// <example>2012-11-22</example>
    public DateOnly? Date { get; init; }

    /// <summary>Number of payments of a supplier, of a body, or of those added up; null for other records.</summary>
    /// <example>12</example>
    public long? Count { get; init; }

    /// <summary>Value of the contract, or sum of the payments, in pounds; reported totals are no payments. Null where there is none.</summary>
    /// <example>98765.43</example>
    public decimal? Amount { get; init; }

    /// <summary>Place in the order: 1 for the best of its type, a half for the second, a third for the next, and so on; one more where the search is exactly the name.</summary>
    /// <example>1</example>
    public required decimal Score { get; init; }
}

/// <summary>What a search found.</summary>
public sealed record SearchAnswer
{
    /// <summary>The hits of this page, best first.</summary>
    public required IReadOnlyList<SearchHit> Data { get; init; }

    /// <summary>Where the page stands.</summary>
    [JsonPropertyName("page")]
    public required SearchPageInfo Info { get; init; }

    /// <summary>How much of each type was found, whichever types were asked for.</summary>
    public required SearchCounts Counts { get; init; }

    /// <summary>Searches that differ in the spelling of a word and do find something; only where nothing was found.</summary>
    /// <example>["impower"]</example>
    public required IReadOnlyList<string> Suggestions { get; init; }

    /// <summary>Licence of the data.</summary>
    public required Licence Licence { get; init; }

    /// <summary>Every licence of the sources. A source that states none counts as under the Open Government Licence.</summary>
    public required IReadOnlyList<SourceLicence> Licences { get; init; }

    /// <summary>How to name the source when the data is used.</summary>
    /// <example>Contains public sector information licensed under the Open Government Licence v3.0, as published by the bodies named.</example>
    public required string Attribution { get; init; }
}

/// <summary>Where a page of hits stands.</summary>
public sealed record SearchPageInfo
{
    /// <summary>Most hits on the page.</summary>
    /// <example>20</example>
    public required int Limit { get; init; }

    /// <summary>Link to the next page; null on the last.</summary>
    /// <example>/v1/search?q=police&amp;cursor=cHJyZzRqN3EKMTA4CmRua2hhNDl2azR3cjdxeWYKPTIw</example>
    public string? Next { get; init; }

    /// <summary>Head of the register's sequence the page is about.</summary>
    /// <example>108</example>
    public required long Sequence { get; init; }
}

/// <summary>How much of each type a search found.</summary>
public sealed record SearchCounts
{
    /// <summary>Decisions.</summary>
    public required SearchCount Decisions { get; init; }

    /// <summary>Contracts.</summary>
    public required SearchCount Contracts { get; init; }

    /// <summary>Programmes.</summary>
    public required SearchCount Programmes { get; init; }

    /// <summary>Suppliers.</summary>
    public required SearchCount Suppliers { get; init; }

    /// <summary>Bodies.</summary>
    public required SearchCount Bodies { get; init; }

    /// <summary>Payments, each body, supplier, purpose and category counted once.</summary>
    public required SearchCount Expenditure { get; init; }
}

/// <summary>A number of hits.</summary>
public sealed record SearchCount
{
    /// <summary>How many were found.</summary>
    /// <example>12</example>
    public required long Count { get; init; }

    /// <summary>Whether that is all; false where words are so common that counting stopped.</summary>
    /// <example>true</example>
    public required bool Exact { get; init; }
}
