using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Insights;

/// <summary>Payments of one body to one supplier just under a threshold.</summary>
public sealed record JustUnder : Pattern
{
    /// <summary>Id of the body that paid.</summary>
    /// <example>devon-county-council</example>
    public required string Body { get; init; }

    /// <summary>Who was paid.</summary>
    public required PatternSupplier Supplier { get; init; }

    /// <summary>Number of payments to the supplier as little above the threshold, or exactly of it: for comparison.</summary>
    /// <example>1</example>
    public required long JustOverCount { get; init; }
}

/// <summary>Just under a threshold, by supplier.</summary>
internal sealed class NearThreshold : PaymentInsight<NearThresholdFilter, JustUnder>
{
    public static readonly NearThreshold Insight = new();

    public override string Name => "near-threshold";

    public override IReadOnlyList<SortKey> Keys { get; } = [PaymentCount, SumAmount];

    public override IReadOnlyList<Field<JustUnder>> Fields { get; } =
    [
        new("id", j => j.Id),
        new("body", j => j.Body),
        new("supplier.id", j => j.Supplier.Id),
        new("supplier.name", j => j.Supplier.Name),
        new("justOverCount", j => j.JustOverCount),
        .. Pattern.Columns<JustUnder>(),
    ];

    public override string Rule(NearThresholdFilter filter) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"Payments of one body to one supplier of £{Money.FromPence(filter.ThresholdPence() - filter.WithinPence())} or more and less than £{Money.FromPence(filter.ThresholdPence())}; beside them the number of less than £{Money.FromPence(filter.ThresholdPence() + filter.WithinPence())}, from the threshold on."
        );

    public override string Groups(NearThresholdFilter filter, Where where)
    {
        where.Add("+p.supplier_key IS NOT NULL");
        where.Add("+p.amount_pence >= @least", "least", filter.ThresholdPence() - filter.WithinPence());
        where.Add("+p.amount_pence < @most", "most", filter.ThresholdPence() + filter.WithinPence());
        where.Parameters.Add("threshold", filter.ThresholdPence());
        return $"""
            SELECT p.body_key AS body_key, p.supplier_key AS supplier_key,
              @least AS least_pence, @threshold - 1 AS most_pence,
              count(*) FILTER (WHERE p.amount_pence < @threshold) AS payment_count,
              sum(p.amount_pence) FILTER (WHERE p.amount_pence < @threshold) AS sum_pence,
              count(*) FILTER (WHERE p.amount_pence >= @threshold) AS other_count,
              @least || ' ' || @threshold AS part
            FROM payments p
            {where}
            GROUP BY p.body_key, p.supplier_key
            HAVING count(*) FILTER (WHERE p.amount_pence < @threshold) > 0
            """;
    }

    protected override IReadOnlyList<JustUnder> Make(
        SqliteConnection connection,
        InsightQuery<NearThresholdFilter> query,
        IReadOnlyList<(PatternRow Row, Found Found)> found
    ) =>
        [
            .. found.Select(f => new JustUnder
            {
                Id = f.Found.IdOf(f.Row),
                Body = f.Row.Body!,
                Supplier = SupplierOf(f.Row),
                JustOverCount = f.Row.OtherCount!.Value,
                PaymentCount = f.Row.PaymentCount,
                SumAmount = Money.FromPence(f.Row.SumPence),
                Payments = f.Found.Payments,
                Expenditure = f.Found.Address,
            }),
        ];
}
