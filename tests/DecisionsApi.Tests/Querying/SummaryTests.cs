using System.Net;
using System.Text.Json;
using DecisionsApi.Erasing;

namespace DecisionsApi.Tests.Querying;

public sealed class SummaryTests
{
    private const string Spend = """
        Date,Supplier Name,Amount,Transaction Number,Directorate,Category
        01/02/2013,Acme,12,T1,Ops,Transport
        02/02/2013,Acme,13.50,T2,OPS,TRANSPORT
        03/05/2013,Brown,-4,T3,Legal,
        ,Brown,100,T4,,IT
        04/05/2013,REDACTED PERSONAL DATA,55,T5,Legal,IT

        """;

    [Theory]
    [InlineData("groupBy=category,supplier&measures=count,sumAmount,minAmount,maxAmount,meanAmount", "by_category_and_supplier")]
    [InlineData("groupBy=supplier&top=1", "top_supplier")]
    [InlineData("groupBy=kind", "by_kind")]
    public async Task A_summary_looks_like_this(string query, string name)
    {
        await using var register = new GivenRegister();
        register.Shipped().Import("a.csv", Spend);

        var summary = await register.Get("/v1/expenditure/summary?" + query);

        Snapshot.Match(JsonSerializer.Serialize(summary, Indented), "json", test: name);
    }

    [Theory]
    [InlineData("contracts", "groupBy=status,stage")]
    [InlineData("contracts", "groupBy=year&measures=sumAmount")]
    [InlineData("contracts", "groupBy=supplier&sort=-sumAmount")]
    [InlineData("decisions", "groupBy=type,status,financialYear")]
    [InlineData("decisions", "groupBy=body&sort=-count")]
    public async Task Contracts_and_decisions_are_summed_up_likewise(string list, string query)
    {
        await using var register = new GivenRegister();
        register.Shipped();

        var summary = await register.Get($"/v1/{list}/summary?{query}");

        var total = (await register.Get($"/v1/{list}?limit=1")).GetProperty("page").GetProperty("count").GetInt64();
        Assert.Equal(total, summary.GetProperty("page").GetProperty("count").GetInt64());
        foreach (var row in summary.GetProperty("data").EnumerateArray().Where(r => r.GetProperty("url").ValueKind == JsonValueKind.String))
        {
            var records = await register.Get(row.GetProperty("url").GetString()!);
            Assert.True(
                !row.TryGetProperty("count", out var count)
                    || count.GetInt64() == records.GetProperty("page").GetProperty("count").GetInt64(),
                row.ToString()
            );
        }
    }

    [Fact]
    public async Task The_number_of_groups_and_what_the_others_come_to_follow_the_register()
    {
        await using var register = new GivenRegister();
        const string query = "/v1/expenditure/summary?groupBy=supplier&financialYear=2012-13&top=1";
        register.Import("a.csv", Spend);
        var first = await register.Get(query);
        register.Import("b.csv", "Date,Supplier Name,Amount,Transaction Number\n05/02/2013,Cole,7,T6\n05/02/2013,Dunn,8,T7\n");
        var second = await register.Get(query);

        Assert.Equal((1, 25.50m), Whole(first));
        Assert.Equal((3, 40.50m), Whole(second));
        Assert.Equal(15m, second.GetProperty("data")[1].GetProperty("sumAmount").GetDecimal());

        static (int, decimal) Whole(JsonElement answer) =>
            (answer.GetProperty("page").GetProperty("groups").GetInt32(), answer.GetProperty("page").GetProperty("sumAmount").GetDecimal());
    }

