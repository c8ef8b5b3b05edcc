using System.Globalization;
using Dapper;
using DecisionsApi.Expenditure;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Insights;

/// <summary>The statements that find patterns in payments: each reads the payments of the bodies and days asked for and no others.</summary>
internal static class InsightSql
{
    private static readonly ListSubject Subject = new("expenditure", "payments", AddsUp: true);

    /// <summary>One row more than the page may have, so that it is known whether there are more.</summary>
    public static List<PatternRow> Groups<TFilter, TRecord>(
        SqliteConnection connection,
        PaymentInsight<TFilter, TRecord> insight,
        InsightQuery<TFilter> query
    )
        where TFilter : InsightFilter
        where TRecord : Pattern
    {
        var (sql, parameters) = GroupStatement(insight, query);
        return connection.Query<PatternRow>(sql, parameters).AsList();
    }

    internal static (string Sql, DynamicParameters Parameters) GroupStatement<TFilter, TRecord>(
        PaymentInsight<TFilter, TRecord> insight,
        InsightQuery<TFilter> query
    )
        where TFilter : InsightFilter
        where TRecord : Pattern
    {
        var filters = new Where();
        query.Filter.Apply(filters);
        var where = Itemised(filters, query.Moment);
        var groups = insight.Groups(query.Filter, where);
        return (
            $"""
            WITH groups AS (
              {groups}
            ),
            named AS (
              SELECT g.*, b.id AS body, s.id AS supplier_id, s.name AS supplier_name,
                coalesce(b.id, '') || ' ' || coalesce(s.id, '') || ' ' || g.part AS place,
                count(*) OVER () AS all_count, sum(g.sum_pence) OVER () AS all_pence
              FROM groups g
              LEFT JOIN bodies b ON b.key = g.body_key
              LEFT JOIN suppliers s ON s.key = g.supplier_key
            )
            {Page(query, "named", where.Parameters)}
            """,
            where.Parameters
        );
    }

    /// <summary>What takes a page out of the groups in a table; its parameters are added.</summary>
    internal static string Page<TFilter>(InsightQuery<TFilter> query, string table, DynamicParameters parameters)
    {
        var (key, sort) = (query.Sort.Key, query.Sort);
        var after = new Where();
        if (query.After is { } cursor)
        {
            after.Add($"(n.{key.Column}, n.place) {sort.Beyond} (@afterValue, @afterPlace)");
            parameters.Add("afterValue", long.Parse(cursor.Value!, CultureInfo.InvariantCulture));
            parameters.Add("afterPlace", cursor.Id);
        }
        parameters.Add("limit", query.Limit + 1);
        return $"""
            SELECT n.*, CAST(n.{key.Column} AS TEXT) AS sort_value
            FROM {table} n
            {after}
            ORDER BY n.{key.Column} {sort.Direction}, n.place {sort.Direction}
            LIMIT @limit
            """;
    }

    /// <summary>Ids of the payments of each group of a page, the largest first, in one statement.</summary>
    public static ILookup<int, string> Payments(
        SqliteConnection connection,
        InsightFilter filter,
        Moment moment,
        IReadOnlyList<PatternRow> page
    )
    {
        if (page.Count == 0)
        {
            return Enumerable.Empty<string>().ToLookup(_ => 0);
        }
        var (sql, parameters) = PaymentStatement(filter, moment, page);
        return connection.Query<(long Place, string Id)>(sql, parameters).ToLookup(row => (int)row.Place, row => row.Id);
    }

    internal static (string Sql, DynamicParameters Parameters) PaymentStatement(
        InsightFilter filter,
        Moment moment,
        IReadOnlyList<PatternRow> page
    )
    {
        // Where a group has a supplier, the index of suppliers and days leads, else that of bodies and days.
        var ofSuppliers = page[0].SupplierKey is not null;
        var filters = new Where();
        filter.Apply(filters, ofSuppliers ? "+p.body_key" : "p.body_key");
        var where = Itemised(filters, moment);
        (string Condition, string Name, Func<PatternRow, object?> Value)[] bounds =
        [
            (ofSuppliers ? "+p.body_key = g.body_key" : "p.body_key = g.body_key", "body_key", row => row.BodyKey),
            ("p.supplier_key = g.supplier_key", "supplier_key", row => row.SupplierKey),
            ("p.day_id >= g.first_id", "first_id", row => row.FirstOn is { } first ? DayId.From(first) : null),
            ("p.day_id <= g.last_id", "last_id", row => row.LastOn is { } last ? DayId.Until(last) : null),
            ("+p.amount_pence >= g.least_pence", "least_pence", row => row.LeastPence),
            ("+p.amount_pence <= g.most_pence", "most_pence", row => row.MostPence),
        ];
        var used = bounds.Where(bound => bound.Value(page[0]) is not null).ToList();
        used.ForEach(bound => where.Add(bound.Condition));
        var values = page.Select((row, i) => Values(where.Parameters, used.Select(bound => bound.Value(row)), i));
        return (
            $"""
            WITH page (place, {string.Join(", ", used.Select(bound => bound.Name))}) AS (
              VALUES {string.Join(", ", values)}
            )
            SELECT place, id
            FROM (
              SELECT g.place AS place, p.id AS id, row_number() OVER (PARTITION BY g.place ORDER BY p.amount_pence DESC, p.id) AS number
              FROM page g
              CROSS JOIN payments p
              {where}
            )
            WHERE number <= {Pattern.MostPayments}
            ORDER BY place, number
            """,
            where.Parameters
        );
    }

    /// <summary>From when to when there are payments of some bodies.</summary>
    public static IReadOnlyList<Coverage> CoverageOf(SqliteConnection connection, IReadOnlyList<string> bodies) =>
        [
            .. connection
                .Query<(string Body, DateOnly? First, DateOnly? Last)>(CoverageStatement, new { bodies })
                .Select(c => new Coverage(c.Body, c.First, c.Last)),
        ];

    internal const string CoverageStatement = $"""
        SELECT b.id,
          {PaymentDaySql.First},
          {PaymentDaySql.Last}
        FROM bodies b
        WHERE b.id IN @bodies
        ORDER BY b.id
        """;

    /// <summary>What each body paid to each of some suppliers.</summary>
    public static ILookup<long, (string Body, long Count, long Pence)> ByBody(
        SqliteConnection connection,
        InsightFilter filter,
        Moment moment,
        IReadOnlyList<long> suppliers
    )
    {
        var filters = new Where();
        filter.Apply(filters, "+p.body_key");
        var where = Itemised(filters, moment).Add("p.supplier_key IN @suppliers", "suppliers", suppliers);
        return connection
            .Query<(long Supplier, string Body, long Count, long Pence)>(
                $"""
                SELECT p.supplier_key, b.id, count(*), sum(p.amount_pence)
                FROM payments p
                CROSS JOIN bodies b ON b.key = p.body_key
                {where}
                GROUP BY p.supplier_key, b.id
                ORDER BY b.id
                """,
                where.Parameters
            )
            .ToLookup(row => row.Supplier, row => (row.Body, row.Count, row.Pence));
    }

    private static Where Itemised(Where filters, Moment moment) =>
        moment.AsOf(Subject, filters, ordered: true).Add("p.kind <> 'reportedTotal'");

    private static string Values(DynamicParameters parameters, IEnumerable<object?> values, int place)
    {
        var names = values.Select(
            (value, i) =>
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"v{place}_{i}");
                parameters.Add(name, value);
                return "@" + name;
            }
        );
        return $"({place}, {string.Join(", ", names)})";
    }
}
