using System.Globalization;
using System.Text;
using System.Text.Json;
using DecisionsApi.Expenditure;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using DecisionsApi.Tabular;

namespace DecisionsApi.Tests.Querying;

/// <summary>
/// Whatever is asked, the list, its CSV, its facets and its summary come to the same: count, sum, and what bodies have reported apart.
/// Five hundred questions, the same ones every time.
/// </summary>
public sealed class SummaryReconciliationTests
{
    private const int Questions = 500;
    private static readonly string[] Kinds = ["payment", "credit", "card", "reportedTotal"];
    private static readonly string[] Groupings =
    [
        "supplier",
        "body",
        "category",
        "department",
        "month",
        "quarter",
        "year",
        "financialYear",
        "kind",
        "contract",
        "decision",
        "programme",
        "source",
    ];

    [Fact]
    public async Task List_csv_facets_and_summary_of_a_made_up_register_agree()
    {
        await using var register = new GivenRegister(("RateLimit:Enabled", "false"));
        register.Shipped();
        foreach (var (body, i) in new[] { "north-council", "south-council", "test-council" }.Select((b, i) => (b, i)))
        {
            register.Import($"{body}.csv", MadeUp(i, 300), new() { Body = body, BodyName = body });
        }
        register.Import("test-council.csv", MadeUp(2, 290), new() { Body = "test-council" });

        await Ask(register, ["north-council", "south-council", "test-council", "west-midlands-pcc"], new(2012, 1, 1));
    }

    [Fact]
    public async Task List_csv_facets_and_summary_of_published_files_agree()
    {
        var files = RealData.Folder("spend");
        await using var register = new GivenRegister(("RateLimit:Enabled", "false"));
        register.Shipped();
        foreach (var set in new[] { "trafford-cards", "devon-cards" })
        {
            register.ImportAll(Path.Combine(files, set), new() { Body = set, BodyName = set });
        }

        await Ask(register, ["trafford-cards", "devon-cards", "west-midlands-pcc"], new(2015, 1, 1));
    }

    /// <summary>Whatever stands in order says what adding up says, after corrections too.</summary>
    [Fact]
    public async Task Groups_that_stand_in_order_are_those_that_are_added_up()
    {
        await using var register = new GivenRegister();
        register.Shipped();
        string[] bodies = ["north-council", "south-council"];
        foreach (var (rows, i) in new[] { 300, 280, 299 }.Select((rows, i) => (rows, i)))
        {
            register.Import("north.csv", MadeUp(0, rows), new() { Body = bodies[0] });
            register.Import("south.csv", MadeUp(1, 300 - i), new() { Body = bodies[1] });
            Assert.Empty(register.Faults());
        }
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        // What is counted once is kept while the transaction shows the same.
        using var snapshot = reading.Connection.BeginTransaction(deferred: true);
        var head = RegisterSql.Head(reading.Connection);
        var none = PaymentSummary.Definition with { Ranking = null };
        var ranked = 0;
        for (var seed = 0; seed < Questions; seed++)
        {
            var random = new Random(seed);
            var filter = new PaymentFilter
            {
                Body = random.Next(3) == 0 ? [] : [bodies[random.Next(2)]],
                FinancialYear = random.Next(2) == 0 ? [] : [$"{2011 + random.Next(4)}-{12 + random.Next(4)}"],
                Sort = random.Next(2) == 0 ? "-sumAmount" : "sumAmount",
            };
            string[][] groupings =
            [
                ["supplier"],
                ["supplier", "financialYear"],
                ["financialYear", "supplier"],
            ];
            var asked = new SummaryParameters { GroupBy = groupings[random.Next(3)] };
            var query = SummaryQuery.Of(PaymentSummary.Definition, filter, asked, []) with
            {
                Top = random.Next(2) == 0 ? random.Next(1, 30) : null,
                Limit = random.Next(1, 30),
            };
            query = query.Top is null ? query with { Offset = random.Next(100) } : query;
            ranked += Ranking.Answers(query, new(head, head)) ? 1 : 0;

            Assert.Equal(
                JsonSerializer.Serialize(Summariser.Of(reading.Connection, query with { Summary = none }, new(head, head))),
                JsonSerializer.Serialize(Summariser.Of(reading.Connection, query, new(head, head)))
            );
        }
        Assert.InRange(ranked, Questions / 2, Questions - 1);
    }

