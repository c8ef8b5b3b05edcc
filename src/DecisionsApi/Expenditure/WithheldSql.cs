using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using DecisionsApi.Formats;
using DecisionsApi.Sources;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>Takes out of the past what a publisher withholds now, wherever it stands.</summary>
internal static class WithheldSql
{
    private const string OfSeries = "p.source_key IN (SELECT s.key FROM sources s WHERE s.series_key = @series)";

    /// <summary>
    /// Where records that an import has just made or changed withhold a field that was published before, takes the field out of
    /// superseded versions, of the records they replace and of rejected rows, and stops serving the files that show it.
    /// </summary>
    public static void Apply(SqliteConnection connection, SqliteTransaction transaction, long series, long before, string sha256)
    {
        if (!HasPast(connection, transaction, series))
        {
            return;
        }
        var taken = new Taken();
        foreach (var (record, fields) in Withholding(connection, transaction, series, before))
        {
            foreach (var field in fields)
            {
                BlankingSql.Versions(connection, transaction, record.Key, field, taken);
            }
            foreach (var key in Replaced(connection, transaction, series, record, fields))
            {
                foreach (var field in fields)
                {
                    BlankingSql.Record(connection, transaction, key, field, taken);
                    BlankingSql.Versions(connection, transaction, key, field, taken);
                }
            }
        }
        if (taken.Texts.Count == 0)
        {
            return;
        }
        Elsewhere(connection, transaction, series, taken);
        BlankingSql.RejectedRows(connection, transaction, series, [.. taken.Texts.Select(t => t.Text)]);
        BlankingSql.Forget(connection, transaction);
        ArchiveSql.CloseShowing(connection, transaction, series, sha256, taken.Records, new(taken.Texts.Select(t => t.Text)));
    }

    private static bool HasPast(SqliteConnection connection, SqliteTransaction transaction, long series) =>
        connection.ExecuteScalar<long>(
            $"""
            SELECT EXISTS (
              SELECT 1 FROM payments p
              WHERE {OfSeries}
                AND (p.withdrawn_sequence IS NOT NULL OR EXISTS (SELECT 1 FROM payment_versions v WHERE v.payment_key = p.key)))
            """,
            new { series },
            transaction
        ) > 0;

    /// <summary>Records made or changed after a sequence, each with the fields it withholds, columns that are no field among them.</summary>
    private static List<(PaymentSql.Row Record, List<string> Fields)> Withholding(
        SqliteConnection connection,
        SqliteTransaction transaction,
        long series,
        long before
    )
    {
        var (columns, tables) = PaymentSql.Select(raw: false);
        return
        [
            .. connection
                .Query<PaymentSql.Row>(
                    $"SELECT {columns} {tables} WHERE p.changed_sequence > @before AND p.withdrawn_sequence IS NULL AND {OfSeries}",
                    new { series, before },
                    transaction,
                    buffered: false
                )
                .Select(row => (row, Fields: FieldsOf(PaymentSql.From(row))))
                .Where(row => row.Fields.Count > 0),
        ];
    }

    private static List<string> FieldsOf(Payment payment) =>
        [
            .. payment.Withheld.Select(w => w.Field),
            .. payment
                .Extra.Where(e => e.Value is not null && Expenditure.Withholding.IsWithheld(e.Value))
                .Select(e => BlankingSql.Extra + e.Key),
        ];

    /// <summary>Records of the series that are gone and have the day, amount and reference of one that withholds fields.</summary>
    private static List<long> Replaced(
        SqliteConnection connection,
        SqliteTransaction transaction,
        long series,
        PaymentSql.Row record,
        List<string> fields
    ) =>
        connection
            .Query<long>(
                $"""
                SELECT p.key
                FROM payments p
                WHERE p.paid_on IS @paidOn AND p.amount_pence = @AmountPence AND p.withdrawn_sequence IS NOT NULL AND {OfSeries}
                  AND (p.transaction_reference IS @TransactionReference OR @anyReference)
                """,
                new
                {
                    series,
                    paidOn = record.PaidOn,
                    record.AmountPence,
                    record.TransactionReference,
                    anyReference = fields.Contains("transactionReference"),
                },
                transaction
            )
            .AsList();

    /// <summary>
    /// The same texts in other withdrawn records and superseded versions of the series: an earlier life of the same payment, which
    /// nothing but the text tells. A text that a present record still shows is public, and stays.
    /// </summary>
    public static void Elsewhere(SqliteConnection connection, SqliteTransaction transaction, long series, Taken taken)
    {
        var (columns, tables) = PaymentSql.Select(raw: false);
        var texts = taken.Texts.ToHashSet();
        foreach (
            var row in connection.Query<PaymentSql.Row>(
                $"SELECT {columns} {tables} WHERE p.withdrawn_sequence IS NULL AND {OfSeries}",
                new { series },
                transaction,
                buffered: false
            )
        )
        {
            texts.ExceptWith(BlankingSql.TextsOf(PaymentSql.From(row)));
        }
        if (texts.Count == 0)
        {
            return;
        }
        var gone = connection.Query<PaymentSql.Row>(
            $"SELECT {columns} {tables} WHERE p.withdrawn_sequence IS NOT NULL AND {OfSeries}",
            new { series },
            transaction
        );
        foreach (var row in gone)
        {
            foreach (var (field, _) in BlankingSql.TextsOf(PaymentSql.From(row)).Where(texts.Contains))
            {
                BlankingSql.Record(connection, transaction, row.Key, field, taken);
            }
        }
        var versions = connection.Query<(long Key, string Content)>(
            $"SELECT v.payment_key, v.content FROM payment_versions v JOIN payments p ON p.key = v.payment_key WHERE {OfSeries}",
            new { series },
            transaction
        );
        foreach (var (key, content) in versions)
        {
            var record = JsonNode.Parse(content)!.Deserialize<Payment>(Json.Options)!;
            foreach (var (field, _) in BlankingSql.TextsOf(record).Where(texts.Contains))
            {
                BlankingSql.Versions(connection, transaction, key, field, taken, texts);
            }
        }
    }
}

/// <summary>What was taken out: the texts with their fields, and the records they stood in.</summary>
internal sealed class Taken
{
    public HashSet<(string Field, string Text)> Texts { get; } = [];

    public HashSet<long> Records { get; } = [];

    public void Add(long record, string field, string text)
    {
        _ = Texts.Add((field, text));
        _ = Records.Add(record);
    }
}
