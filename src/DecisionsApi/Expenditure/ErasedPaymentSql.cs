using System.Text.Json;
using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Formats;
using DecisionsApi.Records;
using DecisionsApi.Register;
using DecisionsApi.Sources;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>Erases values of payments for good: what is there goes, and what comes again is not taken in.</summary>
internal static class ErasedPaymentSql
{
    /// <summary>Whether a payment can be without a field.</summary>
    public static bool HasField(string field) =>
        BlankingSql.Fields.Contains(field) || field.StartsWith(BlankingSql.Extra, StringComparison.Ordinal);

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
    private static string WithErased(string? withheld, string field)
    {
        var fields = withheld is null ? [] : JsonSerializer.Deserialize<WithheldField[]>(withheld, Json.Options)!;
        return JsonSerializer.Serialize(fields.Where(w => w.Field != field).Append(new(field, ErasedSql.Reason)), Json.Options);
    }

    /// <summary>
    /// Erases a field of a payment, or all of it, from the record, its versions, the search and the lists of names; appends the
    /// change. What was taken comes back; null where there is no such payment, or nothing in the field.
    /// </summary>
    public static Taken? Erase(Writing writing, string id, string field)
    {
        var (connection, transaction) = (writing.Connection, writing.Transaction);
        if (PaymentSql.Find(connection, id) is not { } row)
        {
            return null;
        }
        var taken = new Taken();
        var series = SourceSql.SeriesOf(connection, transaction, row.SourceId);
        string[] fields = field == ErasedSql.Everything ? [.. EveryField(connection, row)] : [field];
        foreach (var one in fields)
        {
            BlankingSql.Record(connection, transaction, row.Key, one, taken);
            BlankingSql.Versions(connection, transaction, row.Key, one, taken);
        }
        if (taken.Texts.Count == 0 && field != ErasedSql.Everything)
        {
            return null;
        }
        Remember(connection, transaction, row, series, field, taken);
        AppendChange(writing, row, field);
        connection.Execute("UPDATE payment_rows SET raw = '' WHERE payment_key = @Key", new { row.Key }, transaction);
        Recount(connection, transaction, row);
        return taken;
    }

    /// <summary>Closes the file a payment stands in, every file that publishes it too, and those of their series that show what was erased; rejected rows with it.</summary>
    public static void CloseFiles(Writing writing, string id, Taken taken)
    {
        var (connection, transaction) = (writing.Connection, writing.Transaction);
        var row = PaymentSql.Find(connection, id)!;
        var files = connection
            .Query<string>(
                """
                SELECT @SourceSha256
                UNION SELECT o.sha256 FROM payment_sources s JOIN sources o ON o.key = s.source_key WHERE s.payment_key = @Key
                """,
                new { row.SourceSha256, row.Key },
                transaction
            )
            .ToList();
        foreach (var file in files)
        {
            ArchiveSql.Close(connection, transaction, file, ErasedSql.Reason);
        }
        Sweep(connection, transaction, SourceSql.SeriesOf(connection, transaction, row.SourceId), taken);
    }

    /// <summary>Closes the files of a series that show what was erased, empties the rejected rows that quote it, and forgets names nobody has.</summary>
    public static void Sweep(SqliteConnection connection, SqliteTransaction transaction, long series, Taken taken)
    {
        var texts = taken.Texts.Select(t => t.Text).ToList();
        if (texts.Count > 0)
        {
            WithheldSql.Elsewhere(connection, transaction, series, taken);
            foreach (var field in taken.Texts.Select(t => t.Field).Distinct())
            {
                foreach (var key in taken.Records)
                {
                    Remember(connection, transaction, key, field);
                }
            }
            ArchiveSql.CloseShowing(connection, transaction, series, "", [], new(texts), ErasedSql.Reason);
            BlankingSql.RejectedRows(connection, transaction, series, texts);
        }
        BlankingSql.Forget(connection, transaction);
        foreach (var table in new[] { "payment_text", "payment_group_text", "supplier_text" })
        {
            connection.Execute(FullText.Purge(table), transaction: transaction);
        }
    }

