using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Insights;

/// <summary>Payments of one round amount of one body to one supplier.</summary>
public sealed record RoundSum : Pattern
{
    /// <summary>Id of the body that paid.</summary>
    /// <example>devon-county-council</example>
    public required string Body { get; init; }

    /// <summary>Who was paid.</summary>
    public required PatternSupplier Supplier { get; init; }

    /// <summary>The amount of each payment in pounds.</summary>
    /// <example>5000.00</example>
    public required decimal Amount { get; init; }
}

/// <summary>Amounts of so many whole thousands.</summary>
internal sealed class RoundSums : PaymentInsight<RoundSumFilter, RoundSum>
{
    public static readonly RoundSums Insight = new();

    public override string Name => "round-sums";

    public override IReadOnlyList<SortKey> Keys { get; } = [SumAmount, PaymentCount];

    public override IReadOnlyList<Field<RoundSum>> Fields { get; } =
    [
        new("id", r => r.Id),
        new("body", r => r.Body),
        new("supplier.id", r => r.Supplier.Id),
        new("supplier.name", r => r.Supplier.Name),
        new("amount", r => r.Amount),
        .. Pattern.Columns<RoundSum>(),
    ];

    public override string Rule(RoundSumFilter filter) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"Payments of one body to one supplier of one amount that is a multiple of £{filter.Pounds()} above nil."
        );

    public override string Groups(RoundSumFilter filter, Where where) =>
        $"""
            SELECT p.body_key AS body_key, p.supplier_key AS supplier_key,
              p.amount_pence AS least_pence, p.amount_pence AS most_pence,
              count(*) AS payment_count, sum(p.amount_pence) AS sum_pence,
              CAST(p.amount_pence AS TEXT) AS part
            FROM payments p
            {where.Add("p.amount_pence % @multiple = 0", "multiple", filter.Pounds() * 100L)
                .Add("+p.supplier_key IS NOT NULL")
                .Add("+p.amount_pence > 0")}
            GROUP BY p.body_key, p.supplier_key, p.amount_pence
            """;

    protected override IReadOnlyList<RoundSum> Make(
        SqliteConnection connection,
        InsightQuery<RoundSumFilter> query,
        IReadOnlyList<(PatternRow Row, Found Found)> found
    ) =>
        [
            .. found.Select(f => new RoundSum
            {
                Id = f.Found.IdOf(f.Row),
                Body = f.Row.Body!,
                Supplier = SupplierOf(f.Row),
                Amount = Money.FromPence(f.Row.LeastPence!.Value),
                PaymentCount = f.Row.PaymentCount,
                SumAmount = Money.FromPence(f.Row.SumPence),
                Payments = f.Found.Payments,
                Expenditure = f.Found.Address,
            }),
        ];
}
