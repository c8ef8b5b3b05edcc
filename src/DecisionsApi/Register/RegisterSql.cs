using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Register;

/// <summary>The sequence every change of the register takes its number from.</summary>
internal static class RegisterSql
{
    /// <summary>Head of the sequence: the number of the newest change, 0 in an empty register.</summary>
    public static long Head(SqliteConnection connection, SqliteTransaction? transaction = null) =>
        connection.ExecuteScalar<long?>("SELECT max(sequence) FROM changes", transaction: transaction) ?? 0;

    /// <summary>
    /// The state everything that is served depends on: the head, and the newest entry of the log of imports, which stands outside
    /// the sequence but is shown with the sources.
    /// </summary>
    public static RegisterState State(SqliteConnection connection) =>
        connection.QuerySingle<RegisterState>(
            """
            SELECT
              coalesce((SELECT max(sequence) FROM changes), 0) AS sequence,
              coalesce((SELECT max(key) FROM imports), 0) AS import,
              (SELECT imported_at FROM imports ORDER BY key DESC LIMIT 1) AS imported_at,
              (SELECT i.imported_at FROM changes c JOIN imports i ON i.key = c.import_key ORDER BY c.sequence DESC LIMIT 1) AS changed_at
            """
        );

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

/// <summary>What the register holds, in a few numbers that differ whenever it does.</summary>
internal sealed record RegisterState
{
    /// <summary>Head of the sequence.</summary>
    public required long Sequence { get; init; }

    /// <summary>Key of the newest entry in the log of imports, 0 for none.</summary>
    public required long Import { get; init; }

    /// <summary>When that was made, RFC 3339 UTC.</summary>
    public string? ImportedAt { get; init; }

    /// <summary>When something was last changed, RFC 3339 UTC.</summary>
    public string? ChangedAt { get; init; }
}
