using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Insights;

/// <summary>A supplier that more than one of the bodies paid.</summary>
public sealed record SharedSupplier : Pattern
{
    /// <summary>Who was paid.</summary>
    public required PatternSupplier Supplier { get; init; }

    /// <summary>Number of bodies that paid.</summary>
    /// <example>2</example>
    public required long BodyCount { get; init; }

    /// <summary>What each of them paid.</summary>
    public required IReadOnlyList<SharedSupplierBody> Bodies { get; init; }
}

/// <summary>What one body paid to a supplier that others paid too.</summary>
/// <param name="Body" example="devon-county-council">Id of the body.</param>
/// <param name="PaymentCount" example="12">Number of payments.</param>
/// <param name="SumAmount" example="34567.89">Their sum in pounds.</param>
public sealed record SharedSupplierBody(string Body, long PaymentCount, decimal SumAmount);

/// <summary>Suppliers of several bodies.</summary>
internal sealed record SharedSupplierFilter : PeriodFilter;

internal sealed class SharedSupplierFilterValidator()
    : PeriodValidator<SharedSupplierFilter>(SharedSuppliers.Insight.Keys, SharedSuppliers.Insight.Fields, 2);

/// <summary>Suppliers that two or more of the bodies asked about paid.</summary>
internal sealed class SharedSuppliers : PaymentInsight<SharedSupplierFilter, SharedSupplier>
{
    private static readonly SortKey BodyCount = new("bodyCount", "other_count", IsNullable: false, IsNumber: true);

    public static readonly SharedSuppliers Insight = new();

    public override string Name => "shared-suppliers";

    public override IReadOnlyList<SortKey> Keys { get; } = [SumAmount, PaymentCount, BodyCount];

    public override IReadOnlyList<Field<SharedSupplier>> Fields { get; } =
    [
        new("id", s => s.Id),
        new("supplier.id", s => s.Supplier.Id),
        new("supplier.name", s => s.Supplier.Name),
        new("bodyCount", s => s.BodyCount),
        new("bodies", s => s.Bodies),
        .. Pattern.Columns<SharedSupplier>(),
    ];

    public override string Rule(SharedSupplierFilter filter) =>
        "Suppliers that two or more of the bodies asked about paid, by the names they are published under.";

    public override string Groups(SharedSupplierFilter filter, Where where) =>
        $"""
            SELECT NULL AS body_key, p.supplier_key AS supplier_key,
              count(*) AS payment_count, sum(p.amount_pence) AS sum_pence,
              count(DISTINCT p.body_key) AS other_count, '' AS part
            FROM payments p
            {where.Add("+p.supplier_key IS NOT NULL")}
            GROUP BY p.supplier_key
            HAVING count(DISTINCT p.body_key) > 1
            """;

    protected override IReadOnlyList<SharedSupplier> Make(
        SqliteConnection connection,
        InsightQuery<SharedSupplierFilter> query,
        IReadOnlyList<(PatternRow Row, Found Found)> found
    )
    {
        var bodies = InsightSql.ByBody(connection, query.Filter, query.Moment, [.. found.Select(f => f.Row.SupplierKey!.Value)]);
        return
        [
            .. found.Select(f => new SharedSupplier
            {
                Id = f.Found.IdOf(f.Row),
                Supplier = SupplierOf(f.Row),
                BodyCount = f.Row.OtherCount!.Value,
                Bodies =
                [
                    .. bodies[f.Row.SupplierKey!.Value].Select(b => new SharedSupplierBody(b.Body, b.Count, Money.FromPence(b.Pence))),
                ],
                PaymentCount = f.Row.PaymentCount,
                SumAmount = Money.FromPence(f.Row.SumPence),
                Payments = f.Found.Payments,
                Expenditure = f.Found.Address,
            }),
        ];
    }
}