    [Fact]
    public async Task A_contract_with_several_suppliers_is_in_the_group_of_each_and_once_in_the_totals()
    {
        await using var register = new GivenRegister();
        register.Import(
            "contracts.json",
            """
            {"contracts":[
              {"key":"a","title":"Two","value":100,"suppliers":[{"name":"Acme"},{"name":"Brown"}]},
              {"key":"b","title":"One","value":10.5,"suppliers":[{"name":"Acme"},{"name":"ACME"}]},
              {"key":"c","title":"Euros","value":7,"currency":"EUR","suppliers":[]}]}
            """
        );

        var summary = await register.Get("/v1/contracts/summary?groupBy=supplier&measures=count,sumAmount");

        var page = summary.GetProperty("page");
        Assert.Equal(
            (3, 110.50m, true),
            (page.GetProperty("count").GetInt64(), page.GetProperty("sumAmount").GetDecimal(), page.GetProperty("overlapping").GetBoolean())
        );
        Assert.Equal(
            [("Acme", 2, 110.50m), ("Brown", 1, 100.00m), (null, 1, null)],
            summary
                .GetProperty("data")
                .EnumerateArray()
                .Select(r =>
                    (
                        r.GetProperty("supplierName").GetString(),
                        r.GetProperty("count").GetInt32(),
                        r.GetProperty("sumAmount").ValueKind == JsonValueKind.Null
                            ? (decimal?)null
                            : r.GetProperty("sumAmount").GetDecimal()
                    )
                )
        );
    }

