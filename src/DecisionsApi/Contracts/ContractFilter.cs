using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Contracts;

/// <summary>What contracts can be picked by: one property and one condition a filter.</summary>
internal sealed record ContractFilter : ListParameters, IIncluding, IFaceted
{
    /// <summary>
    /// Words to look for in reference, title, description, buyers, suppliers and classifications: all must occur; <c>"a phrase"</c>,
    /// <c>-without</c> and <c>begin*</c> (three letters or more) are understood. Case and accents make no difference.
    /// </summary>
    /// <example>consultancy</example>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>Ids of contracts; may be repeated up to 100 times.</summary>
    /// <example>["ngsa2x179df0whg2"]</example>
    [FromQuery(Name = "id")]
    public string[]? Id { get; init; }

    /// <summary>Ids of buying bodies; a buyer that a source names without an id is found by its exact name. May be repeated.</summary>
    /// <example>["west-midlands-police-authority"]</example>
    [FromQuery(Name = "body")]
    public string[]? Body { get; init; }

    /// <summary>Ids of suppliers; may be repeated.</summary>
    /// <example>["1fct6wk19pc208xk"]</example>
    [FromQuery(Name = "supplier")]
    public string[]? Supplier { get; init; }

    /// <summary>Names of suppliers as published, compared without case; may be repeated.</summary>
    /// <example>["iMPOWER"]</example>
    [FromQuery(Name = "supplierName")]
    public string[]? SupplierName { get; init; }

    /// <summary>Open Contracting ids; may be repeated.</summary>
    /// <example>["ocds-b5fd17-e3b5f385-5989-4cf1-8849-01c247fc9c30"]</example>
    [FromQuery(Name = "ocid")]
    public string[]? Ocid { get; init; }

    /// <summary>References as published, compared without case; may be repeated.</summary>
    /// <example>["WMP/2012/017"]</example>
    [FromQuery(Name = "reference")]
    public string[]? Reference { get; init; }

    /// <summary>Stages: planning, tender, award, contract; may be repeated.</summary>
    /// <example>["contract"]</example>
    [FromQuery(Name = "stage")]
    public string[]? Stage { get; init; }

    /// <summary>Statuses: planned, active, cancelled, terminated, complete; may be repeated.</summary>
    /// <example>["terminated"]</example>
    [FromQuery(Name = "status")]
    public string[]? Status { get; init; }

    /// <summary>Ids of programmes; may be repeated.</summary>
    /// <example>["west-midlands-business-partnering"]</example>
    [FromQuery(Name = "programme")]
    public string[]? Programme { get; init; }

    /// <summary>First <c>startOn</c>, inclusive (YYYY-MM-DD). A contract without one never matches.</summary>
    /// <example>2012-04-01</example>
    [FromQuery(Name = "from")]
    public Parsed<DateOnly>? From { get; init; }

    /// <summary>Last <c>startOn</c>, inclusive (YYYY-MM-DD). A contract without one never matches.</summary>
    /// <example>2013-03-31</example>
    [FromQuery(Name = "to")]
    public Parsed<DateOnly>? To { get; init; }

    /// <summary>Smallest value in pounds, inclusive. A contract without a value never matches.</summary>
    /// <example>10000</example>
    [FromQuery(Name = "minAmount")]
    public Parsed<decimal>? MinAmount { get; init; }

    /// <summary>Largest value in pounds, inclusive. A contract without a value never matches.</summary>
    /// <example>1000000</example>
    [FromQuery(Name = "maxAmount")]
    public Parsed<decimal>? MaxAmount { get; init; }

    /// <summary>Ids of sources; may be repeated.</summary>
    /// <example>["2xgmxdgege1sv3e8"]</example>
    [FromQuery(Name = "source")]
    public string[]? Source { get; init; }

    /// <summary>Linked records to add: <c>decisions</c>, <c>contracts</c>, <c>expenditure</c>, <c>programme</c>; <c>raw</c> adds the text as published. Separated by commas, or repeated.</summary>
    /// <example>["decisions"]</example>
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
        if (Body is { Length: > 0 })
        {
            where.Add(ContractSql.OfBody, "body", Body);
        }
        if (Supplier is { Length: > 0 })
        {
            where.Add(ContractSql.OfSupplier, "supplier", Supplier);
        }
        where.Folded("p.key", ContractSql.NamedSupplier, "supplierName", SupplierName);
        where.In("p.ocid", "ocid", Ocid);
        where.Texts("p.reference_folded", "reference", Reference);
        where.In("p.stage", "stage", Stage);
        where.In("p.status", "status", Status);
        where.In("p.programme", "programme", Programme);
        where.Days("p.start_on", From, To);
        where.Pounds("p.value_pence", MinAmount, MaxAmount);
        where.Sources(Source);
        where.Search(ContractTable.Instance.TextTable, Q);
    }
}

/// <summary>What the filters of contracts may hold.</summary>
internal sealed class ContractFilterValidator : ListValidator<ContractFilter>
{
    public ContractFilterValidator()
        : base(ContractList.Definition.Keys, ContractList.Definition.Fields, ParameterRules.LinkedFormats)
    {
        RuleFor(f => f.Q).IsSearch();
        RuleFor(f => f.Id).AreTexts();
        RuleFor(f => f.Body).AreTexts();
        RuleFor(f => f.Supplier).AreTexts();
        RuleFor(f => f.SupplierName).AreTexts();
        RuleFor(f => f.Ocid).AreTexts();
        RuleFor(f => f.Reference).AreTexts();
        RuleFor(f => f.Stage).AreOneOf(ContractValidator.Stages);
        RuleFor(f => f.Status).AreOneOf(ContractValidator.Statuses);
        RuleFor(f => f.Programme).AreTexts();
        RuleFor(f => f.From).IsDay();
        RuleFor(f => f.To).IsDay();
        RuleFor(f => f.MinAmount).IsPounds();
        RuleFor(f => f.MaxAmount).IsPounds();
        RuleFor(f => f.Source).AreTexts();
        RuleFor(f => f.Facet).AreFacets(ContractSummary.Definition);
        RuleFor(f => f.Include).AreIncludes(ContractList.Includes);
    }
}
