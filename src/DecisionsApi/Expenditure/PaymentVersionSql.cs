using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using DecisionsApi.Formats;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>Superseded contents of payments: kept when a record changes, blanked when a field is withheld.</summary>
internal static class PaymentVersionSql
{
    // Columns behind a public field; the supplier is two.
    private static readonly Dictionary<string, string> Assignments = new(StringComparer.Ordinal)
    {
        ["supplier.name"] = "supplier_key = NULL, supplier_name_key = NULL",
        ["purpose"] = "purpose = NULL",
        ["category"] = "category_key = NULL",
        ["department"] = "department_key = NULL",
        ["valueForMoneyReason"] = "value_for_money_reason = NULL",
        ["transactionReference"] = "transaction_reference = NULL",
        ["invoiceReference"] = "invoice_reference = NULL",
    };

    /// <summary>Keeps the present content of every record that is about to change; its end is set by <see cref="Close"/>.</summary>
    public static void Keep(SqliteConnection connection, SqliteTransaction transaction)
    {
        var (columns, tables) = PaymentSql.Select(raw: true);
        var rows = connection.Query<PaymentSql.Row>(
            $"SELECT {columns} {tables} WHERE p.key IN (SELECT payment_key FROM temp.incoming WHERE action IN ('changed', 'revived'))",
            transaction: transaction
        );
        foreach (var row in rows)
        {
            connection.Execute(
                """
                INSERT INTO payment_versions (payment_key, from_sequence, to_sequence, content)
                VALUES (@Key, @ChangedSequence, @to, @content)
                """,
                new
                {
                    row.Key,
                    row.ChangedSequence,
                    to = row.WithdrawnSequence ?? 0,
                    content = JsonSerializer.Serialize(PaymentSql.From(row), Json.Options),
                },
                transaction
            );
        }
    }

    /// <summary>Gives the contents kept by <see cref="Keep"/> the sequence at which they ended.</summary>
    public static void Close(SqliteConnection connection, SqliteTransaction transaction) =>
        connection.Execute(
            """
            UPDATE payment_versions SET to_sequence = p.changed_sequence
            FROM payments p
            WHERE payment_versions.to_sequence = 0 AND p.key = payment_versions.payment_key
              AND p.key IN (SELECT payment_key FROM temp.incoming WHERE action = 'changed')
            """,
            transaction: transaction
        );

    /// <summary>
    /// Where the file withholds a field that was published before, takes the field out of superseded versions, of records it
    /// replaces, and of their rows; true when there was anything to take out.
    /// </summary>
    public static bool Blank(SqliteConnection connection, SqliteTransaction transaction)
    {
        var found = false;
        foreach (var (key, withheld) in Withheld(connection, transaction))
        {
            foreach (var field in withheld)
            {
                found |= BlankVersions(connection, transaction, key, field.Field);
            }
        }
        foreach (var (left, withheld) in WithheldReplacements(connection, transaction))
        {
            foreach (var field in withheld)
            {
                found |=
                    BlankRecord(connection, transaction, left, field.Field) | BlankVersions(connection, transaction, left, field.Field);
            }
        }
        if (found)
        {
            Forget(connection, transaction);
        }
        return found;
    }

    private static IEnumerable<(long Key, WithheldField[] Withheld)> Withheld(SqliteConnection connection, SqliteTransaction transaction) =>
        connection
            .Query<(long Key, string Withheld)>(
                "SELECT payment_key, withheld FROM temp.incoming WHERE action IN ('changed', 'revived') AND withheld IS NOT NULL",
                transaction: transaction
            )
            .Select(row => (row.Key, Parse(row.Withheld)));

