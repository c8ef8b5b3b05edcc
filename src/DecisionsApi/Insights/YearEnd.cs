using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Insights;

/// <summary>What a body paid in March, the last month of a financial year, against the other months of the year.</summary>
public sealed record YearEndSpike : Pattern
{
    /// <summary>Id of the body that paid.</summary>
    /// <example>devon-county-council</example>
    public required string Body { get; init; }

    /// <summary>Financial year.</summary>
    /// <example>2023-24</example>
    public required string FinancialYear { get; init; }

    /// <summary>Number of other months of the year of which the register has payments; with fewer than 11 the comparison is weak.</summary>
    /// <example>11</example>
    public required long OtherMonths { get; init; }

    /// <summary>Mean sum of those months in pounds; null without any.</summary>
    /// <example>12000.00</example>
    public required decimal? OtherMonthsMean { get; init; }

    /// <summary>The sum of March divided by that mean, two decimals; null where there is none above nil.</summary>
    /// <example>1.25</example>
    public required decimal? Ratio { get; init; }
}

/// <summary>Spending at the end of the financial year.</summary>
internal sealed class YearEnd : PaymentInsight<YearEndFilter, YearEndSpike>
{
    private static readonly SortKey Year = new("financialYear", "year_number", IsNullable: false, IsNumber: true);

    public static readonly YearEnd Insight = new();

    public override string Name => "year-end";

    public override IReadOnlyList<SortKey> Keys { get; } = [SumAmount, PaymentCount, Year];

    public override IReadOnlyList<Field<YearEndSpike>> Fields { get; } =
    [
        new("id", y => y.Id),
        new("body", y => y.Body),
        new("financialYear", y => y.FinancialYear),
        new("otherMonths", y => y.OtherMonths),
        new("otherMonthsMean", y => y.OtherMonthsMean),
        new("ratio", y => y.Ratio),
        .. Pattern.Columns<YearEndSpike>(),
    ];

    public override string Rule(YearEndFilter filter) =>
        "Payments of a body in March against the mean of the other months of the same financial year of which the register has payments.";

    public override string Groups(YearEndFilter filter, Where where) =>
        $"""
            SELECT p.body_key AS body_key, NULL AS supplier_key, p.financial_year AS year,
              CAST(substr(p.financial_year, 1, 4) AS INTEGER) AS year_number,
              (CAST(substr(p.financial_year, 1, 4) AS INTEGER) + 1) || '-03-01' AS first_on,
              (CAST(substr(p.financial_year, 1, 4) AS INTEGER) + 1) || '-03-31' AS last_on,
              count(*) FILTER (WHERE substr(p.paid_on, 6, 2) = '03') AS payment_count,
              sum(p.amount_pence) FILTER (WHERE substr(p.paid_on, 6, 2) = '03') AS sum_pence,
              count(*) FILTER (WHERE substr(p.paid_on, 6, 2) <> '03') AS other_count,
              coalesce(sum(p.amount_pence) FILTER (WHERE substr(p.paid_on, 6, 2) <> '03'), 0) AS other_pence,
              count(DISTINCT substr(p.paid_on, 1, 7)) - 1 AS months,
              p.financial_year AS part
            FROM payments p
            {where.Add("p.paid_on IS NOT NULL").Add("+p.financial_year IS NOT NULL")}
            GROUP BY p.body_key, p.financial_year
            HAVING count(*) FILTER (WHERE substr(p.paid_on, 6, 2) = '03') > 0
            """;

    protected override IReadOnlyList<YearEndSpike> Make(
        SqliteConnection connection,
        InsightQuery<YearEndFilter> query,
        IReadOnlyList<(PatternRow Row, Found Found)> found
    ) =>
        [
            .. found.Select(f => new YearEndSpike
            {
                Id = f.Found.IdOf(f.Row),
                Body = f.Row.Body!,
                FinancialYear = f.Row.Year!,
                OtherMonths = f.Row.Months!.Value,
                OtherMonthsMean = f.Row.Months > 0 ? Money.FromPence(f.Row.OtherPence!.Value / f.Row.Months.Value) : null,
                Ratio = f.Row is { Months: > 0, OtherPence: > 0 } row
                    ? decimal.Round((decimal)row.SumPence * row.Months.Value / row.OtherPence.Value, 2)
                    : null,
                PaymentCount = f.Row.PaymentCount,
                SumAmount = Money.FromPence(f.Row.SumPence),
                Payments = f.Found.Payments,
                Expenditure = f.Found.Address,
            }),
        ];
}
