using Dapper;
using DecisionsApi.Register;
using DecisionsApi.Sources;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Erasing;

/// <summary>The statements of an erasure that no resource has.</summary>
internal static class ErasureSql
{
    // By its id, or by any spelling of its name.
    private const string Supplier = """
        SELECT key FROM suppliers WHERE id = @id
        UNION SELECT supplier_key FROM supplier_names WHERE name = @id COLLATE NOCASE
        """;

    /// <summary>Key of the source under which an erasure is logged: that of the record's present content; null where there is none.</summary>
    public static long? SourceOf(SqliteConnection connection, SqliteTransaction transaction, string resource, string id) =>
        connection.ExecuteScalar<long?>(
            resource switch
            {
                "sources" => "SELECT key FROM sources WHERE id = @id",
                "expenditure" => "SELECT source_key FROM payments WHERE id = @id",
                "suppliers" => $"SELECT source_key FROM payments WHERE supplier_key IN ({Supplier}) LIMIT 1",
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

    /// <summary>The payments to a supplier, each with the source of its present content.</summary>
    public static IReadOnlyList<(string Id, string Source)> PaymentsTo(
        SqliteConnection connection,
        SqliteTransaction transaction,
        string id
    ) =>
        connection
            .Query<(string, string)>(
                $"""
                SELECT p.id, o.id FROM payments p JOIN sources o ON o.key = p.source_key
                WHERE p.supplier_key IN ({Supplier})
                """,
                new { id },
                transaction
            )
            .AsList();

    /// <summary>Hashes of the files that publish some payments.</summary>
    public static IReadOnlyList<string> FilesOf(
        SqliteConnection connection,
        SqliteTransaction transaction,
        IReadOnlyList<string> payments
    ) =>
        [
            .. payments
                .Chunk(500)
                .SelectMany(some =>
                    connection.Query<string>(
                        """
                        SELECT o.sha256 FROM payments p JOIN sources o ON o.key = p.source_key WHERE p.id IN @some
                        UNION
                        SELECT o.sha256 FROM payments p
                        JOIN payment_sources s ON s.payment_key = p.key
                        JOIN sources o ON o.key = s.source_key
                        WHERE p.id IN @some
                        """,
                        new { some },
                        transaction
                    )
                )
                .Distinct(),
        ];

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
