using Dapper;
using DecisionsApi.Data;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>The statements that keep OCDS releases: by process, by the file they came in, by what they say.</summary>
internal static class ReleaseSql
{
    /// <summary>Makes room for the releases of a file.</summary>
    public static BulkInsert Stage(SqliteConnection connection, SqliteTransaction transaction)
    {
        connection.Execute(
            """
            DROP TABLE IF EXISTS temp.incoming_releases;
            CREATE TEMP TABLE incoming_releases (row INTEGER PRIMARY KEY, line INTEGER, ocid TEXT, hash TEXT, content TEXT);
            """,
            transaction: transaction
        );
        return new(connection, "temp.incoming_releases", "line, ocid, hash, content");
    }

    /// <summary>
    /// Puts the staged releases in the place of those the series had; how many are new, published before by another file, and said
    /// before.
    /// </summary>
    public static Settlement Settle(SqliteConnection connection, SqliteTransaction transaction, long series, long source)
    {
        connection.Execute("CREATE INDEX temp.incoming_releases_by_hash ON incoming_releases (ocid, hash)", transaction: transaction);
        var parameters = new { series, source };
        var processes = connection
            .Query<string>(
                """
                SELECT i.ocid FROM temp.incoming_releases i
                WHERE NOT EXISTS (SELECT 1 FROM releases r WHERE r.series_key = @series AND r.ocid = i.ocid AND r.hash = i.hash)
                UNION
                SELECT r.ocid FROM releases r
                WHERE r.series_key = @series
                  AND NOT EXISTS (SELECT 1 FROM temp.incoming_releases i WHERE i.ocid = r.ocid AND i.hash = r.hash)
                """,
                parameters,
                transaction
            )
            .AsList();
        var (total, known, elsewhere) = connection.QuerySingle<(int, int, int)>(
            """
            SELECT count(*),
              coalesce(sum(EXISTS (SELECT 1 FROM releases r WHERE r.series_key = @series AND r.ocid = i.ocid AND r.hash = i.hash)
                OR EXISTS (SELECT 1 FROM temp.incoming_releases e WHERE e.ocid = i.ocid AND e.hash = i.hash AND e.row < i.row)), 0),
              coalesce(sum(
                NOT EXISTS (SELECT 1 FROM releases r WHERE r.series_key = @series AND r.ocid = i.ocid AND r.hash = i.hash)
                AND NOT EXISTS (SELECT 1 FROM temp.incoming_releases e WHERE e.ocid = i.ocid AND e.hash = i.hash AND e.row < i.row)
                AND EXISTS (SELECT 1 FROM releases r WHERE r.ocid = i.ocid AND r.hash = i.hash)), 0)
            FROM temp.incoming_releases i
            """,
            parameters,
            transaction
        );
        connection.Execute(
            """
            DELETE FROM releases
            WHERE series_key = @series
              AND NOT EXISTS (SELECT 1 FROM temp.incoming_releases i WHERE i.ocid = releases.ocid AND i.hash = releases.hash);

            INSERT OR IGNORE INTO releases (ocid, series_key, source_key, line, hash, content)
            SELECT ocid, @series, @source, line, hash, content FROM temp.incoming_releases ORDER BY row;
            """,
            parameters,
            transaction,
            commandTimeout: 0
        );
        return new(processes, total - known - elsewhere, known, elsewhere);
    }

    /// <summary>What has been published of a process, each release once; the order is that of the files' names, not of their coming.</summary>
    public static IReadOnlyList<Release> Of(SqliteConnection connection, SqliteTransaction transaction, string ocid) =>
        connection
            .Query<Release>(
                """
                SELECT r.hash AS hash, r.source_key AS source, r.line AS line, r.content AS content
                FROM releases r
                JOIN series s ON s.key = r.series_key
                WHERE r.ocid = @ocid
                ORDER BY r.hash, s.name, r.key
                """,
                new { ocid },
                transaction
            )
            .DistinctBy(release => release.Hash, StringComparer.Ordinal)
            .ToList();

    /// <summary>A release as kept.</summary>
    internal sealed record Release
    {
        public required string Hash { get; init; }
        public required long Source { get; init; }
        public required long Line { get; init; }
        public required string Content { get; init; }
    }

    /// <summary>What the releases of a file were to the register.</summary>
    /// <param name="Processes">The processes of which something was added or taken away.</param>
    /// <param name="New">Releases not published before.</param>
    /// <param name="Known">Releases this series, or this file further up, has published before.</param>
    /// <param name="Elsewhere">Releases that files of other names have published before.</param>
    internal sealed record Settlement(IReadOnlyList<string> Processes, int New, int Known, int Elsewhere);
}
