using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Insights;

/// <summary>A supplier that a body paid for the first time, as far as the register knows.</summary>
public sealed record NewSupplier : Pattern
{
    /// <summary>Id of the body that paid.</summary>
    /// <example>devon-county-council</example>
    public required string Body { get; init; }

    /// <summary>Who was paid.</summary>
    public required PatternSupplier Supplier { get; init; }

    /// <summary>Day of the first payment.</summary>
    /// <example>2024-04-03</example>
    public required DateOnly FirstPaidOn { get; init; }
}

/// <summary>Suppliers new in a year.</summary>
internal sealed record NewSupplierFilter : YearFilter;

internal sealed class NewSupplierFilterValidator()
    : YearValidator<NewSupplierFilter>(NewSuppliers.Insight.Keys, NewSuppliers.Insight.Fields);

/// <summary>Paid in a financial year and never before by the same body.</summary>
internal sealed class NewSuppliers : PaymentInsight<NewSupplierFilter, NewSupplier>
{
    public static readonly NewSuppliers Insight = new();

    public override string Name => "new-suppliers";

    public override IReadOnlyList<SortKey> Keys { get; } = [SumAmount, PaymentCount];

    public override IReadOnlyList<Field<NewSupplier>> Fields { get; } =
    [
        new("id", n => n.Id),
        new("body", n => n.Body),
        new("supplier.id", n => n.Supplier.Id),
        new("supplier.name", n => n.Supplier.Name),
        new("firstPaidOn", n => n.FirstPaidOn),
        .. Pattern.Columns<NewSupplier>(),
    ];

    public override string Rule(NewSupplierFilter filter) =>
        $"Suppliers that a body paid in {filter.FinancialYear![0]} and, as far as the register knows, never before. "
        + "Where its payments begin late or months are missing, a supplier looks new that is not.";

    // Whether a supplier was there before is asked once a group, in the index of suppliers and days.
    public override string Groups(NewSupplierFilter filter, Where where) =>
        $"""
            SELECT *
            FROM (
              SELECT p.body_key AS body_key, p.supplier_key AS supplier_key,
                @from AS first_on, @to AS last_on, min(p.paid_on) AS first_paid_on,
                count(*) AS payment_count, sum(p.amount_pence) AS sum_pence,
                @from AS part
              FROM payments p
              {where.Add("+p.supplier_key IS NOT NULL")}
              GROUP BY p.body_key, p.supplier_key
            ) y
            WHERE NOT EXISTS (
              SELECT 1 FROM payments e
              WHERE e.supplier_key = y.supplier_key AND e.day_id >= {DayId.Dated} AND e.day_id < @fromId
                AND +e.body_key = y.body_key AND +e.kind <> 'reportedTotal' AND e.withdrawn_sequence IS NULL
            )
            """;

    protected override IReadOnlyList<NewSupplier> Make(
        SqliteConnection connection,
        InsightQuery<NewSupplierFilter> query,
        IReadOnlyList<(PatternRow Row, Found Found)> found
    ) =>
        [
            .. found.Select(f => new NewSupplier
            {
                Id = f.Found.IdOf(f.Row),
                Body = f.Row.Body!,
                Supplier = SupplierOf(f.Row),
                FirstPaidOn = f.Row.FirstPaidOn!.Value,
                PaymentCount = f.Row.PaymentCount,
                SumAmount = Money.FromPence(f.Row.SumPence),
                Payments = f.Found.Payments,
                Expenditure = f.Found.Address,
            }),
        ];
}
