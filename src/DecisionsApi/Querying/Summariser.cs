using System.Data;
using System.Globalization;
using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Querying;

/// <summary>Runs summaries: one statement each, over sums that are kept ready where they can tell, else over the records.</summary>
internal sealed class Summariser(Reader reader)
{
    // A batch is worked out anew, so a few large ones; still bounded.
    private const int ExportBatch = 20_000;

    /// <summary>One page of groups, and what all of them come to.</summary>
    public SummaryResult Page(SummaryQuery query, CancellationToken stop)
    {
        using var reading = reader.Read(stop);
        using var snapshot = reading.Connection.BeginTransaction(deferred: true);
        var head = RegisterSql.Head(reading.Connection);
        return Of(reading.Connection, query, new Moment(query.Sequence ?? head, head));
    }

    /// <summary>All groups from the query's place on, in batches; those of top are one.</summary>
    public IEnumerable<IReadOnlyList<SummaryRow>> Walk(SummaryQuery query, CancellationToken stop)
    {
        var page = query with { Limit = ExportBatch };
        while (true)
        {
            var batch = Page(page, stop);
            yield return batch.Rows;
            if (batch.Next is null)
            {
                yield break;
            }
            page = page with { Sequence = batch.Sequence, Offset = page.Offset + batch.Rows.Count };
        }
    }

    /// <summary>A summary at a moment of the register.</summary>
    public static SummaryResult Of(SqliteConnection connection, SummaryQuery query, Moment moment)
    {
        var groups = Ranking.Answers(query, moment) ? Ranked(connection, query, moment) : Grouped(connection, query, moment);
        var all = groups.Aggregate(new Measured(), (sum, group) => sum.With(group.Measured));
        // A record that is in several groups is in the totals once.
        var total = query.Overlaps ? Whole(connection, query, moment) : all;
        var others = groups.FirstOrDefault(g => g.Place == 0);
        var shown = groups.Where(g => g.Place > 0).ToList();
        var rows = shown.Select(g => Row(query, g)).ToList();
        if (query.Top is not null && others is not null)
        {
            rows.Add(Row(query, others with { Values = new string?[query.GroupBy.Count], Labels = new string?[query.GroupBy.Count] }));
        }
        var count = groups.Sum(g => g.Groups);
        var end = query.Offset + shown.Count;
        var next = query.Top is null && end < count ? query.After(end, moment.Sequence) : null;
        return new(rows, next, moment.Sequence, count)
        {
            Count = total.Count,
            SumAmount = query.Summary.SumOf(total.Amounts, total.Pence),
            SumReported = query.Summary.Subject.AddsUp ? Money.FromPence(total.Reported) : null,
        };
    }

    private static List<Group> Grouped(SqliteConnection connection, SummaryQuery query, Moment moment)
    {
        var (sql, parameters, _) = SummarySql.Statement(query, moment);
        return Read(connection, query, sql, parameters);
    }

    /// <summary>The groups of the page as they stand in order, and as one all others: what the whole comes to without them.</summary>
    private static List<Group> Ranked(SqliteConnection connection, SummaryQuery query, Moment moment)
    {
        var (sql, parameters) = Ranking.Statement(query);
        var shown = Read(connection, query, sql, parameters);
        var (count, filters) = Ranking.Count(query);
        // What picks groups that stand in order is equal to one value each.
        var (groups, whole) = RememberingConnection
            .Kept<RankedWholes>(connection)
            .Of(
                $"{query.Where.ItemisedOnly} {count} {string.Join('\0', filters.ParameterNames.Select(filters.Get<object?>))}",
                () => (connection.ExecuteScalar<long>(count, filters), Whole(connection, query, moment))
            );
        if (groups == shown.Count)
        {
            return shown;
        }
        var rest = shown.Aggregate(whole, (sum, group) => sum.Without(group.Measured));
        var none = new string?[query.GroupBy.Count];
        return [new(0, groups - shown.Count, none, none, rest), .. shown];
    }

