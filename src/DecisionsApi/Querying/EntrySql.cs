using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Querying;

/// <summary>Makes entries of a page's records in two further statements.</summary>
internal static class EntrySql
{
    public static IReadOnlyList<Entry> Of<TRow, TRecord>(
        SqliteConnection connection,
        ListDefinition<TRow, TRecord> list,
        IReadOnlyList<TRow> rows,
        IReadOnlyList<TRecord> records
    )
        where TRow : IListed
    {
        var headlines = list.Headlines!;
        var times = connection
            .Query<(string Id, string PublishedAt, string UpdatedAt)>(
                $"SELECT p.id, {headlines.PublishedAt}, {headlines.UpdatedAt} FROM {list.Table} p WHERE p.id IN @ids",
                new { ids = rows.Select(row => row.Id) }
            )
            .ToDictionary(found => found.Id);
        var names = connection
            .Query<(string Id, string Name)>(
                "SELECT id, name FROM bodies WHERE id IN @ids",
                new { ids = records.Select(headlines.Body).OfType<string>().Distinct() }
            )
            .ToDictionary(found => found.Id, found => found.Name);
        return [.. rows.Zip(records, EntryOf)];

        Entry EntryOf(TRow row, TRecord record)
        {
            var body = headlines.Body(record) is { } id ? names.GetValueOrDefault(id, id) : null;
            var (_, publishedAt, updatedAt) = times[row.Id];
            var path = headlines.Path?.Invoke(record) ?? $"{list.Name}/{Uri.EscapeDataString(row.Id)}";
            return new(row.Id, path, headlines.Of(record, body), body, publishedAt, updatedAt);
        }
    }
}
