using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>The words of categories and departments.</summary>
internal static class TermSql
{
    /// <summary>Key of a word as published, made if it is new.</summary>
    public static long KeyOf(SqliteConnection connection, SqliteTransaction transaction, string text, string folded) =>
        connection.ExecuteScalar<long?>("SELECT key FROM terms WHERE text = @text", new { text }, transaction)
        ?? connection.ExecuteScalar<long>(
            "INSERT INTO terms (text, folded) VALUES (@text, @folded) RETURNING key",
            new { text, folded },
            transaction
        );
}