    private static Measured Whole(SqliteConnection connection, SummaryQuery query, Moment moment) =>
        Grouped(connection, query with { GroupBy = [], Sort = "count", CountedOnly = false, Offset = 0 }, moment)[0].Measured;

    private static List<Group> Read(SqliteConnection connection, SummaryQuery query, string sql, DynamicParameters parameters)
    {
        var names = SummarySql.Names(query);
        var (dimensions, groups) = (query.GroupBy.Count, new List<Group>());
        using var reader = connection.ExecuteReader(sql, parameters);
        while (reader.Read())
        {
            groups.Add(
                new(
                    reader.GetInt64(0),
                    reader.GetInt64(1),
                    [.. Enumerable.Range(2, dimensions).Select(i => Text(reader, i))],
                    [.. Enumerable.Range(2 + dimensions, dimensions).Select(i => Text(reader, i))],
                    Measured.Of(name => names.IndexOf(name) is >= 0 and var i ? Number(reader, 2 + 2 * dimensions + i) : null)
                )
            );
        }
        return groups;
    }

    private static SummaryRow Row(SummaryQuery query, Group group)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var i = 0; i < query.GroupBy.Count; i++)
        {
            values[query.GroupBy[i].Name] = group.Values[i];
            if (query.GroupBy[i].LabelName is { } label)
            {
                values[label] = group.Labels[i];
            }
        }
        return new()
        {
            Values = values,
            EverythingElse = group.Place == 0,
            Count = group.Measured.Count,
            SumAmount = query.Summary.SumOf(group.Measured.Amounts, group.Measured.Pence),
            SumReported = query.Summary.Subject.AddsUp ? Money.FromPence(group.Measured.Reported) : null,
            MinAmount = Money.FromPence(group.Measured.Least),
            MaxAmount = Money.FromPence(group.Measured.Most),
            MeanAmount = group.Measured.Mean,
        };
    }

    private static string? Text(IDataReader reader, int i) =>
        reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture);

    private static long? Number(IDataReader reader, int i) => reader.IsDBNull(i) ? null : reader.GetInt64(i);

    private sealed record Group(long Place, long Groups, string?[] Values, string?[] Labels, Measured Measured);

    /// <summary>How many groups summaries have and what all come to: to count them took longer than to read the largest.</summary>
    private sealed class RankedWholes
    {
        private const int Most = 2000;
        private readonly Dictionary<string, (long Groups, Measured Whole)> _known = new(StringComparer.Ordinal);

        public (long Groups, Measured Whole) Of(string filters, Func<(long, Measured)> find)
        {
            if (_known.TryGetValue(filters, out var known))
            {
                return known;
            }
            if (_known.Count == Most)
            {
                _known.Clear();
            }
            return _known[filters] = find();
        }
    }

    private sealed record Measured(
        long Count = 0,
        long Amounts = 0,
        long Pence = 0,
        long Reported = 0,
        long? Least = null,
        long? Most = null
    )
    {
        /// <summary>To the penny, half a penny away from nought.</summary>
        public decimal? Mean =>
            Amounts == 0 ? null : Money.FromPence((long)Math.Round((decimal)Pence / Amounts, MidpointRounding.AwayFromZero));

        public static Measured Of(Func<string, long?> column) =>
            new(
                column("count") ?? 0,
                column("amounts") ?? 0,
                column("pence") ?? 0,
                column("reported") ?? 0,
                column("minAmount"),
                column("maxAmount")
            );

        public Measured With(Measured other) =>
            new(Count + other.Count, Amounts + other.Amounts, Pence + other.Pence, Reported + other.Reported);

        public Measured Without(Measured other) =>
            new(Count - other.Count, Amounts - other.Amounts, Pence - other.Pence, Reported - other.Reported);
    }
}

/// <summary>Groups of a summary, what all of them come to, and of which state of the register.</summary>
internal sealed record SummaryResult(IReadOnlyList<SummaryRow> Rows, Cursor? Next, long Sequence, long Groups)
{
    public required long Count { get; init; }
    public required decimal? SumAmount { get; init; }
    public required decimal? SumReported { get; init; }
}
