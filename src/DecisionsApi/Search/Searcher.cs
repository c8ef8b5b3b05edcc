using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Search;

/// <summary>Finds everything a search matches. Each type is ranked by itself; the hits are taken from the types in turn.</summary>
internal sealed class Searcher(Reader reader)
{
    /// <summary>A page of what is found.</summary>
    /// <param name="query">What to look for.</param>
    /// <param name="types">The types to show; none for all.</param>
    /// <param name="after">The place the page begins after; null for the first.</param>
    /// <param name="limit">Most hits of the page.</param>
    /// <param name="stop">Ends the work.</param>
    public SearchResult Find(SearchQuery query, IReadOnlyCollection<string> types, Cursor? after, int limit, CancellationToken stop)
    {
        using var reading = reader.Read(stop);
        using var snapshot = reading.Connection.BeginTransaction(deferred: true);
        var head = RegisterSql.Head(reading.Connection);
        var moment = new Moment(after?.Sequence ?? head, head);
        var found = SearchTypes.All.Select(type => (Type: type, Found: type.Find(reading.Connection, query, moment))).ToList();
        // Of a first page nothing beyond it is put in order.
        var most = after is null ? limit + 1 : int.MaxValue;
        var ordered = found
            .Where(f => types.Count == 0 || types.Contains(f.Type.Name))
            .SelectMany(f => Ordered(f.Type, f.Found, most))
            .OrderByDescending(place => place.Score)
            .ToList();
        var first = after is null ? 0 : Beginning(after, ordered);
        var hits = Show(reading.Connection, query, [.. ordered.Skip(first).Take(limit)]);
        return new(
            hits,
            first + limit < ordered.Count ? (first + limit, ordered[first + limit - 1].Name) : null,
            moment.Sequence,
            SearchResult.CountsOf(found.ToDictionary(f => f.Type.Name, f => f.Found)),
            ordered.Count > 0
                ? []
                : [.. SuggestionSql.Of(reading.Connection, query).Where(text => Finds(reading.Connection, query, text, types, moment))]
        );
    }

    private static bool Finds(
        SqliteConnection connection,
        SearchQuery query,
        string text,
        IReadOnlyCollection<string> types,
        Moment moment
    ) =>
        SearchQuery.Of(text, query.Bodies) is { } other
        && SearchTypes
            .All.Where(type => types.Count == 0 || types.Contains(type.Name))
            .Any(type => type.Find(connection, other, moment).Finds.Count > 0);

    private static IEnumerable<Place> Ordered(SearchType type, Found found, int most) =>
        found
            .Finds.OrderByDescending(find => find.IsExact)
            .ThenByDescending(find => find.Rank)
            .ThenByDescending(find => find.Payments)
            .ThenByDescending(find => find.Key)
            .Take(most)
            .Select((find, i) => new Place(type, find.Key, (find.IsExact ? 1 : 0) + Math.Round(1m / (i + 1), 6)));

    /// <summary>After the last hit of the page before, wherever it stands now; else as many hits on as it was.</summary>
    private static int Beginning(Cursor after, List<Place> ordered)
    {
        var last = ordered.FindIndex(place => place.Name == after.Id);
        return last >= 0 ? last + 1
            : int.TryParse(after.Value, out var number) ? Math.Max(number, 0)
            : 0;
    }

    private static List<SearchHit> Show(SqliteConnection connection, SearchQuery query, IReadOnlyList<Place> places)
    {
        var shown = places
            .GroupBy(place => place.Type)
            .ToDictionary(type => type.Key, type => type.Key.Show(connection, query, [.. type.Select(place => place.Key)]));
        return [.. places.Select(place => shown[place.Type][place.Key] with { Score = place.Score })];
    }

    private sealed record Place(SearchType Type, long Key, decimal Score)
    {
        public string Name => $"{Type.Name}-{Key}";
    }
}
