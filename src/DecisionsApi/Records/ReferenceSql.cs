using System.Text.Json;
using Dapper;
using DecisionsApi.Data;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Records;

/// <summary>Keeps by which numbers records name contracts and decisions.</summary>
internal static class ReferenceSql
{
    /// <summary>Notes the numbers among a record's own fields, in place of those noted before.</summary>
    public static void Save(Writing writing, string resource, long key, IEnumerable<KeyValuePair<string, string?>> extra)
    {
        Forget(writing.Connection, writing.Transaction, resource, key);
        foreach (var (heading, text) in extra)
        {
            if (PublishedReferences.ResourceOf(heading) is { } named && PublishedReferences.Key(text) is { } reference)
            {
                writing.Connection.Execute(
                    """
                    INSERT OR IGNORE INTO published_references (from_resource, from_key, to_resource, reference)
                    VALUES (@resource, @key, @named, @reference)
                    """,
                    new
                    {
                        resource,
                        key,
                        named,
                        reference,
                    },
                    writing.Transaction
                );
            }
        }
    }

    /// <summary>Forgets the numbers a record named others by.</summary>
    public static void Forget(SqliteConnection connection, SqliteTransaction transaction, string resource, long key) =>
        connection.Execute(
            "DELETE FROM published_references WHERE from_resource = @resource AND from_key = @key",
            new { resource, key },
            transaction
        );

    /// <summary>
    /// Notes the numbers that the payments in <c>temp.linking</c> carry in columns of a source, in place of those noted before. Only
    /// a source with such a column is looked at row by row.
    /// </summary>
    public static void SaveOfPayments(SqliteConnection connection, SqliteTransaction transaction, long source)
    {
        connection.Execute(
            """
            DELETE FROM published_references
            WHERE from_resource = 'expenditure' AND from_key IN (SELECT payment_key FROM temp.linking)
            """,
            transaction: transaction
        );
        var headings = JsonSerializer.Deserialize<string[]>(
            connection.ExecuteScalar<string>("SELECT extra_headings FROM sources WHERE key = @source", new { source }, transaction)!
        )!;
        var columns = headings
            .Index()
            .Where(h => PublishedReferences.ResourceOf(h.Item) is not null)
            .DistinctBy(h => PublishedReferences.ResourceOf(h.Item));
        foreach (var (index, heading) in columns)
        {
            using var rows = new BulkInsert(connection, "published_references", "from_resource, from_key, to_resource, reference");
            var texts = connection.Query<(long Key, string? Text)>(
                """
                SELECT p.key, json_extract(p.extra, @path) AS text
                FROM temp.linking l
                CROSS JOIN payments p ON p.key = l.payment_key
                WHERE p.extra IS NOT NULL AND json_type(p.extra) = 'array' AND text <> ''
                """,
                new { path = $"$[{index.ToString(System.Globalization.CultureInfo.InvariantCulture)}]" },
                transaction,
                buffered: false
            );
            foreach (var (key, text) in texts)
            {
                if (PublishedReferences.Key(text) is { } reference)
                {
                    rows.Add("expenditure", key, PublishedReferences.ResourceOf(heading), reference);
                }
            }
        }
    }
}
