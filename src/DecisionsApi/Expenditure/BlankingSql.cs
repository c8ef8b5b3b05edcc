using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using DecisionsApi.Formats;
using DecisionsApi.Records;
using DecisionsApi.Suppliers;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>Empties single values of payments: in the record, its versions, rows as published, the search, and the lists of names.</summary>
internal static class BlankingSql
{
    /// <summary>Begins the name of a value that is no field; its heading follows.</summary>
    public const string Extra = "extra.";

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

    /// <summary>The fields that can be emptied; values that are no field come beside them.</summary>
    public static IReadOnlyCollection<string> Fields => Assignments.Keys;

    /// <summary>What empties a field in a row of payments; null for a value that is no field.</summary>
    public static string? Assignment(string field) => Assignments.GetValueOrDefault(field);

    /// <summary>Empties a field in a payment's superseded versions; only where it holds one of some texts, if they are given.</summary>
    public static void Versions(
        SqliteConnection connection,
        SqliteTransaction transaction,
        long key,
        string field,
        Taken taken,
        IReadOnlySet<(string, string)>? only = null
    )
    {
        foreach (var (from, _, content) in PaymentSql.Versions(connection, key))
        {
            var record = JsonNode.Parse(content)!.AsObject();
            if (TextOf(record, field) is not { } text || only?.Contains((field, text)) == false)
            {
                continue;
            }
            Empty(record, field);
            record["source"]!["raw"] = WithoutText((string?)record["source"]!["raw"], text);
            taken.Add(key, field, text);
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

    /// <summary>Empties a field of a payment itself.</summary>
    public static void Record(SqliteConnection connection, SqliteTransaction transaction, long key, string field, Taken taken)
    {
        var (columns, tables) = PaymentSql.Select(raw: true);
        var row = connection.QuerySingle<PaymentSql.Row>($"SELECT {columns} {tables} WHERE p.key = @key", new { key }, transaction);
        var payment = PaymentSql.From(row);
        if (TextsOf(payment).FirstOrDefault(t => t.Field == field).Text is not { } text)
        {
            return;
        }
        var extra = field.StartsWith(Extra, StringComparison.Ordinal) ? WithoutExtra(row, payment, field[Extra.Length..]) : row.Extra;
        PaymentCellSql.Subtract(connection, transaction, "p.key = @key", new { key });
        connection.Execute(
            $"""
            UPDATE payments SET extra = @extra {(
                Assignments.TryGetValue(field, out var assignment) ? ", " + assignment : ""
            )} WHERE key = @key;
            DELETE FROM payment_text WHERE rowid = @key;
            UPDATE payment_rows SET raw = @raw WHERE payment_key = @key;
            """,
            new
            {
                key,
                extra,
                raw = WithoutText(row.Raw, text),
            },
            transaction
        );
        if (field.StartsWith(Extra, StringComparison.Ordinal))
        {
            ReferenceSql.Forget(connection, transaction, "expenditure", key);
        }
        LinkRuleSql.OfPayment(connection, transaction, key);
        PaymentCellSql.Add(connection, transaction, "p.key = @key", new { key });
        PaymentGroupSql.Move(connection, transaction, key);
        taken.Add(key, field, text);
    }

    /// <summary>Takes texts out of the rejected rows of a series, and of what their faults quote.</summary>
    public static void RejectedRows(SqliteConnection connection, SqliteTransaction transaction, long series, IReadOnlyList<string> texts)
    {
        var rows = connection
            .Query<(long Key, string Raw, string Faults)>(
                """
                SELECT r.key, r.raw, r.faults FROM rejected_rows r
                WHERE r.source_key IN (SELECT s.key FROM sources s WHERE s.series_key = @series)
                """,
                new { series },
                transaction
            )
            .AsList();
        foreach (var (key, raw, faults) in rows.Where(row => texts.Any(text => Holds(row.Raw, text) || Holds(row.Faults, text))))
        {
            // A row that could not be split may hold the text in pieces; what quotes it is not worth the risk.
            connection.Execute(
                "UPDATE rejected_rows SET raw = '', faults = @faults WHERE key = @key",
                new { key, faults = WithoutFound(faults) },
                transaction
            );
        }
    }

    /// <summary>Names and words that no payment has any more are forgotten, and suppliers without a name with them.</summary>
    public static void Forget(SqliteConnection connection, SqliteTransaction transaction)
    {
        SupplierSql.Forget(connection, transaction);
        connection.Execute(
            """
            DELETE FROM terms
            WHERE NOT EXISTS (SELECT 1 FROM payments p WHERE p.category_key = terms.key)
              AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.department_key = terms.key);
            """,
            transaction: transaction
        );
    }

    /// <summary>The values of a payment that can be withheld, each with its field.</summary>
    public static IEnumerable<(string Field, string Text)> TextsOf(Payment payment) =>
        new (string Field, string? Text)[]
        {
            ("supplier.name", payment.Supplier?.NameAsPublished),
            ("purpose", payment.Purpose),
            ("category", payment.Category),
            ("department", payment.Department),
            ("valueForMoneyReason", payment.ValueForMoneyReason),
            ("transactionReference", payment.TransactionReference),
            ("invoiceReference", payment.InvoiceReference),
        }
            .Concat(payment.Extra.Select(e => (Extra + e.Key, e.Value)))
            .Where(t => t.Item2 is not null)
            .Select(t => (t.Item1, t.Item2!));

    /// <summary>A row without a text; where the text does not stand in it as it is, or is so short that it stands in much else, nothing of the row is kept.</summary>
    public static string WithoutText(string? raw, string text)
    {
        var written = text.Replace("\"", "\"\"", StringComparison.Ordinal);
        return raw is not null && text.Length > 3 && raw.Contains(written, StringComparison.Ordinal)
            ? raw.Replace(written, "", StringComparison.Ordinal)
            : "";
    }

    private static bool Holds(string row, string text) => row.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static string WithoutFound(string faults)
    {
        var list = JsonNode.Parse(faults)!.AsArray();
        foreach (var fault in list)
        {
            fault!["found"] = "";
        }
        return list.ToJsonString(Json.Options);
    }

    private static string? WithoutExtra(PaymentSql.Row row, Payment payment, string heading)
    {
        if (row.Extra is null)
        {
            return null;
        }
        return row.Extra[0] == '{'
            ? JsonSerializer.Serialize(payment.Extra.Where(e => e.Key != heading).ToDictionary(), Json.Options)
            : JsonSerializer.Serialize(payment.Extra.Select(e => e.Key == heading ? "" : e.Value ?? ""), Json.Options);
    }

    private static string? TextOf(JsonObject record, string field) =>
        field == "supplier.name" ? (string?)record["supplier"]?["nameAsPublished"]
        : field.StartsWith(Extra, StringComparison.Ordinal) ? (string?)record["extra"]?[field[Extra.Length..]]
        : (string?)record[field];

    private static void Empty(JsonObject record, string field)
    {
        if (field.StartsWith(Extra, StringComparison.Ordinal))
        {
            record["extra"]![field[Extra.Length..]] = null;
        }
        else
        {
            record[field == "supplier.name" ? "supplier" : field] = null;
        }
    }
}
