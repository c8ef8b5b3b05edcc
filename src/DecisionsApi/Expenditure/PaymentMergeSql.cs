using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>Finds what the incoming rows are to the register: unchanged, changed, created, revived or withdrawn.</summary>
internal static class PaymentMergeSql
{
    /// <summary>Rows whose whole content the series has now are unchanged.</summary>
    public static void MatchContent(SqliteConnection connection, SqliteTransaction transaction) =>
        connection.Execute(
            """
            UPDATE temp.incoming SET payment_key = p.key, action = 'unchanged'
            FROM payments p
            WHERE p.id = incoming.content_id AND p.content_id IS NULL AND p.withdrawn_sequence IS NULL;

            UPDATE temp.incoming SET payment_key = p.key, action = 'unchanged'
            FROM payments p
            WHERE incoming.payment_key IS NULL AND p.content_id = incoming.content_id AND p.withdrawn_sequence IS NULL;
            """,
            transaction: transaction
        );

    /// <summary>Rows whose publisher's reference is unique in the file and among the series' present records keep their record.</summary>
    public static void MatchReference(SqliteConnection connection, SqliteTransaction transaction, long series) =>
        connection.Execute(
            """
            CREATE INDEX temp.incoming_by_reference ON incoming (transaction_reference);

            UPDATE temp.incoming SET payment_key = old.key, action = 'changed'
            FROM (
              SELECT p.transaction_reference AS reference, min(p.key) AS key
              FROM payments p
              WHERE p.source_key IN (SELECT s.key FROM sources s WHERE s.series_key = @series)
                AND p.withdrawn_sequence IS NULL
                AND p.transaction_reference IS NOT NULL
              GROUP BY p.transaction_reference
              HAVING count(*) = 1
            ) old
            WHERE incoming.payment_key IS NULL
              AND incoming.transaction_reference = old.reference
              AND NOT EXISTS (SELECT 1 FROM temp.incoming other WHERE other.transaction_reference = old.reference AND other.row <> incoming.row)
              AND NOT EXISTS (SELECT 1 FROM temp.incoming matched WHERE matched.payment_key = old.key);
            """,
            new { series },
            transaction
        );

    /// <summary>Rows that come back after they were withdrawn take up their record again.</summary>
    public static void MatchWithdrawn(SqliteConnection connection, SqliteTransaction transaction) =>
        connection.Execute(
            """
            UPDATE temp.incoming SET payment_key = p.key, action = 'revived'
            FROM payments p
            WHERE incoming.payment_key IS NULL AND p.id = incoming.content_id AND p.content_id IS NULL AND p.withdrawn_sequence IS NOT NULL;

            UPDATE temp.incoming SET payment_key = p.key, action = 'revived'
            FROM payments p
            WHERE incoming.payment_key IS NULL AND p.content_id = incoming.content_id AND p.withdrawn_sequence IS NOT NULL;
            """,
            transaction: transaction
        );

    /// <summary>The series' present records that the file no longer has.</summary>
    public static void FindWithdrawn(SqliteConnection connection, SqliteTransaction transaction, long series) =>
        connection.Execute(
            """
            DROP TABLE IF EXISTS temp.leaving;
            CREATE TEMP TABLE leaving (payment_key INTEGER PRIMARY KEY);
            INSERT INTO temp.leaving
            SELECT p.key
            FROM payments p
            WHERE p.source_key IN (SELECT s.key FROM sources s WHERE s.series_key = @series)
              AND p.withdrawn_sequence IS NULL
              AND NOT EXISTS (SELECT 1 FROM temp.incoming i WHERE i.payment_key = p.key);
            """,
            new { series },
            transaction
        );

    /// <summary>A record about to be withdrawn that lies in no month between the file's first and last day, or null.</summary>
    public static (string PaidOn, long Count)? Uncovered(SqliteConnection connection, SqliteTransaction transaction) =>
        connection
            .Query<(string? PaidOn, long Count)>(
                """
                SELECT min(p.paid_on), count(*)
                FROM temp.leaving l
                CROSS JOIN payments p ON p.key = l.payment_key
                WHERE p.paid_on IS NOT NULL
                  AND (substr(p.paid_on, 1, 7) < (SELECT coalesce(substr(min(paid_on), 1, 7), '9999') FROM temp.incoming)
                    OR substr(p.paid_on, 1, 7) > (SELECT coalesce(substr(max(paid_on), 1, 7), '0000') FROM temp.incoming))
                """,
                transaction: transaction
            )
            .Select(found => found.Count == 0 ? ((string, long)?)null : (found.PaidOn!, found.Count))
            .Single();

    /// <summary>Whatever is not matched is new; gives it its id, the next free one where a changed record still holds it.</summary>
    public static void MatchNothing(SqliteConnection connection, SqliteTransaction transaction)
    {
        var taken = connection
            .Query<(long Row, string Id)>(
                "SELECT i.row, i.content_id FROM temp.incoming i JOIN payments p ON p.id = i.content_id WHERE i.action IS NULL",
                transaction: transaction
            )
            .AsList();
        foreach (var (row, first) in taken)
        {
            var id = first;
            while (connection.ExecuteScalar<long>("SELECT count(*) FROM payments WHERE id = @id", new { id }, transaction) > 0)
            {
                id = Register.Identity.Of(id, "again");
            }
            connection.Execute("UPDATE temp.incoming SET id = @id WHERE row = @row", new { id, row }, transaction);
        }
    }

    /// <summary>How many incoming rows, and how much money, by what becomes of them.</summary>
    public static IReadOnlyDictionary<string, (int Rows, long Pence)> Outcome(SqliteConnection connection, SqliteTransaction transaction) =>
        connection
            .Query<(string Action, int Rows, long Pence)>(
                """
                SELECT action, count(*), sum(amount_pence) FROM temp.incoming WHERE action IS NOT NULL GROUP BY action
                UNION ALL
                SELECT 'created', count(*), coalesce(sum(amount_pence), 0) FROM temp.incoming WHERE action IS NULL
                """,
                transaction: transaction
            )
            .ToDictionary(o => o.Action, o => (o.Rows, o.Pence), StringComparer.Ordinal);

    /// <summary>The bodies of the incoming rows.</summary>
    public static IReadOnlyList<string> Bodies(SqliteConnection connection, SqliteTransaction transaction) =>
        connection
            .Query<string>(
                "SELECT b.id FROM bodies b WHERE b.key IN (SELECT body_key FROM temp.incoming) ORDER BY b.id",
                transaction: transaction
            )
            .AsList();

    /// <summary>How many records of the series the file no longer has.</summary>
    public static int Leaving(SqliteConnection connection, SqliteTransaction transaction) =>
        connection.ExecuteScalar<int>("SELECT count(*) FROM temp.leaving", transaction: transaction);

    /// <summary>The highest key given so far.</summary>
    public static long LastKey(SqliteConnection connection, SqliteTransaction transaction) =>
        connection.ExecuteScalar<long?>("SELECT max(key) FROM payments", transaction: transaction) ?? 0;
}
