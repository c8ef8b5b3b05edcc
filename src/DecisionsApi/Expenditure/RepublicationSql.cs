using System.Runtime.InteropServices;
using Dapper;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Recognises the same payments under another source name: a yearly file after twelve monthly ones. A calendar month is
/// republished when its rows are, as a multiset of day, amount, supplier and reference, exactly those of one or more earlier sources.
/// </summary>
internal static class RepublicationSql
{
    /// <summary>A month with fewer rows is too little evidence.</summary>
    private const int FewestRows = 20;

    /// <summary>
    /// What a version of the series was found to republish, it still republishes: the same rows, and rows of the same day, amount,
    /// supplier and reference as the records it was a further source of.
    /// </summary>
    public static void MarkKnown(SqliteConnection connection, SqliteTransaction transaction, long series, long source) =>
        connection.Execute(
            """
            DROP TABLE IF EXISTS temp.republished;
            CREATE TEMP TABLE republished (row INTEGER PRIMARY KEY, payment_key INTEGER UNIQUE);

            INSERT OR IGNORE INTO temp.republished (row, payment_key)
            SELECT i.row, s.payment_key
            FROM payment_sources s
            JOIN temp.incoming i ON i.content_id = s.content_id
            WHERE i.action IS NULL AND s.source_key IN (SELECT o.key FROM sources o WHERE o.series_key = @series);

            INSERT OR IGNORE INTO temp.republished (row, payment_key)
            SELECT i.row, k.payment_key
            FROM (
              SELECT row, paid_on, amount_pence, supplier_key, transaction_reference,
                row_number() OVER (PARTITION BY paid_on, amount_pence, supplier_key, transaction_reference ORDER BY row) AS number
              FROM temp.incoming
              WHERE action IS NULL AND row NOT IN (SELECT row FROM temp.republished)
            ) i
            JOIN (
              SELECT p.key AS payment_key, p.paid_on, p.amount_pence, p.supplier_key, p.transaction_reference,
                row_number() OVER (PARTITION BY p.paid_on, p.amount_pence, p.supplier_key, p.transaction_reference ORDER BY p.key) AS number
              FROM payments p
              WHERE p.key IN (
                  SELECT s.payment_key FROM payment_sources s
                  WHERE s.source_key IN (SELECT o.key FROM sources o WHERE o.series_key = @series))
                AND p.key NOT IN (SELECT payment_key FROM temp.republished)
            ) k ON k.paid_on IS i.paid_on AND k.amount_pence = i.amount_pence AND k.supplier_key IS i.supplier_key
              AND k.transaction_reference IS i.transaction_reference AND k.number = i.number;

            UPDATE temp.incoming SET action = 'alreadyPublished' WHERE row IN (SELECT row FROM temp.republished);

            INSERT OR IGNORE INTO payment_sources (payment_key, source_key, source_line, content_id)
            SELECT r.payment_key, @source, i.line, i.content_id
            FROM temp.republished r
            JOIN temp.incoming i ON i.row = r.row;
            """,
            new { series, source },
            transaction
        );

    /// <summary>
    /// Marks the rows of republished months <c>alreadyPublished</c> and notes the file as a further source of their records.
    /// Returns how many other rows look republished without the whole month being so.
    /// </summary>
    public static int Mark(SqliteConnection connection, SqliteTransaction transaction, long body, long series, long source)
    {
        if (!connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM payments WHERE body_key = @body)", new { body }, transaction))
        {
            return 0;
        }
        connection.Execute("CREATE INDEX temp.incoming_by_day ON incoming (paid_on)", transaction: transaction);
        var months = connection.Query<(string Month, int Rows)>(
            """
            SELECT substr(paid_on, 1, 7), count(*)
            FROM temp.incoming
            WHERE paid_on IS NOT NULL
            GROUP BY 1
            HAVING count(action) = 0
            """,
            transaction: transaction
        );
        var possible = 0;
        foreach (var (month, rows) in months)
        {
            var (first, last) = (month + "-01", month + "-31");
            var published = Published(connection, transaction, body, series, DateOnly.ParseExact(first, "yyyy-MM-dd"));
            if (published.Count == 0)
            {
                continue;
            }
            var incoming = Incoming(connection, transaction, first, last);
            if (rows >= FewestRows && Pair(incoming, published) is { } pairs)
            {
                Accept(connection, transaction, source, pairs);
            }
            else
            {
                var alike = Alike(incoming, published);
                possible += alike * 2 >= rows ? alike : 0;
            }
        }
        return possible;
    }

