using DecisionsApi.Expenditure;
using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Insights;

/// <summary>Which payments are looked at: the filters of expenditure, one body at least.</summary>
internal abstract record InsightFilter : ListParameters
{
    /// <summary>Ids of the bodies that paid; must be given, may be repeated.</summary>
    /// <example>["west-midlands-pcc"]</example>
    [FromQuery(Name = "body")]
    public string[]? Body { get; init; }

    /// <summary>Ids of suppliers; may be repeated.</summary>
    /// <example>["1fct6wk19pc208xk"]</example>
    [FromQuery(Name = "supplier")]
    public string[]? Supplier { get; init; }

    /// <summary>Kinds: payment, credit, card, grant, expenses; may be repeated. Reported totals are no payments.</summary>
    /// <example>["card"]</example>
    [FromQuery(Name = "kind")]
    public string[]? Kind { get; init; }

    /// <summary>Categories as published, compared without case; may be repeated.</summary>
    /// <example>["Transport"]</example>
    [FromQuery(Name = "category")]
    public string[]? Category { get; init; }

    /// <summary>Departments as published, compared without case; may be repeated.</summary>
    /// <example>["Operations"]</example>
    [FromQuery(Name = "department")]
    public string[]? Department { get; init; }

    /// <summary>Smallest amount of a payment in pounds, inclusive, compared with the signed amount.</summary>
    /// <example>500</example>
    [FromQuery(Name = "minAmount")]
    public Parsed<decimal>? MinAmount { get; init; }

    /// <summary>Largest amount of a payment in pounds, inclusive, compared with the signed amount.</summary>
    /// <example>10000</example>
    [FromQuery(Name = "maxAmount")]
    public Parsed<decimal>? MaxAmount { get; init; }

    /// <summary>First day looked at, where it is bounded.</summary>
    public virtual DateOnly? FirstDay() => null;

    /// <summary>Last day looked at, where it is bounded.</summary>
    public virtual DateOnly? LastDay() => null;

    /// <summary>Financial years as on the list of expenditure.</summary>
    public virtual string[] Years() => [];

    /// <summary>The filters with the index of bodies and days in the lead.</summary>
    public override void Apply(Where where) => Apply(where, "p.body_key");

    /// <summary>The filters; the signs keep every other index out of the choice, for each is of a part of all bodies.</summary>
    public void Apply(Where where, string bodyColumn)
    {
        where.Key(bodyColumn, "SELECT key FROM bodies WHERE id", "body", Body);
        where.Key("+p.supplier_key", "SELECT key FROM suppliers WHERE id", "supplier", Supplier);
        where.In("+p.kind", "kind", Kind);
        where.Folded("+p.category_key", "SELECT key FROM terms WHERE folded", "category", Category);
        where.Folded("+p.department_key", "SELECT key FROM terms WHERE folded", "department", Department);
        where.In("+p.financial_year", "financialYear", Years());
        where.Pounds("+p.amount_pence", MinAmount, MaxAmount);
        where.DayIds(FirstDay(), LastDay());
    }

    /// <summary>The filters that an address keeps beside those a pattern sets itself.</summary>
    public IEnumerable<(string Name, string Value)> Kept() =>
        Named("kind", Kind)
            .Concat(Named("category", Category))
            .Concat(Named("department", Department))
            .Concat(Named("financialYear", Years()));

    internal static IEnumerable<(string Name, string Value)> Named(string name, string[]? values) =>
        (values ?? []).Select(value => (name, value));
}

/// <summary>Payments of any days.</summary>
internal abstract record PeriodFilter : InsightFilter
{
    /// <summary>First day, inclusive (YYYY-MM-DD). A payment without a day never matches.</summary>
    /// <example>2012-11-22</example>
    [FromQuery(Name = "from")]
    public Parsed<DateOnly>? From { get; init; }

    /// <summary>Last day, inclusive (YYYY-MM-DD). A payment without a day never matches.</summary>
    /// <example>2013-03-31</example>
    [FromQuery(Name = "to")]
    public Parsed<DateOnly>? To { get; init; }

    /// <summary>Financial years, 1 April to 31 March, as 2012-13; may be repeated.</summary>
    /// <example>["2012-13"]</example>
    [FromQuery(Name = "financialYear")]
    public string[]? FinancialYear { get; init; }

    public override DateOnly? FirstDay() => From?.Value;

    public override DateOnly? LastDay() => To?.Value;

    public override string[] Years() => FinancialYear ?? [];
}

/// <summary>Payments of one financial year, set against earlier ones.</summary>
internal abstract record YearFilter : InsightFilter
{
    /// <summary>The financial year asked about, 1 April to 31 March, as 2012-13; must be given, once.</summary>
    /// <example>["2012-13"]</example>
    [FromQuery(Name = "financialYear")]
    public string[]? FinancialYear { get; init; }

    /// <summary>First day of the year asked about.</summary>
    public DateOnly YearStart() => FinancialYears.FirstDay(FinancialYear![0]);

    public override DateOnly? FirstDay() => YearStart();

    public override DateOnly? LastDay() => YearStart().AddYears(1).AddDays(-1);
}

/// <summary>What the filters of patterns may hold.</summary>
internal abstract class InsightValidator<T> : ListValidator<T>
    where T : InsightFilter
{
    private static readonly string[] Kinds = [.. PaymentFilterValidator.Kinds.Except(["reportedTotal"])];

    protected InsightValidator(IReadOnlyList<SortKey> keys, IReadOnlyList<IField> fields, int fewestBodies = 1)
        : base(keys, fields, ParameterRules.Formats)
    {
        RuleFor(f => f.Body).AreGivenTexts(fewestBodies, "ids of bodies, for the question would else read every payment there is");
        RuleFor(f => f.Supplier).AreTexts();
        RuleFor(f => f.Kind).AreOneOf(Kinds);
        RuleFor(f => f.Category).AreTexts();
        RuleFor(f => f.Department).AreTexts();
        RuleFor(f => f.MinAmount).IsPounds();
        RuleFor(f => f.MaxAmount).IsPounds();
    }
}

/// <summary>What the filters of patterns of any days may hold.</summary>
internal abstract class PeriodValidator<T> : InsightValidator<T>
    where T : PeriodFilter
{
    protected PeriodValidator(IReadOnlyList<SortKey> keys, IReadOnlyList<IField> fields, int fewestBodies = 1)
        : base(keys, fields, fewestBodies)
    {
        RuleFor(f => f.From).IsDay();
        RuleFor(f => f.To).IsDay();
        RuleFor(f => f.FinancialYear).AreFinancialYears();
    }
}

/// <summary>What the filters of patterns of one financial year may hold.</summary>
internal abstract class YearValidator<T> : InsightValidator<T>
    where T : YearFilter
{
    protected YearValidator(IReadOnlyList<SortKey> keys, IReadOnlyList<IField> fields)
        : base(keys, fields) => RuleFor(f => f.FinancialYear).IsOneFinancialYear();
}
