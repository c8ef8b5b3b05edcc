using System.Text.Json;
using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Tests.Contracts;

/// <summary>OCDS and the Contracts Finder export from the file to the register.</summary>
public sealed class OcdsImportTests
{
    private const string Tender =
        """{"ocid":"ocds-x-1","id":"1","date":"2024-01-01T00:00:00Z","tag":["tender"],"parties":[{"id":"b","name":"X Council","roles":["buyer"],"contactPoint":{"name":"Jane Doe","email":"jane@example.org"}}],"buyer":{"id":"b","name":"X Council"},"tender":{"id":"T1","title":"Radios","status":"active","value":{"amount":100,"currency":"GBP"}}}""";
    private const string Award =
        """{"ocid":"ocds-x-1","id":"2","date":"2024-02-01T00:00:00Z","tag":["award"],"awards":[{"id":"a1","status":"active","value":{"amount":90,"currency":"GBP"},"suppliers":[{"id":"s","name":"Acme Ltd"}]}]}""";
    private const string Cancelled =
        """{"ocid":"ocds-x-1","id":"3","date":"2024-03-01T00:00:00Z","tag":["tenderCancellation"],"tender":{"id":"T1","status":"cancelled"}}""";

    [Fact]
    public async Task Releases_of_one_process_merge_whichever_file_came_first()
    {
        await using var one = new GivenRegister();
        await using var other = new GivenRegister();
        one.Import("t.json", Tender);
        one.Import("a.jsonl", Award + "\n");
        other.Import("a.jsonl", Award + "\n");
        other.Import("t.json", Tender);

        var contract = (await one.Walk("/v1/contracts")).Single();

        Assert.Equal(
            ("Radios", "award", 90.00m),
            (
                contract.GetProperty("title").GetString(),
                contract.GetProperty("stage").GetString(),
                contract.GetProperty("value").GetDecimal()
            )
        );
        Assert.Equal(await one.GetText("/v1/contracts?format=csv"), await other.GetText("/v1/contracts?format=csv"));
        Assert.Empty(one.Faults());
    }

    [Fact]
    public async Task A_cancelled_tender_is_cancelled_and_taking_the_release_back_undoes_it()
    {
        await using var register = new GivenRegister();
        register.Import("t.json", Tender);
        register.Import("c.json", Cancelled);
        var cancelled = (await register.Walk("/v1/contracts")).Single();

        var report = register.Import("c.json", """{"releases": []}""");

        Assert.Equal("cancelled", cancelled.GetProperty("status").GetString());
        Assert.Equal((0, 0), (report.Rows!.Read, report.Rows.Withdrawn));
        Assert.Equal(
            "active",
            (await register.Get($"/v1/contracts/{cancelled.GetProperty("id").GetString()}")).GetProperty("status").GetString()
        );
    }

    [Fact]
    public async Task Contact_persons_are_stored_nowhere()
    {
        await using var register = new GivenRegister();
        register.Import("t.json", $$"""{"releases": [{{Tender}}]}""");

        var source = (await register.Walk("/v1/sources")).Single().GetProperty("id").GetString();
        var seen = await register.GetText("/v1/contracts?include=raw") + await register.GetText($"/v1/sources/{source}/original");

        Assert.Contains("Radios", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Jane", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_release_costs_itself_only_and_what_is_not_understood_is_listed()
    {
        await using var register = new GivenRegister();

        var report = register.Import(
            "t.jsonl",
            $"{Tender}\n{{\"id\":\"no ocid\"}}\n{Award.Replace("\"awards\"", "\"mystery\":{\"deep\":1},\"awards\"", StringComparison.Ordinal)}\n"
        );

        Assert.Equal((3, 2, 1), (report.Rows!.Read, report.Rows.Saved, report.Rows.Rejected));
        Assert.Equal((2, "ocidMissing"), (report.Rejected![0].Line, report.Rejected[0].Code));
        Assert.Equal(1, report.NotUnderstood!["mystery/deep"]);
    }

