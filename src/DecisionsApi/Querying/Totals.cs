using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Caching.Memory;

namespace DecisionsApi.Querying;

/// <summary>Exact counts and sums, worked out once for a query at a state of the register and kept while it lasts.</summary>
internal sealed class Totals : IDisposable
{
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>Count and sums of a list as it was at a moment, its records as they are now.</summary>
    public Total Of(SqliteConnection connection, ListSubject list, SummaryDefinition? summary, ListQuery query, Moment moment)
    {
        var key = (connection.DataSource, query.Fingerprint, moment);
        if (_known.TryGetValue(key, out Total? total))
        {
            return total!;
        }
        var kept = list.AddsUp && summary is not null ? SummarySql.Totals(summary, query.Where, moment) : null;
        var (sql, where) = kept ?? Statement(list, query.Where, moment);
        var (count, sum, reported) = connection.QuerySingle<(long, long?, long?)>(sql, where.Parameters);
        total = list.AddsUp ? new(count, sum ?? 0, reported ?? 0) : new(count, null, null);
        return _known.Set(key, total, new MemoryCacheEntryOptions { Size = 1 });
    }

    internal static (string Sql, Where Where) Statement(ListSubject list, Where filters, Moment moment)
    {
        var where = moment.AsOf(list, filters);
        var counted = filters.ItemisedOnly ? "count(*) FILTER (WHERE p.kind <> 'reportedTotal')" : "count(*)";
        return list.AddsUp
            ? (
                $"""
                SELECT {counted},
                  sum(p.amount_pence) FILTER (WHERE p.kind <> 'reportedTotal'),
                  sum(p.amount_pence) FILTER (WHERE p.kind = 'reportedTotal')
                FROM {list.Table} p
                {where}
                """,
                where
            )
            : ($"SELECT count(*), NULL, NULL FROM {list.Table} p {where}", where);
    }

    public void Dispose() => _known.Dispose();
}
