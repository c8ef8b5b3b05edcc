using Dapper;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Records;

/// <summary>Keeps what the sources say of records, each for itself.</summary>
internal static class StatementSql
{
    /// <summary>Notes what an origin says of a record, in place of what it said before.</summary>
    public static void State(Writing writing, string resource, string id, Statement statement)
    {
        var erased = ErasedSql.FieldsOf(writing.Connection, writing.Transaction, resource, id);
        if (erased.Contains(ErasedSql.Everything))
        {
            return;
        }
        if (erased.Count > 0)
        {
            statement = statement with { Raw = "", Content = ErasedContent.Without(statement.Content, erased) };
        }
        writing.Connection.Execute(
            """
            INSERT INTO statements (resource, record_id, origin, source_key, line, raw, content)
            VALUES (@resource, @id, @Origin, @Source, @Line, @Raw, @Content)
            ON CONFLICT (resource, record_id, origin) DO UPDATE SET
              source_key = excluded.source_key, line = excluded.line, raw = excluded.raw, content = excluded.content
            WHERE statements.content <> excluded.content
            """,
            new
            {
                resource,
                id,
                statement.Origin,
                statement.Source,
                statement.Line,
                statement.Raw,
                statement.Content,
            },
            writing.Transaction
        );
    }

    /// <summary>Takes back what an origin said of a record.</summary>
    public static void Retract(Writing writing, string resource, string id, string origin) =>
        writing.Connection.Execute(
            "DELETE FROM statements WHERE resource = @resource AND record_id = @id AND origin = @origin",
            new
            {
                resource,
                id,
                origin,
            },
            writing.Transaction
        );

    /// <summary>Ids of the records an origin speaks of.</summary>
    public static IReadOnlyList<string> StatedBy(Writing writing, string resource, string origin) =>
        writing
            .Connection.Query<string>(
                "SELECT record_id FROM statements WHERE origin = @origin AND resource = @resource",
                new { resource, origin },
                writing.Transaction
            )
            .AsList();

    /// <summary>How many of the records about to go, stated by nobody else, lie outside the months of a file, and the first day of them; null for none.</summary>
    public static (string Day, int Count)? Uncovered<T>(
        Writing writing,
        RecordTable<T> table,
        IReadOnlyList<string> leaving,
        string origin,
        (string First, string Last)? months
    )
        where T : class, IRecord
    {
        if (table.DayColumn is not { } day)
        {
            return null;
        }
        var (first, last) = months ?? ("9999", "0000");
        var outside = leaving
            .Select(id =>
                writing.Connection.ExecuteScalar<string?>(
                    $"""
                    SELECT {day} FROM {table.Resource}
                    WHERE id = @id AND withdrawn_sequence IS NULL
                      AND NOT EXISTS (SELECT 1 FROM statements t WHERE t.resource = @Resource AND t.record_id = @id AND t.origin <> @origin)
                    """,
                    new
                    {
                        id,
                        table.Resource,
                        origin,
                    },
                    writing.Transaction
                )
            )
            .OfType<string>()
            .Where(on => string.CompareOrdinal(on[..7], first) < 0 || string.CompareOrdinal(on[..7], last) > 0)
            .ToList();
        return outside.Count == 0 ? null : (outside.Min()!, outside.Count);
    }
}

/// <summary>What an origin (a series of files, or a contracting process) says of a record, and where.</summary>
internal sealed record Statement(string Origin, long Source, long Line, string Raw, string Content);
