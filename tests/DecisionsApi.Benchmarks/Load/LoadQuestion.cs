using System.Globalization;
using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Querying;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Benchmarks.Load;

/// <summary>One row of the table: what is asked, with up to 1,000 different values, and what it is compared with.</summary>
/// <param name="Name">What is asked.</param>
/// <param name="Paths">The addresses.</param>
internal sealed record LoadQuestion(string Name, IReadOnlyList<string> Paths)
{
    /// <summary>The share of what the bare service does that is aimed at; null where there is no such aim.</summary>
    public double? Aim { get; init; }

    /// <summary>Whether the requests carry the tags of the answers.</summary>
    public bool Revalidates { get; init; }

    /// <summary>Whether the service may answer from what it answered before, and is compared with one that does nothing else.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Whether it may answer from memory, as it does unless an operator turns that off, and is compared as other questions are.</summary>
    public bool KeepsAnswers { get; init; }

    /// <summary>The encoding asked for.</summary>
    public string? Encoding { get; init; }

    /// <summary>The questions, their values drawn from a register: always the same ones.</summary>
    public static IReadOnlyList<LoadQuestion> Of(Database database)
    {
        using var reading = database.Read(CancellationToken.None);
        var draw = new Draw(reading.Connection);
        var (suppliers, bodies) = (draw.Suppliers(), draw.Bodies());
        string Supplier(int i) => suppliers[i % suppliers.Count];
        string Body(int i) => bodies[i % bodies.Count];
        var lists = Each(100, i => $"/v1/expenditure?supplier={Supplier(i)}&limit=100");
        var words = draw.Words();
        var tops = Each(1000, i => $"/v1/expenditure/summary?groupBy=supplier&financialYear={Draw.Year(i)}&body={Body(i / 15)}&top=20");
        string Filter(int i) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"/v1/expenditure?body={Body(i)}&from={2011 + i / bodies.Count % 12}-0{1 + i % 9}-01&to={2012 + i / bodies.Count % 12}-0{1 + i % 9}-28&minAmount={1000 + i}&limit=100"
            );
        var filtered = Each(1000, i => Filter(i) + "&count=none");
        return
        [
            new("record by id", draw.Payments()) { Aim = 0.60 },
            new("record by id, unchanged (304)", draw.Payments()) { Aim = 0.85, Revalidates = true },
            new("repeated list, identity", lists) { Aim = 0.80, IsRepeated = true },
            new("repeated list, gzip", lists)
            {
                Aim = 0.80,
                IsRepeated = true,
                Encoding = "gzip",
            },
            new("100 payments of a supplier, count and sum", Each(1000, i => $"/v1/expenditure?supplier={Supplier(i)}&limit=100"))
            {
                Aim = 0.10,
            },
            new("the same without count and sum", Each(1000, i => $"/v1/expenditure?supplier={Supplier(i)}&limit=100&count=none")),
            new("first page of a walk through everything", ["/v1/expenditure?limit=50&count=none"]),
            new("a page half-way through the walk", draw.DeepPages("/v1/expenditure?limit=50&count=none")),
            new("body, days and least amount, count=none", filtered) { Aim = 0.10 },
            new("the same, answers kept as they are by default", filtered) { Aim = 0.10, KeepsAnswers = true },
            // So few that each comes round while the program warms up.
            new("the same with count and sum, again", Each(100, Filter)) { Aim = 0.08 },
            new("the same, answers kept as they are by default", Each(100, Filter)) { Aim = 0.08, KeepsAnswers = true },
            new("search, words drawn by frequency", words) { Aim = 0.08 },
            new("the same, answers kept as they are by default", words) { Aim = 0.08, KeepsAnswers = true },
            new("search, the commonest word", ["/v1/search?q=works"]),
            new("search, a rare word", ["/v1/search?q=19999"]),
            new("top 20 suppliers of a year", tops) { Aim = 0.10 },
            new("the same, answers kept as they are by default", tops) { Aim = 0.10, KeepsAnswers = true },
        ];
    }

    private static List<string> Each(int count, Func<int, string> path) => [.. Enumerable.Range(0, count).Select(path).Distinct()];

    /// <summary>Draws values from a register, evenly over all of it.</summary>
    private sealed class Draw(SqliteConnection connection)
    {
        private const int Values = 1000;

        public static string Year(int i) => string.Create(CultureInfo.InvariantCulture, $"{2010 + i % 15}-{(11 + i % 15) % 100:00}");

        public IReadOnlyList<string> Payments() =>
            [
                .. Keys("payments")
                    .Select(key => connection.ExecuteScalar<string>("SELECT id FROM payments WHERE key = @key", new { key })!)
                    .Select(id => $"/v1/expenditure/{id}"),
            ];

        /// <summary>Those with at least a page of payments, the most frequent and others.</summary>
        public List<string> Suppliers() =>
            connection
                .Query<string>($"SELECT id FROM suppliers WHERE payment_count >= 100 ORDER BY payment_count DESC LIMIT {Values}")
                .AsList();

        public List<string> Bodies() => connection.Query<string>("SELECT id FROM bodies ORDER BY payment_count DESC LIMIT 60").AsList();

        /// <summary>A word of the supplier, purpose or category of payments: each word as often as it occurs.</summary>
        public IReadOnlyList<string> Words()
        {
            var random = new Random(3);
            return
            [
                .. Keys("payments")
                    .Select(key =>
                        connection.QuerySingle<string>(
                            """
                            SELECT concat_ws(' ', n.name, p.purpose, c.text)
                            FROM payments p
                            LEFT JOIN supplier_names n ON n.key = p.supplier_name_key
                            LEFT JOIN terms c ON c.key = p.category_key
                            WHERE p.key = @key
                            """,
                            new { key }
                        )
                    )
                    .Select(text => text.Split(' '))
                    .Select(words => $"/v1/search?q={Uri.EscapeDataString(words[random.Next(words.Length)])}"),
            ];
        }

        /// <summary>The pages of a walk that begin after a thousand records about the middle of the order.</summary>
        public IReadOnlyList<string> DeepPages(string path)
        {
            var query = path.Split('?')[1].Split('&').Select(part => part.Split('=')).Select(part => KeyValuePair.Create(part[0], part[1]));
            var list = Expenditure.PaymentList.Definition;
            var fingerprint = ListQuery.FingerprintOf(list.Name, list.DefaultSort, query);
            var head = Register.RegisterSql.Head(connection);
            return
            [
                .. connection
                    .Query<(string Id, string Day)>(
                        $"""
                        SELECT id, paid_on FROM payments
                        WHERE day_id >= {Register.DayId.Dated}
                        ORDER BY day_id DESC, key DESC
                        LIMIT {Values} OFFSET (SELECT count(*) / 2 FROM payments)
                        """
                    )
                    .Select(row => $"{path}&cursor={new Cursor(fingerprint, head, row.Day, row.Id)}"),
            ];
        }

        private List<long> Keys(string table)
        {
            var last = connection.ExecuteScalar<long>($"SELECT max(key) FROM {table}");
            var random = new Random(4);
            return [.. Enumerable.Range(0, Values).Select(_ => random.NextInt64(last) + 1)];
        }
    }
}
