using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Insights;

/// <summary>March against the other months.</summary>
internal sealed record YearEndFilter : InsightFilter
{
    /// <summary>Financial years, 1 April to 31 March, as 2012-13; may be repeated.</summary>
    /// <example>["2012-13"]</example>
    [FromQuery(Name = "financialYear")]
    public string[]? FinancialYear { get; init; }

    public override string[] Years() => FinancialYear ?? [];
}

internal sealed class YearEndFilterValidator : InsightValidator<YearEndFilter>
{
    public YearEndFilterValidator()
        : base(YearEnd.Insight.Keys, YearEnd.Insight.Fields) => RuleFor(f => f.FinancialYear).AreFinancialYears();
}
