using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using static DecisionsApi.Tests.Reconciliation.Reconciling;

namespace DecisionsApi.Tests.Reconciliation;

/// <summary>What the specification says of every reconciliation service, whatever it matches with.</summary>
public sealed class ReconciliationProtocolTests(SupplierRegister shared) : IClassFixture<SupplierRegister>
{
    [Theory]
    [InlineData("suppliers")]
    [InlineData("bodies")]
    public async Task The_manifest_says_what_is_offered_and_it_is_there(string kind)
    {
        var register = shared.Register;

        var manifest = Specification.Holds("manifest", await register.Get($"/v1/reconcile/{kind}"));

        Assert.Equal($"https://register.example.org/v1/{kind}/", manifest.GetProperty("identifierSpace").GetString());
        Assert.Equal(100, manifest.GetProperty("batchSize").GetInt32());
        foreach (
            var (name, schema, prefix) in new[]
            {
                ("entity", "suggest-entities-response", kind == "suppliers" ? "acm" : "test"),
                ("type", "suggest-types-response", kind == "suppliers" ? "sup" : "pub"),
                ("property", "suggest-properties-response", "iden"),
            }
        )
        {
            var service = manifest.GetProperty("suggest").GetProperty(name);
            Assert.Equal("https://register.example.org", service.GetProperty("service_url").GetString());
            // Clients send parameters of their own beside those of the specification.
            var path = $"{service.GetProperty("service_path")}?prefix={prefix}&type_strict=any&lang=en";
            Assert.NotEqual(0, Specification.Holds(schema, await register.Get(path)).GetProperty("result").GetArrayLength());
        }
        var proposal = manifest.GetProperty("extend").GetProperty("propose_properties").GetProperty("service_path").GetString();
        var type = manifest.GetProperty("defaultTypes")[0].GetProperty("id").GetString();
        var proposed = Specification.Holds("data-extension-property-proposal", await register.Get($"{proposal}?type={type}&limit=2"));
        Assert.Equal((2, 2), (proposed.GetProperty("limit").GetInt32(), proposed.GetProperty("properties").GetArrayLength()));
        var unknown = Specification.Holds("data-extension-property-proposal", await register.Get($"{proposal}?type=nosuch"));
        Assert.Equal(0, unknown.GetProperty("properties").GetArrayLength());
    }

