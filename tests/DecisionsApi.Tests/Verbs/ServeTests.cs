using System.Diagnostics;
using System.Net;

namespace DecisionsApi.Tests.Verbs;

/// <summary>The service as a process: its settings, its log, its end.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("decisions-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_start_and_is_named()
    {
        using var process = Cli.Start(_folder, ["serve"], ("RateLimit__PermitsPerMinute", "none"));

        var said = await process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("RateLimit:PermitsPerMinute", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_one_line_of_the_log_whatever_it_brings_and_metrics_count_it()
    {
        using var process = Cli.Start(_folder, ["serve", "--urls", "http://127.0.0.1:0"], ("Metrics", "true"));
        var url = await Address(process);
        using var client = new HttpClient { BaseAddress = url };
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri("/v1/nothing/%0A%7B%22forged%22:1%7D?q=%0D%0A", UriKind.Relative)
        );
        request.Headers.TryAddWithoutValidation("User-Agent", "x\t\"}{\"forged\":2}");

        using var response = await client.SendAsync(request, Stop);
        var line = await process.StandardError.ReadLineAsync(Stop);
        var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);
        if (!OperatingSystem.IsWindows())
        {
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync(Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop);
            Assert.Equal(0, process.ExitCode);
        }
        else
        {
            process.Kill();
        }

        var state = System.Text.Json.JsonDocument.Parse(line!).RootElement.GetProperty("State");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(
            ("GET", 404, "x\t\"}{\"forged\":2}"),
            (state.GetProperty("Method").GetString(), state.GetProperty("Status").GetInt32(), state.GetProperty("UserAgent").GetString())
        );
        Assert.Contains("http_server_request_duration", metrics, StringComparison.Ordinal);
    }

    /// <summary>Where the process listens, once it says so.</summary>
    private static async Task<Uri> Address(Process process)
    {
        while (await process.StandardError.ReadLineAsync(Stop) is { } line)
        {
            if (line.StartsWith("Serving ", StringComparison.Ordinal))
            {
                return new(line.Split(" at ")[1].Split(';')[0]);
            }
        }
        throw new InvalidOperationException("The service ended before it listened.");
    }
}
