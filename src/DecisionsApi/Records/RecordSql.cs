using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Records;

/// <summary>The statements that keep records, what their sources say of them, and their superseded contents.</summary>
internal static class RecordSql
{
    /// <summary>Columns of a list or single record.</summary>
    public const string Columns = """
        p.key AS key,
        p.id AS id,
        p.content AS content,
        o.id AS source_id,
        o.sha256 AS source_sha256,
        o.file AS source_file,
        o.sheet AS source_sheet,
        p.source_line AS source_line,
        p.changed_sequence AS changed_sequence,
        p.withdrawn_sequence AS withdrawn_sequence
        """;

    /// <summary>Columns and tables of a list, with or without the record's text as published.</summary>
    public static (string Columns, string Tables) Select(string resource, bool raw, string more = "") =>
        (
            Columns + more + (raw ? Raw(resource) : ""),
            $"""
            FROM {resource} p
            LEFT JOIN sources o ON o.key = p.source_key
            """
        );

    /// <summary>Makes records of rows, each with its links, in a bounded number of further statements.</summary>
    public static IReadOnlyList<T> From<T>(SqliteConnection connection, RecordTable<T> table, IReadOnlyList<RecordRow> rows)
        where T : class, IRecord
    {
        var links = LinkSql.Of(connection, table.Resource, [.. rows.Select(row => row.Id)]);
        return table.Resolve(connection, [.. rows.Select(row => table.Fill(RecordJson.Read<T>(row.Content), row, [.. links[row.Id]]))]);
    }

    /// <summary>How many entries the longest of some lists of a record has.</summary>
    public static IReadOnlyDictionary<string, int> LongestLists(SqliteConnection connection, string resource, IReadOnlyList<string> lists)
    {
        var longest = lists.Select(list => $"coalesce(max(json_array_length(content, '$.{list}')), 0) AS \"{list}\"");
        var row = (IDictionary<string, object>)connection.QuerySingle($"SELECT {string.Join(", ", longest)} FROM {resource}");
        return row.ToDictionary(list => list.Key, list => (int)(long)list.Value);
    }

    private static string Raw(string resource) =>
        $"""
            , (SELECT t.raw FROM statements t
               WHERE t.resource = '{resource}' AND t.record_id = p.id AND t.source_key = p.source_key AND t.line = p.source_line) AS raw
            """;

    /// <summary>The record of an id, withdrawn or not; or null.</summary>
    public static RecordRow? Find(SqliteConnection connection, (string Columns, string Tables) select, string id) =>
        connection.QuerySingleOrDefault<RecordRow>($"SELECT {select.Columns} {select.Tables} WHERE p.id = @id", new { id });

    /// <summary>Those of some records that are not withdrawn.</summary>
    public static IReadOnlyList<RecordRow> FindAll(SqliteConnection connection, string resource, IReadOnlyCollection<string> ids)
    {
        var (columns, tables) = Select(resource, raw: false);
        return connection
            .Query<RecordRow>(
                $"SELECT {columns} {tables} WHERE p.id {Many.In("ids")} AND p.withdrawn_sequence IS NULL",
                new { ids = Many.Of(ids) }
            )
            .AsList();
    }

    /// <summary>The superseded contents of a record, oldest first.</summary>
    public static IReadOnlyList<RecordRow> Versions(SqliteConnection connection, string resource, long key) =>
        connection
            .Query<RecordRow>(
                """
                SELECT @key AS key, '' AS id, v.content AS content, o.id AS source_id, o.sha256 AS source_sha256, o.file AS source_file,
                  o.sheet AS source_sheet, v.source_line AS source_line, v.from_sequence AS changed_sequence, v.to_sequence AS withdrawn_sequence
                FROM record_versions v
                LEFT JOIN sources o ON o.key = v.source_key
                WHERE v.resource = @resource AND v.record_key = @key
                ORDER BY v.from_sequence
                """,
                new { resource, key }
            )
            .AsList();

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
            statement = statement with { Raw = "", Content = ErasedRecordSql.Without(statement.Content, erased) };
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

/// <summary>What an origin (a series of files, or a contracting process) says of a record, and where.</summary>
internal sealed record Statement(string Origin, long Source, long Line, string Raw, string Content);

/// <summary>What a statement was to the register.</summary>
internal enum Settled
{
    Unchanged,
    Created,
    Changed,
    Withdrawn,
}
