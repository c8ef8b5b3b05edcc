using System.Text.Json;
using Dapper;
using DecisionsApi.Formats;
using DecisionsApi.Records;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>Remembers, by fingerprints alone, the rows from which something was erased, and takes it out of what is imported after that.</summary>
internal static class ErasedRowSql
{
    /// <summary>
    /// Takes what was erased out of the rows of the file being imported: rows erased whole are left out and come back with their
    /// lines, of the others the fields. They are known by their fingerprints, by their records once they are matched, and in a file
    /// that is written otherwise by their day, amount and text.
    /// </summary>
    public static IReadOnlyList<int> Strike(SqliteConnection connection, SqliteTransaction transaction, long series)
    {
        if (connection.ExecuteScalar<long>("SELECT EXISTS (SELECT 1 FROM erased_rows)", transaction: transaction) == 0)
        {
            return [];
        }
        var erased = connection
            .Query<(long Row, string Field)>(
                """
                SELECT i.row, e.field FROM temp.incoming i JOIN erased_rows e ON e.content_id = i.content_id
                UNION
                SELECT i.row, e.field
                FROM temp.incoming i
                JOIN payments p ON p.key = i.payment_key
                JOIN erasures e ON e.resource = 'expenditure' AND e.record_id = p.id
                WHERE i.action IN ('changed', 'revived')
                """,
                transaction: transaction
            )
            .Concat(WrittenOtherwise(connection, transaction, series))
            .Distinct()
            .ToList();
        var lines = new List<int>();
        foreach (var (row, field) in erased)
        {
            if (field == ErasedSql.Everything)
            {
                lines.AddRange(
                    connection.Query<int>("DELETE FROM temp.incoming WHERE row = @row RETURNING line", new { row }, transaction)
                );
                continue;
            }
            var withheld = connection.ExecuteScalar<string?>(
                "SELECT withheld FROM temp.incoming WHERE row = @row",
                new { row },
                transaction
            );
            connection.Execute(
                $"""
                UPDATE temp.incoming SET
                  raw = '', withheld = @withheld, purpose_folded = iif(@field = 'purpose', '', purpose_folded),
                  {BlankingSql.Assignment(field) ?? "extra = NULL"}
                WHERE row = @row;
                INSERT OR IGNORE INTO temp.incoming_marks (row, mark) VALUES (@row, 'withheld:' || @field);
                """,
                new
                {
                    row,
                    field,
                    withheld = WithErased(withheld, field),
                },
                transaction
            );
        }
        return lines;
    }

    /// <summary>Rows of the day, the amount and a text of a payment of the series from which that text was erased.</summary>
    private static List<(long Row, string Field)> WrittenOtherwise(
        SqliteConnection connection,
        SqliteTransaction transaction,
        long series
    ) =>
        [
            .. connection
                .Query<Candidate>(
                    """
                    SELECT DISTINCT i.row, i.paid_on, i.amount_pence, n.name AS supplier, i.purpose, c.text AS category, d.text AS department,
                      i.value_for_money_reason, i.transaction_reference, i.invoice_reference
                    FROM erasures e
                    JOIN payments p ON p.id = e.record_id
                    JOIN sources o ON o.key = p.source_key
                    JOIN temp.incoming i ON i.paid_on IS p.paid_on AND i.amount_pence = p.amount_pence
                    LEFT JOIN supplier_names n ON n.key = i.supplier_name_key
                    LEFT JOIN terms c ON c.key = i.category_key
                    LEFT JOIN terms d ON d.key = i.department_key
                    WHERE e.resource = 'expenditure' AND o.series_key = @series
                    """,
                    new { series },
                    transaction
                )
                .SelectMany(row =>
                    row.Texts.Select(text => (row.Row, text.Field, Mark: Mark(series, text, row.PaidOn, row.AmountPence)))
                        .Append((row.Row, Field: ErasedSql.Everything, Mark: WholeMark(series, row.Texts, row.PaidOn, row.AmountPence)))
                )
                .Where(row =>
                    connection.ExecuteScalar<long>(
                        "SELECT count(*) FROM erased_rows WHERE content_id = @Mark AND field = @Field",
                        new { row.Mark, row.Field },
                        transaction
                    ) > 0
                )
                .Select(row => (row.Row, row.Field)),
        ];

    private static string Mark(long series, (string Field, string Text) text, string? paidOn, long pence) =>
        Identity.Of("erased", $"{series}", text.Field, paidOn ?? "", $"{pence}", text.Text);

    private static string WholeMark(long series, IEnumerable<(string Field, string Text)> texts, string? paidOn, long pence) =>
        Identity.Of([
            "erased",
            $"{series}",
            paidOn ?? "",
            $"{pence}",
            .. texts.Where(t => BlankingSql.Fields.Contains(t.Field)).Select(t => $"{t.Field}={t.Text}").Order(StringComparer.Ordinal),
        ]);

    /// <summary>What is withheld, with a field that was erased.</summary>
    public static string WithErased(string? withheld, string field)
    {
        var fields = withheld is null ? [] : JsonSerializer.Deserialize<WithheldField[]>(withheld, Json.Options)!;
        return JsonSerializer.Serialize(fields.Where(w => w.Field != field).Append(new(field, ErasedSql.Reason)), Json.Options);
    }

    /// <summary>Remembers what was erased of a payment: the rows it was published as, and its day, amount and texts.</summary>
    public static void Remember(
        SqliteConnection connection,
        SqliteTransaction transaction,
        PaymentSql.Row row,
        long series,
        string field,
        Taken taken
    )
    {
        Remember(connection, transaction, row.Key, field);
        var paidOn = row.PaidOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        string[] marks =
            field == ErasedSql.Everything
                ? [WholeMark(series, BlankingSql.TextsOf(PaymentSql.From(row)), paidOn, row.AmountPence)]
                : [.. taken.Texts.Select(text => Mark(series, text, paidOn, row.AmountPence))];
        foreach (var mark in marks)
        {
            ErasedSql.Remember(connection, transaction, mark, field);
        }
    }

    /// <summary>Remembers the rows a payment was published as.</summary>
    public static void Remember(SqliteConnection connection, SqliteTransaction transaction, long payment, string field)
    {
        var rows = connection
            .Query<string>(
                """
                SELECT id FROM payments WHERE key = @payment
                UNION SELECT content_id FROM payments WHERE key = @payment AND content_id IS NOT NULL
                UNION SELECT content_id FROM payment_sources WHERE payment_key = @payment AND content_id IS NOT NULL
                """,
                new { payment },
                transaction
            )
            .ToList();
        foreach (var contentId in rows)
        {
            ErasedSql.Remember(connection, transaction, contentId, field);
        }
    }

    private sealed record Candidate
    {
        public required long Row { get; init; }
        public string? PaidOn { get; init; }
        public required long AmountPence { get; init; }
        public string? Supplier { get; init; }
        public string? Purpose { get; init; }
        public string? Category { get; init; }
        public string? Department { get; init; }
        public string? ValueForMoneyReason { get; init; }
        public string? TransactionReference { get; init; }
        public string? InvoiceReference { get; init; }

        public IEnumerable<(string Field, string Text)> Texts =>
            new[]
            {
                ("supplier.name", Supplier),
                ("purpose", Purpose),
                ("category", Category),
                ("department", Department),
                ("valueForMoneyReason", ValueForMoneyReason),
                ("transactionReference", TransactionReference),
                ("invoiceReference", InvoiceReference),
            }
                .Where(t => t.Item2 is not null)
                .Select(t => (t.Item1, t.Item2!));
    }
}
