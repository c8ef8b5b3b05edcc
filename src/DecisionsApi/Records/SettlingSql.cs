using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Records;

/// <summary>Makes records what their sources say of them, and keeps what they were before.</summary>
internal static class SettlingSql
{
    /// <summary>
    /// Makes a record what its statements come to; says what that was to the register. Their order is that of the source names, so
    /// that it does not matter which file came first.
    /// </summary>
    public static Settled Settle<T>(Writing writing, RecordTable<T> table, string id)
        where T : class, IRecord
    {
        var (connection, transaction) = (writing.Connection, writing.Transaction);
        var statements = connection
            .Query<(string Content, long Source, long Line)>(
                """
                SELECT t.content, t.source_key, t.line
                FROM statements t
                JOIN sources o ON o.key = t.source_key
                JOIN series s ON s.key = o.series_key
                LEFT JOIN bodies b ON b.key = s.body_key
                WHERE t.resource = @Resource AND t.record_id = @id
                ORDER BY s.name, b.id, t.origin
                """,
                new { table.Resource, id },
                transaction
            )
            .AsList();
        var stored = connection.QuerySingleOrDefault<Stored?>(
            $"""
            SELECT key, content, source_key, source_line, changed_sequence, withdrawn_sequence
            FROM {table.Resource}
            WHERE id = @id
            """,
            new { id },
            transaction
        );
        if (statements.Count == 0)
        {
            return stored is null or { WithdrawnSequence: not null } || !table.Withdraws
                ? Settled.Unchanged
                : Withdraw(writing, table, stored, id);
        }
        var content = RecordJson.Combine([.. statements.Select(s => s.Content)]);
        if (stored is { WithdrawnSequence: null } && stored.Content == content)
        {
            return Settled.Unchanged;
        }
        var record = RecordJson.Read<T>(content);
        var key = stored?.Key ?? Add(writing, table, id, record, content, statements[0].Source, statements[0].Line);
        if (stored is not null)
        {
            Change(writing, table, stored, record, content, statements[0].Source, statements[0].Line);
        }
        Index(writing, table, key, record);
        table.Relate(writing, key, record);
        LinkSql.Replace(writing, table.Resource, id, record.Provenance, table.Links(record));
        return stored is null ? Settled.Created : Settled.Changed;
    }

    private static long Add<T>(Writing writing, RecordTable<T> table, string id, T record, string content, long source, long line)
        where T : class, IRecord
    {
        var columns = table.Columns(writing, record);
        var parameters = Parameters(columns, content, source, line);
        parameters.Add("id", id);
        parameters.Add("sequence", writing.Head + 1);
        var key = writing.Connection.ExecuteScalar<long>(
            $"""
            INSERT INTO {table.Resource} (
              id, content, source_key, source_line, created_sequence, changed_sequence, {string.Join(", ", columns.Select(c => c.Name))})
            VALUES (
              @id, @content, @source, @line, @sequence, @sequence, {string.Join(", ", columns.Select(c => "@" + c.Name))})
            RETURNING key
            """,
            parameters,
            writing.Transaction
        );
        writing.Append(table.Resource, key, "created");
        return key;
    }

    private static void Change<T>(Writing writing, RecordTable<T> table, Stored stored, T record, string content, long source, long line)
        where T : class, IRecord
    {
        KeepVersion(writing, table.Resource, stored);
        if (stored.WithdrawnSequence is { } from)
        {
            writing.Connection.Execute(
                """
                INSERT INTO absences (resource, record_key, from_sequence, to_sequence) VALUES (@Resource, @Key, @from, @to)
                """,
                new
                {
                    table.Resource,
                    stored.Key,
                    from,
                    to = writing.Head + 1,
                },
                writing.Transaction
            );
        }
        var columns = table.Columns(writing, record);
        var parameters = Parameters(columns, content, source, line);
        parameters.Add("key", stored.Key);
        parameters.Add("sequence", writing.Append(table.Resource, stored.Key, stored.WithdrawnSequence is null ? "updated" : "created"));
        writing.Connection.Execute(
            $"""
            UPDATE {table.Resource} SET
              content = @content, source_key = @source, source_line = @line, changed_sequence = @sequence, withdrawn_sequence = NULL,
              {string.Join(", ", columns.Select(c => $"{c.Name} = @{c.Name}"))}
            WHERE key = @key
            """,
            parameters,
            writing.Transaction
        );
    }

    private static Settled Withdraw<T>(Writing writing, RecordTable<T> table, Stored stored, string id)
        where T : class, IRecord
    {
        var sequence = writing.Append(table.Resource, stored.Key, "withdrawn");
        writing.Connection.Execute(
            $"UPDATE {table.Resource} SET withdrawn_sequence = @sequence WHERE key = @Key",
            new { sequence, stored.Key },
            writing.Transaction
        );
        table.Unrelate(writing, stored.Key, RecordJson.Read<T>(stored.Content));
        LinkSql.Replace(writing, table.Resource, id, [], []);
        return Settled.Withdrawn;
    }

    private static void KeepVersion(Writing writing, string resource, Stored stored) =>
        writing.Connection.Execute(
            """
            INSERT INTO record_versions (resource, record_key, from_sequence, to_sequence, content, source_key, source_line)
            VALUES (@resource, @Key, @ChangedSequence, @to, @Content, @SourceKey, @SourceLine)
            """,
            new
            {
                resource,
                stored.Key,
                stored.ChangedSequence,
                to = stored.WithdrawnSequence ?? writing.Head + 1,
                stored.Content,
                stored.SourceKey,
                stored.SourceLine,
            },
            writing.Transaction
        );

    private static void Index<T>(Writing writing, RecordTable<T> table, long key, T record)
        where T : class, IRecord
    {
        if (table.TextTable is null)
        {
            return;
        }
        var (title, words) = table.Words(record);
        writing.Connection.Execute(
            $"""
            DELETE FROM {table.TextTable} WHERE rowid = @key;
            INSERT INTO {table.TextTable} (rowid, title, words) VALUES (@key, @title, @words);
            """,
            new
            {
                key,
                title,
                words,
            },
            writing.Transaction
        );
    }

    private static DynamicParameters Parameters(IEnumerable<(string Name, object? Value)> columns, string content, long source, long line)
    {
        var parameters = new DynamicParameters(
            new
            {
                content,
                source,
                line,
            }
        );
        foreach (var (name, value) in columns)
        {
            parameters.Add(name, value);
        }
        return parameters;
    }

    private sealed record Stored
    {
        public required long Key { get; init; }
        public required string Content { get; init; }
        public long? SourceKey { get; init; }
        public long? SourceLine { get; init; }
        public required long ChangedSequence { get; init; }
        public long? WithdrawnSequence { get; init; }
    }
}

/// <summary>What a statement was to the register.</summary>
internal enum Settled
{
    Unchanged,
    Created,
    Changed,
    Withdrawn,
}
