using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Importing;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Fetching;

/// <summary>What was fetched when: for conditional requests, and to go on where a run was broken off.</summary>
internal static class FetchSql
{
    /// <summary>Begins a run through a manifest, or goes on with the one that was broken off; its key.</summary>
    public static long Begin(Database database, string manifest, string at)
    {
        using var connection = database.Write();
        using var transaction = database.Begin(connection);
        var open = connection.ExecuteScalar<long?>(
            "SELECT key FROM fetch_runs WHERE manifest = @manifest AND finished_at IS NULL ORDER BY key DESC LIMIT 1",
            new { manifest },
            transaction
        );
        var run =
            open
            ?? connection.ExecuteScalar<long>(
                "INSERT INTO fetch_runs (manifest, started_at) VALUES (@manifest, @at) RETURNING key",
                new { manifest, at },
                transaction
            );
        transaction.Commit();
        return run;
    }

    /// <summary>Ends a run: the next one asks for every file again.</summary>
    public static void End(Database database, long run, string at) =>
        Write(database, "UPDATE fetch_runs SET finished_at = @at WHERE key = @run", new { run, at });

    /// <summary>What was fetched from an address and imported, or null.</summary>
    public static Fetched? Find(Database database, string url)
    {
        using var reading = database.Read(CancellationToken.None);
        return reading.Connection.QuerySingleOrDefault<Fetched>(
            "SELECT etag AS e_tag, last_modified, sha256, run_key AS run FROM fetches WHERE url = @url",
            new { url }
        );
    }

    /// <summary>Notes that a file has been fetched and imported.</summary>
    public static void Save(Database database, string url, Fetched fetched, string at) =>
        Write(
            database,
            """
            INSERT INTO fetches (url, etag, last_modified, sha256, fetched_at, run_key)
            VALUES (@url, @ETag, @LastModified, @Sha256, @at, @Run)
            ON CONFLICT (url) DO UPDATE SET
              etag = excluded.etag, last_modified = excluded.last_modified, sha256 = excluded.sha256,
              fetched_at = excluded.fetched_at, run_key = excluded.run_key
            """,
            new
            {
                url,
                fetched.ETag,
                fetched.LastModified,
                fetched.Sha256,
                at,
                fetched.Run,
            }
        );

    /// <summary>What the manifest says of licences holds also for what was fetched before and has not changed.</summary>
    public static void License(Database database, SourceManifest manifest, string at)
    {
        var licences = manifest
            .Entries.Where(entry => entry.Licence is not null)
            .SelectMany(entry => entry.Url.Select(url => (url, entry.Licence)))
            .DistinctBy(pair => pair.url, StringComparer.Ordinal)
            .ToDictionary(pair => pair.url, pair => pair.Licence!, StringComparer.Ordinal);
        using var connection = database.Write();
        using var transaction = database.Begin(connection);
        LicenceSql.SetFetched(connection, transaction, licences, at);
        transaction.Commit();
    }

    private static void Write(Database database, string sql, object parameters)
    {
        using var connection = database.Write();
        using var transaction = database.Begin(connection);
        connection.Execute(sql, parameters, transaction);
        transaction.Commit();
    }
}

/// <summary>A file that was fetched and imported, and the run in which that was done.</summary>
internal sealed record Fetched
{
    public string? ETag { get; init; }
    public string? LastModified { get; init; }
    public required string Sha256 { get; init; }
    public required long Run { get; init; }
}