    private static List<Line> Incoming(SqliteConnection connection, SqliteTransaction transaction, string first, string last) =>
        connection
            .Query<Line>(
                """
                SELECT row AS key, line AS source_line, paid_on, amount_pence, coalesce(supplier_key, 0) AS supplier, coalesce(transaction_reference, '') AS reference
                FROM temp.incoming
                WHERE paid_on BETWEEN @first AND @last
                ORDER BY row
                """,
                new { first, last },
                transaction
            )
            .AsList();

    /// <summary>What other series of the body have published for the month, by source.</summary>
    private static List<List<Line>> Published(
        SqliteConnection connection,
        SqliteTransaction transaction,
        long body,
        long series,
        DateOnly month
    ) =>
        [
            .. connection
                .Query<Line>(
                    """
                    SELECT p.key AS key, p.source_key AS source, p.paid_on AS paid_on, p.amount_pence AS amount_pence,
                      coalesce(p.supplier_key, 0) AS supplier, coalesce(p.transaction_reference, '') AS reference
                    FROM payments p
                    WHERE p.body_key = @body AND p.day_id BETWEEN @first AND @last AND p.withdrawn_sequence IS NULL
                      AND p.source_key NOT IN (SELECT s.key FROM sources s WHERE s.series_key = @series)
                    ORDER BY p.key
                    """,
                    new
                    {
                        body,
                        first = DayId.From(month),
                        last = DayId.Until(month.AddMonths(1).AddDays(-1)),
                        series,
                    },
                    transaction
                )
                .GroupBy(line => line.Source)
                .OrderBy(group => group.Key)
                .Select(group => group.ToList()),
        ];

    /// <summary>Pairs every incoming line with a record when the sources wholly contained in the month make up all of it.</summary>
    private static List<(Line Incoming, long Record)>? Pair(List<Line> incoming, List<List<Line>> published)
    {
        var open = incoming.GroupBy(line => line.Content).ToDictionary(group => group.Key, group => new Queue<Line>(group));
        var pairs = new List<(Line, long)>();
        foreach (var source in published)
        {
            var contained = source.CountBy(line => line.Content).All(c => open.TryGetValue(c.Key, out var lines) && lines.Count >= c.Value);
            if (contained)
            {
                pairs.AddRange(source.Select(line => (open[line.Content].Dequeue(), line.Key)));
            }
        }
        return pairs.Count == incoming.Count ? pairs : null;
    }

    private static int Alike(List<Line> incoming, List<List<Line>> published)
    {
        var left = new Dictionary<(string, long, long, string), int>();
        foreach (var line in published.SelectMany(lines => lines))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(left, line.Content, out _)++;
        }
        var alike = 0;
        foreach (var line in incoming)
        {
            if (left.TryGetValue(line.Content, out var count) && count > 0)
            {
                left[line.Content] = count - 1;
                alike++;
            }
        }
        return alike;
    }

    private static void Accept(
        SqliteConnection connection,
        SqliteTransaction transaction,
        long source,
        List<(Line Incoming, long Record)> pairs
    )
    {
        foreach (var (incoming, record) in pairs)
        {
            connection.Execute(
                """
                UPDATE temp.incoming SET action = 'alreadyPublished' WHERE row = @row;
                INSERT OR IGNORE INTO payment_sources (payment_key, source_key, source_line, content_id)
                SELECT @record, @source, line, content_id FROM temp.incoming WHERE row = @row;
                """,
                new
                {
                    row = incoming.Key,
                    record,
                    source,
                },
                transaction
            );
        }
    }

    private sealed record Line
    {
        public required long Key { get; init; }
        public long Source { get; init; }
        public long SourceLine { get; init; }
        public required string PaidOn { get; init; }
        public required long AmountPence { get; init; }
        public required long Supplier { get; init; }
        public required string Reference { get; init; }
        public (string, long, long, string) Content => (PaidOn, AmountPence, Supplier, Reference);
    }
}
