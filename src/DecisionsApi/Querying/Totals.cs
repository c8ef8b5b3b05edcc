using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Caching.Memory;

namespace DecisionsApi.Querying;

/// <summary>Exact counts and sums, worked out once for a query at a state of the register and kept while it lasts.</summary>
internal sealed class Totals : IDisposable
{
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>Count and sums of a list as it was at <paramref name="sequence"/>, its records as they are at <paramref name="head"/>.</summary>
    public Total Of(SqliteConnection connection, string table, bool addsUp, ListQuery query, long sequence, long head)
    {
        var key = (connection.DataSource, query.Fingerprint, sequence, head);
        if (_known.TryGetValue(key, out Total? total))
        {
            return total!;
        }
        var (sql, where) = Statement(table, addsUp, query.Where, sequence);
        total = connection.QuerySingle<(long, long?, long?)>(sql, where.Parameters) is var (count, sum, reported)
            ? new(count, addsUp ? sum ?? 0 : null, addsUp ? reported ?? 0 : null)
            : null;
        return _known.Set(key, total!, new MemoryCacheEntryOptions { Size = 1 });
    }

    internal static (string Sql, Where Where) Statement(string table, bool addsUp, Where filters, long sequence)
    {
        var where = Lister.AsOf(filters, sequence);
        var counted = filters.ItemisedOnly ? "count(*) FILTER (WHERE p.kind <> 'reportedTotal')" : "count(*)";
        return addsUp
            ? (
                $"""
                SELECT {counted},
                  sum(p.amount_pence) FILTER (WHERE p.kind <> 'reportedTotal'),
                  sum(p.amount_pence) FILTER (WHERE p.kind = 'reportedTotal')
                FROM {table} p
                {where}
                """,
                where
            )
            : ($"SELECT count(*), NULL, NULL FROM {table} p {where}", where);
    }

    public void Dispose() => _known.Dispose();
}
