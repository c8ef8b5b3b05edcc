using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using DecisionsApi.Formats;

namespace DecisionsApi.Tests.Insights;

/// <summary>Patterns: what each rule picks, and that the rows behind a pattern are exactly those its address gives.</summary>
public sealed class InsightTests
{
    private const string Heading = "Date,Supplier Name,Amount,Transaction Number,Invoice Number,Category\n";

    [Fact]
    public async Task Duplicates_are_of_one_supplier_amount_and_week()
    {
        await using var register = new GivenRegister();
        // Monday and Sunday of a week, the Monday after, another amount, a credit twice, and a withheld supplier twice.
        register.Import(
            "a.csv",
            Heading
                + "01/01/2024,Acme Ltd,500.00,T1,I1,Roads\n07/01/2024,ACME LTD,500.00,T2,I1,Roads\n08/01/2024,Acme Ltd,500.00,T3,I2,Roads\n"
                + "02/01/2024,Acme Ltd,500.01,T4,I3,Roads\n03/01/2024,Bolt Ltd,-9.00,T5,I4,Roads\n03/01/2024,Bolt Ltd,-9.00,T6,I5,Roads\n"
                + "03/01/2024,REDACTED PERSONAL DATA,700.00,T7,I6,Care\n03/01/2024,REDACTED PERSONAL DATA,700.00,T8,I7,Care\n"
        );

        var page = await register.Get("/v1/insights/duplicates?body=test-council");

        Assert.Equal("ACME LTD", page.GetProperty("data")[0].GetProperty("supplier").GetProperty("name").GetString(), ignoreCase: true);
        Snapshot.Match(JsonSerializer.Serialize(page, Json.Report));
    }

    [Fact]
    public async Task Just_under_a_threshold_is_below_it_by_no_more_than_asked()
    {
        await using var register = new GivenRegister();
        register.Import(
            "a.csv",
            Heading
                + "01/01/2024,Acme Ltd,9999.99,T1,,\n01/02/2024,Acme Ltd,9500.00,T2,,\n01/02/2024,Acme Ltd,9499.99,T3,,\n"
                + "01/03/2024,Acme Ltd,10000.00,T4,,\n01/03/2024,Acme Ltd,10499.99,T5,,\n01/03/2024,Bolt Ltd,10000.00,T6,,\n"
        );

        var found = await Patterns(register, "near-threshold?body=test-council");
        var narrow = await Patterns(register, "near-threshold?body=test-council&within=1&threshold=9500");

        Assert.Equal([(2, 19499.99m, 2)], found.Select(p => (Count(p), Sum(p), p.GetProperty("justOverCount").GetInt32())));
        Assert.Equal([9499.99m], narrow.Select(Sum));
    }

    [Fact]
    public async Task Round_sums_are_whole_multiples()
    {
        await using var register = new GivenRegister();
        register.Import(
            "a.csv",
            Heading
                + "01/01/2024,A,3000,T1,,\n02/01/2024,A,3000,T2,,\n02/01/2024,A,3000.01,T3,,\n02/01/2024,B,250,T4,,\n02/01/2024,B,-1000,T5,,\n"
        );

        Assert.Equal([(2, 6000m)], (await Patterns(register, "round-sums?body=test-council")).Select(p => (Count(p), Sum(p))));
        Assert.Equal(2, (await Patterns(register, "round-sums?body=test-council&multiple=50")).Count);
    }

    [Fact]
    public async Task New_suppliers_were_never_paid_before_by_the_same_body()
    {
        await using var register = new GivenRegister();
        register.Import(
            "a.csv",
            Heading + "31/03/2023,Old Ltd,10,T1,,\n01/04/2023,Old Ltd,20,T2,,\n31/03/2024,New Ltd,30,T3,,\n01/04/2024,Later Ltd,40,T4,,\n"
        );
        register.Import("b.csv", Heading + "01/01/2020,New Ltd,50,T1,,\n", new() { Body = "other-council" });

        var found = await Patterns(register, "new-suppliers?body=test-council&financialYear=2023-24");

        Assert.Equal([("New Ltd", "2024-03-31")], found.Select(p => (Name(p), p.GetProperty("firstPaidOn").GetString()!)));
    }

    [Fact]
    public async Task A_year_stands_beside_the_one_before()
    {
        await using var register = new GivenRegister();
        register.Import(
            "a.csv",
            Heading
                + "31/03/2023,A,10,T1,,\n01/04/2022,A,20,T2,,\n01/04/2023,A,100,T3,,\n01/05/2022,Gone Ltd,70,T4,,\n31/03/2022,A,999,T5,,\n"
        );

        var found = await Patterns(register, "supplier-changes?body=test-council&financialYear=2023-24");

        Assert.Equal(
            [("A", 100m, 30m, 70m), ("Gone Ltd", 0m, 70m, -70m)],
            found.Select(p => (Name(p), Sum(p), p.GetProperty("earlierSumAmount").GetDecimal(), p.GetProperty("change").GetDecimal()))
        );
        var earlier = (await register.Get(found[0].GetProperty("earlierExpenditure").GetString()!)).GetProperty("page");
        Assert.Equal((2, 30m), (earlier.GetProperty("count").GetInt32(), earlier.GetProperty("sumAmount").GetDecimal()));
    }

