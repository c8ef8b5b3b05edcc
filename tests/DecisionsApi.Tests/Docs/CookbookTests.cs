using System.Net;
using System.Text.RegularExpressions;

namespace DecisionsApi.Tests.Docs;

/// <summary>
/// Every page of the cookbook does what it says: its files are saved, its commands are run with the real tools against the real
/// program, and what they print is what the page shows. A page whose tools are missing is skipped and says which.
/// </summary>
public sealed class CookbookTests(CookbookService service) : IClassFixture<CookbookService>
{
    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(CookbookPage.Folder, "*.md").Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Its_commands_print_what_it_shows(string page)
    {
        var (_, needs, blocks) = CookbookPage.Read(page);
        Assert.Contains(blocks, block => CookbookPage.IsRun(block.Language));
        foreach (var need in needs.Prepend("bash --version"))
        {
            Assert.SkipUnless(await service.Succeeds(need), $"docs/cookbook/{page} is not run: `{need}` does not succeed here");
        }
        foreach (var block in blocks)
        {
            var where = $"docs/cookbook/{page}:{block.Line}";
            if (block.File is not null)
            {
                await service.Save(block, where);
            }
            else if (CookbookPage.IsRun(block.Language))
            {
                var output = block.Language == "sql" ? await service.Query(block.Text) : await service.Shell(block.Text, where);
                if (block.Output is not null)
                {
                    Abbreviated.MatchLines(block.Output, output, where);
                }
            }
        }
    }

    /// <summary>What only a program without a command line can run has at least addresses that answer.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Its_addresses_answer(string page)
    {
        using var client = new HttpClient();
        foreach (Match address in Regex.Matches(CookbookPage.Read(page).Text, Regex.Escape(CookbookService.Address) + "/[^\\s'\"`<>)$]*"))
        {
            // A formula puts a name behind the last sign.
            var whole = service.Here(address.Value) + (address.Value.EndsWith('=') ? "Acme+Vehicles+Ltd" : "");
            using var response = await client.GetAsync(new Uri(whole), TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"docs/cookbook/{page}: {whole}: {(int)response.StatusCode}");
        }
    }

    /// <summary>The columns a query of Excel gives types to are those of the address it reads.</summary>
    [Fact]
    public async Task The_columns_of_Power_Query_are_there()
    {
        var query = Assert.Single(CookbookPage.Read("spreadsheets.md").Blocks, b => b.Language == "powerquery").Text;
        var address = Regex.Match(query, "Web\\.Contents\\(\"([^\"]+)\"").Groups[1].Value;
        var columns = Regex.Matches(query, "\\{\"([^\"]+)\", (?:type|Currency)").Select(m => m.Groups[1].Value);
        using var client = new HttpClient();
        var list = await client.GetStringAsync(new Uri(service.Here(address)), TestContext.Current.CancellationToken);
        Assert.Equal(list.Split("\r\n")[0].Split(','), columns);
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
}
