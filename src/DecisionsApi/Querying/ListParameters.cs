using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Querying;

/// <summary>What every list understands beside its own filters.</summary>
internal abstract record ListParameters
{
    /// <summary>Order of the records; a leading minus turns it round. Records without the value come last either way; ties are ordered by id. Feeds have an order of their own.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    /// <summary>Records on a page, 1 to 1000; 50 unless given. Every form but JSON and feeds gives everything unless it is given.</summary>
    /// <example>50</example>
    [FromQuery(Name = "limit")]
    public Parsed<int>? Limit { get; init; }

    /// <summary>Where the next page begins: what <c>page.next</c> of the page before says. It goes with the same filters and order.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>Fields to give, separated by commas; all unless given. A field with parts (<c>supplier</c>) brings all of them, a list all its columns; <c>amounts.0.measure</c> is one column of a table.</summary>
    [FromQuery(Name = "fields")]
    public string? Fields { get; init; }

    /// <summary><c>exact</c> (unless given) counts and adds up all matching records; <c>none</c> leaves that out.</summary>
    /// <example>exact</example>
    [FromQuery(Name = "count")]
    public string? Count { get; init; }

    /// <summary>Form of the answer: <c>json</c>, <c>csv</c>, <c>jsonl</c>, <c>xlsx</c>, <c>parquet</c>, or, of a list of records, a feed as <c>atom</c> or <c>feed</c>; <c>jsonld</c> of decisions, contracts and expenditure. It comes before the Accept header.</summary>
    /// <example>json</example>
    [FromQuery(Name = "format")]
    public string? Format { get; init; }

    /// <summary><c>true</c> puts a byte order mark before CSV, which some spreadsheet programs need to read UTF-8.</summary>
    /// <example>false</example>
    [FromQuery(Name = "bom")]
    public Parsed<bool>? Bom { get; init; }

    /// <summary>Adds the conditions of this list's own filters.</summary>
    public abstract void Apply(Where where);
}
