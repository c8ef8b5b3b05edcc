using System.Collections.Concurrent;
using DecisionsApi.Formats;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Querying;

/// <summary>
/// How many entries the longest of each list in the whole register has, so that a resource's tables have the same columns whatever the
/// filter, page and form; asked once after each commit.
/// </summary>
internal sealed class LongestLists(RegisterWatch watch, Reader reader)
{
    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>The numbers for the lists of a resource.</summary>
    public IReadOnlyDictionary<string, int> Of<TRow, TRecord>(ListDefinition<TRow, TRecord> list, CancellationToken stop)
        where TRow : IListed
    {
        // In this order: what is committed between the two is noticed the next time.
        var now = watch.Now();
        if (_known.TryGetValue(list.Name, out var known) && known.Observed == now)
        {
            return known.Entries;
        }
        using var reading = reader.Read(stop);
        return (_known[list.Name] = new(now, Of(list, reading.Connection))).Entries;
    }

    /// <summary>The same as a connection sees it.</summary>
    public static IReadOnlyDictionary<string, int> Of<TRow, TRecord>(ListDefinition<TRow, TRecord> list, SqliteConnection connection)
        where TRow : IListed =>
        list.LongestLists!(connection, [.. list.Fields.Where(field => field.Parts is not null).Select(f => f.Name)]);

    private sealed record Known(RegisterWatch.Observed Observed, IReadOnlyDictionary<string, int> Entries);
}
