using System.Text.Json;
using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Records;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Search;

/// <summary>Finds records: decisions, contracts, programmes, bodies.</summary>
/// <param name="table">How the records are kept.</param>
/// <param name="name">The column with the folded name.</param>
/// <param name="ofBodies">The condition that a record is of one of the bodies in <c>@bodies</c>.</param>
/// <param name="facts">What a hit says of a record.</param>
internal sealed class RecordSearchSql<T>(RecordTable<T> table, string name, string ofBodies, Func<T, RecordFacts> facts) : SearchType
    where T : class, IRecord
{
    private const int MostOfOneName = 20;

    public override string Name => table.Resource;

    public override TextIndex Index { get; } = new(table.TextTable!, "title", "title words", "8.0, 1.0");

    public override Found Find(SqliteConnection connection, SearchQuery query)
    {
        var ofThem = query.Bodies.Count == 0 ? "" : $"AND {ofBodies}";
        var values = new { bodies = query.Bodies, folded = query.Folded };
        var keys = ofThem.Length == 0 ? null : $"SELECT p.key FROM {table.Resource} p WHERE p.withdrawn_sequence IS NULL {ofThem}";
        var matches = Index.Find(connection, query.Text, null, keys, values);
        var named = connection.Query<long>(
            $"""
            SELECT p.key FROM {table.Resource} p
            WHERE p.{name} = @folded AND p.withdrawn_sequence IS NULL {ofThem}
            LIMIT {MostOfOneName}
            """,
            values
        );
        var exact = named.ToHashSet();
        var there = connection.Query<long>(
            $"SELECT p.key FROM {TextIndex.Keys("@keys")} k JOIN {table.Resource} p ON p.key = k.value WHERE p.withdrawn_sequence IS NULL",
            new { keys = JsonSerializer.Serialize(matches.Ranks.Keys.Union(exact)) }
        );
        return new(
            [.. there.Select(key => new Find(key, exact.Contains(key), matches.Ranks.GetValueOrDefault(key), 0))],
            matches.IsComplete
        );
    }

    public override IReadOnlyDictionary<long, SearchHit> Show(
        SqliteConnection connection,
        SearchQuery query,
        IReadOnlyCollection<long> keys
    ) =>
        connection
            .Query<(long Key, string Id, string Content)>(
                $"SELECT p.key, p.id, p.content FROM {TextIndex.Keys("@keys")} k JOIN {table.Resource} p ON p.key = k.value",
                new { keys = JsonSerializer.Serialize(keys) }
            )
            .ToDictionary(row => row.Key, row => Hit(query, row.Id, RecordJson.Read<T>(row.Content)));

    private SearchHit Hit(SearchQuery query, string id, T record)
    {
        var (title, words) = table.Words(record);
        var (shown, body, date, amount) = facts(record);
        return new()
        {
            Type = table.Resource,
            Id = id,
            Url = $"/v1/{table.Resource}/{Uri.EscapeDataString(id)}",
            Title = shown,
            // What the title already says is no passage worth showing, unless the words stand nowhere else.
            Snippet = Snippet.Of(query.Text, words) ?? Snippet.Of(query.Text, title) ?? Snippet.Beginning(words),
            Body = body,
            Date = date,
            Amount = amount,
            Score = 0,
        };
    }
}

/// <summary>What a hit says of a record beside its words.</summary>
internal sealed record RecordFacts(string? Title, string? Body, DateOnly? Date, decimal? Amount);
