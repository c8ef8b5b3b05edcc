using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace DecisionsApi.Tests.Publishing;

/// <summary>The register's file over the real server: whole, in parts, and not again when it is the same.</summary>
public sealed class ExportEndpointTests : IAsyncLifetime
{
    private const string Address = "/v1/exports/register.sqlite";
    private readonly GivenRegister _register = new();
    private WebApplication? _app;
    private HttpClient? _client;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _register.Import("a.csv", "Date,Supplier Name,Amount\n12/01/2011,A,1\n13/01/2011,B,2\n");
        _app = await _register.Serve();
        _client = new() { BaseAddress = new(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _client!.Dispose();
        await _app!.DisposeAsync();
        await _register.DisposeAsync();
    }

    [Fact]
    public async Task Before_it_is_made_the_answer_says_how_it_comes_to_be()
    {
        using var response = await Send(Address);
        var problem = await Json(response);

        Assert.Equal((404, "no-store"), ((int)response.StatusCode, response.Headers.CacheControl!.ToString()));
        Assert.Equal("/problems/not-made-yet", problem.GetProperty("type").GetString());
        Assert.Contains("decisions publish", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("{\"data\":[]}", await _client!.GetStringAsync(new Uri("/v1/exports", UriKind.Relative), Stop));
    }

    [Fact]
    public async Task It_is_listed_as_it_is_sent()
    {
        var made = _register.Publish();

        using var response = await Send(Address);
        var bytes = await response.Content.ReadAsByteArrayAsync(Stop);
        var listed = (await Json(await Send("/v1/exports"))).GetProperty("data")[0];

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.Equal(await File.ReadAllBytesAsync(made.Path, Stop), bytes);
        Assert.Equal(
            (200, $"\"{sha256}\"", "application/vnd.sqlite3", "bytes", bytes.LongLength),
            (
                (int)response.StatusCode,
                response.Headers.ETag!.ToString(),
                response.Content.Headers.ContentType!.ToString(),
                string.Join(',', response.Headers.AcceptRanges),
                response.Content.Headers.ContentLength
            )
        );
        Assert.Equal(
            "attachment; filename=register.sqlite; filename*=UTF-8''register.sqlite",
            response.Content.Headers.ContentDisposition!.ToString()
        );
        Assert.Equal(new FixedTime().GetUtcNow(), response.Content.Headers.LastModified);
        Assert.Equal(
            $$"""{"name":"register.sqlite","mediaType":"application/vnd.sqlite3","sizeBytes":{{bytes.Length}},"sha256":"{{sha256}}","sequence":{{made.Sequence}},"madeAt":"2026-01-02T03:04:05Z","url":"/v1/exports/register.sqlite"}""",
            listed.GetRawText()
        );
    }

    [Fact]
    public async Task Headers_alone_are_those_of_the_whole_and_cost_no_export()
    {
        var made = _register.Publish();

        using var response = await Send(Address, HttpMethod.Head, request => request.Headers.Range = new(0, 4));

        Assert.Equal((200, made.SizeBytes), ((int)response.StatusCode, response.Content.Headers.ContentLength));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Stop));
    }

    [Theory]
    [InlineData("bytes=0-14", "same", 206, 15)]
    [InlineData("bytes=0-14", null, 206, 15)]
    [InlineData("bytes=-10", "date", 206, 10)]
    [InlineData("bytes=0-14", "\"other\"", 200, null)]
    [InlineData("bytes=0-14", "Thu, 22 Nov 2012 00:00:00 GMT", 200, null)]
    [InlineData("bytes=0-4,8-9", null, 200, null)]
    [InlineData("lines=1-2", null, 200, null)]
    public async Task A_part_is_given_of_the_file_it_was_begun_with(string range, string? ifRange, int status, int? length)
    {
        var made = _register.Publish();
        var whole = await File.ReadAllBytesAsync(made.Path, Stop);

        using var response = await Send(
            Address,
            HttpMethod.Get,
            request =>
            {
                request.Headers.TryAddWithoutValidation("Range", range);
                var condition =
                    ifRange == "same" ? $"\"{made.Sha256}\""
                    : ifRange == "date" ? made.MadeAt.ToString("R")
                    : ifRange;
                request.Headers.TryAddWithoutValidation("If-Range", condition);
            }
        );
        var bytes = await response.Content.ReadAsByteArrayAsync(Stop);

        Assert.Equal((status, length ?? whole.Length), ((int)response.StatusCode, bytes.Length));
        Assert.Equal(
            ($"\"{made.Sha256}\"", "public, max-age=60, stale-while-revalidate=600"),
            (response.Headers.ETag!.ToString(), string.Join(", ", response.Headers.GetValues("Cache-Control")))
        );
        if (status == 206)
        {
            var part = response.Content.Headers.ContentRange!;
            Assert.Equal(whole.Length, part.Length);
            Assert.Equal(whole[(int)part.From!..((int)part.To! + 1)], bytes);
        }
    }

