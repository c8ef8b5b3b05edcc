using Dapper;
using DecisionsApi.Data;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>
/// The groups of payments a search shows: those of one body to one spelling of a supplier for one purpose and category. What a group
/// is found by follows its count (see the migration); here the counts are kept.
/// </summary>
internal static class PaymentGroupSql
{
    private const string Live = "p.withdrawn_sequence IS NULL AND p.kind <> 'reportedTotal'";
    private const string Counts = "x.action IS NULL AND x.kind <> 'reportedTotal'";
    private const string Enters = "coalesce(x.action, 'created') IN ('created', 'changed', 'revived')";

    // Has all that the statements below read, and their condition.
    private const string Sort = """
        CREATE INDEX temp.incoming_by_group ON incoming (
          purpose_folded, supplier_name_key, category_key, body_key, paid_on, amount_pence, kind, action, purpose)
        WHERE coalesce(action, 'created') IN ('created', 'changed', 'revived')
        """;

    private const string AddSorted = $"""
        INSERT INTO payment_groups (
          body_key, supplier_name_key, category_key, purpose, purpose_folded, payments, pence, first_on, last_on)
        SELECT x.body_key, coalesce(x.supplier_name_key, 0), coalesce(x.category_key, 0), min(x.purpose), x.purpose_folded,
          count(*) FILTER (WHERE {Counts}), coalesce(sum(x.amount_pence) FILTER (WHERE {Counts}), 0),
          min(x.paid_on) FILTER (WHERE {Counts}), max(x.paid_on) FILTER (WHERE {Counts})
        FROM temp.incoming x INDEXED BY incoming_by_group
        WHERE {Enters}
        GROUP BY x.purpose_folded, x.supplier_name_key, x.category_key, x.body_key
        ON CONFLICT (purpose_folded, supplier_name_key, category_key, body_key) DO UPDATE SET
          payments = payments + excluded.payments, pence = pence + excluded.pence,
          first_on = coalesce(min(first_on, excluded.first_on), first_on, excluded.first_on),
          last_on = coalesce(max(last_on, excluded.last_on), last_on, excluded.last_on)
        """;

    /// <summary>The condition that a payment is for one of the purposes in <c>@purpose</c>, folded.</summary>
    public const string OfPurpose = "p.group_key IN (SELECT key FROM payment_groups WHERE purpose_folded IN @purpose)";

    /// <summary>The key of the group of a row of <c>temp.incoming</c>, which is <c>x</c>.</summary>
    public const string OfIncoming = """
        (SELECT g.key FROM payment_groups g
         WHERE g.purpose_folded = x.purpose_folded AND g.supplier_name_key = coalesce(x.supplier_name_key, 0)
           AND g.category_key = coalesce(x.category_key, 0) AND g.body_key = x.body_key)
        """;

    /// <summary>The new rows with their groups, in the order of these.</summary>
    public const string OfCreated =
        $"SELECT x.row, {OfIncoming} FROM temp.incoming x INDEXED BY incoming_by_group WHERE {Enters} AND x.action IS NULL";

    /// <summary>
    /// Makes the groups the incoming rows belong to, and adds those that are new to the register. The rows are sorted by what makes
    /// their group: so each place of the groups' index, which may be larger than the memory for pages, is come to once.
    /// </summary>
    public static void Add(SqliteConnection connection, SqliteTransaction transaction)
    {
        Sorting.Execute(connection, transaction, Sort);
        var last = connection.ExecuteScalar<long?>("SELECT max(key) FROM payment_groups", transaction: transaction) ?? 0;
        var rows = connection.ExecuteScalar<long?>("SELECT max(row) FROM temp.incoming", transaction: transaction) ?? 0;
        new TableIndexes(connection, transaction, "payment_groups", "payment_groups_by_name").Fill(
            rows,
            () => connection.Execute(AddSorted, transaction: transaction, commandTimeout: 0)
        );
        connection.Execute(
            """
            INSERT INTO payment_group_text (rowid, supplier, purpose, category, body)
            SELECT w.key, w.supplier, w.purpose, w.category, w.body
            FROM payment_groups g
            JOIN payment_group_words w ON w.key = g.key
            WHERE g.key > @last AND g.payments > 0
            ORDER BY g.key;
            """,
            new { last },
            transaction,
            commandTimeout: 0
        );
    }

    /// <summary>Begins to note the groups of payments that are about to change.</summary>
    public static void Begin(SqliteConnection connection, SqliteTransaction transaction) =>
        connection.Execute(
            "CREATE TEMP TABLE IF NOT EXISTS regrouped (key INTEGER PRIMARY KEY); DELETE FROM temp.regrouped;",
            transaction: transaction
        );

    /// <summary>Notes the groups that some payments are in now.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="which">Which payments, as a condition on <c>p</c>.</param>
    /// <param name="values">The values of the condition.</param>
    public static void Note(SqliteConnection connection, SqliteTransaction transaction, string which, object? values = null) =>
        connection.Execute(
            $"INSERT OR IGNORE INTO temp.regrouped SELECT p.group_key FROM payments p WHERE {which}",
            values,
            transaction,
            commandTimeout: 0
        );

    /// <summary>Counts the noted groups anew, and forgets those that no payment is in any more.</summary>
    public static void Recount(SqliteConnection connection, SqliteTransaction transaction) =>
        connection.Execute(
            $"""
            UPDATE payment_groups SET (payments, pence, first_on, last_on) = (
              SELECT count(*), coalesce(sum(p.amount_pence), 0), min(p.paid_on), max(p.paid_on)
              FROM payments p
              WHERE p.group_key = payment_groups.key AND {Live})
            WHERE key IN (SELECT key FROM temp.regrouped);

            DELETE FROM payment_groups
            WHERE key IN (SELECT key FROM temp.regrouped) AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.group_key = payment_groups.key);
            """,
            transaction: transaction,
            commandTimeout: 0
        );

    /// <summary>Counts the group of a payment anew, after it was withdrawn.</summary>
    public static void RecountOf(SqliteConnection connection, SqliteTransaction transaction, long payment)
    {
        Begin(connection, transaction);
        Note(connection, transaction, "p.key = @payment", new { payment });
        Recount(connection, transaction);
    }

    /// <summary>Brings a payment, of which something was taken out, into the group it belongs to now.</summary>
    public static void Move(SqliteConnection connection, SqliteTransaction transaction, long payment)
    {
        Begin(connection, transaction);
        Note(connection, transaction, "p.key = @payment", new { payment });
        connection.Execute(
            """
            INSERT INTO payment_groups (body_key, supplier_name_key, category_key, purpose, purpose_folded)
            SELECT p.body_key, coalesce(p.supplier_name_key, 0), coalesce(p.category_key, 0), p.purpose, fold_start(p.purpose)
            FROM payments p
            WHERE p.key = @payment
            ON CONFLICT DO NOTHING;

            UPDATE payments SET group_key = (
              SELECT g.key FROM payment_groups g
              WHERE g.purpose_folded = fold_start(payments.purpose) AND g.supplier_name_key = coalesce(payments.supplier_name_key, 0)
                AND g.category_key = coalesce(payments.category_key, 0) AND g.body_key = payments.body_key)
            WHERE key = @payment;
            """,
            new { payment },
            transaction
        );
        Note(connection, transaction, "p.key = @payment", new { payment });
        Recount(connection, transaction);
    }
}
