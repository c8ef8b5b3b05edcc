using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Insights;

/// <summary>What a body paid a supplier in a financial year, against the year before.</summary>
public sealed record SupplierChange : Pattern
{
    /// <summary>Id of the body that paid.</summary>
    /// <example>devon-county-council</example>
    public required string Body { get; init; }

    /// <summary>Who was paid.</summary>
    public required PatternSupplier Supplier { get; init; }

    /// <summary>Number of payments in the year before.</summary>
    /// <example>2</example>
    public required long EarlierPaymentCount { get; init; }

    /// <summary>Their sum in pounds.</summary>
    /// <example>9000.00</example>
    public required decimal EarlierSumAmount { get; init; }

    /// <summary>Pounds more than in the year before, negative for less.</summary>
    /// <example>6000.00</example>
    public required decimal Change { get; init; }

    /// <summary>Address that gives exactly the payments of the year before.</summary>
    /// <example>/v1/expenditure?body=devon-county-council&amp;supplier=1fct6wk19pc208xk&amp;from=2022-04-01&amp;to=2023-03-31</example>
    public required string EarlierExpenditure { get; init; }
}

/// <summary>One year against the one before.</summary>
internal sealed record SupplierChangeFilter : YearFilter
{
    /// <summary>The year before is read beside the year, by the same index.</summary>
    public override DateOnly? FirstDay() => YearStart().AddYears(-1);
}

internal sealed class SupplierChangeFilterValidator()
    : YearValidator<SupplierChangeFilter>(SupplierChanges.Insight.Keys, SupplierChanges.Insight.Fields);

/// <summary>Top suppliers of a year against the year before.</summary>
internal sealed class SupplierChanges : PaymentInsight<SupplierChangeFilter, SupplierChange>
{
    private static readonly SortKey Change = new("change", "change_pence", IsNullable: false, IsNumber: true);
    private static readonly SortKey Earlier = new("earlierSumAmount", "other_pence", IsNullable: false, IsNumber: true);

    public static readonly SupplierChanges Insight = new();

    public override string Name => "supplier-changes";

    public override IReadOnlyList<SortKey> Keys { get; } = [SumAmount, PaymentCount, Change, Earlier];

    public override IReadOnlyList<Field<SupplierChange>> Fields { get; } =
    [
        new("id", s => s.Id),
        new("body", s => s.Body),
        new("supplier.id", s => s.Supplier.Id),
        new("supplier.name", s => s.Supplier.Name),
        new("earlierPaymentCount", s => s.EarlierPaymentCount),
        new("earlierSumAmount", s => s.EarlierSumAmount),
        new("change", s => s.Change),
        new("earlierExpenditure", s => s.EarlierExpenditure),
        .. Pattern.Columns<SupplierChange>(),
    ];

    public override string Rule(SupplierChangeFilter filter) =>
        $"What a body paid each supplier in {filter.FinancialYear![0]} and in the financial year before; suppliers of either. "
        + "A year of which months are missing looks smaller than it was.";

    public override string Groups(SupplierChangeFilter filter, Where where)
    {
        where.Parameters.Add("year", filter.YearStart());
        return $"""
            SELECT p.body_key AS body_key, p.supplier_key AS supplier_key, @year AS first_on, @to AS last_on,
              count(*) FILTER (WHERE p.paid_on >= @year) AS payment_count,
              coalesce(sum(p.amount_pence) FILTER (WHERE p.paid_on >= @year), 0) AS sum_pence,
              count(*) FILTER (WHERE p.paid_on < @year) AS other_count,
              coalesce(sum(p.amount_pence) FILTER (WHERE p.paid_on < @year), 0) AS other_pence,
              sum(CASE WHEN p.paid_on >= @year THEN p.amount_pence ELSE -p.amount_pence END) AS change_pence,
              @year AS part
            FROM payments p
            {where.Add("+p.supplier_key IS NOT NULL")}
            GROUP BY p.body_key, p.supplier_key
            """;
    }

    protected override IReadOnlyList<SupplierChange> Make(
        SqliteConnection connection,
        InsightQuery<SupplierChangeFilter> query,
        IReadOnlyList<(PatternRow Row, Found Found)> found
    ) =>
        [
            .. found.Select(f => new SupplierChange
            {
                Id = f.Found.IdOf(f.Row),
                Body = f.Row.Body!,
                Supplier = SupplierOf(f.Row),
                EarlierPaymentCount = f.Row.OtherCount!.Value,
                EarlierSumAmount = Money.FromPence(f.Row.OtherPence!.Value),
                Change = Money.FromPence(f.Row.SumPence - f.Row.OtherPence!.Value),
                EarlierExpenditure = EarlierAddress(query, f.Row),
                PaymentCount = f.Row.PaymentCount,
                SumAmount = Money.FromPence(f.Row.SumPence),
                Payments = f.Found.Payments,
                Expenditure = f.Found.Address,
            }),
        ];

    private static string EarlierAddress(InsightQuery<SupplierChangeFilter> query, PatternRow row) =>
        (PaymentSelection.Of(query.Filter, row) with { From = query.Filter.FirstDay(), To = query.Filter.YearStart().AddDays(-1) }).Address(
            query.Origin
        );
}
