using System.ComponentModel.DataAnnotations;
using DecisionsApi.Contracts;
using DecisionsApi.Decisions;
using DecisionsApi.Expenditure;
using DecisionsApi.Programmes;
using DecisionsApi.Records;

namespace DecisionsApi.Links;

/// <summary>Records linked with another, as far as they were asked for; null for what was not.</summary>
public sealed record Included
{
    /// <summary>Linked decisions, newest first, 100 at most.</summary>
    [MaxLength(LinkSql.MostOfOneRecord)]
    public IReadOnlyList<Decision>? Decisions { get; init; }

    /// <summary>Linked contracts, 100 at most.</summary>
    [MaxLength(LinkSql.MostOfOneRecord)]
    public IReadOnlyList<Contract>? Contracts { get; init; }

    /// <summary>Linked payments and reported totals, newest first, 100 at most; all of them through <c>/v1/expenditure</c> with the filter of the same name.</summary>
    [MaxLength(LinkSql.MostOfOneRecord)]
    public IReadOnlyList<Payment>? Expenditure { get; init; }

    /// <summary>Linked programmes.</summary>
    public IReadOnlyList<Programme>? Programmes { get; init; }
}