    private static async Task Ask(GivenRegister register, string[] bodies, DateOnly first)
    {
        var suppliers = (await register.Walk("/v1/suppliers?limit=1000")).ConvertAll(s => s.GetProperty("id").GetString()!);
        for (var seed = 0; seed < Questions; seed++)
        {
            var random = new Random(seed);
            var filter = Filter(random, bodies, suppliers, first);
            var groupBy = random.GetItems(Groupings, 6).Distinct().Take(1 + random.Next(3)).ToArray();
            await Agree(register, filter, groupBy, random);
        }
        Assert.Empty(register.Faults());
    }

    private static async Task Agree(GivenRegister register, string filter, string[] groupBy, Random random)
    {
        var question = $"{filter}groupBy={string.Join(',', groupBy)}";
        var list = await register.Get($"/v1/expenditure?{filter}limit=1&facet={string.Join(',', groupBy)}");
        var expected = Total(list.GetProperty("page"));

        foreach (var facet in list.GetProperty("facets").EnumerateArray())
        {
            var values = facet.GetProperty("values").EnumerateArray().Append(facet.GetProperty("everythingElse"));
            var counted = Add(values.Where(v => v.ValueKind == JsonValueKind.Object).Select(Total));
            Assert.Equal((question, expected.Count, expected.Sum), (question, counted.Count, counted.Sum));
        }

        var csv = Csv(await register.GetText($"/v1/expenditure.csv?{filter}fields=amount,kind"));
        Assert.Equal(
            (question, expected.Count, expected.Sum),
            (question, csv.Count, csv.Where(row => row["kind"] != "reportedTotal").Sum(row => Pounds(row["amount"])))
        );

        var extremes = random.Next(2) == 0 ? "" : "&measures=count,sumAmount,minAmount,maxAmount,meanAmount";
        var sort = new[] { "", "&sort=-group", "&sort=-sumAmount", "&sort=count" }[random.Next(4)];
        var first = await register.Get($"/v1/expenditure/summary?{question}{extremes}{sort}");
        // A few pages of every summary, many of some: each page adds up everything anew.
        var limit = Math.Max(7, first.GetProperty("page").GetProperty("groups").GetInt32() / 4);
        var rows = await register.Walk($"/v1/expenditure/summary?{question}{extremes}{sort}&limit={Math.Min(limit, 1000)}");
        Assert.Equal((question, expected), (question, Total(first.GetProperty("page"))));
        Assert.Equal((question, expected), (question, Add(rows.Select(Total))));
        Assert.Equal(first.GetProperty("page").GetProperty("groups").GetInt32(), rows.Count);

        var table = Csv(await register.GetText($"/v1/expenditure/summary.csv?{question}&top=3"));
        Assert.Equal(
            (question, expected),
            (
                question,
                (table.Sum(r => long.Parse(r["count"], CultureInfo.InvariantCulture)), Sum(table, "sumAmount"), Sum(table, "sumReported"))
            )
        );

        if (rows.Where(r => r.GetProperty("url").ValueKind == JsonValueKind.String).ToList() is { Count: > 0 } picked)
        {
            var row = picked[random.Next(picked.Count)];
            var records = Total((await register.Get(row.GetProperty("url").GetString()!)).GetProperty("page"));
            Assert.Equal((question, Total(row).Sum), (question, records.Sum));
        }
    }

