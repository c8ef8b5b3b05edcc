using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Register;

/// <summary>The sequence every change of the register takes its number from.</summary>
internal static class RegisterSql
{
    /// <summary>Head of the sequence: the number of the newest change, 0 in an empty register.</summary>
    public static long Head(SqliteConnection connection, SqliteTransaction? transaction = null) =>
        connection.ExecuteScalar<long?>("SELECT max(sequence) FROM changes", transaction: transaction) ?? 0;

    /// <summary>Appends one change.</summary>
    public static void Append(
        SqliteConnection connection,
        SqliteTransaction transaction,
        long sequence,
        long import,
        string resource,
        long record,
        string action
    ) =>
        connection.Execute(
            """
            INSERT INTO changes (sequence, import_key, resource, record_key, action)
            VALUES (@sequence, @import, @resource, @record, @action)
            """,
            new
            {
                sequence,
                import,
                resource,
                record,
                action,
            },
            transaction
        );
}
