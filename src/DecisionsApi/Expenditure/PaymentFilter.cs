using DecisionsApi.Querying;
using DecisionsApi.Records;
using DecisionsApi.Register;
using DecisionsApi.Suppliers;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Expenditure;

/// <summary>What payments can be picked by: one property and one condition a filter.</summary>
internal sealed record PaymentFilter : ListParameters, IIncluding, IFaceted
{
    /// <summary>
    /// Words to look for in supplier, purpose, category, department and references: all must occur; <c>"a phrase"</c>, <c>-without</c> and
    /// <c>begin*</c> (three letters or more) are understood. Case and accents make no difference.
    /// </summary>
    /// <example>vehicle</example>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>Ids of payments; may be repeated up to 100 times.</summary>
    /// <example>["t1yymyp4kwdgba7w"]</example>
    [FromQuery(Name = "id")]
    public string[]? Id { get; init; }

    /// <summary>Ids of the bodies that paid; may be repeated.</summary>
    /// <example>["west-midlands-pcc"]</example>
    [FromQuery(Name = "body")]
    public string[]? Body { get; init; }

    /// <summary>Ids of suppliers; empty for payments whose supplier is not published. May be repeated.</summary>
    /// <example>["1fct6wk19pc208xk"]</example>
    [FromQuery(Name = "supplier")]
    public string[]? Supplier { get; init; }

    /// <summary>Names of suppliers as published, compared without case; may be repeated.</summary>
    /// <example>["iMPOWER"]</example>
    [FromQuery(Name = "supplierName")]
    public string[]? SupplierName { get; init; }

    /// <summary>Ids of contracts paid under, as payments state them or a rule finds (see the links); may be repeated.</summary>
    /// <example>["ngsa2x179df0whg2"]</example>
    [FromQuery(Name = "contract")]
    public string[]? Contract { get; init; }

    /// <summary>Ids of decisions behind the payments, as payments state them or a rule finds; may be repeated.</summary>
    /// <example>["3czmr6g21t85x6x0"]</example>
    [FromQuery(Name = "decision")]
    public string[]? Decision { get; init; }

    /// <summary>Ids of programmes; may be repeated.</summary>
    /// <example>["west-midlands-business-partnering"]</example>
    [FromQuery(Name = "programme")]
    public string[]? Programme { get; init; }

    /// <summary>Kinds: payment, credit, card, grant, expenses, reportedTotal; may be repeated. Reported totals are left out unless named here.</summary>
    /// <example>["reportedTotal"]</example>
    [FromQuery(Name = "kind")]
    public string[]? Kind { get; init; }

    /// <summary>Purposes as published, compared without case, as far as 500 characters; empty for payments without one. May be repeated.</summary>
    /// <example>["Vehicle hire"]</example>
    [FromQuery(Name = "purpose")]
    public string[]? Purpose { get; init; }

    /// <summary>Categories as published, compared without case; empty for payments without one. May be repeated.</summary>
    /// <example>["Transport"]</example>
    [FromQuery(Name = "category")]
    public string[]? Category { get; init; }

    /// <summary>Departments as published, compared without case; may be repeated.</summary>
    /// <example>["Operations"]</example>
    [FromQuery(Name = "department")]
    public string[]? Department { get; init; }

    /// <summary>First day, inclusive (YYYY-MM-DD). A payment without a day never matches.</summary>
    /// <example>2012-11-22</example>
    [FromQuery(Name = "from")]
    public Parsed<DateOnly>? From { get; init; }

    /// <summary>Last day, inclusive (YYYY-MM-DD). A payment without a day never matches.</summary>
    /// <example>2013-03-31</example>
    [FromQuery(Name = "to")]
    public Parsed<DateOnly>? To { get; init; }

    /// <summary>Smallest amount in pounds, inclusive, compared with the signed amount.</summary>
    /// <example>500</example>
    [FromQuery(Name = "minAmount")]
    public Parsed<decimal>? MinAmount { get; init; }

    /// <summary>Largest amount in pounds, inclusive, compared with the signed amount.</summary>
    /// <example>10000</example>
    [FromQuery(Name = "maxAmount")]
    public Parsed<decimal>? MaxAmount { get; init; }

    /// <summary>Ids of sources; may be repeated.</summary>
    /// <example>["g9w25fd4s655g566"]</example>
    [FromQuery(Name = "source")]
    public string[]? Source { get; init; }

    /// <summary>Codes of issues (dateMissing, dateUnreadable, dateAmbiguous, dateImprecise, amountRounded, dashIsZero, signFromMarker, rowRealigned, quotesMended, supplierMissing, vatUnreadable, grossUnreadable), or <c>true</c> for any; may be repeated.</summary>
    /// <example>["dateMissing"]</example>
    [FromQuery(Name = "hasIssue")]
    public string[]? HasIssue { get; init; }

    /// <summary>Financial years, 1 April to 31 March, as 2012-13; may be repeated.</summary>
    /// <example>["2012-13"]</example>
    [FromQuery(Name = "financialYear")]
    public string[]? FinancialYear { get; init; }

    /// <summary>Fields whose value is withheld (such as supplier.name or invoiceReference), or <c>true</c> for any; may be repeated.</summary>
    /// <example>["supplier.name"]</example>
    [FromQuery(Name = "withheld")]
    public string[]? Withheld { get; init; }

