using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using static DecisionsApi.Tests.Formats.AtomRules;

namespace DecisionsApi.Tests.Formats;

/// <summary>Lists as feeds: what RFC 4287 and JSON Feed 1.1 ask for, the list's own records, newest in the register first.</summary>
public sealed class FeedTests
{
    private static readonly (string Name, string Value) PublicUrl = ("PublicUrl", "https://register.example");

    [Theory]
    [InlineData("/v1/decisions", "body=west-midlands-pcc")]
    [InlineData("/v1/decisions", "q=police")]
    [InlineData("/v1/contracts", "status=cancelled&status=terminated")]
    [InlineData("/v1/contracts", "")]
    [InlineData("/v1/programmes", "")]
    [InlineData("/v1/bodies", "kind=policeAndCrimeCommissioner")]
    [InlineData("/v1/suppliers", "")]
    [InlineData("/v1/sources", "")]
    [InlineData("/v1/links", "basis=curated")]
    [InlineData("/v1/expenditure", "kind=reportedTotal")]
    public async Task Following_next_through_a_feed_gives_the_records_of_the_list(string path, string filter)
    {
        await using var register = new GivenRegister(("RateLimit:Enabled", "false"), PublicUrl).Shipped();
        var expected = (await register.Walk($"{path}?limit=1000&count=none&{filter}")).Select(record =>
            record.GetProperty("id").GetString()
        );

        foreach (var limit in new[] { 2, 1000 })
        {
            var atom = new List<string>();
            for (var next = $"{path}.atom?limit={limit}&{filter}"; next is not null; )
            {
                var feed = Read(await register.GetText(next), absolute: true);
                Assert.True(Link(feed, "next") is null || feed.Elements(Atom + "entry").Count() == limit, next);
                atom.AddRange(feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value.Split('/')[^1]));
                next = Link(feed, "next") is { } address ? new Uri(address).PathAndQuery : null;
            }
            Assert.Equal(expected.Order(), atom.Order());
        }
    }

    [Fact]
    public async Task What_entered_the_register_last_comes_first_and_keeps_its_times()
    {
        var clock = new SettableTime();
        await using var register = new GivenRegister(PublicUrl) { ImportClock = clock };
        clock.Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        register.Import("spend.csv", "Date,Supplier Name,Amount,Reference\n01/02/2026,Old Ltd,100.00,A1\n02/02/2026,Older Ltd,50.00,A2\n");
        clock.Now = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);
        register.Import("more.csv", "Date,Supplier Name,Amount,Reference\n01/01/2020,New Ltd,10.00,B1\n");
        clock.Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
        register.Import("spend.csv", "Date,Supplier Name,Amount,Reference\n01/02/2026,Old Ltd,120.00,A1\n02/02/2026,Older Ltd,50.00,A2\n");

        var feed = Read(await register.GetText("/v1/expenditure.atom"), absolute: true);

        Assert.Equal(
            [
                ("£10.00 to New Ltd on 2020-01-01, Test Council", "2026-04-01T12:00:00Z", "2026-04-01T12:00:00Z"),
                ("£50.00 to Older Ltd on 2026-02-02, Test Council", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z"),
                ("£120.00 to Old Ltd on 2026-02-01, Test Council", "2026-03-01T12:00:00Z", "2026-05-01T12:00:00Z"),
            ],
            feed.Elements(Atom + "entry").Select(entry => (Value(entry, "title"), Value(entry, "published"), Value(entry, "updated")))
        );
        Assert.Equal("2026-05-01T12:00:00Z", Value(feed, "updated"));
    }

    [Fact]
    public async Task A_walk_stays_at_the_moment_it_began_and_ids_stay_for_good()
    {
        await using var register = new GivenRegister(PublicUrl);
        register.Import("a.csv", "Date,Supplier Name,Amount\n01/02/2013,One,1.00\n02/02/2013,Two,2.00\n03/02/2013,Three,3.00\n");
        var first = Read(await register.GetText("/v1/expenditure.atom?limit=2"), absolute: true);
        register.Import("b.csv", "Date,Supplier Name,Amount\n01/03/2013,Four,4.00\n");

        var second = Read(await register.GetText(new Uri(Link(first, "next")!).PathAndQuery), absolute: true);
        var fresh = Read(await register.GetText("/v1/expenditure.atom?limit=1000"), absolute: true);

        var ids = first.Elements(Atom + "entry").Concat(second.Elements(Atom + "entry")).Select(entry => Value(entry, "id"));
        Assert.Equal(ids, fresh.Elements(Atom + "entry").Skip(1).Select(entry => Value(entry, "id")));
        Assert.Equal((Value(first, "id"), Value(first, "id")), (Value(second, "id"), Value(fresh, "id")));
    }

    [Fact]
    public async Task Both_forms_say_the_same_and_name_each_other()
    {
        await using var register = new GivenRegister(PublicUrl).Shipped();
        var atom = Read(await register.GetText("/v1/decisions.atom?limit=3&body=west-midlands-pcc"), absolute: true);
        var json = await register.Get("/v1/decisions.feed?limit=3&body=west-midlands-pcc");

        Assert.Equal("https://jsonfeed.org/version/1.1", json.GetProperty("version").GetString());
        Assert.Equal(
            atom.Elements(Atom + "entry")
                .Select(e => (Value(e, "id"), Value(e, "title"), Value(e, "summary"), Value(e, "updated"), Link(e, "alternate"))),
            json.GetProperty("items")
                .EnumerateArray()
                .Select(i => (Of(i, "id"), Of(i, "title"), Of(i, "content_text"), Of(i, "date_modified"), (string?)Of(i, "url")))
        );
        Assert.Equal(Link(atom, "alternate", "application/feed+json"), Of(json, "feed_url"));
        Assert.Equal(Link(atom, "alternate", "application/json"), Of(json, "home_page_url"));
        Assert.StartsWith("https://register.example/v1/decisions.feed?", Of(json, "next_url"), StringComparison.Ordinal);
        Assert.Contains("Open Government Licence v3.0", Value(atom, "rights"), StringComparison.Ordinal);
        Assert.Equal(Value(atom, "rights"), Of(json, "description"));
        var record = await register.Get(new Uri(Link(atom.Element(Atom + "entry")!, "alternate")!).PathAndQuery);
        Assert.EndsWith("/" + Of(record, "id"), Value(atom.Element(Atom + "entry")!, "id"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/atom+xml, application/rss+xml;q=0.9, */*;q=0.1", "application/atom+xml", ".atom")]
    [InlineData("application/feed+json", "application/feed+json", ".feed")]
    public async Task A_feed_reader_gets_a_feed_whose_links_always_have_its_form(string accept, string mediaType, string suffix)
    {
        await using var register = new GivenRegister().Shipped();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/v1/decisions?limit=1", UriKind.Relative));
        request.Headers.Add("Accept", accept);
        using var response = await register.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, mediaType), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains("Accept", response.Headers.Vary);
        Assert.Contains($"/v1/decisions{suffix}?limit=1&", WebUtility.HtmlDecode(text), StringComparison.Ordinal);
        if (suffix == ".atom")
        {
            // The service does not know its own address: its links are relative, its ids are whole all the same.
            Assert.Equal("/v1/decisions.atom?limit=1", Link(Read(text, absolute: false), "self"));
        }
    }

    [Fact]
    public async Task Hostile_text_is_text_and_nothing_else()
    {
        await using var register = new GivenRegister(PublicUrl);
        register.Import(
            "a.csv",
            "Date,Supplier Name,Amount,Purpose\n01/02/2013,\"<script>alert(1)</script> & \"\"Co\"\" ]]> \u0001\u000b\uFFFF x\",1.00,\"&amp; <b>\n😀 é\"\n"
        );
        var atom = Read(await register.GetText("/v1/expenditure.atom"), absolute: true);
        var json = await register.Get("/v1/expenditure.feed");

        var title = Value(atom.Element(Atom + "entry")!, "title");
        Assert.Contains("to <script>alert(1)</script> & \"Co\" ]]>", title, StringComparison.Ordinal);
        Assert.Contains("&amp; <b> 😀 é", title, StringComparison.Ordinal);
        Assert.DoesNotContain(title, char.IsControl);
        Assert.Equal(title, Of(json.GetProperty("items")[0], "title"));
        Assert.False(json.GetProperty("items")[0].TryGetProperty("content_html", out _));
    }

    [Fact]
    public async Task A_filter_with_any_characters_makes_an_id_that_is_one()
    {
        await using var register = new GivenRegister(PublicUrl);

        var feed = Read(await register.GetText("/v1/expenditure.atom?q=caf%C3%A9%20%22a%20%26%20b%22&minAmount=5"), absolute: true);

        Assert.Empty(feed.Elements(Atom + "entry"));
        Assert.Equal("1970-01-01T00:00:00Z", Value(feed, "updated"));
        Assert.Equal("Expenditure in the register: minAmount 5, q café \"a & b\"", Value(feed, "title"));
    }

    [Theory]
    [InlineData("/v1/expenditure.atom?sort=-amount", "sort")]
    [InlineData("/v1/expenditure?format=feed&fields=id", "fields")]
    [InlineData("/v1/expenditure.atom?facet=kind", "facet")]
    [InlineData("/v1/decisions.feed?include=contracts", "include")]
    [InlineData("/v1/expenditure/summary.atom?groupBy=kind", "format")]
    [InlineData("/v1/expenditure/summary?groupBy=kind&format=atom", "format")]
    [InlineData("/v1/search.feed?q=police", "format")]
    [InlineData("/v1/dictionary?format=feed", "format")]
    [InlineData("/v1/insights/ended-early.atom", "format")]
    public async Task What_no_feed_can_carry_is_refused_with_its_reason(string path, string parameter)
    {
        await using var register = new GivenRegister();
        using var response = await register.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var problem = JsonSerializer.Deserialize<JsonElement>(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(parameter, Of(problem.GetProperty("errors")[0], "parameter"));
        Assert.Contains("feed", Of(problem, "detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/expenditure/summary")]
    [InlineData("/v1/search?q=police")]
    [InlineData("/v1/dictionary")]
    [InlineData("/v1/status")]
    public async Task Where_there_is_no_feed_a_feed_reader_hears_where_one_is(string path)
    {
        await using var register = new GivenRegister();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("Accept", "application/atom+xml");
        using var response = await register.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
        Assert.Contains(
            "/v1/decisions.atom",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_cursor_of_the_list_is_none_of_the_feed()
    {
        await using var register = new GivenRegister().Shipped();
        var next = (await register.Get("/v1/decisions?limit=1")).GetProperty("page").GetProperty("next").GetString()!;
        using var response = await register.Client.GetAsync(
            new Uri(next.Replace("/v1/decisions?", "/v1/decisions.atom?", StringComparison.Ordinal), UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_front_page_names_feeds_that_are_there()
    {
        await using var register = new GivenRegister().Shipped();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative));
        request.Headers.Add("Accept", "text/html");
        using var response = await register.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var named = System.Text.RegularExpressions.Regex.Matches(
            page,
            "<link rel=\"alternate\" type=\"([^\"]+)\" title=\"[^\"]+\" href=\"([^\"]+)\">"
        );

        Assert.NotEmpty(named);
        foreach (var groups in named.Select(match => match.Groups))
        {
            using var feed = await register.Client.GetAsync(
                new Uri(groups[2].Value, UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            Assert.Equal((HttpStatusCode.OK, groups[1].Value), (feed.StatusCode, feed.Content.Headers.ContentType?.MediaType));
        }
    }

    private static string Value(XElement element, string name) => element.Element(Atom + name)!.Value;

    private static string Of(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
