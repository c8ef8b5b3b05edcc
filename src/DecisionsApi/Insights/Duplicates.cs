using DecisionsApi.Data;
using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Insights;

/// <summary>Payments that look alike: one body, one supplier, one amount, one week.</summary>
public sealed record Duplicate : Pattern
{
    /// <summary>Id of the body that paid.</summary>
    /// <example>devon-county-council</example>
    public required string Body { get; init; }

    /// <summary>Who was paid.</summary>
    public required PatternSupplier Supplier { get; init; }

    /// <summary>The amount of each payment in pounds.</summary>
    /// <example>5000.00</example>
    public required decimal Amount { get; init; }

    /// <summary>Monday of the week.</summary>
    /// <example>2024-01-29</example>
    public required DateOnly WeekFrom { get; init; }

    /// <summary>Sunday of the week.</summary>
    /// <example>2024-02-04</example>
    public required DateOnly WeekTo { get; init; }

    /// <summary>Number of different days on which they were paid.</summary>
    /// <example>1</example>
    public required long Days { get; init; }

    /// <summary>Number of different references of transactions among them; 0 where none is published.</summary>
    /// <example>2</example>
    public required long TransactionReferences { get; init; }

    /// <summary>Number of different references of invoices among them; 0 where none is published.</summary>
    /// <example>1</example>
    public required long InvoiceReferences { get; init; }
}

/// <summary>Payments of which several look alike.</summary>
internal sealed record DuplicateFilter : PeriodFilter;

internal sealed class DuplicateFilterValidator() : PeriodValidator<DuplicateFilter>(Duplicates.Insight.Keys, Duplicates.Insight.Fields);

/// <summary>Same supplier, same amount, same week.</summary>
internal sealed class Duplicates : PaymentInsight<DuplicateFilter, Duplicate>
{
    public static readonly Duplicates Insight = new();

    public override string Name => "duplicates";

    public override IReadOnlyList<SortKey> Keys { get; } = [SumAmount, PaymentCount];

    public override IReadOnlyList<Field<Duplicate>> Fields { get; } =
    [
        new("id", d => d.Id),
        new("body", d => d.Body),
        new("supplier.id", d => d.Supplier.Id),
        new("supplier.name", d => d.Supplier.Name),
        new("amount", d => d.Amount),
        new("weekFrom", d => d.WeekFrom),
        new("weekTo", d => d.WeekTo),
        new("days", d => d.Days),
        new("transactionReferences", d => d.TransactionReferences),
        new("invoiceReferences", d => d.InvoiceReferences),
        .. Pattern.Columns<Duplicate>(),
    ];

    public override string Rule(DuplicateFilter filter) =>
        "Two or more payments of one body to one supplier, of the same amount above nil, in one week from Monday to Sunday.";

    public override string Groups(DuplicateFilter filter, Where where) =>
        $"""
            SELECT p.body_key AS body_key, p.supplier_key AS supplier_key,
              p.amount_pence AS least_pence, p.amount_pence AS most_pence,
              {Calendar.Monday("p.paid_on")} AS first_on, {Calendar.Sunday("p.paid_on")} AS last_on,
              count(*) AS payment_count, sum(p.amount_pence) AS sum_pence,
              count(DISTINCT p.paid_on) AS days,
              count(DISTINCT p.transaction_reference) AS transaction_references,
              count(DISTINCT p.invoice_reference) AS invoice_references,
              {Calendar.Monday("p.paid_on")} || ' ' || p.amount_pence AS part
            FROM payments p
            {where.Add("p.paid_on IS NOT NULL").Add("+p.supplier_key IS NOT NULL").Add("+p.amount_pence > 0")}
            GROUP BY p.body_key, p.supplier_key, p.amount_pence, {Calendar.Monday("p.paid_on")}
            HAVING count(*) > 1
            """;

    protected override IReadOnlyList<Duplicate> Make(
        SqliteConnection connection,
        InsightQuery<DuplicateFilter> query,
        IReadOnlyList<(PatternRow Row, Found Found)> found
    ) =>
        [
            .. found.Select(f => new Duplicate
            {
                Id = f.Found.IdOf(f.Row),
                Body = f.Row.Body!,
                Supplier = SupplierOf(f.Row),
                Amount = Money.FromPence(f.Row.LeastPence!.Value),
                WeekFrom = f.Row.FirstOn!.Value,
                WeekTo = f.Row.LastOn!.Value,
                Days = f.Row.Days!.Value,
                TransactionReferences = f.Row.TransactionReferences!.Value,
                InvoiceReferences = f.Row.InvoiceReferences!.Value,
                PaymentCount = f.Row.PaymentCount,
                SumAmount = Money.FromPence(f.Row.SumPence),
                Payments = f.Found.Payments,
                Expenditure = f.Found.Address,
            }),
        ];
}
