using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using DecisionsApi.Tests.Verbs;
using DuckDB.NET.Data;

namespace DecisionsApi.Tests.Docs;

/// <summary>
/// Every page of the cookbook does what it says: its files are saved, its commands are run with the real tools against the real
/// program, and what they print is what the page shows. A page whose tools are missing is skipped and says which.
/// </summary>
public sealed class CookbookTests : IAsyncDisposable
{
    private const string Address = "http://127.0.0.1:5080";
    private readonly string _folder = Directory.CreateTempSubdirectory("decisions-cookbook-").FullName;
    private readonly HttpClient _client = new();
    private Process? _service;
    private string _origin = Address;

    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(CookbookPage.Folder, "*.md").Select(p => Path.GetFileName(p)).Order()];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Its_commands_print_what_it_shows(string page)
    {
        var (_, needs, blocks) = CookbookPage.Read(page);
        Assert.SkipUnless(blocks.Any(b => CookbookPage.IsRun(b.Language)), $"{page} has no commands");
        foreach (var need in needs.Prepend("bash --version"))
        {
            Assert.SkipUnless(await Succeeds(need), $"{page} is not run: `{need}` does not succeed here");
        }
        await Serve();
        CopyFiles();
        foreach (var block in blocks)
        {
            var where = $"docs/cookbook/{page}:{block.Line}";
            if (block.File is not null)
            {
                await Save(block, where);
            }
            else if (CookbookPage.IsRun(block.Language))
            {
                var output = block.Language == "sql" ? await Query(block.Text) : await Shell(block.Text, where);
                if (block.Output is not null)
                {
                    Abbreviated.MatchLines(block.Output, output.Replace(_origin, Address, StringComparison.Ordinal), where);
                }
            }
        }
    }

    /// <summary>What only a program without a command line can run has at least addresses that answer.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Its_addresses_answer(string page)
    {
        var addresses = Regex
            .Matches(CookbookPage.Read(page).Text, Regex.Escape(Address) + "(/[^\\s'\"`<>)$]*)")
            .Select(m => m.Groups[1].Value.Replace("\\", "", StringComparison.Ordinal))
            .Distinct()
            .ToList();
        await Serve();
        CopyFiles();
        await Cli.Run(_folder, ["import", "spend.csv", "--body", "example-council"]);
        foreach (var address in addresses)
        {
            using var response = await _client.GetAsync(new Uri(_origin + address), TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{page}: {address}: {(int)response.StatusCode}");
        }
    }

    /// <summary>The columns a query of Excel gives types to are those of the address it reads.</summary>
    [Fact]
    public async Task The_columns_of_Power_Query_are_there()
    {
        var query = Assert.Single(CookbookPage.Read("spreadsheets.md").Blocks, b => b.Language == "powerquery").Text;
        var address = Regex.Match(query, "Web\\.Contents\\(\"" + Regex.Escape(Address) + "([^\"]+)\"").Groups[1].Value;
        var columns = Regex.Matches(query, "\\{\"([^\"]+)\", (?:type|Currency)").Select(m => m.Groups[1].Value);
        await using var register = new GivenRegister();
        register.Import("spend.csv", await File.ReadAllTextAsync(Path.Combine(CookbookPage.Folder, "spend.csv"), Cancelled), new());
        Assert.Equal((await register.GetText(address)).Split("\r\n")[0].Split(','), columns);
    }

    /// <summary>A block that is neither run nor saved nor an output would be nobody's: only formulas and queries of spreadsheets are.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_blocks_are_run_or_saved(string page)
    {
        Assert.All(
            CookbookPage.Read(page).Blocks,
            block =>
                Assert.True(
                    CookbookPage.IsRun(block.Language) || block.File is not null || block.Language is "powerquery" or "text",
                    $"docs/cookbook/{page}:{block.Line}: ```{block.Language} is neither run nor saved"
                )
        );
        GuideTests.AssertLinks($"docs/cookbook/{page}");
    }

    /// <summary>A lock file that named a registry would send every reader there.</summary>
    [Fact]
    public void The_lock_file_of_TypeScript_names_no_registry() =>
        Assert.DoesNotContain(
            "\"resolved\"",
            File.ReadAllText(Path.Combine(CookbookPage.Folder, "typescript", "package-lock.json")),
            StringComparison.Ordinal
        );

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_service is not null)
        {
            _service.Kill();
            await _service.WaitForExitAsync();
            _service.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private async Task Serve() => (_service, _origin) = await Cli.Serve(_folder);

    /// <summary>The files beside the pages, at the address of this service, and not what a reader's tools have put there.</summary>
    private void CopyFiles()
    {
        foreach (var from in new[] { "", "typescript" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, from));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(CookbookPage.Folder, from)))
            {
                File.WriteAllText(Path.Combine(_folder, from, Path.GetFileName(file)), Here(File.ReadAllText(file)));
            }
        }
    }

    private string Here(string text) => text.Replace(Address, _origin, StringComparison.Ordinal);

    /// <summary>Saves a file that a page shows; one that lies beside the pages must be the same.</summary>
    private async Task Save(CookbookBlock block, string where)
    {
        var path = Path.Combine(_folder, block.File!);
        var text = Here(block.Text) + "\n";
        if (File.Exists(path))
        {
            Assert.True(await File.ReadAllTextAsync(path, Cancelled) == text, $"{where} is not {block.File}");
        }
        await File.WriteAllTextAsync(path, text, Cancelled);
    }

    /// <summary>A query of DuckDB over files in the page's folder; the engine is that of a package and has no command line.</summary>
    private async Task<string> Query(string sql)
    {
        await using var engine = new DuckDBConnection("DataSource=:memory:");
        await engine.OpenAsync(Cancelled);
        await using var command = engine.CreateCommand();
        command.CommandText = $"SET file_search_path = '{_folder}'; COPY ({sql.TrimEnd().TrimEnd(';')}) TO '{_folder}/answer.csv' (HEADER)";
        await command.ExecuteNonQueryAsync(Cancelled);
        return await File.ReadAllTextAsync(Path.Combine(_folder, "answer.csv"), Cancelled);
    }

    private async Task<string> Shell(string script, string where)
    {
        var (exit, output, error) = await Bash(script);
        Assert.True(exit == 0, $"{where}: {exit}\n{output}\n{error}");
        return output;
    }

    private async Task<bool> Succeeds(string command)
    {
        try
        {
            return (await Bash(command)).Exit == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private async Task<(int Exit, string Out, string Error)> Bash(string script)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", $"decisions() {{ '{Cli.Program}' \"$@\"; }}\n{Here(script)}"])
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The system's own tools first, because those are what test.sh installs.
        start.Environment["PATH"] = "/usr/bin:" + Environment.GetEnvironmentVariable("PATH");
        // Programs that keep settings keep them here: another run beside this one must not be in the way.
        start.Environment["HOME"] = _folder;
        start.Environment["LC_ALL"] = "C.UTF-8";
        return await Cli.Finish(Process.Start(start)!);
    }
}
