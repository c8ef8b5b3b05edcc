using System.Globalization;
using System.Text.Json;
using DecisionsApi.Expenditure;
using DecisionsApi.Querying;

namespace DecisionsApi.Tests.Querying;

public sealed class ListTests
{
    private const string Heading = "Date,Supplier Name,Amount,Transaction Number,Directorate,Category\n";

    [Fact]
    public async Task A_walk_gives_every_record_once_and_adds_up_also_while_the_register_grows()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + Rows(1, 250));
        var first = await register.Get("/v1/expenditure?limit=40");
        var ids = Ids(first);
        register.Import("b.csv", Heading + Rows(300, 200));
        register.Import("a.csv", Heading + Rows(1, 240));

        var (count, sum) = (first.GetProperty("page").GetProperty("count").GetInt64(), Sum(first));
        for (var next = Next(first); next is not null; )
        {
            var page = await register.Get(next);
            ids.AddRange(Ids(page));
            sum += Sum(page);
            Assert.Equal(250, page.GetProperty("page").GetProperty("count").GetInt64());
            next = Next(page);
        }

        Assert.Equal((250, 250), (count, ids.Distinct().Count()));
        Assert.Equal(250, ids.Count);
        Assert.Equal(first.GetProperty("page").GetProperty("sumAmount").GetDecimal(), sum);
        Assert.Equal(440, (await register.Get("/v1/expenditure")).GetProperty("page").GetProperty("count").GetInt64());
    }

    [Theory]
    [InlineData("paidOn")]
    [InlineData("-paidOn")]
    [InlineData("amount")]
    [InlineData("-amount")]
    public async Task Every_order_is_total_and_undated_records_come_last(string sort)
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + Rows(1, 30) + "TBC,X,3,,,\n,Y,4,,,\n,Y,4,,,\n");

        var walked = await register.Walk($"/v1/expenditure?limit=7&sort={sort}");

        Assert.Equal(33, walked.Select(p => p.GetProperty("id").GetString()).Distinct().Count());
        var keys = walked.Select(p => (Key(p, sort.TrimStart('-')), Id: p.GetProperty("id").GetString()!)).ToList();
        var dated = keys.Where(k => k.Item1 is not null).ToList();
        var ordered = dated.OrderBy(k => k.Item1).ThenBy(k => k.Id, StringComparer.Ordinal).ToList();
        Assert.Equal(sort[0] == '-' ? Enumerable.Reverse(ordered) : ordered, keys.Take(dated.Count));
        Assert.All(keys.Skip(dated.Count), k => Assert.Null(k.Item1));
    }

    [Theory]
    [InlineData("from=2011-01-05", 26)]
    [InlineData("from=2011-01-05&to=2011-01-06", 2)]
    [InlineData("minAmount=10", 22)]
    [InlineData("minAmount=-2&maxAmount=2.50", 2)]
    [InlineData("supplierName=SUPPLIER%201", 10)]
    [InlineData("department=ROADS", 15)]
    [InlineData("department=roads&department=parks", 30)]
    [InlineData("category=nothing", 0)]
    [InlineData("financialYear=2010-11", 30)]
    [InlineData("financialYear=2011-12", 0)]
    [InlineData("kind=credit", 0)]
    [InlineData("hasIssue=true", 1)]
    [InlineData("hasIssue=dateMissing", 1)]
    [InlineData("body=test-council&q=roads", 15)]
    [InlineData("body=nobody", 0)]
    [InlineData("q=supp*%20-roads", 16)]
    [InlineData("q=%22supplier%201%22", 10)]
    [InlineData("programme=none", 0)]
    public async Task A_filter_picks_what_it_says_in_every_format(string filter, int expected)
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + Rows(1, 30) + ",supplier x,30,,,\n");

        var list = await register.Get($"/v1/expenditure?limit=1000&{filter}");
        var lines = await register.Client.GetStringAsync(
            new Uri($"/v1/expenditure?format=jsonl&{filter}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        var csv = await register.Client.GetStringAsync(
            new Uri($"/v1/expenditure?format=csv&fields=id&{filter}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(expected, Ids(list).Count);
        Assert.Equal(expected, list.GetProperty("page").GetProperty("count").GetInt64());
        Assert.Equal(Sum(list), list.GetProperty("page").GetProperty("sumAmount").GetDecimal());
        Assert.Equal(
            Ids(list),
            lines
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => JsonSerializer.Deserialize<JsonElement>(l).GetProperty("id").GetString())
        );
        Assert.Equal(["id", .. Ids(list)], csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("/v1/expenditure?bdy=x", "'bdy'", "'body'")]
    [InlineData("/v1/suppliers?Sort=name", "'Sort'", "'sort'")]
    [InlineData("/v1/status?x=1", "'x'", "no parameter")]
    [InlineData("/v1/expenditure?limit=0", "'0'", "1 to 1000")]
    [InlineData("/v1/expenditure?limit=abc", "'abc'", "1 to 1000")]
    [InlineData("/v1/expenditure?limit=1&limit=2", "'1, 2'", "1 to 1000")]
    [InlineData("/v1/expenditure?from=22/11/2012", "'22/11/2012'", "YYYY-MM-DD")]
    [InlineData("/v1/expenditure?minAmount=1e3", "'1e3'", "pounds")]
    [InlineData("/v1/expenditure?sort=supplier", "'supplier'", "-paidOn")]
    [InlineData("/v1/expenditure?kind=cash", "'cash'", "reportedTotal")]
    [InlineData("/v1/expenditure?q=%22", "'q'", "word")]
    [InlineData("/v1/expenditure?cursor=!!", "'!!'", "page.next")]
    [InlineData("/v1/expenditure?fields=id,nonsense", "'fields'", "supplier.name")]
    [InlineData("/v1/expenditure?fields=", "'fields'", "supplier.name")]
    [InlineData("/v1/expenditure?format=xml", "'xml'", "jsonl")]
    [InlineData("/v1/expenditure?count=maybe", "'maybe'", "exact")]
    [InlineData("/v1/expenditure?financialYear=2012", "'2012'", "2012-13")]
    public async Task A_wrong_parameter_is_named_with_what_is_allowed(string path, string found, string allowed)
    {
        await using var register = new GivenRegister();

        using var response = await register.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        var problem = JsonSerializer.Deserialize<JsonElement>(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(found, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains(allowed, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_goes_with_its_own_query_only()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + Rows(1, 30));
        var cursor = Next(await register.Get("/v1/expenditure?limit=5"))!.Split("cursor=")[1];

        foreach (var path in new[] { "/v1/expenditure?sort=amount&", "/v1/expenditure?body=test-council&", "/v1/suppliers?" })
        {
            using var response = await register.Client.GetAsync(
                new Uri($"{path}cursor={cursor}", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            Assert.Equal(400, (int)response.StatusCode);
        }
        Assert.Equal(25, (await register.Walk($"/v1/expenditure?limit=9&cursor={cursor}")).Count);
    }

    [Theory]
    [InlineData("paidOn", "22/11/2012")]
    [InlineData("-paidOn", "9")]
    [InlineData("amount", "a lot")]
    [InlineData("amount", null)]
    public async Task A_cursor_that_begins_after_no_value_of_the_order_is_none(string sort, string? value)
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + Rows(1, 3));
        var list = PaymentList.Definition;
        var fingerprint = ListQuery.FingerprintOf(list.Name, Sort.Of(sort, list.DefaultSort, list.Keys)!, [new("sort", sort)]);

        using var response = await register.Client.GetAsync(
            new Uri($"/v1/expenditure?sort={sort}&cursor={new Cursor(fingerprint, 1, value, "x")}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(400, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("\" OR 1=1")]
    [InlineData("a NEAR(b c)")]
    [InlineData("nosuch:x")]
    [InlineData("x AND OR NOT")]
    [InlineData("a^2 {b} (c")]
    [InlineData("-a b*")]
    [InlineData("'; DROP TABLE payments; --x")]
    public async Task Nothing_typed_is_a_syntax_error(string q)
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + Rows(1, 3));

        Assert.Equal(
            JsonValueKind.Array,
            (await register.Get("/v1/expenditure?q=" + Uri.EscapeDataString(q))).GetProperty("data").ValueKind
        );
    }

    [Fact]
    public async Task Csv_cannot_be_computed_by_a_spreadsheet_and_numbers_stay()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + "01/01/2011,\"=HYPERLINK(\"\"x\"\")\",-5,,'@x,\"a,b\"\n");

        using var response = await register.Client.GetAsync(
            new Uri(
                "/v1/expenditure?format=csv&bom=true&fields=amount,supplier.nameAsPublished,department,category,issues",
                UriKind.Relative
            ),
            TestContext.Current.CancellationToken
        );

        var text = System.Text.Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            "\uFEFFamount,supplier.nameAsPublished,department,category,issues.0.code,issues.0.field,issues.0.found,issues.rest\r\n-5.00,\"'=HYPERLINK(\"\"x\"\")\",''@x,\"a,b\",,,,\r\n",
            text
        );
        Assert.Equal("attachment; filename=\"expenditure.csv\"", response.Content.Headers.ContentDisposition?.ToString());
    }

    [Theory]
    [InlineData("text/csv", "text/csv")]
    [InlineData("application/jsonl;q=0.5, text/csv;q=0.4", "application/jsonl")]
    [InlineData("*/*", "application/json")]
    [InlineData("image/png", "application/problem+json")]
    public async Task The_form_follows_the_accept_header(string accept, string expected)
    {
        await using var register = new GivenRegister();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/v1/bodies", UriKind.Relative));
        request.Headers.Add("Accept", accept);

        using var response = await register.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_supplier_is_every_spelling_of_its_name()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + "01/01/2011,ACME LTD.,1,,,\n02/01/2011,Acme  Ltd,2.50,,,\n03/01/2011,acme ltd,-1,,,\n");

        var supplier = (await register.Walk("/v1/suppliers")).Single();

        Assert.Equal(
            ("Acme  Ltd", 3, 2.50m),
            (
                supplier.GetProperty("name").GetString(),
                supplier.GetProperty("paymentCount").GetInt32(),
                supplier.GetProperty("sumAmount").GetDecimal()
            )
        );
        Assert.Equal(
            ["ACME LTD.", "Acme  Ltd", "acme ltd"],
            supplier.GetProperty("namesAsPublished").EnumerateArray().Select(n => n.GetString())
        );
        Assert.Equal(3, (await register.Walk($"/v1/expenditure?supplier={supplier.GetProperty("id").GetString()}")).Count);
        var alone = await register.Get($"/v1/suppliers/{supplier.GetProperty("id").GetString()}");
        Assert.All(supplier.EnumerateObject(), field => Assert.Equal(field.Value.ToString(), alone.GetProperty(field.Name).ToString()));
    }

    [Fact]
    public async Task Reported_totals_stay_out_unless_asked_for()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + Rows(1, 2));
        register.Import(
            "totals.json",
            """{"expenditure":[{"body":"test-council","paidOn":"2013-02-03","amount":3,"purpose":"All of it","kind":"reportedTotal"}]}"""
        );

        var page = (await register.Get("/v1/expenditure")).GetProperty("page");
        var asked = (await register.Get("/v1/expenditure?kind=reportedTotal")).GetProperty("page");

        Assert.Equal((2, 3.00m, 3.00m), Figures(page));
        Assert.Equal((1, 0.00m, 3.00m), Figures(asked));

        static (long, decimal, decimal) Figures(JsonElement page) =>
            (
                page.GetProperty("count").GetInt64(),
                page.GetProperty("sumAmount").GetDecimal(),
                page.GetProperty("sumReported").GetDecimal()
            );
    }

    private static string Rows(int first, int count) =>
        string.Concat(
            Enumerable
                .Range(first, count)
                .Select(n =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{new DateOnly(2011, 1, 1).AddDays((n - 1) % 30):dd/MM/yyyy},Supplier {n % 3},{n}.00,T{n},{(n % 2 == 0 ? "Roads" : "Parks")},Works\n"
                    )
                )
        );

    private static object? Key(JsonElement payment, string sort) =>
        sort == "amount" ? payment.GetProperty("amount").GetDecimal() : payment.GetProperty("paidOn").GetString();

    private static List<string?> Ids(JsonElement page) =>
        [.. page.GetProperty("data").EnumerateArray().Select(p => p.GetProperty("id").GetString())];

    private static decimal Sum(JsonElement page) =>
        page.GetProperty("data").EnumerateArray().Sum(p => p.GetProperty("amount").GetDecimal());

    private static string? Next(JsonElement page) => page.GetProperty("page").GetProperty("next").GetString();
}