    /// <summary>Linked records to add: <c>contract</c>, <c>decision</c>, <c>programme</c>; <c>raw</c> adds the row as published. Separated by commas, or repeated.</summary>
    /// <example>["decision"]</example>
    [FromQuery(Name = "include")]
    public string[]? Include { get; init; }

    /// <summary>
    /// Fields whose values are counted and added up beside the list, over all pages: the 20 largest values, and everything else. What
    /// <c>groupBy</c> of the summary takes; up to five, separated by commas, or repeated. JSON only.
    /// </summary>
    /// <example>["kind"]</example>
    [FromQuery(Name = "facet")]
    public string[]? Facet { get; init; }

    string[] IIncluding.Includes => Include ?? [];

    public override void Apply(Where where)
    {
        where.In("p.id", "id", Id);
        where.Key("p.body_key", "SELECT key FROM bodies WHERE id", "body", Body);
        where.KeyOrNone("p.supplier_key", SupplierSql.OfId, "supplier", Supplier);
        where.Folded("p.supplier_key", "SELECT supplier_key FROM supplier_names WHERE name_folded", "supplierName", SupplierName);
        Linked(where, "contract_id", "contracts", "contract", Contract);
        Linked(where, "decision_id", "decisions", "decision", Decision);
        where.In("p.programme", "programme", Programme);
        where.In("p.kind", "kind", Kind);
        where.ItemisedOnly = Kind is null or [];
        if (Purpose is { Length: > 0 })
        {
            where.Add(PaymentGroupSql.OfPurpose, "purpose", Purpose.Select(Folding.Start).ToArray());
        }
        where.FoldedOrNone("p.category_key", "SELECT key FROM terms WHERE folded", "category", Category);
        where.Folded("p.department_key", "SELECT key FROM terms WHERE folded", "department", Department);
        where.Sources(Source);
        where.In("p.financial_year", "financialYear", FinancialYear);
        Marked(where, "issue:", "hasIssue", HasIssue);
        Marked(where, "withheld:", "withheld", Withheld);
        where.DayIds(From?.Value, To?.Value);
        where.Pounds("p.amount_pence", MinAmount, MaxAmount);
        where.Search("payment_text", Q);
    }

    private static void Linked(Where where, string column, string resource, string name, string[]? ids)
    {
        if (ids is { Length: > 0 })
        {
            where.Add(LinkSql.OfPaymentsOf(column, resource, name), name, ids);
        }
    }

    private static void Marked(Where where, string prefix, string name, string[]? values)
    {
        if (values is null or [])
        {
            return;
        }
        if (values.Contains("true"))
        {
            where.Add($"p.key IN (SELECT payment_key FROM payment_marks WHERE mark > '{prefix}' AND mark < '{prefix}~')");
            return;
        }
        where.Add(
            $"p.key IN (SELECT payment_key FROM payment_marks WHERE mark IN @{name})",
            name,
            values.Select(v => prefix + v).ToArray()
        );
    }
}

/// <summary>What the filters of payments may hold.</summary>
internal sealed class PaymentFilterValidator : ListValidator<PaymentFilter>
{
    private const int LongestText = 1000;

    public static readonly string[] Kinds = ["payment", "credit", "card", "grant", "expenses", "reportedTotal"];
    public static readonly string[] IssueCodes =
    [
        "true",
        "dateMissing",
        "dateUnreadable",
        "dateAmbiguous",
        "dateImprecise",
        "amountRounded",
        "dashIsZero",
        "signFromMarker",
        "rowRealigned",
        "supplierMissing",
        "quotesMended",
        "vatUnreadable",
        "grossUnreadable",
    ];

    public PaymentFilterValidator()
        : base(PaymentList.Definition.Keys, PaymentList.Definition.Fields, ParameterRules.LinkedFormats)
    {
        RuleFor(f => f.Q).IsSearch();
        RuleFor(f => f.Id).AreTexts();
        RuleFor(f => f.Body).AreTexts();
        RuleFor(f => f.Supplier).AreTextsOrNone();
        RuleFor(f => f.SupplierName).AreTexts();
        RuleFor(f => f.Contract).AreTexts();
        RuleFor(f => f.Decision).AreTexts();
        RuleFor(f => f.Programme).AreTexts();
        RuleFor(f => f.Kind).AreOneOf(Kinds);
        RuleFor(f => f.Purpose).AreTextsOrNone(LongestText);
        RuleFor(f => f.Category).AreTextsOrNone(LongestText);
        RuleFor(f => f.Department).AreTexts();
        RuleFor(f => f.From).IsDay();
        RuleFor(f => f.To).IsDay();
        RuleFor(f => f.MinAmount).IsPounds();
        RuleFor(f => f.MaxAmount).IsPounds();
        RuleFor(f => f.Source).AreTexts();
        RuleFor(f => f.HasIssue).AreOneOf(IssueCodes);
        RuleFor(f => f.FinancialYear).AreFinancialYears();
        RuleFor(f => f.Withheld).AreTexts();
        RuleFor(f => f.Facet).AreFacets(PaymentSummary.Definition);
        RuleFor(f => f.Include).AreIncludes(PaymentList.Definition.Includes);
    }
}
