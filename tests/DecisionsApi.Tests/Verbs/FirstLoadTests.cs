using System.Text.Json;

namespace DecisionsApi.Tests.Verbs;

/// <summary>A file larger than the register, which goes into the database without the log.</summary>
public sealed class FirstLoadTests : IDisposable
{
    private const int Rows = 4000;
    private static readonly string[] Import = ["import", "large.csv", "--body", "x-council", "--report", "json"];
    private readonly string _folder = Directory.CreateTempSubdirectory("decisions-tests-").FullName;

    /// <summary>More than four megabytes.</summary>
    public FirstLoadTests()
    {
        var purpose = string.Concat(Enumerable.Repeat("word ", 220));
        var rows = Enumerable.Range(1, Rows).Select(i => $"{i % 28 + 1:00}/01/2011,S{i % 50},{i},T{i},{purpose}{i}\n");
        File.WriteAllText(
            Path.Combine(_folder, "large.csv"),
            "Date,Supplier Name,Amount,Transaction Number,Description\n" + string.Concat(rows)
        );
    }

    [Fact]
    public async Task Killed_it_leaves_nothing_and_the_next_takes_it_whole()
    {
        await Cli.Run(_folder, ["--database", "x.db", "migrate"]);
        using (var process = Cli.Start(_folder, ["--database", "x.db", .. Import]))
        {
            while (!File.Exists(Path.Combine(_folder, "x.db-journal")) && !process.WaitForExit(5)) { }
            Assert.False(process.HasExited);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var check = await Cli.Run(_folder, ["--database", "x.db", "check"]);
        Assert.True(check.Exit == 0, check.Out);
        Assert.DoesNotContain(
            "x-council",
            (await Cli.Run(_folder, ["--database", "x.db", "export", "sources"])).Out,
            StringComparison.Ordinal
        );
        Assert.Equal(Rows, Saved(await Cli.Run(_folder, ["--database", "x.db", .. Import])));
        Assert.Equal("wal", Mode("x.db"));
        Assert.False(File.Exists(Path.Combine(_folder, "x.db-journal")));
    }

    [Fact]
    public async Task Beside_a_service_it_goes_through_the_log_and_is_seen_at_once()
    {
        var (service, origin) = await Cli.Serve(_folder);
        try
        {
            var saved = Saved(await Cli.Run(_folder, Import));
            using var client = new HttpClient();
            var count = await client.GetStringAsync(
                new Uri($"{origin}/v1/expenditure?body=x-council&limit=1"),
                TestContext.Current.CancellationToken
            );

            Assert.Equal(Rows, saved);
            Assert.Contains($"\"count\":{Rows}", count.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        finally
        {
            service.Kill();
            await service.WaitForExitAsync(TestContext.Current.CancellationToken);
            service.Dispose();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static int Saved((int Exit, string Out, string Error) import)
    {
        Assert.True(import.Exit == 0, import.Out + import.Error);
        var report = JsonSerializer.Deserialize<JsonElement>(import.Out)[0];
        return report.GetProperty("rows").GetProperty("saved").GetInt32();
    }

    private string Mode(string file)
    {
        using var reading = new Data.Database(Path.Combine(_folder, file), TimeProvider.System).Read(CancellationToken.None);
        return Dapper.SqlMapper.ExecuteScalar<string>(reading.Connection, "PRAGMA journal_mode")!;
    }
}
