using System.Globalization;
using Dapper;

namespace DecisionsApi.Querying;

/// <summary>
/// Makes the one statement of a summary: cells, told apart by their columns; groups, which are one or more cells; their places in the
/// order; and the groups of the page, with all others as one.
/// </summary>
internal static class SummarySql
{
    private const string Itemised = "FILTER (WHERE p.kind <> 'reportedTotal')";

    /// <summary>The statement, and whether it reads sums that are kept ready instead of the records.</summary>
    public static (string Sql, DynamicParameters Parameters, bool Ready) Statement(SummaryQuery query, Moment moment)
    {
        var grain = moment.IsNow ? query.Summary.Grains.FirstOrDefault(g => Answers(g, query)) : null;
        var where = grain is null ? moment.AsOf(query.Summary.Subject, query.Where, ordered: true) : query.Where.OfCells();
        var measures = Measures(query, grain is not null);
        var columns = query.GroupBy.Select(d => grain is null ? Plain(d.Column) : d.Column).ToList();
        // Groups of sums that are kept ready are told apart by their columns as they are, which stand in order; what means "none" becomes so after.
        var cells = columns.Select((_, i) => grain is null ? $"g{i}" : OrNull($"g{i}"));
        var sql = $"""
            WITH found AS (
              SELECT {List(columns.Select((c, i) => $"{c} AS g{i}"), measures.Select(m => $"{m.OfRecords} AS {m.Name}"))}
              FROM {grain?.Table ?? query.Summary.Subject.Table} p
              {string.Join('\n', query.GroupBy.Select(d => d.Join).OfType<string>())}
              {where}
              {By(columns.Count)}
            ), cells AS (
              SELECT {List(cells, measures.Select(m => m.Name))} FROM found
            ){Groups(query, measures)}{Places(query)}, shown AS (
              SELECT {List(
                ["CASE WHEN place > @offset AND place <= @offset + @limit THEN place ELSE 0 END AS place", "count(*) AS groups"],
                columns.Select((_, i) => $"min(g{i}) AS g{i}"),
                measures.Select(m => $"{m.OfCells}({m.Name}) AS {m.Name}")
            )}
              FROM places
              GROUP BY 1
            )
            SELECT {List(
                ["place", "groups"],
                query.GroupBy.Select((d, i) => d.Value($"g{i}")),
                query.GroupBy.Select((d, i) => d.Label($"g{i}")),
                measures.Select(m => m.Name)
            )}
            FROM shown
            ORDER BY place
            """;
        where.Parameters.Add("offset", query.Offset);
        where.Parameters.Add("limit", query.Top ?? query.Limit);
        return (sql, where.Parameters, grain is not null);
    }

    /// <summary>
    /// The statement for count, sum and reported sum of payments from sums that are kept ready; null where those cannot tell.
    /// </summary>
    public static (string Sql, Where Where)? Totals(SummaryDefinition summary, Where filters, Moment moment)
    {
        if (!moment.IsNow || summary.Grains.FirstOrDefault(g => Answers(g, filters)) is not { } grain)
        {
            return null;
        }
        var where = filters.OfCells();
        return (
            $"""
            SELECT coalesce(sum(p.payments) {(filters.ItemisedOnly ? Itemised : "")}, 0),
              sum(p.pence) {Itemised},
              sum(p.pence) FILTER (WHERE p.kind = 'reportedTotal')
            FROM {grain.Table} p
            {where}
            """,
            where
        );
    }

    /// <summary>Names of the measures in the order the statement gives them.</summary>
    public static List<string> Names(SummaryQuery query) => [.. Measures(query, false).Select(m => m.Name)];

    /// <summary>Whether cells can tell what a query asks: every column it names is one of theirs, and its days are whole months.</summary>
    private static bool Answers(Grain grain, SummaryQuery query) =>
        query.Measures.All(query.Summary.DefaultMeasures.Contains)
        && query.GroupBy.All(d => grain.Groups.Any(column => d.Column.Contains("p." + column, StringComparison.Ordinal)))
        && Answers(grain, query.Where);

    private static bool Answers(Grain grain, Where where) => where.Columns.All(grain.Filters.Contains) && WholeMonths(where);

    private static bool WholeMonths(Where where)
    {
        var names = where.Parameters.ParameterNames.ToList();
        return (!names.Contains("from") || where.Parameters.Get<DateOnly>("from").Day == 1)
            && (!names.Contains("to") || where.Parameters.Get<DateOnly>("to") is var to && to.AddDays(1).Day == 1);
    }

