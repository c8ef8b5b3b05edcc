using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Keeps what payments come to in step with them. Whoever changes payments takes them out before and puts them in after, in one
/// transaction; withdrawn ones do not count. What was taken out or put in last is in <c>temp.touched</c>.
/// </summary>
internal static class PaymentCellSql
{
    private static readonly (string Table, string Columns)[] Cells =
    [
        ("payment_months", "body_key, paid_on, financial_year, kind"),
        ("payment_suppliers", "body_key, supplier_key, financial_year, kind"),
        ("payment_supplier_years", "supplier_key, financial_year, kind"),
        ("payment_categories", "body_key, category_key, financial_year, kind"),
        ("payment_departments", "body_key, department_key, financial_year, kind"),
    ];

    private const string Touched = """
        CREATE TEMP TABLE IF NOT EXISTS touched (
          body_key INTEGER, supplier_key INTEGER, category_key INTEGER, department_key INTEGER,
          paid_on TEXT, financial_year TEXT, kind TEXT, pence INTEGER);
        DELETE FROM temp.touched;
        """;

    /// <summary>Takes payments out, as they are before something is done to them.</summary>
    /// <param name="keys">The payments: a condition on <c>p.key</c>.</param>
    /// <param name="parameters">Parameters of the condition.</param>
    public static void Subtract(SqliteConnection connection, SqliteTransaction transaction, string keys, object? parameters = null)
    {
        if (Count(connection, transaction, -1, keys, parameters) == 0)
        {
            return;
        }
        foreach (var (table, columns) in Cells)
        {
            var first = columns.Split(',')[0];
            connection.Execute(
                $"DELETE FROM {table} WHERE payments = 0 AND {first} IN (SELECT {first} FROM temp.touched)",
                transaction: transaction,
                commandTimeout: 0
            );
        }
    }

    /// <summary>Puts payments in, as they are after something was done to them.</summary>
    /// <param name="keys">The payments: a condition on <c>p.key</c>.</param>
    /// <param name="parameters">Parameters of the condition.</param>
    public static void Add(SqliteConnection connection, SqliteTransaction transaction, string keys, object? parameters = null) =>
        Count(connection, transaction, 1, keys, parameters);

    private static int Count(SqliteConnection connection, SqliteTransaction transaction, int sign, string keys, object? parameters)
    {
        connection.Execute(Touched, transaction: transaction);
        var touched = connection.Execute(
            $"""
            INSERT INTO temp.touched
            SELECT
              p.body_key, coalesce(p.supplier_key, 0), coalesce(p.category_key, 0), coalesce(p.department_key, 0),
              coalesce(substr(p.paid_on, 1, 7) || '-01', ''), coalesce(p.financial_year, ''), p.kind, p.amount_pence
            FROM payments p
            WHERE {keys} AND p.withdrawn_sequence IS NULL
            """,
            parameters,
            transaction,
            commandTimeout: 0
        );
        foreach (var (table, columns) in touched == 0 ? [] : Cells)
        {
            connection.Execute(
                $"""
                INSERT INTO {table} ({columns}, payments, pence)
                SELECT {columns}, {sign} * count(*), {sign} * sum(pence)
                FROM temp.touched
                WHERE true
                GROUP BY {columns}
                ON CONFLICT ({columns}) DO UPDATE SET payments = payments + excluded.payments, pence = {table}.pence + excluded.pence
                """,
                transaction: transaction,
                commandTimeout: 0
            );
        }
        return touched;
    }
}
