using System.Text.Json;
using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Formats;
using DecisionsApi.Register;
using DecisionsApi.Tabular;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Recognises rows whose values are those of a record though their letters differ: a heading was renamed, a number or day is
/// written otherwise. Headings are no content, and a change exists only where what is said differs.
/// </summary>
internal static class PaymentValuesSql
{
    private const string Values = """
        paid_on, amount_pence, gross_pence, irrecoverable_vat_pence, supplier_name_key, purpose, category_key, department_key,
        value_for_money_reason, transaction_reference, invoice_reference, withheld, issues, contract_id, decision_id, programme,
        body_key, extra
        """;

    /// <summary>Rows that say what a present record of the series says: unchanged, or changed where the columns now mean something else.</summary>
    public static void MatchPresent(SqliteConnection connection, SqliteTransaction transaction, long series, long source)
    {
        if (!Pair(connection, transaction, series, source, "IS NULL"))
        {
            return;
        }
        connection.Execute(
            """
            UPDATE temp.incoming SET payment_key = m.payment_key, action = 'changed' FROM temp.matched m WHERE incoming.row = m.row;

            UPDATE temp.incoming SET action = 'same'
            FROM temp.matched m
            JOIN payments p ON p.key = m.payment_key
            WHERE incoming.row = m.row
              AND p.date_kind = incoming.date_kind AND p.vat_basis = incoming.vat_basis AND p.kind = incoming.kind;
            """,
            transaction: transaction
        );
    }

    /// <summary>Rows that say what a withdrawn record of the series said last take it up again.</summary>
    public static void MatchWithdrawn(SqliteConnection connection, SqliteTransaction transaction, long series, long source)
    {
        if (Pair(connection, transaction, series, source, "IS NOT NULL"))
        {
            connection.Execute(
                "UPDATE temp.incoming SET payment_key = m.payment_key, action = 'revived' FROM temp.matched m WHERE incoming.row = m.row",
                transaction: transaction
            );
        }
    }

    /// <summary>Pairs rows and records of equal values, equal ones among themselves in their order, in <c>temp.matched</c>; false where there is nothing to pair.</summary>
    private static bool Pair(SqliteConnection connection, SqliteTransaction transaction, long series, long source, string withdrawn)
    {
        var open = connection.ExecuteScalar<long>(
            $"""
            SELECT EXISTS (SELECT 1 FROM temp.incoming WHERE action IS NULL) AND EXISTS (
              SELECT 1 FROM payments p
              WHERE p.source_key IN (SELECT s.key FROM sources s WHERE s.series_key = @series)
                AND p.withdrawn_sequence {withdrawn} AND NOT EXISTS (SELECT 1 FROM temp.incoming i WHERE i.payment_key = p.key))
            """,
            new { series },
            transaction
        );
        if (open == 0)
        {
            return false;
        }
        connection.Execute(
            """
            DROP TABLE IF EXISTS temp.record_values;
            DROP TABLE IF EXISTS temp.row_values;
            DROP TABLE IF EXISTS temp.matched;
            CREATE TEMP TABLE record_values (key INTEGER PRIMARY KEY, said TEXT);
            CREATE TEMP TABLE row_values (key INTEGER PRIMARY KEY, said TEXT);
            """,
            transaction: transaction
        );
        var slots = Slots(connection, transaction, series, source);
        Fill(
            connection,
            transaction,
            "temp.record_values",
            $"""
            SELECT p.key AS key, p.source_key AS source, {Values}
            FROM payments p
            WHERE p.source_key IN (SELECT s.key FROM sources s WHERE s.series_key = @series)
              AND p.withdrawn_sequence {withdrawn} AND NOT EXISTS (SELECT 1 FROM temp.incoming i WHERE i.payment_key = p.key)
            """,
            new { series },
            slots
        );
        Fill(
            connection,
            transaction,
            "temp.row_values",
            $"SELECT row AS key, @source AS source, {Values} FROM temp.incoming WHERE action IS NULL",
            new { source },
            slots
        );
        connection.Execute(
            """
            CREATE TEMP TABLE matched AS
            SELECT i.key AS row, r.key AS payment_key
            FROM (SELECT key, said, row_number() OVER (PARTITION BY said ORDER BY key) AS number FROM temp.row_values) i
            JOIN (SELECT key, said, row_number() OVER (PARTITION BY said ORDER BY key) AS number FROM temp.record_values) r
              ON r.said = i.said AND r.number = i.number;
            """,
            transaction: transaction
        );
        return true;
    }

