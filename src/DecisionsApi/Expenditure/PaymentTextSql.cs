namespace DecisionsApi.Expenditure;

/// <summary>What a search in payments looks at.</summary>
internal static class PaymentTextSql
{
    /// <summary>The statement that makes payments findable by their words.</summary>
    /// <param name="key">The payment's key as an expression of its row, which is <c>x</c>.</param>
    /// <param name="rows">The table of the rows: payments, or those on their way to it.</param>
    /// <param name="condition">Which of them, and in what order.</param>
    public static string Insert(string key, string rows, string condition) =>
        $"""
            INSERT INTO payment_text (rowid, supplier, purpose, category, department, reference)
            SELECT {key}, n.name, x.purpose, c.text, d.text, concat_ws(' ', x.transaction_reference, x.invoice_reference)
            FROM {rows} x
            LEFT JOIN supplier_names n ON n.key = x.supplier_name_key
            LEFT JOIN terms c ON c.key = x.category_key
            LEFT JOIN terms d ON d.key = x.department_key
            WHERE {condition}
            """;
}
