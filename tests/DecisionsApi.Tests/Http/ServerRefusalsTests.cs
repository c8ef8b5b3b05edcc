using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace DecisionsApi.Tests.Http;

/// <summary>What the server refuses before any of our code runs, byte by byte over a connection of its own.</summary>
public sealed class ServerRefusalsTests
{
    private const string Good = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n";

    public static TheoryData<string, int, string> Refused =>
        new()
        {
            { "GET /v1/status HTTP/1.1\r\n\r\n", 400, "Host" },
            { "GET /v1/status HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "Host" },
            { "GET /v1/status HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "Host" },
            { "GET /v1/%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "request target" },
            { "GET /v1/\u00e9 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "request target" },
            { "hello\r\n\r\n", 400, "request line" },
            { "GET /v1/status HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400, "header" },
            { "GET /v1/status HTTP/1.1\r\nHost: a\r\nContent-Length: -4\r\n\r\n", 400, "content length" },
            { "GET /v1/status HTTP/3.7\r\nHost: a\r\n\r\n", 505, "version" },
            { $"GET /v1/{new string('a', 100_000)} HTTP/1.1\r\nHost: a\r\n\r\n", 414, "too long" },
            { $"GET /v1/status HTTP/1.1\r\nHost: a\r\nX: {new string('a', 100_000)}\r\n\r\n", 431, "too long" },
            { $"GET /v1/status HTTP/1.1\r\nHost: a\r\n{string.Concat(Enumerable.Repeat("X: a\r\n", 300))}\r\n", 431, "too many" },
            { "GET /v1/status HTTP/1.1\r\nHost: a\r\n", 408, "in time" },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Has_a_problem_document(string request, int status, string word)
    {
        await using var register = new GivenRegister(("Requests:HeaderSeconds", "1"));
        await using var app = await register.Serve();

        // The first one shows that the connection goes on as it should until then.
        var answers = await Exchange(app.Urls.Single(), Good + request);

        var (head, body) = Parted(answers[answers.LastIndexOf("HTTP/1.1 ", StringComparison.Ordinal)..]);
        var problem = JsonSerializer.Deserialize<JsonElement>(body);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answers, StringComparison.Ordinal);
        Assert.StartsWith($"HTTP/1.1 {status} {problem.GetProperty("title").GetString()}\r\n", head, StringComparison.Ordinal);
        Assert.Equal((status, "/problems/http"), (problem.GetProperty("status").GetInt32(), problem.GetProperty("type").GetString()));
        Assert.Contains(word, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        foreach (
            var header in new[]
            {
                $"Content-Length: {Encoding.UTF8.GetByteCount(body)}",
                "Content-Type: application/problem+json",
                "Connection: close",
                "Cache-Control: no-store",
                "X-Content-Type-Options: nosniff",
                "Access-Control-Allow-Origin: *",
            }
        )
        {
            Assert.Contains(header + "\r\n", head + "\r\n", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Asked_for_the_headers_only_it_sends_no_body()
    {
        await using var register = new GivenRegister();
        await using var app = await register.Serve();

        var (head, body) = Parted(await Exchange(app.Urls.Single(), "HEAD /v1/status HTTP/1.1\r\n\r\n"));

        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/problem+json", head, StringComparison.Ordinal);
        Assert.Empty(body);
    }

    [Fact]
    public async Task A_client_that_begins_in_another_version_is_told_so_in_that_version()
    {
        await using var register = new GivenRegister();
        await using var app = await register.Serve();

        var answer = await Exchange(app.Urls.Single(), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

        // A GOAWAY frame (RFC 9113, 6.8) with the code HTTP_1_1_REQUIRED.
        Assert.Equal(("\u0007", "\u000d"), (answer[3..4], answer[^1..]));
    }

    private static (string Head, string Body) Parted(string answer) =>
        answer.Split("\r\n\r\n", 2) is [var head, var body] ? (head, body) : throw new FormatException(answer);

    private static async Task<string> Exchange(string origin, string request)
    {
        var stop = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(origin).Port, stop);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), stop);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, stop);
        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
