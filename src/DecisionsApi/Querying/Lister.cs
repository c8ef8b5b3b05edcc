using Dapper;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Querying;

/// <summary>Runs list queries: a bounded number of statements a page, each led by an index.</summary>
internal sealed class Lister(Reader reader, Totals totals)
{
    // Large enough that the cost of beginning a page does not show, small enough to keep no reader's memory.
    private const int ExportBatch = 2000;
    private const int FacetValues = 20;

    /// <summary>One page, with the count and sums of the whole list unless the query leaves them out.</summary>
    public ListPage<TRecord> Page<TRow, TRecord>(ListDefinition<TRow, TRecord> list, ListQuery query, CancellationToken stop)
        where TRow : IListed
    {
        using var reading = reader.Read(stop);
        using var snapshot = reading.Connection.BeginTransaction(deferred: true);
        return Page(reading.Connection, list, query);
    }

    /// <summary>The whole list from the query's cursor on, in batches; nothing is held between them but the place.</summary>
    public IEnumerable<IReadOnlyList<TRecord>> Walk<TRow, TRecord>(
        ListDefinition<TRow, TRecord> list,
        ListQuery query,
        CancellationToken stop
    )
        where TRow : IListed => Batches(query, page => Page(list, page, stop));

    /// <summary>The whole list as one snapshot shows it, in batches.</summary>
    public IEnumerable<IReadOnlyList<TRecord>> Walk<TRow, TRecord>(
        SqliteConnection snapshot,
        ListDefinition<TRow, TRecord> list,
        ListQuery query
    )
        where TRow : IListed => Batches(query, page => Page(snapshot, list, page));

    /// <summary>What a whole list comes to in a snapshot.</summary>
    public Total Total<TRow, TRecord>(SqliteConnection snapshot, ListDefinition<TRow, TRecord> list, ListQuery query)
        where TRow : IListed
    {
        var head = RegisterSql.Head(snapshot);
        return totals.Of(snapshot, list.Subject, list.Summary, query, new(head, head));
    }

    private ListPage<TRecord> Page<TRow, TRecord>(SqliteConnection connection, ListDefinition<TRow, TRecord> list, ListQuery query)
        where TRow : IListed
    {
        var head = RegisterSql.Head(connection);
        var moment = new Moment(query.Cursor?.Sequence ?? head, head);
        var rows = Rows(connection, list, query, moment, query.Cursor, query.Limit + 1);
        var more = rows.Count > query.Limit;
        if (more)
        {
            rows.RemoveAt(rows.Count - 1);
        }
        var next = more ? new Cursor(query.Fingerprint, moment.Sequence, rows[^1].SortValue, rows[^1].Id) : null;
        var total = query.Counts ? totals.Of(connection, list.Subject, list.Summary, query, moment) : null;
        var facets = query.Facets.Select(name =>
            (name, Summariser.Of(connection, SummaryQuery.Facet(list.Summary!, query.Where, name, FacetValues), moment))
        );
        var records = list.Make(connection, rows, query.Includes);
        return new(records, next, moment.Sequence, total)
        {
            Facets = [.. facets],
            Entries = query.IsFeed ? EntrySql.Of(connection, list, rows, records) : [],
        };
    }

    private static IEnumerable<IReadOnlyList<TRecord>> Batches<TRecord>(ListQuery query, Func<ListQuery, ListPage<TRecord>> read)
    {
        var page = query with { Limit = ExportBatch, Counts = false, Facets = [] };
        while (true)
        {
            var batch = read(page);
            yield return batch.Records;
            if (batch.Next is null)
            {
                yield break;
            }
            page = page with { Cursor = batch.Next };
        }
    }

    private static List<TRow> Rows<TRow, TRecord>(
        SqliteConnection connection,
        ListDefinition<TRow, TRecord> list,
        ListQuery query,
        Moment moment,
        Cursor? after,
        int limit
    )
        where TRow : IListed
    {
        var rows = new List<TRow>();
        foreach (var (sql, parameters) in Statements(list, query, moment, after, limit))
        {
            rows.AddRange(connection.Query<TRow>(sql, parameters, buffered: false).Take(limit - rows.Count));
            if (rows.Count >= limit)
            {
                break;
            }
        }
        return rows;
    }

    /// <summary>
    /// The statements of a page: the records that have the sort key, then, where some have not, those without it. Their limit is no
    /// parameter: the engine plans by it, and would plan anew for every value.
    /// </summary>
    internal static IEnumerable<(string Sql, DynamicParameters Parameters)> Statements<TRow, TRecord>(
        ListDefinition<TRow, TRecord> list,
        ListQuery query,
        Moment moment,
        Cursor? after,
        int limit
    )
        where TRow : IListed
    {
        var key = query.Sort.Key;
        var (columns, tables) = list.Select(query.Includes);
        var order = ListOrder.Of(query.Sort, list.Table);
        if (after is null or { Value: not null })
        {
            var where = Beyond(order.Beyond);
            yield return (Statement(key.IsNullable ? where.Add(order.IsPresent) : where, order.Columns), where.Parameters);
        }
        if (key.IsNullable)
        {
            var where = after is { Value: null } ? Beyond(order.BeyondAbsent) : Listed(list.Subject, query.Where, moment);
            yield return (Statement(where.Add(order.IsAbsent), order.ColumnsOfAbsent), where.Parameters);
        }

        Where Beyond(string condition)
        {
            var where = Listed(list.Subject, query.Where, moment);
            if (after is not null)
            {
                where.Add(condition, "afterId", after.Id).Parameters.Add("afterValue", order.ValueOf(after));
            }
            return where;
        }

        string Statement(Where where, string order) =>
            $"""
                SELECT {columns}, CAST({key.Column} AS TEXT) AS sort_value
                {tables}
                {where}
                ORDER BY {order}
                LIMIT {limit}
                """;
    }

    private static Where Listed(ListSubject list, Where filters, Moment moment)
    {
        var where = moment.AsOf(list, filters, ordered: true);
        return filters.ItemisedOnly ? where.Add("p.kind <> 'reportedTotal'") : where;
    }
}

/// <summary>A page and what it needs to be shown.</summary>
internal sealed record ListPage<TRecord>(IReadOnlyList<TRecord> Records, Cursor? Next, long Sequence, Total? Total)
{
    public IReadOnlyList<(string Name, SummaryResult Result)> Facets { get; init; } = [];

    /// <summary>The records as entries, where a feed is asked for.</summary>
    public IReadOnlyList<Entry> Entries { get; init; } = [];
}

/// <summary>What a list comes to.</summary>
internal sealed record Total(long Count, long? SumPence, long? ReportedPence);
