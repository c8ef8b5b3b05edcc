using Dapper;
using DecisionsApi.Data;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Keeps suppliers in the order of what they were paid, by body and financial year, in step with the kept sums that say it. The payments
/// that were just taken out or put in are in <c>temp.touched</c>.
/// </summary>
internal static class SupplierRankSql
{
    public const string Table = "payment_supplier_ranks";

    /// <summary>To sort a supplier in with all others costs this much less than to move it.</summary>
    private const int Gain = 10;

    /// <summary>Brings what was touched to its new place.</summary>
    public static void Follow(SqliteConnection connection, SqliteTransaction transaction)
    {
        var touched = connection.ExecuteScalar<long>("SELECT count(*) FROM temp.touched", transaction: transaction);
        var payments = connection.ExecuteScalar<long>("SELECT coalesce(sum(payments), 0) FROM payment_months", transaction: transaction);
        if (Gain * touched > payments)
        {
            Sorting.Execute(connection, transaction, Renew);
        }
        else
        {
            connection.Execute(Move, transaction: transaction, commandTimeout: 0);
        }
    }

    /// <summary>What the cells of a body, supplier and year come to, as the columns of the table are named.</summary>
    private const string Sums = """
        coalesce(sum(c.pence) FILTER (WHERE c.kind <> 'reportedTotal'), 0) AS pence,
        coalesce(sum(c.payments) FILTER (WHERE c.kind <> 'reportedTotal'), 0) AS payments,
        coalesce(sum(c.payments) FILTER (WHERE c.kind = 'reportedTotal'), 0) AS reported_payments,
        coalesce(sum(c.pence) FILTER (WHERE c.kind = 'reportedTotal'), 0) AS reported_pence
        """;

    private const string Columns = "body_key, financial_year, supplier_key, pence, payments, reported_payments, reported_pence";

    private const string Renew = $"""
        DROP INDEX payment_supplier_ranks_by_sum;
        DELETE FROM {Table};

        INSERT INTO {Table} ({Columns})
        SELECT c.body_key, c.financial_year, c.supplier_key, {Sums}
        FROM payment_suppliers c
        GROUP BY c.body_key, c.supplier_key, c.financial_year
        HAVING sum(c.payments) > 0
        ORDER BY c.body_key, c.financial_year, pence, c.supplier_key;

        INSERT INTO {Table} ({Columns})
        SELECT 0, c.financial_year, c.supplier_key, {Sums}
        FROM payment_supplier_years c
        GROUP BY c.supplier_key, c.financial_year
        HAVING sum(c.payments) > 0
        ORDER BY c.financial_year, pence, c.supplier_key;

        CREATE INDEX payment_supplier_ranks_by_sum ON {Table} (body_key, pence);
        """;

    // Where something stood is told from where it stands and by how much it has moved.
    private const string Move = $"""
        CREATE TEMP TABLE moves AS
        SELECT c.body_key, c.supplier_key, c.financial_year, sum(c.pence) FILTER (WHERE c.kind <> 'reportedTotal') AS pence
        FROM temp.touched c
        GROUP BY 1, 2, 3;

        CREATE TEMP TABLE places AS
        SELECT m.body_key, m.financial_year, m.supplier_key, {Sums}, coalesce(m.pence, 0) AS moved
        FROM temp.moves m
        JOIN payment_suppliers c ON c.body_key = m.body_key AND c.supplier_key = m.supplier_key AND c.financial_year = m.financial_year
        GROUP BY m.rowid
        UNION ALL
        SELECT 0, m.financial_year, m.supplier_key, {Sums}, coalesce(m.pence, 0)
        FROM (SELECT supplier_key, financial_year, sum(pence) AS pence FROM temp.moves GROUP BY 1, 2) m
        JOIN payment_supplier_years c ON c.supplier_key = m.supplier_key AND c.financial_year = m.financial_year
        GROUP BY m.supplier_key, m.financial_year;

        DELETE FROM {Table}
        WHERE (body_key, financial_year, pence, supplier_key) IN (
          SELECT body_key, financial_year, pence - moved, supplier_key FROM temp.places
        );

        INSERT INTO {Table} ({Columns})
        SELECT {Columns} FROM temp.places WHERE payments + reported_payments > 0 ORDER BY 1, 2, 4, 3;

        DROP TABLE temp.moves;
        DROP TABLE temp.places;
        """;
}
