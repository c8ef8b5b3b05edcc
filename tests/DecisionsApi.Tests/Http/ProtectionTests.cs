using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DecisionsApi.Data;
using DecisionsApi.Http;
using DecisionsApi.Querying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace DecisionsApi.Tests.Http;

public sealed class ProtectionTests
{
    private const string Spend = "Date,Supplier Name,Amount\n01/02/2013,A,12\n02/02/2013,B,13\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_address_has_so_many_requests_a_minute_and_what_has_not_changed_is_free()
    {
        await using var register = new GivenRegister(("RateLimit:PermitsPerMinute", "3"));
        register.Import("a.csv", Spend);
        var client = register.Client;
        var path = new Uri("/v1/expenditure", UriKind.Relative);
        using var first = await client.GetAsync(path, Stop);
        for (var i = 0; i < 10; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var unchanged = await client.SendAsync(request, Stop);
            Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        }
        using var second = await client.GetAsync(path, Stop);
        using var third = await client.GetAsync(path, Stop);

        using var fourth = await client.GetAsync(path, Stop);
        using var health = await client.GetAsync(new Uri("/health/live", UriKind.Relative), Stop);

        Assert.Equal("\"default\";q=3;w=60", first.Headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal("\"default\";r=2;t=20", first.Headers.GetValues("RateLimit").Single());
        Assert.Equal("\"default\";r=0;t=60", third.Headers.GetValues("RateLimit").Single());
        Assert.Equal(HttpStatusCode.TooManyRequests, fourth.StatusCode);
        Assert.InRange(fourth.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("/problems/too-many-requests", await TypeOf(fourth));
        Assert.Equal((HttpStatusCode.OK, false), (health.StatusCode, health.Headers.Contains("RateLimit")));
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void A_client_is_an_address_or_the_network_of_one_subscriber(string address, string expected)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);

        Assert.Equal(expected, RateLimits.ClientOf(context));
    }

    [Theory]
    [InlineData(
        "/v1/expenditure?q=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        null,
        null,
        414
    )]
    [InlineData("/v1/expenditure?id=1&id=2&id=3&id=4", null, null, 414)]
    [InlineData("/v1/expenditure", "a long header", null, 431)]
    [InlineData("/v1/expenditure", null, "a body", 413)]
    [InlineData("/nothing", null, "a body", 413)]
    public async Task What_is_too_much_is_refused(string path, string? header, string? body, int status)
    {
        await using var register = new GivenRegister(
            ("Requests:MaxTargetLength", "200"),
            ("Requests:MaxHeadersLength", "1000"),
            ("Requests:MaxValues", "3")
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (header is not null)
        {
            request.Headers.Add("Cookie", string.Concat(Enumerable.Repeat(header, 100)));
        }
        request.Content = body is null ? null : new StringContent(body);

        using var response = await register.Client.SendAsync(request, Stop);

        Assert.Equal((status, "/problems/http"), ((int)response.StatusCode, await TypeOf(response)));
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Every_answer_says_what_a_browser_may_do_with_it_and_nothing_about_the_server()
    {
        await using var register = new GivenRegister(("PublicUrl", "https://register.example.org"));
        await using var app = await register.Serve();
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        foreach (var path in new[] { "/v1/expenditure", "/v1/expenditure?limit=0", "/nothing", "/health/live", "/docs/index.html" })
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
            string Header(string name) => string.Join(", ", response.Headers.GetValues(name));

            Assert.Equal("nosniff", Header("X-Content-Type-Options"));
            Assert.StartsWith("default-src 'none';", Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Equal(
                path.StartsWith("/docs", StringComparison.Ordinal),
                Header("Content-Security-Policy").Contains("script-src", StringComparison.Ordinal)
            );
            Assert.Equal("strict-origin-when-cross-origin", Header("Referrer-Policy"));
            Assert.Equal("cross-origin", Header("Cross-Origin-Resource-Policy"));
            Assert.Equal("max-age=31536000", Header("Strict-Transport-Security"));
            Assert.Equal("*", Header("Access-Control-Allow-Origin"));
            Assert.Equal(
                "Link, ETag, Accept-Ranges, Content-Range, Content-Disposition, Retry-After, RateLimit, RateLimit-Policy",
                Header("Access-Control-Expose-Headers")
            );
            Assert.False(response.Headers.Contains("Server"));
            Assert.Equal(
                ["X-Content-Type-Options"],
                response.Headers.Select(h => h.Key).Where(h => h.StartsWith("x-", StringComparison.OrdinalIgnoreCase))
            );
        }
    }

    [Fact]
    public async Task A_browser_may_ask_from_any_page()
    {
        await using var register = new GivenRegister();
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri("/v1/expenditure", UriKind.Relative));
        request.Headers.Add("Origin", "https://elsewhere.example");
        request.Headers.Add("Access-Control-Request-Method", "GET");
        request.Headers.Add("Access-Control-Request-Headers", "if-none-match");

        using var response = await register.Client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("if-none-match", response.Headers.GetValues("Access-Control-Allow-Headers").Single());
    }

    [Fact]
    public async Task A_fault_of_ours_says_nothing_of_its_inside()
    {
        await using var register = new GivenRegister();
        var client = register.Client;
        using (var connection = register.Database.Write())
        {
            Dapper.SqlMapper.Execute(connection, "ALTER TABLE suppliers RENAME TO gone");
        }

        using var response = await client.GetAsync(new Uri("/v1/suppliers", UriKind.Relative), Stop);

        Assert.Equal(
            (HttpStatusCode.InternalServerError, "application/problem+json"),
            (response.StatusCode, response.Content.Headers.ContentType?.MediaType)
        );
        Assert.DoesNotContain("suppliers", await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_whose_time_is_up_answers_503_and_when_to_try_again()
    {
        await using var register = new GivenRegister();
        var budget = new QueryBudget(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        using var reading = new Reader(register.Database, budget).Read(Stop);
        var stopped = Assert.ThrowsAny<Exception>(() => Endless(reading.Connection));
        // Also one that begins when time is up already.
        Assert.True(Database.IsInterrupted(Assert.ThrowsAny<Exception>(() => Endless(reading.Connection))));
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };

        await new ProblemHandler(budget, NullLogger<ProblemHandler>.Instance).TryHandleAsync(context, stopped, Stop);

        Assert.Equal((503, "10"), (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task A_connection_that_was_interrupted_serves_the_next_reader()
    {
        await using var register = new GivenRegister();
        using (var cancelled = new CancellationTokenSource())
        {
            using var reading = register.Database.Read(cancelled.Token);
            await cancelled.CancelAsync();
            Assert.ThrowsAny<Exception>(() => Endless(reading.Connection));
        }

        using var next = register.Database.Read(CancellationToken.None);

        Assert.Equal(
            100_000,
            Dapper.SqlMapper.ExecuteScalar<long>(
                next.Connection,
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT count(*) FROM n"
            )
        );
    }

    [Fact]
    public async Task A_service_that_is_being_stopped_takes_no_new_work()
    {
        await using var register = new GivenRegister();
        await using var app = await register.Serve();
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        app.Lifetime.StopApplication();

        using var response = await client.GetAsync(new Uri("/v1/expenditure", UriKind.Relative), Stop);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "/problems/stopping"), (response.StatusCode, await TypeOf(response)));
        Assert.Equal((10d, true), (response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, response.Headers.ConnectionClose));
    }

    [Theory]
    [InlineData("PublicUrl", "https://register.example.org", "127.0.0.1", "https://register.example.org/v1/expenditure?limit=1")]
    [InlineData("TrustedProxies", "127.0.0.1", "evil.example", "https://evil.example/v1/expenditure?limit=1")]
    [InlineData("TrustedProxies", "10.0.0.0/8", "evil.example", "/v1/expenditure?limit=1")]
    [InlineData("AccessLog", "false", "evil.example", "/v1/expenditure?limit=1")]
    public async Task Links_are_absolute_only_by_what_is_configured_or_trusted(
        string setting,
        string value,
        string forwarded,
        string expected
    )
    {
        await using var register = new GivenRegister((setting, value));
        register.Import("a.csv", Spend);
        await using var app = await register.Serve();
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/v1/expenditure?limit=1", UriKind.Relative));
        request.Headers.Add("X-Forwarded-Host", forwarded);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Original-Host", "evil.example");

        using var response = await client.SendAsync(request, Stop);

        var links = response.Headers.GetValues("Link").ToList();
        Assert.Equal(["next", "first", "describedby", "license"], links.Select(link => link.Split("rel=\"")[1].Split('"')[0]));
        Assert.StartsWith($"<{expected}", links[1], StringComparison.Ordinal);
        var page = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Stop)).GetProperty("page");
        Assert.Equal($"<{page.GetProperty("next").GetString()}>; rel=\"next\"", links[0]);
    }

    private static long Endless(Microsoft.Data.Sqlite.SqliteConnection connection) =>
        Dapper.SqlMapper.ExecuteScalar<long>(
            connection,
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        );

    private static async Task<string?> TypeOf(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Stop)).GetProperty("type").GetString();
}
