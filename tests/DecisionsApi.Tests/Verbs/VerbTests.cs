using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace DecisionsApi.Tests.Verbs;

/// <summary>The command line as its users meet it.</summary>
public sealed class VerbTests : IDisposable
{
    private const string Spend = "Date,Supplier Name,Amount,Transaction Number\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("decisions-cli-").FullName;

    [Fact]
    public async Task A_first_use_makes_the_database_and_fills_it()
    {
        var (exit, output, _) = await Run("export", "bodies", "--format", "jsonl");

        Assert.Equal(0, exit);
        Assert.Contains("\"west-midlands-pcc\"", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "var", "decisions.db")));
    }

    [Fact]
    public async Task An_import_reports_on_stdout_and_leaves_with_0()
    {
        await Write("a.csv", Spend + "12/01/2011,A,1,T1\n12/01/2011,B,oops,T2\n");

        var (exit, output, error) = await Run("import", "a.csv", "--body", "x-council", "--report", "json");

        var report = JsonSerializer.Deserialize<JsonElement>(output)[0];
        Assert.Equal((0, ""), (exit, error));
        Assert.Equal((2, 1, 1), (Rows(report, "read"), Rows(report, "saved"), Rows(report, "rejected")));
        Assert.Equal("amountUnreadable", report.GetProperty("rejected")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Text_for_people_names_line_column_found_and_expected()
    {
        await Write("a.csv", Spend + "12/01/2011,A,1,T1\n12/01/2011,B,oops,T2\n");

        var (_, output, _) = await Run("import", "a.csv", "--body", "x-council");

        foreach (
            var words in new[] { "a.csv", "x-council", "2 rows read: 1 saved", "1 rejected", "3", "Amount", "oops", "an amount such as" }
        )
        {
            Assert.Contains(words, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_dry_run_shows_a_person_what_would_happen()
    {
        await Write("a.csv", Spend + "12/01/2011,A,1,T1\n12/01/2011,B,2,T2\n12/01/2011,C,3,\n");
        await Run("import", "a.csv", "--body", "x-council");
        await Write("a.csv", Spend + "12/01/2011,A,1.50,T1\nsoon,REDACTED,7,T9\n12/01/2011,B,2,T2\n12/01/2011,D,oops,T4\n");

        var (exit, output, _) = await Run("import", "a.csv", "--body", "x-council", "--dry-run");
        var strict = await Run("import", "a.csv", "--body", "x-council", "--dry-run", "--strict", "--report", "json");

        string[] expected =
        [
            "amount = 'Amount'",
            "The first rows as understood",
            "(withheld)",
            "doubtful: dateUnreadable 1, such as line 3 paidOn 'soon'",
            "would be created 1, changed 1",
            "amount 1.00 → 1.50",
            "Would be withdrawn",
            "oops",
            "dry run, nothing changed",
        ];
        Assert.All(expected, words => Assert.Contains(words, output, StringComparison.Ordinal));
        var preview = JsonSerializer.Deserialize<JsonElement>(strict.Out)[0].GetProperty("preview");
        Assert.Equal((0, 1, 1), (exit, strict.Exit, preview.GetProperty("changed").GetInt32()));
        Assert.Equal("C", preview.GetProperty("withdrawn")[0].GetProperty("supplier").GetString());
        var (_, payments, _) = await Run("export", "expenditure", "--format", "jsonl", "--filter", "body=x-council");
        Assert.Equal(3, Lines(payments).Count());
    }

    [Fact]
    public async Task Standard_input_is_a_file_with_a_name_of_its_own()
    {
        var (exit, output, _) = await Cli.Run(
            _folder,
            ["import", "-", "--source-name", "january", "--body", "x", "--report", "json"],
            Spend + "12/01/2011,A,1,T1\n"
        );

        Assert.Equal(0, exit);
        Assert.Equal("january", JsonSerializer.Deserialize<JsonElement>(output)[0].GetProperty("sourceName").GetString());
    }

    [Fact]
    public async Task A_folder_is_read_whole_and_what_holds_no_data_is_skipped()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "in", "deeper"));
        await Write("in/a.csv", Spend + "12/01/2011,A,1,T1\n");
        await Write("in/deeper/b.csv", Spend + "12/02/2011,A,1,T1\n");
        await Write("in/README.md", "About these files\n");
        await Write("in/readme.txt", "About these files, and more\n");

        var (exit, output, _) = await Run("import", "in", "--body", "x", "--report", "json");
        var named = await Run("import", "in/readme.txt", "--body", "x");

        var reports = JsonSerializer.Deserialize<JsonElement>(output).EnumerateArray().ToList();
        Assert.Equal(
            (0, 2, 2),
            (exit, reports.Count(r => r.TryGetProperty("rows", out _)), reports.Count(r => r.TryGetProperty("skipped", out _)))
        );
        Assert.Equal(1, named.Exit);
    }

    [Theory]
    [InlineData("nosuch.csv")]
    [InlineData("page.csv")]
    public async Task A_file_that_cannot_be_read_costs_itself_only(string bad)
    {
        await Write("page.csv", "<!doctype html><p>not found</p>");
        await Write("good.csv", Spend + "12/01/2011,A,1,T1\n");

        var (exit, output, _) = await Run("import", bad, "good.csv", "--body", "x", "--report", "json");

        var reports = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.Equal(1, exit);
        Assert.Contains(bad, reports[0].GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.False(reports[0].TryGetProperty("rows", out _));
        Assert.Equal(1, Rows(reports[1], "saved"));
    }

    [Theory]
    [InlineData("import")]
    [InlineData("import -")]
    [InlineData("import a.csv --body Not_A_Slug")]
    [InlineData("import a.csv --kind nonsense")]
    [InlineData("import a.csv b.csv --source-name one")]
    [InlineData("import a.csv --columns nosuch.json")]
    [InlineData("export nonsense")]
    [InlineData("export expenditure --filter bdy=x")]
    [InlineData("export expenditure --filter from=yesterday")]
    [InlineData("health --url nonsense")]
    [InlineData("import a.csv --sources nosuch.json")]
    [InlineData("fetch")]
    [InlineData("erase expenditure/x")]
    [InlineData("erase expenditure/x --reason why")]
    [InlineData("erase payments/x --reason why --by who")]
    [InlineData("erase expenditure --reason why --by who")]
    [InlineData("fetch --every sometimes")]
    [InlineData("nonsense")]
    public async Task Wrong_usage_is_told_on_stderr_and_leaves_with_2(string line)
    {
        var (exit, output, error) = await Run(line.Split(' '));

        Assert.Equal((2, ""), (exit, output));
        Assert.NotEqual("", error);
    }

    [Fact]
    public async Task An_export_filters_as_the_api_does()
    {
        await Write("a.csv", Spend + "12/01/2011,A,1,T1\n13/01/2011,B,2.5,T2\n");
        await Run("import", "a.csv", "--body", "x-council");

        var (exit, output, _) = await Run("export", "expenditure", "--filter", "body=x-council", "--filter", "minAmount=2");

        var lines = output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((0, 2), (exit, lines.Length));
        Assert.Contains(",2.50,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_is_a_database_of_its_own_and_never_overwrites()
    {
        await Write("a.csv", Spend + "12/01/2011,A,1,T1\n");
        await Run("import", "a.csv", "--body", "x-council");

        var (exit, said, _) = await Run("backup", "copy.db");
        var again = await Run("backup", "copy.db");
        var read = await Run("export", "expenditure", "--filter", "body=x-council", "--database", "copy.db", "--format", "jsonl");

        Assert.Equal((0, 2, 1), (exit, again.Exit, read.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Contains("rows counted", said, StringComparison.Ordinal);
        Assert.Equal(Counts("var/decisions.db"), Counts("copy.db"));

        IReadOnlyDictionary<string, long> Counts(string file)
        {
            using var reading = new Data.Database(Path.Combine(_folder, file), TimeProvider.System).Read(CancellationToken.None);
            return DecisionsApi.Register.CountSql.Read(reading.Connection);
        }
    }

    [Fact]
    public async Task A_published_register_lies_beside_the_database_once()
    {
        await Write("a.csv", Spend + "12/01/2011,A,1,T1\n");

        var first = await Run("publish");
        await Run("import", "a.csv", "--body", "x-council");
        var (exit, said, _) = await Run("publish");

        var file = Directory.GetFiles(Path.Combine(_folder, "var"), "*.sqlite").Single();
        Assert.Equal((0, 0), (first.Exit, exit));
        Assert.StartsWith($"{file}: sequence ", said, StringComparison.Ordinal);
        Assert.EndsWith($" {new FileInfo(file).Length} bytes", said.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erasure_says_what_it_did_and_one_of_nothing_leaves_with_1()
    {
        await Write("a.csv", Spend + "12/01/2011,Jane Doe,1,T1\n");
        await Run("import", "a.csv", "--body", "x-council");
        var (_, list, _) = await Run("export", "expenditure", "--format", "jsonl", "--filter", "body=x-council");
        var id = Lines(list).Single().GetProperty("id").GetString();
        string[] why = ["--reason", "Article 17 request", "--by", "A. Officer"];

        var (exit, output, _) = await Run(["erase", $"expenditure/{id}", "--field", "supplier.name", .. why]);
        var nothing = await Run(["erase", "expenditure/nothing", .. why]);

        Assert.Equal((0, 1), (exit, nothing.Exit));
        Assert.StartsWith($"Erased supplier.name of expenditure/{id}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Jane", (await Run("export", "suppliers")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_database_is_refused_by_name()
    {
        await Run("migrate", "--database", "new.db");
        using (var connection = new Data.Database(Path.Combine(_folder, "new.db"), TimeProvider.System).Write())
        {
            Dapper.SqlMapper.Execute(connection, "PRAGMA user_version = 999");
        }

        var (exit, output, error) = await Run("migrate", "--database", "new.db");

        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("new.db has version 999", error, StringComparison.Ordinal);
    }

    /// <summary>A register as the program of version 9 left it: two versions of a file, of which the second corrects a row and drops one.</summary>
    [Fact]
    public async Task A_database_of_an_earlier_version_becomes_what_this_program_would_have_made()
    {
        var fixtures = Path.Combine(Repository.Root, "tests/DecisionsApi.Tests/Fixtures/upgrade");
        await using (var packed = new GZipStream(File.OpenRead(Path.Combine(fixtures, "version-9.db.gz")), CompressionMode.Decompress))
        await using (var file = File.Create(Path.Combine(_folder, "old.db")))
        {
            await packed.CopyToAsync(file, TestContext.Current.CancellationToken);
        }
        foreach (var version in new[] { "v1.csv", "v2.csv" })
        {
            string[] whose = ["--body", "north-council", "--body-name", "North Council", "--source-name", "spend.csv"];
            await Run(["--database", "new.db", "import", Path.Combine(fixtures, version), .. whose]);
        }

        var (exit, sound, _) = await Run("--database", "old.db", "check");

        Assert.Equal(0, exit);
        Assert.EndsWith("old.db is sound\n", sound, StringComparison.Ordinal);
        foreach (string[] export in new[] { ["export", "expenditure", "--filter", "body=north-council"], new[] { "export", "suppliers" } })
        {
            var (_, upgraded, _) = await Run(["--database", "old.db", .. export]);
            Assert.Contains("Borough Print", upgraded, StringComparison.Ordinal);
            Assert.Equal((await Run(["--database", "new.db", .. export])).Out, upgraded);
        }
    }

    [Fact]
    public async Task A_process_killed_at_any_moment_leaves_a_file_in_or_out()
    {
        const int Files = 8;
        var random = new Random(1);
        await Run("migrate");
        for (var n = 0; n < Files; n++)
        {
            var rows = Enumerable.Range(1, 4000).Select(i => $"{i % 28 + 1:00}/{n + 1:00}/2011,S{i % 50},{i},N{n}T{i}\n");
            await Write($"f{n}.csv", Spend + string.Concat(rows));
            using var process = Cli.Start(_folder, ["import", $"f{n}.csv", "--body", "x-council"]);
            // Long enough for some to finish, short enough for others to be in the middle.
            process.WaitForExit(random.Next(150, 1600));
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var check = await Run("check");
        Assert.True(check.Exit == 0, check.Out);
        var (_, sources, _) = await Run("export", "sources", "--format", "jsonl", "--filter", "body=x-council");
        var (_, payments, _) = await Run("export", "expenditure", "--format", "jsonl", "--filter", "body=x-council");
        var bySource = Lines(payments).CountBy(p => p.GetProperty("source").GetProperty("file").GetString()!).ToDictionary();
        Assert.Equal(Lines(sources).Select(s => s.GetProperty("file").GetString()).Order(), bySource.Keys.Order());
        Assert.All(bySource.Values, count => Assert.Equal(4000, count));

        var (_, report, _) = await Run([
            "import",
            .. Enumerable.Range(0, Files).Select(n => $"f{n}.csv"),
            "--body",
            "x-council",
            "--report",
            "json",
        ]);
        Assert.All(
            JsonSerializer.Deserialize<JsonElement>(report).EnumerateArray(),
            r => Assert.Equal(4000, Rows(r, "saved") + Rows(r, "unchanged"))
        );
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<(int Exit, string Out, string Error)> Run(params string[] arguments) => Cli.Run(_folder, arguments);

    private Task Write(string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(_folder, name), text, TestContext.Current.CancellationToken);

    private static int Rows(JsonElement report, string name) => report.GetProperty("rows").GetProperty(name).GetInt32();

    private static IEnumerable<JsonElement> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line));
}
