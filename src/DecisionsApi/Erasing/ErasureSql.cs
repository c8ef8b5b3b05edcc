using Dapper;
using DecisionsApi.Register;
using DecisionsApi.Sources;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Erasing;

/// <summary>The statements of an erasure that no resource has.</summary>
internal static class ErasureSql
{
    /// <summary>Key of the source under which an erasure is logged: that of the record's present content; null where there is none.</summary>
    public static long? SourceOf(SqliteConnection connection, SqliteTransaction transaction, string resource, string id) =>
        connection.ExecuteScalar<long?>(
            resource switch
            {
                "sources" => "SELECT key FROM sources WHERE id = @id",
                "expenditure" => "SELECT source_key FROM payments WHERE id = @id",
                _ => $"SELECT source_key FROM {resource} WHERE id = @id",
            },
            new { id },
            transaction
        );

    /// <summary>Ids of the payments whose present content a source first published.</summary>
    public static IReadOnlyList<string> PaymentsOf(SqliteConnection connection, SqliteTransaction transaction, string source) =>
        connection
            .Query<string>(
                "SELECT id FROM payments WHERE source_key = (SELECT key FROM sources WHERE id = @source)",
                new { source },
                transaction
            )
            .AsList();

    /// <summary>The records a source states.</summary>
    public static IReadOnlyList<(string Resource, string Id)> RecordsOf(
        SqliteConnection connection,
        SqliteTransaction transaction,
        string source
    ) =>
        connection
            .Query<(string, string)>(
                "SELECT DISTINCT resource, record_id FROM statements WHERE source_key = (SELECT key FROM sources WHERE id = @source)",
                new { source },
                transaction
            )
            .AsList();

    /// <summary>Stops serving a source's file and empties its rejected rows.</summary>
    public static void CloseSource(SqliteConnection connection, SqliteTransaction transaction, string source)
    {
        var (key, sha256) = connection.QuerySingle<(long, string)>(
            "SELECT key, sha256 FROM sources WHERE id = @source",
            new { source },
            transaction
        );
        ArchiveSql.Close(connection, transaction, sha256, ErasedSql.Reason);
        connection.Execute("UPDATE rejected_rows SET raw = '', faults = '[]' WHERE source_key = @key", new { key }, transaction);
    }
}