    /// <summary>What is added up: over the records or over cells that are kept ready, and then over the cells of a group.</summary>
    private static List<(string Name, string OfRecords, string OfCells)> Measures(SummaryQuery query, bool ready)
    {
        var (records, amount, subject) = (ready ? "sum(p.payments)" : "count(*)", query.Summary.Amount, query.Summary.Subject);
        if (amount is null)
        {
            return [("count", records, "sum")];
        }
        var (filter, sum) = (subject.AddsUp ? Itemised : "", ready ? "sum(p.pence)" : $"sum({amount})");
        var amounts = ready ? records : $"count({amount})";
        List<(string, string, string)> measures =
        [
            ("count", query.Where.ItemisedOnly ? $"{records} {filter}" : records, "sum"),
            ("amounts", $"{amounts} {filter}", "sum"),
            ("pence", $"{sum} {filter}", "sum"),
        ];
        if (subject.AddsUp)
        {
            measures.Add(("reported", $"{sum} FILTER (WHERE p.kind = 'reportedTotal')", "sum"));
        }
        foreach (var (name, extreme) in new[] { ("minAmount", "min"), ("maxAmount", "max") }.Where(m => query.Measures.Contains(m.Item1)))
        {
            measures.Add((name, $"{extreme}({amount}) {filter}", extreme));
        }
        return measures;
    }

    private static string Groups(SummaryQuery query, List<(string Name, string OfRecords, string OfCells)> measures)
    {
        if (query.GroupBy.All(d => d.Merge is null))
        {
            return ", groups AS MATERIALIZED (SELECT * FROM cells)";
        }
        var columns = query.GroupBy.Select((d, i) => $"{d.Merge?.Invoke($"g{i}") ?? $"g{i}"} AS g{i}");
        return $"""
            , groups AS MATERIALIZED (
              SELECT {List(columns, measures.Select(m => $"{m.OfCells}({m.Name}) AS {m.Name}"))}
              FROM cells
              {By(query.GroupBy.Count)}
            )
            """;
    }

    /// <summary>
    /// The places of groups by the measure or the groups asked for; ties by the groups, what is missing last either way. By a measure only
    /// groups that reach that of the last place shown get one: the names of all others need not be looked up.
    /// </summary>
    private static string Places(SummaryQuery query)
    {
        var (name, direction) = query.Sort[0] == '-' ? (query.Sort[1..], "DESC") : (query.Sort, "ASC");
        var groups = query.GroupBy.Select((d, i) => d.Order($"g{i}")).ToList();
        var counted = query.CountedOnly ? "count > 0" : "true";
        if (name == "group" || groups.Count == 0)
        {
            var order = string.Join(", ", NullsLast(groups, direction).DefaultIfEmpty("1"));
            return $", places AS (SELECT *, row_number() OVER (ORDER BY {order}) AS place FROM groups WHERE {counted})";
        }
        var measure = name switch
        {
            "sumAmount" => "coalesce(pence, 0)",
            "meanAmount" => "CAST(pence AS REAL) / amounts",
            _ => name,
        };
        const string last = "(SELECT measure FROM last)";
        var reaches = $"coalesce({measure} {(direction == "DESC" ? ">=" : "<=")} {last}, {last} IS NULL)";
        return $"""
            , last AS MATERIALIZED (
              SELECT {measure} AS measure FROM groups WHERE {counted}
              ORDER BY {measure} {direction} NULLS LAST
              LIMIT 1 OFFSET @offset + @limit - 1
            ), places AS (
              SELECT *, row_number() OVER (ORDER BY {string.Join(
                ", ",
                NullsLast([measure], direction).Concat(NullsLast(groups, "ASC"))
            )}) AS place
              FROM groups
              WHERE {counted} AND {reaches}
              UNION ALL
              SELECT *, 0 FROM groups WHERE {counted} AND NOT {reaches}
            )
            """;
    }

    /// <summary>A column of kept sums, where zero and the empty text stand for none.</summary>
    public static string OrNull(string column) => $"nullif(nullif({column}, ''), 0) AS {column}";

    private static IEnumerable<string> NullsLast(IEnumerable<string> values, string direction) =>
        values.Select(value => $"{value} {direction} NULLS LAST");

    // The sign keeps an index that has the groups together from leading: the filters' must.
    private static string Plain(string column) => column.StartsWith("p.", StringComparison.Ordinal) ? "+" + column : column;

    private static string By(int columns) =>
        columns == 0
            ? ""
            : "GROUP BY " + string.Join(", ", Enumerable.Range(1, columns).Select(i => i.ToString(CultureInfo.InvariantCulture)));

    private static string List(params IEnumerable<string>[] columns) => string.Join(", ", columns.SelectMany(c => c));
}
