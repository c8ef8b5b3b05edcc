using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Register;

/// <summary>Sources whose licence is another than was said before: each is a change of the register.</summary>
internal static class LicenceSql
{
    /// <summary>Gives a licence to the versions of a source name that have these bytes; the head of the register after it.</summary>
    public static long Set(
        SqliteConnection connection,
        SqliteTransaction transaction,
        string sourceName,
        string sha256,
        StatedLicence licence
    )
    {
        var others = connection.Query<(long Source, long Import)>(
            """
            SELECT p.key, (SELECT max(key) FROM imports WHERE source_key = p.key)
            FROM series s
            JOIN sources p ON p.series_key = s.key
            WHERE s.name = @sourceName AND p.sha256 = @sha256
              AND (p.licence_name IS NOT @Name OR p.licence_url IS NOT @Url)
            """,
            new
            {
                sourceName,
                sha256,
                licence.Name,
                licence.Url,
            },
            transaction
        );
        foreach (var (source, import) in others.AsList())
        {
            Change(connection, transaction, source, import, licence);
        }
        return RegisterSql.Head(connection, transaction);
    }

    /// <summary>Gives licences to what was fetched last from addresses; each is an entry of its own in the log of imports.</summary>
    public static void SetFetched(
        SqliteConnection connection,
        SqliteTransaction transaction,
        IReadOnlyDictionary<string, StatedLicence> licences,
        string at
    )
    {
        var last = connection.Query<(long Source, string Url, string? Name, string? LicenceUrl)>(
            """
            SELECT p.key, p.url, p.licence_name, p.licence_url
            FROM sources p
            JOIN (SELECT url, max(retrieved_at) AS at FROM sources WHERE url IS NOT NULL GROUP BY url) l
              ON l.url = p.url AND l.at = p.retrieved_at
            """,
            transaction: transaction
        );
        foreach (var (source, url, name, licenceUrl) in last.AsList())
        {
            if (licences.TryGetValue(url, out var licence) && (licence.Name, licence.Url) != (name, licenceUrl))
            {
                var import = connection.ExecuteScalar<long>(
                    """
                    INSERT INTO imports (source_key, imported_at, from_sequence, to_sequence)
                    SELECT @source, @at, coalesce(max(sequence), 0), coalesce(max(sequence), 0) FROM changes
                    RETURNING key
                    """,
                    new { source, at },
                    transaction
                );
                Change(connection, transaction, source, import, licence);
            }
        }
    }

    private static void Change(SqliteConnection connection, SqliteTransaction transaction, long source, long import, StatedLicence licence)
    {
        var sequence = RegisterSql.Head(connection, transaction) + 1;
        RegisterSql.Append(connection, transaction, sequence, import, "sources", source, "updated");
        connection.Execute(
            """
            UPDATE sources SET licence_name = @Name, licence_url = @Url, changed_sequence = @sequence WHERE key = @source;
            UPDATE imports SET to_sequence = @sequence WHERE key = @import;
            """,
            new
            {
                source,
                import,
                sequence,
                licence.Name,
                licence.Url,
            },
            transaction
        );
    }
}

/// <summary>A licence as somebody states it.</summary>
internal sealed record StatedLicence
{
    public required string Name { get; init; }
    public string? Url { get; init; }
}