    [Fact]
    public async Task Addresses_are_whole_even_where_it_is_not_said_how_the_service_is_reached()
    {
        await using var register = new GivenRegister();
        using var forged = new HttpRequestMessage(HttpMethod.Get, new Uri("/v1/reconcile/bodies", UriKind.Relative));
        forged.Headers.Host = "evil.example";

        using var response = await register.Client.SendAsync(forged, Stop);
        var manifest = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Stop));

        Assert.Equal("http://127.0.0.1:5080/v1/bodies/{{id}}", manifest.GetProperty("view").GetProperty("url").GetString());
        var own = Specification.Holds("manifest", await register.Get("/v1/reconcile/bodies"));
        Assert.Equal("http://localhost/v1/bodies/{{id}}", own.GetProperty("view").GetProperty("url").GetString());
    }

    [Fact]
    public async Task A_batch_is_answered_by_the_names_of_its_queries_the_same_by_GET_and_POST()
    {
        var register = shared.Register;
        const string Queries = """{"b":{"query":"Northern Vehicle Hire"},"a":{"query":"acme services"},"":{"query":"nobody at all"}}""";

        var posted = await Match(register, "suppliers", Queries);
        var got = await register.Get($"/v1/reconcile/suppliers?queries={Uri.EscapeDataString(Queries)}");

        Assert.Equal(["b", "a", ""], posted.EnumerateObject().Select(q => q.Name));
        Assert.Equal(posted.GetRawText(), got.GetRawText());
        Assert.Empty((await Match(register, "suppliers", "{}")).EnumerateObject());
    }

    [Theory]
    [InlineData("queries", "", "queries")]
    [InlineData("queries", "{\"q\":", "queries")]
    [InlineData("queries", "[]", "queries")]
    [InlineData("queries", """{"q":"Acme"}""", "queries.q")]
    [InlineData("queries", """{"q":{}}""", "queries.q")]
    [InlineData("queries", """{"q":{"query":"A"},"q":{"query":"B"}}""", "queries")]
    [InlineData("queries", """{"q":{"properties":[]}}""", "queries.q")]
    [InlineData("queries", """{"q":{"query":1}}""", "queries.q.query")]
    [InlineData("queries", """{"q":{"query":"A","limit":0}}""", "queries.q.limit")]
    [InlineData("queries", """{"q":{"query":"A","limit":1.5}}""", "queries.q.limit")]
    [InlineData("queries", """{"q":{"query":"A","limit":"3"}}""", "queries.q.limit")]
    [InlineData("queries", """{"q":{"query":"A","type":3}}""", "queries.q.type")]
    [InlineData("queries", """{"q":{"query":"A","type_strict":"never"}}""", "queries.q.type_strict")]
    [InlineData("queries", """{"q":{"query":"A","nosuch":1}}""", "queries.q.nosuch")]
    [InlineData("queries", """{"q":{"query":"A","properties":{}}}""", "queries.q.properties")]
    [InlineData("queries", """{"q":{"query":"A","properties":[{"pid":"nosuch","v":1}]}}""", "queries.q.properties[0].pid")]
    [InlineData("queries", """{"q":{"query":"A","properties":[{"pid":"body"}]}}""", "queries.q.properties[0].v")]
    [InlineData("queries", """{"q":{"query":"A","properties":[{"pid":"body","v":["x",null]}]}}""", "queries.q.properties[0].v[1]")]
    [InlineData("extend", "3", "extend")]
    [InlineData("extend", """{"ids":[]}""", "extend.properties")]
    [InlineData("extend", """{"ids":[1],"properties":[]}""", "extend.ids[0]")]
    [InlineData("extend", """{"ids":[],"properties":[{"id":"nosuch"}]}""", "extend.properties[0].id")]
    [InlineData("extend", """{"ids":[],"properties":[{"id":"body","settings":{"limit":1}}]}""", "extend.properties[0].settings")]
    public async Task What_is_malformed_is_named_with_its_place(string field, string text, string place)
    {
        var register = shared.Register;

        var (status, problem) = await Refused(register, (field, text));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("/problems/invalid-parameter", problem.GetProperty("type").GetString());
        Assert.Equal(place, problem.GetProperty("errors")[0].GetProperty("parameter").GetString());
    }

    [Theory]
    [InlineData("queries")]
    [InlineData("extend")]
    public async Task More_than_a_batch_holds_is_too_large(string field)
    {
        var register = shared.Register;
        var numbers = Enumerable.Range(0, 101).ToList();
        var text =
            field == "queries"
                ? JsonSerializer.Serialize(numbers.ToDictionary(n => $"q{n}", n => new { query = "Acme" }))
                : JsonSerializer.Serialize(new { ids = numbers.Select(n => $"{n}"), properties = Array.Empty<object>() });

        var (status, problem) = await Refused(register, (field, text));

        Assert.Equal(
            (HttpStatusCode.RequestEntityTooLarge, "/problems/batch-too-large"),
            (status, problem.GetProperty("type").GetString())
        );
        Assert.Contains("101", problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        Assert.Contains("100", problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", 2, 415)]
    [InlineData(null, 2, 415)]
    [InlineData("multipart/form-data; boundary=x", 2, 415)]
    [InlineData("application/x-www-form-urlencoded", 1_048_577, 413)]
    [InlineData("application/x-www-form-urlencoded; charset=UTF-8", 1_048_576, 400)]
    public async Task Only_a_form_of_bounded_length_is_taken(string? type, int length, int expected)
    {
        var register = shared.Register;
        await using var app = await register.Serve();
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        var bytes = System.Text.Encoding.ASCII.GetBytes("queries=".PadRight(length, 'x')[..length]);

        foreach (var chunked in new[] { false, true })
        {
            using var body = new ByteArrayContent(bytes);
            body.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/reconcile/bodies", UriKind.Relative))
            {
                Content = body,
            };
            request.Headers.TransferEncodingChunked = chunked;
            using var response = await client.SendAsync(request, Stop);

            Assert.Equal(
                (expected, "application/problem+json"),
                ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType)
            );
        }
    }

    [Fact]
    public async Task A_script_of_another_page_may_load_an_answer_by_a_callback()
    {
        var register = shared.Register;
        var query = Uri.EscapeDataString("""{"q":{"query":"Northern Vehicle Hire"}}""");

        using var response = await register.Client.GetAsync(
            new Uri($"/v1/reconcile/suppliers?queries={query}&callback=jQuery1_2.show&_=1700000000000", UriKind.Relative),
            Stop
        );
        var script = await response.Content.ReadAsStringAsync(Stop);

        Assert.Equal("application/javascript", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("/**/jQuery1_2.show({", script, StringComparison.Ordinal);
        Assert.EndsWith("});", script, StringComparison.Ordinal);
        Specification.Holds(
            "reconciliation-result-batch",
            JsonSerializer.Deserialize<JsonElement>(script["/**/jQuery1_2.show(".Length..^2])
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("alert(1)//")]
    [InlineData("a;b")]
    [InlineData("a.")]
    [InlineData("1a")]
    [InlineData("a\n")]
    [InlineData("<script>")]
    public async Task A_callback_is_the_name_of_a_function_and_nothing_else(string callback)
    {
        var register = shared.Register;

        foreach (var path in new[] { "?", "/suggest/entity?prefix=a&", "/properties?type=supplier&" })
        {
            using var response = await register.Client.GetAsync(
                new Uri($"/v1/reconcile/suppliers{path}callback={Uri.EscapeDataString(callback)}", UriKind.Relative),
                Stop
            );
            Assert.Equal(
                (HttpStatusCode.BadRequest, "application/problem+json"),
                (response.StatusCode, response.Content.Headers.ContentType?.MediaType)
            );
        }
    }

    [Fact]
    public async Task A_page_of_another_origin_may_ask_with_a_form()
    {
        var register = shared.Register;
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri("/v1/reconcile/suppliers", UriKind.Relative));
        request.Headers.Add("Origin", "https://elsewhere.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");

        using var preflight = await register.Client.SendAsync(request, Stop);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("queries", "{}")]);
        using var posted = await register.Client.PostAsync(new Uri("/v1/reconcile/suppliers", UriKind.Relative), form, Stop);

        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Contains("POST", preflight.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
        Assert.Equal("*", posted.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("no-store", posted.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Suggestions_begin_with_the_name_go_on_with_its_words_and_can_be_followed()
    {
        await using var register = new GivenRegister();
        register.Import(
            "spend.csv",
            "Date,Supplier Name,Amount\n"
                + string.Concat(Enumerable.Range(10, 12).Select(n => $"01/02/2013,Bravo {n},1\n"))
                + "01/02/2013,Alpha Bravo,1\n"
        );
        var first = await Suggest(register, "bravo");
        var next = await Suggest(register, "bravo&cursor=10");
        var byId = await Suggest(register, first[3].Id);

        Assert.Equal(10, first.Count);
        Assert.Equal(13, first.Concat(next).Distinct().Count());
        Assert.Equal("Alpha Bravo", next[^1].Name);
        Assert.Equal(first[3], byId.Single());
        Assert.Empty(await Suggest(register, ""));
    }

    [Fact]
    public async Task A_preview_is_a_page_that_may_be_framed_and_whose_text_is_text()
    {
        await using var register = new GivenRegister();
        register.Import("spend.csv", "Date,Supplier Name,Amount\n01/02/2013,<b>Bold & Co</b>,12\n");
        var id = (await Suggest(register, "<b>bold"))[0].Id;

        using var response = await register.Client.GetAsync(new Uri($"/v1/reconcile/suppliers/preview/{id}", UriKind.Relative), Stop);
        using var record = await register.Client.GetAsync(new Uri($"/v1/suppliers/{id}", UriKind.Relative), Stop);
        using var missing = await register.Client.GetAsync(new Uri("/v1/reconcile/suppliers/preview/nosuch", UriKind.Relative), Stop);
        var page = await response.Content.ReadAsStringAsync(Stop);

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("&lt;b&gt;Bold &amp; Co&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Sum of payments</dt><dd>£12.00</dd>", page, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors *", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", record.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private static async Task<List<(string Id, string Name)>> Suggest(GivenRegister register, string prefix)
    {
        var path = "/v1/reconcile/suppliers/suggest/entity?prefix=" + prefix.Replace("<", "%3C", StringComparison.Ordinal);
        var answer = Specification.Holds("suggest-entities-response", await register.Get(path));
        return
        [
            .. answer
                .GetProperty("result")
                .EnumerateArray()
                .Select(e => (e.GetProperty("id").GetString()!, e.GetProperty("name").GetString()!)),
        ];
    }

    private static async Task<(HttpStatusCode Status, JsonElement Problem)> Refused(
        GivenRegister register,
        (string Name, string Value) field
    )
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create(field.Name, field.Value)]);
        using var response = await register.Client.PostAsync(new Uri("/v1/reconcile/suppliers", UriKind.Relative), form, Stop);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Stop)));
    }
}
