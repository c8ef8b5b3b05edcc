using System.Text.Json;
using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Formats;
using DecisionsApi.Records;
using DecisionsApi.Register;
using DecisionsApi.Sources;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>Erases values of payments for good; that they do not come again is <see cref="ErasedRowSql"/>'s.</summary>
internal static class ErasedPaymentSql
{
    /// <summary>Whether a payment can be without a field.</summary>
    public static bool HasField(string field) =>
        BlankingSql.Fields.Contains(field) || field.StartsWith(BlankingSql.Extra, StringComparison.Ordinal);

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
        ErasedRowSql.Remember(connection, transaction, row, series, field, taken);
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
                    ErasedRowSql.Remember(connection, transaction, key, field);
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
                withheld = ErasedRowSql.WithErased(row.Withheld, field),
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
}