    [Fact]
    public async Task A_part_that_is_not_there_is_a_problem_that_says_how_long_the_file_is()
    {
        var made = _register.Publish();

        using var response = await Send(Address, HttpMethod.Get, request => request.Headers.Range = new(made.SizeBytes, null));

        Assert.Equal(
            (416, $"bytes */{made.SizeBytes}", "application/problem+json"),
            ((int)response.StatusCode, response.Content.Headers.ContentRange!.ToString(), response.Content.Headers.ContentType!.MediaType)
        );
        Assert.Equal(416, (await Json(response)).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Who_has_it_already_is_told_so_until_there_is_another()
    {
        var first = _register.Publish();
        using var same = await Send(Address, HttpMethod.Get, request => request.Headers.IfNoneMatch.Add(new($"\"{first.Sha256}\"")));
        using var since = await Send(Address, HttpMethod.Get, request => request.Headers.IfModifiedSince = first.MadeAt);
        using var list = await Send("/v1/exports");
        _register.Import("b.csv", "Date,Supplier Name,Amount\n14/01/2011,C,3\n");
        using var old = await Send(Address, HttpMethod.Get, request => request.Headers.IfNoneMatch.Add(new($"\"{first.Sha256}\"")));
        var second = _register.Publish();
        using var other = await Send(Address, HttpMethod.Get, request => request.Headers.IfNoneMatch.Add(new($"\"{first.Sha256}\"")));
        using var listed = await Send("/v1/exports", HttpMethod.Get, request => request.Headers.IfNoneMatch.Add(list.Headers.ETag!));
        using var match = await Send(Address, HttpMethod.Get, request => request.Headers.IfMatch.Add(new($"\"{first.Sha256}\"")));

        Assert.Equal(
            [304, 304, 304, 200, 200, 412],
            new[] { same, since, old, other, listed, match }.Select(response => (int)response.StatusCode)
        );
        Assert.Equal($"\"{second.Sha256}\"", other.Headers.ETag!.Tag);
        Assert.Equal("application/problem+json", match.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Who_reads_it_while_another_takes_its_place_reads_it_to_its_end()
    {
        _register.Import("c.csv", "Date,Supplier Name,Amount,Purpose\n" + string.Concat(Enumerable.Range(1, 9000).Select(Row)));
        var first = _register.Publish();
        var expected = await File.ReadAllBytesAsync(first.Path, Stop);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, UriKind.Relative));
        using var response = await _client!.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);

        _register.Import("b.csv", "Date,Supplier Name,Amount\n14/01/2011,C,3\n");
        var second = _register.Publish();
        var bytes = await response.Content.ReadAsByteArrayAsync(Stop);

        Assert.False(File.Exists(first.Path));
        Assert.NotEqual(first.Sha256, second.Sha256);
        Assert.Equal(SHA256.HashData(expected), SHA256.HashData(bytes));

        static string Row(int n) => $"14/01/2011,S{n},{n},{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{n}")))}\n";
    }

    [Theory]
    [InlineData(Address + "?format=csv", 400)]
    [InlineData("/v1/exports?limit=1", 400)]
    [InlineData("/v1/exports.csv", 404)]
    [InlineData("/v1/exports/other.sqlite", 404)]
    public async Task What_there_is_not_is_refused(string path, int status)
    {
        _register.Publish();

        using var response = await Send(path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status, (await Json(response)).GetProperty("status").GetInt32());
    }

    private Task<HttpResponseMessage> Send(string path, HttpMethod? method = null, Action<HttpRequestMessage>? with = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(path, UriKind.Relative));
        with?.Invoke(request);
        return _client!.SendAsync(request, Stop);
    }

    private static async Task<JsonElement> Json(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Stop));
}
