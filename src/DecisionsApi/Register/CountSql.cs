using Dapper;
using DecisionsApi.Data;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Register;

/// <summary>How many rows each table has: what a copy is compared by, because an empty file is sound too.</summary>
internal static class CountSql
{
    /// <summary>Name under which the head of the sequence stands among the counts.</summary>
    public const string Sequence = "sequence";

    /// <summary>The rows of every table, the head of the sequence and the version of the layout, at one moment.</summary>
    public static IReadOnlyDictionary<string, long> Read(SqliteConnection connection)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        var counts = new Dictionary<string, long>
        {
            [Sequence] = RegisterSql.Head(connection, snapshot),
            ["schemaVersion"] = Migrations.Version(connection),
        };
        foreach (var table in Database.Tables(connection))
        {
            counts[table] = connection.ExecuteScalar<long>($"SELECT count(*) FROM {table}", transaction: snapshot, commandTimeout: 0);
        }
        return counts;
    }
}