    [Fact]
    public async Task March_stands_against_the_mean_of_the_other_months_there_are()
    {
        await using var register = new GivenRegister();
        register.Import(
            "a.csv",
            Heading + "01/04/2023,A,100,T1,,\n01/05/2023,A,200,T2,,\n01/03/2024,A,200,T3,,\n31/03/2024,B,250,T4,,\n01/03/2025,A,5,T5,,\n"
        );

        var found = await Patterns(register, "year-end?body=test-council&sort=financialYear");

        Assert.Equal(
            [("2023-24", 450m, 2, 150m, 3m), ("2024-25", 5m, 0, null, null)],
            found.Select(p =>
                (
                    p.GetProperty("financialYear").GetString()!,
                    Sum(p),
                    p.GetProperty("otherMonths").GetInt32(),
                    Decimal(p, "otherMonthsMean"),
                    Decimal(p, "ratio")
                )
            )
        );
    }

    [Fact]
    public async Task Shared_suppliers_are_paid_by_several_of_the_bodies()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + "01/04/2023,Acme Ltd,100,T1,,\n01/05/2023,Own Ltd,200,T2,,\n01/05/2023,Redacted,5,T3,,\n");
        register.Import("b.csv", Heading + "01/04/2023,ACME LTD.,1,T1,,\n01/04/2023,Redacted,5,T2,,\n", new() { Body = "other-council" });

        var found = await Patterns(register, "shared-suppliers?body=test-council&body=other-council");

        var only = Assert.Single(found);
        Assert.Equal((101m, 2), (Sum(only), only.GetProperty("bodyCount").GetInt32()));
        Assert.Equal(
            [("other-council", 1m), ("test-council", 100m)],
            only.GetProperty("bodies").EnumerateArray().Select(b => (b.GetProperty("body").GetString()!, Sum(b)))
        );
    }

    [Fact]
    public async Task Contracts_ended_early_come_with_what_was_paid_on_them()
    {
        await using var register = new GivenRegister().Shipped();
        register.Import(
            "paid.json",
            """
            {"expenditure": [
              {"body": "west-midlands-police-authority", "kind": "payment", "amount": 1200.50, "paidOn": "2012-06-01", "supplier": {"name": "iMPOWER"}, "contract": {"body": "west-midlands-police-authority", "key": "bpp-impower"}},
              {"body": "west-midlands-police-authority", "kind": "payment", "amount": 99, "paidOn": "2012-07-01", "supplier": {"name": "iMPOWER"}, "contract": {"body": "west-midlands-police-authority", "key": "bpp-impower"}}
            ]}
            """
        );

        var only = Assert.Single(await Patterns(register, "ended-early?body=west-midlands-police-authority"));

        Assert.Equal((2, 1299.50m), (Count(only), Sum(only)));
        await AssertItsRows(register, only);
        Assert.Empty(await Patterns(register, "ended-early?body=west-midlands-pcc"));
        Assert.Empty(await Patterns(register, "ended-early?from=2013-01-01"));
    }

    [Theory]
    [InlineData("duplicates")]
    [InlineData("new-suppliers?body=test-council")]
    [InlineData("new-suppliers?body=test-council&financialYear=2012-13&financialYear=2013-14")]
    [InlineData("shared-suppliers?body=test-council")]
    [InlineData("round-sums?body=test-council&multiple=0")]
    [InlineData("near-threshold?body=test-council&threshold=-5")]
    [InlineData("duplicates?body=test-council&kind=reportedTotal")]
    [InlineData("duplicates?body=test-council&sort=amount")]
    [InlineData("duplicates?body=test-council&multiple=10")]
    [InlineData("duplicates?body=test-council&cursor=AAAA")]
    public async Task What_cannot_be_asked_is_refused(string query)
    {
        await using var register = new GivenRegister();

        using var response = await register.Client.GetAsync(
            new Uri("/v1/insights/" + query, UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task An_unbounded_question_is_told_what_it_lacks()
    {
        await using var register = new GivenRegister();

        using var response = await register.Client.GetAsync(
            new Uri("/v1/insights/duplicates", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("'body' is '', but must be 1 to 100 ids of bodies", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_of_another_question_is_refused()
    {
        await using var register = Many();
        var next = (await register.Get("/v1/insights/duplicates?body=test-council&limit=1"))
            .GetProperty("page")
            .GetProperty("next")
            .GetString()!;

        using var response = await register.Client.GetAsync(
            new Uri(next.Replace("duplicates", "round-sums", StringComparison.Ordinal), UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    /// <summary>Names of all patterns, with what makes them differ from each other.</summary>
    public static TheoryData<string> Questions =>
        [
            "duplicates?body=test-council",
            "duplicates?body=test-council&body=other-council&sort=paymentCount&kind=payment",
            "duplicates?body=test-council&from=2022-06-08&to=2023-12-13&minAmount=100",
            "near-threshold?body=test-council&threshold=300&within=120",
            "near-threshold?body=test-council&threshold=300&within=250&minAmount=100&maxAmount=250&category=roads",
            "round-sums?body=test-council&multiple=100&sort=-paymentCount",
            "round-sums?body=other-council&multiple=50&financialYear=2023-24",
            "new-suppliers?body=test-council&financialYear=2023-24",
            "supplier-changes?body=test-council&body=other-council&financialYear=2023-24&sort=change",
            "year-end?body=test-council&body=other-council",
            "shared-suppliers?body=test-council&body=other-council&from=2023-05-01&sort=-bodyCount",
        ];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task The_address_of_every_pattern_gives_exactly_its_rows(string question)
    {
        await using var register = Many();

        var found = await register.Walk($"/v1/insights/{question}&limit=3");

        Assert.NotEmpty(found);
        var page = (await register.Get($"/v1/insights/{question}&limit=1000")).GetProperty("page");
        Assert.Equal((found.Count, found.Sum(Sum)), (page.GetProperty("count").GetInt32(), page.GetProperty("sumAmount").GetDecimal()));
        Assert.Equal(found.Count, found.Select(p => p.GetProperty("id").GetString()).Distinct().Count());
        foreach (var pattern in found)
        {
            await AssertItsRows(register, pattern);
        }
        var csv = await register.GetText($"/v1/insights/{question.Replace("?", ".csv?", StringComparison.Ordinal)}&fields=id");
        Assert.Equal(["id", .. found.Select(p => p.GetProperty("id").GetString())], csv.TrimEnd().Split("\r\n"));
        var lines = await register.GetText($"/v1/insights/{question}&format=jsonl");
        Assert.Equal(found.Select(p => p.GetRawText()), lines.TrimEnd().Split('\n'));
    }

    private static async Task AssertItsRows(GivenRegister register, JsonElement pattern)
    {
        var list = await register.Get(pattern.GetProperty("expenditure").GetString()! + "&limit=1000&sort=-amount");
        Assert.Equal(
            (Count(pattern), Sum(pattern)),
            (list.GetProperty("page").GetProperty("count").GetInt32(), list.GetProperty("page").GetProperty("sumAmount").GetDecimal())
        );
        var ids = list.GetProperty("data").EnumerateArray().Select(p => p.GetProperty("id").GetString()).ToList();
        var given = pattern.GetProperty("payments").EnumerateArray().Select(p => p.GetString()).ToList();
        Assert.Equal(Math.Min(100, ids.Count), given.Count);
        Assert.Equal(ids.Take(100).Order(StringComparer.Ordinal), given.Order(StringComparer.Ordinal));
        Assert.Equal("A question, not a finding.", pattern.GetProperty("notice").GetString());
    }

    /// <summary>Two bodies, two years, few suppliers and amounts, so that everything repeats; withheld names, credits, totals, rows without a day.</summary>
    private static GivenRegister Many()
    {
        var register = new GivenRegister();
        var random = new Random(20121122);
        foreach (var body in new[] { GivenRegister.Council, "other-council" })
        {
            var rows = new StringBuilder(Heading);
            for (var i = 0; i < 400; i++)
            {
                var later = random.Next(690);
                var day = new DateOnly(2022, 5, 1).AddDays(later).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
                // Some come late and some do not stay.
                var supplier = random.Next(12) is 0 ? "REDACTED PERSONAL DATA" : $"Supplier {random.Next(6) + (later / 120)} Ltd";
                var amount = (random.Next(8) - 1) * 50;
                var category = random.Next(2) == 0 ? "Roads" : "Care";
                rows.Append(
                    CultureInfo.InvariantCulture,
                    $"{(random.Next(20) == 0 ? "" : day)},{supplier},{amount}.00,T{i},I{random.Next(50)},{category}\n"
                );
            }
            register.Import($"{body}.csv", rows.ToString(), new() { Body = body });
        }
        var total = register.Import(
            "total.json",
            """{"expenditure": [{"body": "test-council", "kind": "reportedTotal", "amount": 500000, "paidOn": "2023-06-01", "supplier": {"name": "Supplier 1 Ltd"}}]}"""
        );
        Assert.Equal(1, total.Rows!.Saved);
        return register;
    }

    private static async Task<List<JsonElement>> Patterns(GivenRegister register, string question) =>
        [.. (await register.Get("/v1/insights/" + question)).GetProperty("data").EnumerateArray()];

    private static int Count(JsonElement pattern) => pattern.GetProperty("paymentCount").GetInt32();

    private static decimal Sum(JsonElement pattern) => pattern.GetProperty("sumAmount").GetDecimal();

    private static string Name(JsonElement pattern) => pattern.GetProperty("supplier").GetProperty("name").GetString()!;

    private static decimal? Decimal(JsonElement of, string name) =>
        of.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;
}
