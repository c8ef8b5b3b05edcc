using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DecisionsApi.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DecisionsApi.Tests.Http;

/// <summary>Streams of whole lists through the real server: readers that are slow, readers that leave, streams that fail.</summary>
public sealed class ExportTests
{
    private const int Rows = 12_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("identity")]
    [InlineData("br")]
    public async Task Fifty_slow_readers_leave_and_the_next_request_is_answered(string encoding)
    {
        await using var register = Register(
            noise: encoding == "br" ? 900 : 0,
            ("Exports:Concurrent", "50"),
            ("Exports:PerClient", "50"),
            ("RateLimit:Enabled", "false")
        );
        await using var app = await register.Serve();
        var exports = app.Services.GetRequiredService<Exports>();
        var readers = new List<Socket>();
        for (var i = 0; i < 50; i++)
        {
            readers.Add(await SlowReader(app, "/v1/expenditure.jsonl?include=raw", encoding));
        }
        await Until(() => exports.Active == 50);

        readers.ForEach(reader => reader.Dispose());
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(10) };
        using var next = await client.GetAsync(new Uri("/v1/expenditure?limit=1", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        await Until(() => exports.Active == 0);
    }

    [Fact]
    public async Task A_few_exports_run_at_once_and_further_ones_are_told_when_to_try_again()
    {
        await using var register = Register(("Exports:Concurrent", "2"), ("Exports:PerClient", "2"));
        await using var app = await register.Serve();
        var exports = app.Services.GetRequiredService<Exports>();
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        var slow = new[] { await SlowReader(app, "/v1/expenditure.jsonl"), await SlowReader(app, "/v1/expenditure.jsonl") };
        await Until(() => exports.Active == 2);

        using var refused = await client.GetAsync(new Uri("/v1/expenditure.csv", UriKind.Relative), Stop);
        using var page = await client.GetAsync(new Uri("/v1/expenditure.csv?limit=1", UriKind.Relative), Stop);
        using var head = await client.SendAsync(new(HttpMethod.Head, new Uri("/v1/expenditure.csv", UriKind.Relative)), Stop);
        Array.ForEach(slow, reader => reader.Dispose());
        await Until(() => exports.Active == 0);
        var whole = await client.GetStringAsync(new Uri("/v1/expenditure.csv?fields=id", UriKind.Relative), Stop);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 5d), (refused.StatusCode, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.StatusCode, head.StatusCode));
        Assert.Equal(Rows + 2, whole.Split("\r\n").Length);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    public async Task A_stream_that_fails_half_way_is_broken_off(string encoding)
    {
        await using var register = Register();
        await using var app = await register.Serve();
        using var reader = await SlowReader(app, "/v1/expenditure.jsonl?include=raw", encoding);
        using (var connection = register.Database.Write())
        {
            Dapper.SqlMapper.Execute(connection, "ALTER TABLE terms RENAME TO gone");
        }

        Assert.False(await EndsProperly(reader));
    }

    [Fact]
    public async Task A_service_that_stops_breaks_off_what_does_not_end_in_time()
    {
        await using var register = Register(("ShutdownSeconds", "2"));
        await using var app = await register.Serve();
        using var reader = await SlowReader(app, "/v1/expenditure.jsonl?include=raw");
        await Until(() => app.Services.GetRequiredService<Exports>().Active == 1);

        await app.StopAsync(Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop);

        Assert.False(await EndsProperly(reader));
    }

    [Fact]
    public async Task A_whole_stream_ends_properly()
    {
        await using var register = Register();
        await using var app = await register.Serve();
        using var reader = await SlowReader(app, "/v1/expenditure.jsonl?fields=id");

        Assert.True(await EndsProperly(reader));
    }

    private static GivenRegister Register(params (string, string)[] settings) => Register(noise: 0, settings);

    /// <summary>A register whose rows carry so many characters that cannot be compressed.</summary>
    private static GivenRegister Register(int noise, params (string, string)[] settings)
    {
        var random = new Random(1);
        var register = new GivenRegister(settings);
        var text = new StringBuilder("Date,Supplier Name,Amount,Transaction Number,Category\n");
        for (var i = 0; i < Rows; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"01/02/2013,Supplier {i % 50} of a Name That Takes Some Room on the Line,{i}.00,T{i}{Noise()},Category {i % 9}\n"
            );
        }
        register.Import("a.csv", text.ToString());
        return register;

        string Noise()
        {
            var bytes = new byte[noise];
            random.NextBytes(bytes);
            return Convert.ToHexString(bytes);
        }
    }

    /// <summary>A reader that takes the beginning of an answer and then nothing, over a connection that holds little.</summary>
    private static async Task<Socket> SlowReader(WebApplication app, string path, string encoding = "identity")
    {
        var url = new Uri(app.Urls.Single());
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, url.Port, Stop);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n"),
            Stop
        );
        var beginning = new byte[15];
        await socket.ReceiveAsync(beginning, Stop);
        Assert.Equal("HTTP/1.1 200 OK", Encoding.ASCII.GetString(beginning));
        return socket;
    }

    /// <summary>Reads to the end, which must come in time; whether the last chunk was there.</summary>
    private static async Task<bool> EndsProperly(Socket reader)
    {
        var (buffer, tail) = (new byte[1 << 16], "");
        try
        {
            while (await reader.ReceiveAsync(buffer, Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop) is > 0 and var length)
            {
                tail = (tail + Encoding.Latin1.GetString(buffer, Math.Max(0, length - 10), Math.Min(10, length)))[^5..];
            }
        }
        catch (SocketException)
        {
            return false;
        }
        return tail == "0\r\n\r\n";
    }

    private static async Task Until(Func<bool> holds)
    {
        for (var i = 0; i < 600 && !holds(); i++)
        {
            await Task.Delay(50, Stop);
        }
        Assert.True(holds());
    }
}
