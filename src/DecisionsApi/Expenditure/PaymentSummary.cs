using DecisionsApi.Querying;
using DecisionsApi.Records;

namespace DecisionsApi.Expenditure;

/// <summary>What payments can be summed up by, and the sums that are kept ready for it.</summary>
internal static class PaymentSummary
{
    public static readonly SummaryDefinition Definition = new(
        new("expenditure", "payments", AddsUp: true),
        "p.amount_pence",
        [
            Dimension.OfKey("supplier", "p.supplier_key", "suppliers", "name", "supplierName"),
            Dimension.OfKey("body", "p.body_key", "bodies", "name", "bodyName"),
            Dimension.OfWords("category", "p.category_key"),
            Dimension.OfWords("department", "p.department_key"),
            Dimension.OfMonths("p.paid_on"),
            Dimension.OfQuarters("p.paid_on"),
            Dimension.OfYears("p.paid_on"),
            Dimension.OfValue("financialYear", "p.financial_year"),
            Dimension.OfValue("kind", "p.kind"),
            Dimension.OfId("contract", LinkSql.OfPayment("contract_id", "contracts"), "contracts", "title", "contractTitle"),
            Dimension.OfId("decision", LinkSql.OfPayment("decision_id", "decisions"), "decisions", "title", "decisionTitle"),
            Dimension.OfId("programme", "p.programme", "programmes", "title", "programmeName"),
            Dimension.OfKey("source", "p.source_key", "sources", "file", "sourceFile"),
        ],
        [
            new("payment_months", ["body_key", "paid_on", "financial_year", "kind"], ["body_key", "paid_on", "financial_year", "kind"]),
            Yearly("payment_categories", "body_key", "category_key"),
            Yearly("payment_departments", "body_key", "department_key"),
            Yearly("payment_supplier_years", "supplier_key"),
            Yearly("payment_suppliers", "body_key", "supplier_key"),
        ],
        new(SupplierRankSql.Table, Whole: "body_key", ["body_key", "financial_year", "supplier_key"])
    );

    private static Grain Yearly(string table, params string[] keys)
    {
        string[] columns = [.. keys, "financial_year", "kind"];
        return new(table, columns, columns);
    }
}
