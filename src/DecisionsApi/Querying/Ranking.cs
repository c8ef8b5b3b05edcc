using Dapper;

namespace DecisionsApi.Querying;

/// <summary>
/// A table that keeps what records come to in the order of their sums, a row a group, so that the first groups of a summary are read and
/// no others. Beside its keys it has <c>payments</c> and <c>pence</c>, the same of reported totals, and zero or the empty text where a
/// record has no value.
/// </summary>
/// <param name="Table">Its name.</param>
/// <param name="Whole">The key that is 0 in rows of all its values together.</param>
/// <param name="Keys">Columns that tell rows apart.</param>
internal sealed record Ranking(string Table, string Whole, IReadOnlyList<string> Keys)
{
    private const string Sum = "sumAmount";

    /// <summary>Whether the rows are the groups a query asks for, in its order.</summary>
    public static bool Answers(SummaryQuery query, Moment moment) =>
        moment.IsNow
        && query.Summary.Ranking is { } ranking
        && query.Sort.TrimStart('-') == Sum
        && !query.CountedOnly
        && query.Measures.All(query.Summary.DefaultMeasures.Contains)
        && query.GroupBy.All(d =>
            d.Merge is null && d.Join is null && ranking.Keys.Any(key => key != ranking.Whole && d.Column == "p." + key)
        )
        && query.Where.Fixed is { } columns
        && columns.All(ranking.Keys.Contains)
        && ranking.Keys.All(key => key == ranking.Whole || columns.Contains(key) || query.GroupBy.Any(d => d.Column == "p." + key));

    /// <summary>The statement for the number of groups.</summary>
    public static (string Sql, DynamicParameters Parameters) Count(SummaryQuery query)
    {
        var where = Groups(query);
        return ($"SELECT count(*) FROM {query.Summary.Ranking!.Table} p {where}", where.Parameters);
    }

    /// <summary>The statement for the groups of the page, in the columns of <see cref="SummarySql.Statement"/>.</summary>
    public static (string Sql, DynamicParameters Parameters) Statement(SummaryQuery query)
    {
        var where = Groups(query);
        where.Parameters.Add("offset", query.Offset);
        where.Parameters.Add("limit", query.Top ?? query.Limit);
        var (direction, reaches, least) = query.Sort[0] == '-' ? ("DESC", ">=", long.MinValue) : ("ASC", "<=", long.MaxValue);
        var names = SummarySql.Names(query);
        var groups = query.GroupBy.Select((_, i) => $"g{i}").ToList();
        var order = query.GroupBy.Select((d, i) => d.Order(groups[i]) + " ASC NULLS LAST").Prepend("pence " + direction);
        var values = query.GroupBy.Select((d, i) => d.Value(groups[i])).Concat(query.GroupBy.Select((d, i) => d.Label(groups[i])));
        return (
            $"""
            WITH groups AS NOT MATERIALIZED (
              SELECT {List(query.GroupBy.Select((d, i) => $"{d.Column} AS {groups[i]}"))},
                p.payments{(query.Where.ItemisedOnly ? "" : " + p.reported_payments")} AS count, p.payments AS amounts,
                p.pence AS pence, p.reported_pence AS reported
              FROM {query.Summary.Ranking!.Table} p
              {where}
            ), last AS MATERIALIZED (
              SELECT pence FROM groups ORDER BY pence {direction} LIMIT 1 OFFSET @offset + @limit - 1
            ), reached AS (
              SELECT {List(groups.Select(SummarySql.OrNull).Concat(names))} FROM groups
              WHERE pence {reaches} coalesce((SELECT pence FROM last), {least})
            ), places AS (
              SELECT *, row_number() OVER (ORDER BY {List(order)}) AS place FROM reached
            ), shown AS (
              SELECT * FROM places WHERE place > @offset AND place <= @offset + @limit ORDER BY place
            )
            SELECT place, 1, {List(values.Concat(names))} FROM shown
            """,
            where.Parameters
        );
    }

    private static Where Groups(SummaryQuery query)
    {
        var (where, whole) = (query.Where.OfCells(), query.Summary.Ranking!.Whole);
        return where.Columns.Contains(whole) ? where : where.Add($"p.{whole} = 0");
    }

    private static string List(IEnumerable<string> columns) => string.Join(", ", columns);
}
