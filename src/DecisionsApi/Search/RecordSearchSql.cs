using System.Text.Json;
using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Querying;
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

    public override Found Find(SqliteConnection connection, SearchQuery query, Moment moment)
    {
        var subject = new ListSubject(table.Resource, table.Resource, AddsUp: false);
        var ofThem = query.Bodies.Count == 0 ? new Where() : new Where().Add(ofBodies, "bodies", query.Bodies);
        var listed = moment.AsOf(subject, ofThem, ordered: true);
        var keys = query.Bodies.Count == 0 && moment.IsNow ? null : $"SELECT p.key FROM {table.Resource} p {listed}";
        var matches = Index.Find(connection, query.Text, null, keys, listed.Parameters);
        var named = listed.Copy().Add($"p.{name} = @folded", "folded", query.Folded);
        var exact = connection
            .Query<long>($"SELECT p.key FROM {table.Resource} p {named} LIMIT {MostOfOneName}", named.Parameters)
            .ToHashSet();
        var there = moment.AsOf(subject, new Where(), ordered: true);
        there.Parameters.Add("keys", JsonSerializer.Serialize(matches.Ranks.Keys.Union(exact)));
        var found = connection.Query<long>(
            $"SELECT p.key FROM {TextIndex.Keys("@keys")} k JOIN {table.Resource} p ON p.key = k.value {there}",
            there.Parameters
        );
        return new(
            [.. found.Select(key => new Find(key, exact.Contains(key), matches.Ranks.GetValueOrDefault(key), 0))],
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
