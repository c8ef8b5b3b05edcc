using DecisionsApi.Contracts;
using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Insights;

/// <summary>Contracts that ended early.</summary>
internal sealed record EndedContractFilter : ListParameters
{
    /// <summary>Ids of the bodies that buy; may be repeated.</summary>
    /// <example>["west-midlands-police-authority"]</example>
    [FromQuery(Name = "body")]
    public string[]? Body { get; init; }

    /// <summary>Ids of suppliers; may be repeated.</summary>
    /// <example>["1fct6wk19pc208xk"]</example>
    [FromQuery(Name = "supplier")]
    public string[]? Supplier { get; init; }

    /// <summary>First <c>startOn</c>, inclusive (YYYY-MM-DD). A contract without one never matches.</summary>
    /// <example>2012-04-01</example>
    [FromQuery(Name = "from")]
    public Parsed<DateOnly>? From { get; init; }

    /// <summary>Last <c>startOn</c>, inclusive (YYYY-MM-DD). A contract without one never matches.</summary>
    /// <example>2013-03-31</example>
    [FromQuery(Name = "to")]
    public Parsed<DateOnly>? To { get; init; }

    public override void Apply(Where where)
    {
        // Few contracts end so: their index leads, whatever else is asked for.
        where.Add("p.status = 'terminated'");
        if (Body is { Length: > 0 })
        {
            where.Add("+" + ContractSql.OfBody, "body", Body);
        }
        if (Supplier is { Length: > 0 })
        {
            where.Add("+" + ContractSql.OfSupplier, "supplier", Supplier);
        }
        where.Days("p.start_on", From, To);
    }
}

internal sealed class EndedContractFilterValidator : ListValidator<EndedContractFilter>
{
    public EndedContractFilterValidator()
        : base(EndedEarly.Insight.Keys, EndedEarly.Insight.Fields, ParameterRules.Formats)
    {
        RuleFor(f => f.Body).AreTexts();
        RuleFor(f => f.Supplier).AreTexts();
        RuleFor(f => f.From).IsDay();
        RuleFor(f => f.To).IsDay();
    }
}
