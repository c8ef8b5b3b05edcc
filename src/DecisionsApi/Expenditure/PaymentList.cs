using DecisionsApi.Formats;
using DecisionsApi.Links;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>The list of payments: its orders and its columns.</summary>
internal static class PaymentList
{
    private static readonly string[] Linked = ["contract", "decision", "programme"];
    public static readonly string[] Includes = [.. Linked, "raw"];

    private static readonly SortKey PaidOn = new("paidOn", "p.paid_on", IsNullable: true, IsNumber: false) { DayId = "p.day_id" };
    private static readonly SortKey Amount = new("amount", "p.amount_pence", IsNullable: false, IsNumber: true);

    public static readonly ListDefinition<PaymentSql.Row, Payment> Definition = new(
        "expenditure",
        "payments",
        includes => PaymentSql.Listed(includes.Contains("raw")),
        [PaidOn, Amount],
        new(PaidOn, Descending: true),
        Make,
        [
            new("id", p => p.Id),
            new("body", p => p.Body),
            new("paidOn", p => p.PaidOn),
            new("dateKind", p => p.DateKind),
            new("amount", p => p.Amount),
            new("grossAmount", p => p.GrossAmount),
            new("currency", p => p.Currency),
            new("vatBasis", p => p.VatBasis),
            new("irrecoverableVat", p => p.IrrecoverableVat),
            new("supplier.id", p => p.Supplier?.Id),
            new("supplier.name", p => p.Supplier?.Name),
            new("supplier.nameAsPublished", p => p.Supplier?.NameAsPublished),
            Field<Payment>.List("withheld", p => p.Withheld),
            new("purpose", p => p.Purpose),
            new("category", p => p.Category),
            new("department", p => p.Department),
            new("valueForMoneyReason", p => p.ValueForMoneyReason),
            new("transactionReference", p => p.TransactionReference),
            new("invoiceReference", p => p.InvoiceReference),
            new("kind", p => p.Kind),
            new("financialYear", p => p.FinancialYear),
            new("contract", p => p.Contract),
            new("decision", p => p.Decision),
            new("programme", p => p.Programme),
            new("extra", p => p.Extra),
            Field<Payment>.List("issues", p => p.Issues),
            .. SourceFields.Of<Payment>(p => p.Source),
        ],
        Includes
    )
    {
        Headlines = PaymentHeadline.All,
        LongestLists = PaymentSql.LongestLists,
        Amount = p => p.Kind == "reportedTotal" ? null : p.Amount,
        Summary = PaymentSummary.Definition,
    };

    private static IReadOnlyList<Payment> Make(
        SqliteConnection connection,
        IReadOnlyList<PaymentSql.Row> rows,
        IReadOnlySet<string> includes
    )
    {
        PaymentNameSql.LookUp(connection, rows);
        Payment[] payments = [.. rows.Select(PaymentSql.WithCells)];
        return Expansion.Add(
            connection,
            "expenditure",
            includes.Overlaps(Linked) ? PaymentSql.WithLinks(connection, payments) : payments,
            includes,
            p => p.Id,
            (p, included) => p with { Included = included }
        );
    }
}
