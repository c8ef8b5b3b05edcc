using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Keeps what payments come to in step with them. Whoever changes payments takes them out before and puts them in after, in one
/// transaction; withdrawn ones do not count. What was taken out or put in last is in <c>temp.touched</c>, by body, supplier, financial year and kind.
/// </summary>
internal static class PaymentCellSql
{
    /// <summary>Takes payments out, as they are before something is done to them.</summary>
    /// <param name="keys">The payments: a condition on <c>p.key</c>.</param>
    /// <param name="parameters">Parameters of the condition.</param>
    public static void Subtract(SqliteConnection connection, SqliteTransaction transaction, string keys, object? parameters = null)
    {
        if (Count(connection, transaction, -1, [keys], parameters) == 0)
        {
            return;
        }
        foreach (var (table, first) in PaymentSumsSql.Tables)
        {
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
        Add(connection, transaction, [keys], parameters);

    /// <summary>Puts payments in: those of each of several conditions, of which no payment meets two.</summary>
    public static void Add(SqliteConnection connection, SqliteTransaction transaction, string[] keys, object? parameters) =>
        Count(connection, transaction, 1, keys, parameters);

    private static long Count(SqliteConnection connection, SqliteTransaction transaction, int sign, string[] keys, object? parameters)
    {
        var cells = new PaymentSumsSql(connection, transaction, sign);
        foreach (var condition in keys)
        {
            using var payments = connection.ExecuteReader(
                $"""
                SELECT
                  p.body_key, coalesce(p.supplier_key, 0), coalesce(p.category_key, 0), coalesce(p.department_key, 0),
                  coalesce(substr(p.paid_on, 1, 7) || '-01', ''), coalesce(p.financial_year, ''), p.kind, p.amount_pence
                FROM payments p
                WHERE {condition} AND p.withdrawn_sequence IS NULL
                """,
                parameters,
                transaction,
                commandTimeout: 0
            );
            while (payments.Read())
            {
                cells.Add(payments);
            }
        }
        return cells.Complete();
    }
}