    private static IEnumerable<string> EveryField(SqliteConnection connection, PaymentSql.Row row) =>
        PaymentSql
            .Versions(connection, row.Key)
            .Select(v => JsonSerializer.Deserialize<Payment>(v.Content, Json.Options)!)
            .Append(PaymentSql.From(row))
            .SelectMany(BlankingSql.TextsOf)
            .Select(text => text.Field)
            .Distinct();

    private static void Remember(
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
    private static void Remember(SqliteConnection connection, SqliteTransaction transaction, long payment, string field)
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

    private static void AppendChange(Writing writing, PaymentSql.Row row, string field)
    {
        var (connection, transaction) = (writing.Connection, writing.Transaction);
        if (row.WithdrawnSequence is not null)
        {
            writing.Append("expenditure", row.Key, "updated");
            return;
        }
        if (field == ErasedSql.Everything)
        {
            PaymentCellSql.Subtract(connection, transaction, "p.key = @Key", new { row.Key });
            var gone = writing.Append("expenditure", row.Key, "withdrawn");
            connection.Execute(
                """
                UPDATE payments SET withdrawn_sequence = @gone, extra = NULL, issues = NULL WHERE key = @Key;
                DELETE FROM payment_marks WHERE payment_key = @Key;
                DELETE FROM payment_text WHERE rowid = @Key;
                DELETE FROM links WHERE from_resource = 'expenditure' AND from_id = @Id;
                DELETE FROM published_references WHERE from_resource = 'expenditure' AND from_key = @Key;
                """,
                new
                {
                    row.Key,
                    row.Id,
                    gone,
                },
                transaction
            );
            PaymentGroupSql.RecountOf(connection, transaction, row.Key);
            return;
        }
        connection.Execute(
            """
            UPDATE payments SET withheld = @withheld WHERE key = @Key;
            INSERT OR IGNORE INTO payment_marks (mark, payment_key) VALUES ('withheld:' || @field, @Key);
            """,
            new
            {
                row.Key,
                field,
                withheld = WithErased(row.Withheld, field),
            },
            transaction
        );
        // The time before has a version of its own, without what was erased.
        var (columns, tables) = PaymentSql.Select(raw: false);
        var blanked = connection.QuerySingle<PaymentSql.Row>($"SELECT {columns} {tables} WHERE p.key = @Key", new { row.Key }, transaction);
        var sequence = writing.Append("expenditure", row.Key, "updated");
        connection.Execute(
            $"""
            INSERT INTO payment_versions (payment_key, from_sequence, to_sequence, content) VALUES (@Key, @ChangedSequence, @sequence, @content);
            UPDATE payments SET changed_sequence = @sequence WHERE key = @Key;
            DELETE FROM payment_text WHERE rowid = @Key;
            {PaymentTextSql.Insert("x.key", "payments", "x.key = @Key")};
            """,
            new
            {
                row.Key,
                row.ChangedSequence,
                sequence,
                content = JsonSerializer.Serialize(PaymentSql.From(blanked), Json.Options),
            },
            transaction
        );
    }

    /// <summary>Adds up again what the totals of the payment's supplier and body come to.</summary>
    private static void Recount(SqliteConnection connection, SqliteTransaction transaction, PaymentSql.Row row) =>
        connection.Execute(
            """
            UPDATE suppliers SET (payment_count, payment_pence) = (
              SELECT count(*), coalesce(sum(p.amount_pence), 0) FROM payments p
              WHERE p.supplier_key = suppliers.key AND p.withdrawn_sequence IS NULL AND p.kind <> 'reportedTotal')
            WHERE id = @SupplierId;
            UPDATE bodies SET (payment_count, payment_pence) = (
              SELECT count(*), coalesce(sum(p.amount_pence), 0) FROM payments p
              WHERE p.body_key = bodies.key AND p.withdrawn_sequence IS NULL AND p.kind <> 'reportedTotal')
            WHERE id = @Body;
            """,
            new { row.SupplierId, row.Body },
            transaction
        );

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