    private static void Fill(
        SqliteConnection connection,
        SqliteTransaction transaction,
        string table,
        string query,
        object parameters,
        Dictionary<long, int[]> slots
    )
    {
        using var insert = new BulkInsert(connection, table, "key, said");
        foreach (var row in connection.Query<Row>(query, parameters, transaction, buffered: false))
        {
            insert.Add(row.Key, Said(row, slots[row.Source]));
        }
    }

    private static string Said(Row row, int[] slots) =>
        Identity.Of([
            $"{row.PaidOn}\n{row.AmountPence}\n{row.GrossPence}\n{row.IrrecoverableVatPence}\n{row.SupplierNameKey}",
            $"{row.CategoryKey}\n{row.DepartmentKey}\n{row.BodyKey}\n{row.ContractId}\n{row.DecisionId}\n{row.Programme}",
            JsonSerializer.Serialize(
                new[] { row.Purpose, row.ValueForMoneyReason, row.TransactionReference, row.InvoiceReference, row.Withheld, row.Issues },
                Json.Options
            ),
            Extra(row.Extra, slots),
        ]);

    /// <summary>The texts that are no field, each at the place of its column in the new file; empty ones left out.</summary>
    private static string Extra(string? extra, int[] slots)
    {
        if (extra is null || extra[0] == '{')
        {
            return extra ?? "";
        }
        var texts = JsonSerializer.Deserialize<string[]>(extra, Json.Options)!;
        var placed = texts.Select((text, i) => (Slot: slots[i], Text: text)).Where(t => t.Text.Length > 0).OrderBy(t => t.Slot);
        return JsonSerializer.Serialize(placed.Select(t => $"{t.Slot}={t.Text}"), Json.Options);
    }

    /// <summary>
    /// For each source of the series, the place in the new file of each of its columns that are no field: the column of the same
    /// heading; of those left over, when there are as many on both sides, the one in the same order; else a place of its own.
    /// </summary>
    private static Dictionary<long, int[]> Slots(SqliteConnection connection, SqliteTransaction transaction, long series, long source)
    {
        var headings = connection
            .Query<(long Key, string Headings)>(
                "SELECT key, extra_headings FROM sources WHERE series_key = @series",
                new { series },
                transaction
            )
            .ToDictionary(
                s => s.Key,
                s => JsonSerializer.Deserialize<string[]>(s.Headings, Json.Options)!.Select(Headings.Normalise).ToArray()
            );
        return headings.ToDictionary(s => s.Key, s => SlotsOf(s.Value, headings[source]));
    }

    private static int[] SlotsOf(string[] old, string[] present)
    {
        var slots = new int[old.Length];
        var free = new List<int>(Enumerable.Range(0, present.Length));
        var renamed = new List<int>();
        for (var i = 0; i < old.Length; i++)
        {
            var at = free.FindIndex(p => present[p] == old[i]);
            if (at >= 0)
            {
                slots[i] = free[at];
                free.RemoveAt(at);
            }
            else
            {
                renamed.Add(i);
            }
        }
        for (var n = 0; n < renamed.Count; n++)
        {
            slots[renamed[n]] = renamed.Count == free.Count ? free[n] : present.Length + renamed[n];
        }
        return slots;
    }

    private sealed record Row
    {
        public required long Key { get; init; }
        public required long Source { get; init; }
        public string? PaidOn { get; init; }
        public required long AmountPence { get; init; }
        public long? GrossPence { get; init; }
        public long? IrrecoverableVatPence { get; init; }
        public long? SupplierNameKey { get; init; }
        public string? Purpose { get; init; }
        public long? CategoryKey { get; init; }
        public long? DepartmentKey { get; init; }
        public string? ValueForMoneyReason { get; init; }
        public string? TransactionReference { get; init; }
        public string? InvoiceReference { get; init; }
        public string? Withheld { get; init; }
        public string? Issues { get; init; }
        public string? ContractId { get; init; }
        public string? DecisionId { get; init; }
        public string? Programme { get; init; }
        public long? BodyKey { get; init; }
        public string? Extra { get; init; }
    }
}