    [Theory]
    [InlineData("groupBy=kid", "groupBy", "supplier")]
    [InlineData("groupBy=body,kind,month,year", "groupBy", "up to 3")]
    [InlineData("groupBy=body&groupBy=body", "groupBy", "each once")]
    [InlineData("groupBy=", "groupBy", "supplier")]
    [InlineData("top=3", "top", "groupBy")]
    [InlineData("groupBy=body&top=0", "top", "1 to 1000")]
    [InlineData("groupBy=body&top=3&limit=3", "limit", "left out with top")]
    [InlineData("groupBy=body&top=3&cursor=YQoxCjAKLQ", "cursor", "left out with top")]
    [InlineData("groupBy=body&sort=-minAmount", "sort", "sumAmount")]
    [InlineData("groupBy=body&measures=median", "measures", "meanAmount")]
    [InlineData("groupBy=body&kind=bribe", "kind", "reportedTotal")]
    public async Task Says_what_is_wrong_and_what_is_allowed(string query, string parameter, string allowed)
    {
        await using var register = new GivenRegister();

        using var response = await register.Client.GetAsync(new Uri("/v1/expenditure/summary?" + query, UriKind.Relative), Stop);

        var problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Stop));
        var error = problem.GetProperty("errors").EnumerateArray().Single(e => e.GetProperty("parameter").GetString() == parameter);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(allowed, error.GetProperty("allowed").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/expenditure?facet=paidOn")]
    [InlineData("/v1/expenditure?facet=body,body")]
    [InlineData("/v1/expenditure?facet=body&format=csv")]
    [InlineData("/v1/decisions?facet=supplier")]
    [InlineData("/v1/expenditure/summary?fields=count")]
    [InlineData("/v1/suppliers?facet=name")]
    [InlineData("/v1/expenditure/summary?groupBy=body&cursor=YW5vdGhlcjAKMQowCi0")]
    public async Task Refuses(string path)
    {
        await using var register = new GivenRegister();

        using var response = await register.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Pages_are_of_the_state_the_walk_began_with()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var first = await register.Get("/v1/expenditure/summary?groupBy=supplier,category&limit=1");
        register.Import("b.csv", Spend.Replace("Acme", "Aardvark", StringComparison.Ordinal));
        register.Import("a.csv", Spend.Replace("04/05/2013,REDACTED PERSONAL DATA,55,T5,Legal,IT\n", "", StringComparison.Ordinal));

        var page = first.GetProperty("page");
        var rest = await register.Walk(page.GetProperty("next").GetString()!);

        var sum =
            first.GetProperty("data")[0].GetProperty("sumAmount").GetDecimal() + rest.Sum(r => r.GetProperty("sumAmount").GetDecimal());
        Assert.Equal((4, 4, 176.50m), (page.GetProperty("groups").GetInt32(), 1 + rest.Count, sum));
        Assert.Equal(298.00m, (await register.Get("/v1/expenditure/summary")).GetProperty("page").GetProperty("sumAmount").GetDecimal());
    }

    [Fact]
    public async Task Facets_of_a_page_are_of_the_whole_list_and_of_its_moment()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var first = await register.Get("/v1/expenditure?limit=2&facet=category");
        register.Import("b.csv", Spend);

        var second = await register.Get(first.GetProperty("page").GetProperty("next").GetString()!);

        Assert.Equal(first.GetProperty("facets").ToString(), second.GetProperty("facets").ToString());
        Assert.False((await register.Get("/v1/expenditure")).TryGetProperty("facets", out _));
    }

    [Fact]
    public async Task Facets_keep_the_filters_and_narrow_them()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);

        var list = await register.Get(
            "/v1/expenditure?from=2013-02-02&category=transport&category=it&facet=month&facet=category&limit=1&sort=amount"
        );

        var urls = list.GetProperty("facets")
            .EnumerateArray()
            .SelectMany(f => f.GetProperty("values").EnumerateArray())
            .Select(v => v.GetProperty("url").GetString());
        Assert.Equal(
            [
                "/v1/expenditure?category=transport&category=it&from=2013-05-01&to=2013-05-31",
                "/v1/expenditure?category=transport&category=it&from=2013-02-02&to=2013-02-28",
                "/v1/expenditure?from=2013-02-02&category=IT",
                "/v1/expenditure?from=2013-02-02&category=Transport",
            ],
            urls
        );
    }

    [Fact]
    public async Task Sums_follow_withdrawals_returns_and_erasures()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var without = Spend.Replace("01/02/2013,Acme,12,T1,Ops,Transport\n", "", StringComparison.Ordinal);

        register.Import("a.csv", without);
        Assert.Equal((4, 164.50m), await Total(register, "groupBy=supplier"));
        Assert.Empty(register.Faults());
        register.Import("a.csv", Spend.Replace("Acme,13.50", "Brown,14.50", StringComparison.Ordinal));
        Assert.Equal((5, 177.50m), await Total(register, "groupBy=category"));
        Assert.Empty(register.Faults());
        var id = (await register.Walk("/v1/expenditure?category=transport&minAmount=13"))[0].GetProperty("id").GetString();
        Erase(register, id!, "supplier.name");
        Erase(register, id!, "category");
        Assert.Equal((1, 14.50m), await Total(register, "groupBy=department,supplier&minAmount=13&maxAmount=15"));
        Assert.Empty(register.Faults());
        Erase(register, id!, "");
        Assert.Equal((4, 163.00m), await Total(register, "groupBy=month"));
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task A_summary_that_takes_too_long_is_stopped()
    {
        await using var register = new GivenRegister { Clock = new NoTimeLeft() };
        register.Import(
            "a.csv",
            "Date,Supplier Name,Amount\n" + string.Concat(Enumerable.Range(1, 5000).Select(i => $"01/02/2013,A,{i}\n"))
        );

        using var response = await register.Client.GetAsync(new Uri("/v1/expenditure/summary?groupBy=source", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static JsonSerializerOptions Indented { get; } =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task<(int Count, decimal Sum)> Total(GivenRegister register, string query)
    {
        var page = (await register.Get("/v1/expenditure/summary?" + query)).GetProperty("page");
        return (page.GetProperty("count").GetInt32(), page.GetProperty("sumAmount").GetDecimal());
    }

    private static void Erase(GivenRegister register, string id, string field)
    {
        var outcome = new Erasure(register.Database, new FixedTime()).Run(
            new("expenditure", id, field, "Article 17 request 12", "A. Officer")
        );
        Assert.True(outcome.Done, outcome.Message);
    }
}