    /// <summary>Records that leave while a row of the same day, amount and reference comes with fields withheld.</summary>
    private static IEnumerable<(long Key, WithheldField[] Withheld)> WithheldReplacements(
        SqliteConnection connection,
        SqliteTransaction transaction
    ) =>
        connection
            .Query<(long Key, string Withheld)>(
                """
                SELECT DISTINCT p.key, i.withheld
                FROM temp.leaving l
                JOIN payments p ON p.key = l.payment_key
                JOIN temp.incoming i ON i.paid_on IS p.paid_on AND i.amount_pence = p.amount_pence
                WHERE i.action = 'created' AND i.withheld IS NOT NULL
                  AND (i.transaction_reference IS p.transaction_reference OR i.withheld LIKE '%"transactionReference"%')
                """,
                transaction: transaction
            )
            .Select(row => (row.Key, Parse(row.Withheld)));

    private static bool BlankVersions(SqliteConnection connection, SqliteTransaction transaction, long key, string field)
    {
        var found = false;
        foreach (var (from, _, content) in PaymentSql.Versions(connection, key))
        {
            var record = JsonNode.Parse(content)!.AsObject();
            if (TakeOut(record, field) is { } text)
            {
                found = true;
                record["source"]!["raw"] = WithoutText((string?)record["source"]!["raw"], text);
                connection.Execute(
                    "UPDATE payment_versions SET content = @content WHERE payment_key = @key AND from_sequence = @from",
                    new
                    {
                        key,
                        from,
                        content = record.ToJsonString(Json.Options),
                    },
                    transaction
                );
            }
        }
        return found;
    }

    private static bool BlankRecord(SqliteConnection connection, SqliteTransaction transaction, long key, string field)
    {
        var (columns, tables) = PaymentSql.Select(raw: true);
        var row = connection.QuerySingle<PaymentSql.Row>($"SELECT {columns} {tables} WHERE p.key = @key", new { key }, transaction);
        var record = JsonSerializer.SerializeToNode(PaymentSql.From(row), Json.Options)!.AsObject();
        if (TakeOut(record, field) is not { } text)
        {
            return false;
        }
        connection.Execute(
            $"UPDATE payments SET {Assignments[field]} WHERE key = @key; DELETE FROM payment_text WHERE rowid = @key;",
            new { key },
            transaction
        );
        connection.Execute(
            "UPDATE payment_rows SET raw = @raw WHERE payment_key = @key",
            new { key, raw = WithoutText(row.Raw, text) },
            transaction
        );
        return true;
    }

    /// <summary>Empties a field; the text it had, or null when it had none.</summary>
    private static string? TakeOut(JsonObject record, string field)
    {
        if (field != "supplier.name")
        {
            var text = (string?)record[field];
            record[field] = null;
            return text;
        }
        var name = (string?)record["supplier"]?["nameAsPublished"];
        record["supplier"] = null;
        return name;
    }

    /// <summary>A row without a text; where the text does not stand in it as it is, nothing of the row is kept.</summary>
    private static string WithoutText(string? raw, string text)
    {
        var written = text.Replace("\"", "\"\"", StringComparison.Ordinal);
        return raw is not null && raw.Contains(written, StringComparison.Ordinal) ? raw.Replace(written, "", StringComparison.Ordinal) : "";
    }

    /// <summary>Names that no payment has any more are forgotten, and suppliers without a name with them.</summary>
    private static void Forget(SqliteConnection connection, SqliteTransaction transaction) =>
        connection.Execute(
            """
            DELETE FROM supplier_names
            WHERE supplier_key IN (SELECT key FROM suppliers WHERE payment_count = 0)
              AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.supplier_key = supplier_names.supplier_key)
              AND NOT EXISTS (SELECT 1 FROM contract_suppliers c WHERE c.supplier_key = supplier_names.supplier_key);
            DELETE FROM suppliers
            WHERE payment_count = 0 AND NOT EXISTS (SELECT 1 FROM supplier_names n WHERE n.supplier_key = suppliers.key);
            """,
            transaction: transaction
        );

    private static WithheldField[] Parse(string json) => JsonSerializer.Deserialize<WithheldField[]>(json, Json.Options)!;
}
