using DecisionsApi.Data;
using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Decisions;

/// <summary>What decisions can be picked by: one property and one condition a filter.</summary>
internal sealed record DecisionFilter : ListParameters, IIncluding, IFaceted
{
    /// <summary>
    /// Words to look for in reference, title, summary, reasons, people and posts: all must occur; <c>"a phrase"</c>, <c>-without</c> and
    /// <c>begin*</c> (three letters or more) are understood. Case and accents make no difference.
    /// </summary>
    /// <example>business partnering</example>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>Ids of decisions; may be repeated up to 100 times.</summary>
    /// <example>["3czmr6g21t85x6x0"]</example>
    [FromQuery(Name = "id")]
    public string[]? Id { get; init; }

    /// <summary>Ids of the bodies that decide; may be repeated.</summary>
    /// <example>["west-midlands-pcc"]</example>
    [FromQuery(Name = "body")]
    public string[]? Body { get; init; }

    /// <summary>References as published, compared without case; may be repeated.</summary>
    /// <example>["WMPCC 005 2013"]</example>
    [FromQuery(Name = "reference")]
    public string[]? Reference { get; init; }

    /// <summary>Types as published, compared without case; may be repeated.</summary>
    /// <example>["procurementCancellation"]</example>
    [FromQuery(Name = "type")]
    public string[]? Type { get; init; }

    /// <summary>Statuses: proposed, taken, deferred, withdrawn, superseded, rescinded; may be repeated.</summary>
    /// <example>["taken"]</example>
    [FromQuery(Name = "status")]
    public string[]? Status { get; init; }

    /// <summary>Access: public, partExempt, exempt; may be repeated.</summary>
    /// <example>["public"]</example>
    [FromQuery(Name = "access")]
    public string[]? Access { get; init; }

    /// <summary>Ids of programmes; may be repeated.</summary>
    /// <example>["west-midlands-business-partnering"]</example>
    [FromQuery(Name = "programme")]
    public string[]? Programme { get; init; }

    /// <summary>First day of the decision, inclusive (YYYY-MM-DD). A decision without a day never matches.</summary>
    /// <example>2012-11-22</example>
    [FromQuery(Name = "from")]
    public Parsed<DateOnly>? From { get; init; }

    /// <summary>Last day of the decision, inclusive (YYYY-MM-DD). A decision without a day never matches.</summary>
    /// <example>2013-03-31</example>
    [FromQuery(Name = "to")]
    public Parsed<DateOnly>? To { get; init; }

    /// <summary>Financial years, 1 April to 31 March, as 2012-13; may be repeated.</summary>
    /// <example>["2012-13"]</example>
    [FromQuery(Name = "financialYear")]
    public string[]? FinancialYear { get; init; }

    /// <summary>Ids of sources; may be repeated.</summary>
    /// <example>["j66rrp9kb5mngf1e"]</example>
    [FromQuery(Name = "source")]
    public string[]? Source { get; init; }

    /// <summary>Linked records to add: <c>contracts</c>, <c>decisions</c>, <c>expenditure</c>, <c>programme</c>; <c>raw</c> adds the text as published. Separated by commas, or repeated.</summary>
    /// <example>["contracts","expenditure"]</example>
    [FromQuery(Name = "include")]
    public string[]? Include { get; init; }

    /// <summary>
    /// Fields whose values are counted and added up beside the list, over all pages: the 20 largest values, and everything else. What
    /// <c>groupBy</c> of the summary takes; up to five, separated by commas, or repeated. JSON only.
    /// </summary>
    /// <example>["status"]</example>
    [FromQuery(Name = "facet")]
    public string[]? Facet { get; init; }

    string[] IIncluding.Includes => Include ?? [];

    public override void Apply(Where where)
    {
        where.In("p.id", "id", Id);
        where.Key("p.body_key", "SELECT key FROM bodies WHERE id", "body", Body);
        where.Texts("p.reference_folded", "reference", Reference);
        where.Texts("p.type_folded", "type", Type);
        where.In("p.status", "status", Status);
        where.In("p.access", "access", Access);
        where.In("p.programme", "programme", Programme);
        where.Days("p.decided_on", From, To);
        where.In("p.financial_year", "financialYear", FinancialYear);
        where.Sources(Source);
        where.Search(DecisionTable.Instance.TextTable, Q);
    }
}

/// <summary>What the filters of decisions may hold.</summary>
internal sealed class DecisionFilterValidator : ListValidator<DecisionFilter>
{
    public DecisionFilterValidator()
        : base(DecisionList.Definition.Keys, DecisionList.Definition.Fields, ParameterRules.LinkedFormats)
    {
        RuleFor(f => f.Q).IsSearch();
        RuleFor(f => f.Id).AreTexts();
        RuleFor(f => f.Body).AreTexts();
        RuleFor(f => f.Reference).AreTexts();
        RuleFor(f => f.Type).AreTexts();
        RuleFor(f => f.Status).AreOneOf(DecisionValidator.Statuses);
        RuleFor(f => f.Access).AreOneOf(DecisionValidator.Accesses);
        RuleFor(f => f.Programme).AreTexts();
        RuleFor(f => f.From).IsDay();
        RuleFor(f => f.To).IsDay();
        RuleFor(f => f.FinancialYear).AreFinancialYears();
        RuleFor(f => f.Source).AreTexts();
        RuleFor(f => f.Facet).AreFacets(DecisionSummary.Definition);
        RuleFor(f => f.Include).AreIncludes(DecisionList.Includes);
    }
}