    [Fact]
    public async Task Real_releases_and_notices_go_in_once()
    {
        await using var register = new GivenRegister();
        var ocds = RealData.Folder("ocds");

        var first = register.ImportAll(ocds).Concat(register.ImportAll(RealData.Folder("contracts"))).ToList();
        var sequence = (await register.Get("/v1/status")).GetProperty("sequence").GetInt64();
        register.ImportAll(ocds);
        register.ImportAll(RealData.Folder("contracts"));
        register.ImportAll(await Reversed(register, Path.Combine(ocds, "uk-police-releases.jsonl")));
        register.ImportAll(await Reversed(register, RealData.Folder("contracts/contracts-finder-export.csv")));

        Assert.Equal(4, first.Count(report => report.Skipped is not null));
        Assert.All(first.Where(report => report.Skipped is null), report => Assert.Equal((null, 0), (report.Error, report.Rows?.Rejected)));
        Assert.Equal(1000, first.Single(report => report.File.EndsWith("export.csv", StringComparison.Ordinal)).Rows!.Saved);
        Assert.Equal(
            107,
            first
                .Where(r => r.SourceName?.StartsWith("uk-", StringComparison.Ordinal) == true)
                .Sum(r => r.Rows!.Saved + r.Rows.AlreadyPublished)
        );
        var status = await register.Get("/v1/status");
        Assert.Equal((sequence, 1099), (status.GetProperty("sequence").GetInt64(), status.GetProperty("contracts").GetInt32()));
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task Nearly_ten_thousand_agenda_items_of_a_German_city_go_in_through_a_map()
    {
        await using var register = new GivenRegister();
        var file = RealData.Folder("decisions/karlsruhe-agenda-decisions.csv");
        var options = new ImportOptions
        {
            Kind = "decisions",
            Body = "karlsruhe",
            Columns = JsonSerializer.Deserialize<Dictionary<string, string>>(
                await File.ReadAllTextAsync(
                    Path.Combine(Repository.Root, "docs", "examples", "karlsruhe.columns.json"),
                    TestContext.Current.CancellationToken
                )
            )!,
        };

        var report = register.ImportAll(file, options).Single();
        var again = register.ImportAll(file, options).Single();
        var shuffled = register.ImportAll(await Reversed(register, file), options).Single();

        Assert.Equal((9953, 9953, 0), (report.Rows!.Read, report.Rows.Saved, report.Rows.Rejected));
        Assert.Equal((9953, report.Changes!.To), (again.Rows!.Unchanged, again.Changes!.To));
        Assert.Equal((9953, report.Changes.To), (shuffled.Rows!.Unchanged, shuffled.Changes!.To));
        var tram = await register.Get("/v1/decisions?q=straßenbahn&limit=1");
        Assert.Equal(11, tram.GetProperty("page").GetProperty("count").GetInt32());
    }

    /// <summary>A copy of a file under its name, its records in the opposite order.</summary>
    private static async Task<string> Reversed(GivenRegister register, string file)
    {
        var copy = Path.Combine(Directory.CreateDirectory(Path.Combine(register.Folder, "reversed")).FullName, Path.GetFileName(file));
        if (file.EndsWith(".jsonl", StringComparison.Ordinal))
        {
            await File.WriteAllLinesAsync(copy, File.ReadLines(file).Reverse(), TestContext.Current.CancellationToken);
            return copy;
        }
        var rows = new List<string>();
        using var records = new RecordReader(new StreamReader(file), ',');
        while (records.Read())
        {
            rows.Add(records.Raw.ToString());
        }
        await File.WriteAllTextAsync(
            copy,
            string.Join("\r\n", rows.Skip(1).Reverse().Prepend(rows[0])),
            TestContext.Current.CancellationToken
        );
        return copy;
    }
}
