using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Links;

/// <summary>Of which payments the coverage is asked.</summary>
internal sealed record LinkCoverageFilter
{
    /// <summary>Ids of bodies; may be repeated. All unless given.</summary>
    /// <example>["west-midlands-pcc"]</example>
    [FromQuery(Name = "body")]
    public string[]? Body { get; init; }

    /// <summary>Financial years; may be repeated. All unless given.</summary>
    /// <example>["2012-13"]</example>
    [FromQuery(Name = "financialYear")]
    public string[]? FinancialYear { get; init; }
}

/// <summary>What its filters may hold.</summary>
internal sealed class LinkCoverageFilterValidator : AbstractValidator<LinkCoverageFilter>
{
    public LinkCoverageFilterValidator()
    {
        RuleFor(f => f.Body).AreTexts();
        RuleFor(f => f.FinancialYear).AreFinancialYears();
    }
}