    private static string Filter(Random random, string[] bodies, List<string> suppliers, DateOnly first)
    {
        var text = new StringBuilder();
        var (from, to) = (first.AddDays(random.Next(800)), first.AddDays(800 + random.Next(800)));
        var whole = random.Next(2) == 0;
        Maybe("body", () => bodies[random.Next(bodies.Length)]);
        Maybe("kind", () => Kinds[random.Next(Kinds.Length)]);
        Maybe("kind", () => Kinds[random.Next(Kinds.Length)]);
        // Now and then those without one.
        Maybe("supplier", () => random.Next(4) == 0 ? "" : suppliers[random.Next(suppliers.Count)]);
        Maybe("category", () => random.Next(4) == 0 ? "" : $"category {random.Next(4)}");
        Maybe("department", () => $"DEPARTMENT {random.Next(4)}");
        Maybe("from", () => Day(whole ? new(from.Year, from.Month, 1) : from));
        Maybe("to", () => Day(whole ? new DateOnly(to.Year, to.Month, 1).AddDays(-1) : to));
        Maybe("financialYear", () => $"{first.Year + random.Next(3)}-{first.Year % 100 + 1 + random.Next(1):00}");
        Maybe("minAmount", () => $"{random.Next(-20, 100)}");
        Maybe("maxAmount", () => $"{random.Next(50, 5000)}");
        Maybe("withheld", () => "true");
        Maybe("hasIssue", () => "true");
        Maybe("q", () => "supplier");
        return text.ToString();

        void Maybe(string name, Func<string> value)
        {
            if (random.Next(8) == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}={Uri.EscapeDataString(value())}&");
            }
        }
    }

    /// <summary>Rows with everything that is missing, withheld, negative, equal, and written in either case.</summary>
    private static string MadeUp(int seed, int rows)
    {
        var random = new Random(seed);
        var text = new StringBuilder("Date,Supplier Name,Amount,Transaction Number,Directorate,Category\n");
        for (var i = 0; i < rows; i++)
        {
            var day = new DateOnly(2012, 1, 1).AddDays(random.Next(1200));
            var date = random.Next(15) == 0 ? "" : Day(day);
            var supplier = random.Next(12) switch
            {
                0 => "REDACTED PERSONAL DATA",
                1 => "",
                var n => $"Supplier {n * random.Next(1, 4)}",
            };
            var category = random.Next(6) is 0 ? "" : (random.Next(2) == 0 ? "Category " : "CATEGORY ") + random.Next(4);
            var department = random.Next(6) is 0 ? "" : $"Department {random.Next(5)}";
            var amount = random.Next(9) == 0 ? -random.Next(1, 9000) : random.Next(1, 900_000);
            text.Append(CultureInfo.InvariantCulture, $"{date},{supplier},{amount / 100m:0.00},T{i % 250},{department},{category}\n");
        }
        return text.ToString();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static decimal Pounds(string cell) => decimal.Parse(cell, CultureInfo.InvariantCulture);

    private static decimal Sum(List<Dictionary<string, string>> table, string column) => table.Sum(row => Pounds(row[column]));

    private static (long Count, decimal Sum, decimal Reported) Total(JsonElement of) =>
        (of.GetProperty("count").GetInt64(), of.GetProperty("sumAmount").GetDecimal(), of.GetProperty("sumReported").GetDecimal());

    private static (long Count, decimal Sum, decimal Reported) Add(IEnumerable<(long Count, decimal Sum, decimal Reported)> parts) =>
        parts.Aggregate((0L, 0m, 0m), (sum, part) => (sum.Item1 + part.Count, sum.Item2 + part.Sum, sum.Item3 + part.Reported));

    private static List<Dictionary<string, string>> Csv(string text)
    {
        using var records = new RecordReader(new StringReader(text), ',');
        Assert.True(records.Read());
        var headings = Enumerable.Range(0, records.Count).Select(i => records[i]).ToList();
        var rows = new List<Dictionary<string, string>>();
        while (records.Read())
        {
            rows.Add(headings.Select((heading, i) => (heading, Cell: records[i])).ToDictionary(cell => cell.heading, cell => cell.Cell));
        }
        return rows;
    }
}
