using Dapper;
using DecisionsApi.Data;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Records;

/// <summary>The statements that read records and their superseded contents.</summary>
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
}
