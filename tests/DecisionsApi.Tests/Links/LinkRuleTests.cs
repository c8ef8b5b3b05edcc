using System.Text.Json;
using DecisionsApi.Formats;

namespace DecisionsApi.Tests.Links;

/// <summary>Links that rules find: where exactly one record fits, whatever came first, and gone when it no longer does.</summary>
public sealed class LinkRuleTests
{
    private const string Spend = """
        Date,Supplier,Amount,Reference,Contract Number,Decision Ref
        01/05/2024,Acme Services Ltd,100.00,1,WMP/0782,
        02/05/2024,Acme Services Limited,200.00,2,,PCC 12/2024
        03/05/2024,ACME SERVICES LTD,300000.00,3,,
        04/05/2026,Acme Services Ltd,400.00,4,,
        05/05/2024,Somebody Else Ltd,500.00,5,,
        06/05/2024,REDACTED PERSONAL DATA,600.00,6,,
        """;

    private const string Contract = """
        {"contracts": [
          {"title": "Guarding", "reference": "WMP 0782", "stage": "contract", "status": "active", "buyers": [{"body": "test-council"}],
           "suppliers": [{"name": "Acme Services Ltd"}], "value": 250000, "startOn": "2024-04-01", "endOn": "2025-03-31",
           "extra": {"Decision reference": "PCC/12/2024"}}]}
        """;

    private const string Decision = """
        {"decisions": [{"body": "test-council", "reference": "PCC-12-2024", "title": "Guarding of stations", "decidedOn": "2024-03-01", "status": "taken"}]}
        """;

    private static readonly (string Name, string Text)[] Files =
    [
        ("spend.csv", Spend),
        ("contract.json", Contract),
        ("decision.json", Decision),
    ];

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 0, 2)]
    public async Task Link_what_fits_alone_and_say_why(params int[] order)
    {
        await using var register = new GivenRegister();
        foreach (var file in order)
        {
            register.Import(Files[file].Name, Files[file].Text);
        }

        var links = await register.Walk("/v1/links?basis=rule:reference&basis=rule:supplierPeriod");

        Match(links);
        Assert.Empty(register.Faults());
    }

    [Theory]
    [InlineData("contracts", "contract", 2, 300.00)]
    [InlineData("decisions", "decision", 1, 200.00)]
    public async Task List_summary_facet_and_csv_find_what_rules_link(string resource, string name, int count, double sum)
    {
        await using var register = new GivenRegister();
        foreach (var (file, text) in Files)
        {
            register.Import(file, text);
        }
        var id = (await register.Walk($"/v1/{resource}")).Single().GetProperty("id").GetString();

        var list = await register.Get($"/v1/expenditure?{name}={id}&facet={name}");
        var summary = await register.Get($"/v1/expenditure/summary?groupBy={name}");

        Assert.Equal((count, (decimal)sum), Total(list.GetProperty("page")));
        Assert.Equal((count, (decimal)sum), Total(list.GetProperty("facets")[0].GetProperty("values")[0]));
        var groups = summary.GetProperty("data").EnumerateArray().ToDictionary(group => group.GetProperty(name).GetString() ?? "");
        Assert.Equal((count, (decimal)sum), Total(groups[id!]));
        Assert.Equal(6 - count, groups[""].GetProperty("count").GetInt32());
        Assert.Equal(count, (await register.GetText($"/v1/expenditure.csv?{name}={id}")).Split("\r\n").Length - 2);

        static (int, decimal) Total(JsonElement of) => (of.GetProperty("count").GetInt32(), of.GetProperty("sumAmount").GetDecimal());
    }

    [Theory]
    [InlineData("guarding", 4)]
    [InlineData("\"guarding of stations\"", 2)]
    [InlineData("guard* -stations", 3)]
    [InlineData("acme", 4)]
    [InlineData("\"WMP/0782\"", 3)]
    [InlineData("somebody", 0)]
    public async Task Links_are_found_by_the_words_of_either_end(string q, int count)
    {
        await using var register = new GivenRegister();
        foreach (var (file, text) in Files)
        {
            register.Import(file, text);
        }

        Assert.Equal(count, (await register.Walk($"/v1/links?q={Uri.EscapeDataString(q)}")).Count);
    }

    [Fact]
    public async Task A_payment_shows_its_links_and_a_contract_its_payments()
    {
        await using var register = new GivenRegister();
        foreach (var (name, text) in Files)
        {
            register.Import(name, text);
        }
        var payments = await register.Walk("/v1/expenditure?include=contract,decision&sort=paidOn");

        Assert.Equal(
            ["Guarding", "Guarding, Guarding of stations", "", "", "", ""],
            payments.Select(p =>
                string.Join(
                    ", ",
                    p.GetProperty("links").EnumerateArray().Select(l => l.GetProperty("to").GetProperty("title").GetString()).Order()
                )
            )
        );
        var alone = await register.Get($"/v1/expenditure/{payments[0].GetProperty("id").GetString()}");
        Assert.Equal(payments[0].GetProperty("links").ToString(), alone.GetProperty("links").ToString());
        var contract = (await register.Walk("/v1/contracts?include=expenditure")).Single();
        Assert.Equal(2, contract.GetProperty("included").GetProperty("expenditure").GetArrayLength());
        var record = contract.GetProperty("id").GetString();
        Assert.Equal(3, (await register.Walk($"/v1/links?record={record}")).Count);
    }

    [Fact]
    public async Task Two_that_fit_are_none()
    {
        await using var register = new GivenRegister();
        register.Import("spend.csv", Spend);
        register.Import("contract.json", Contract);
        register.Import("other.json", Contract.Replace("WMP 0782", "WMP 0783", StringComparison.Ordinal));

        Assert.Equal(
            ["rule:reference"],
            (await register.Walk("/v1/links?fromResource=expenditure")).Select(l => l.GetProperty("basis").GetString())
        );
    }

    [Fact]
    public async Task What_no_longer_fits_is_no_longer_linked()
    {
        await using var register = new GivenRegister();
        foreach (var (name, text) in Files)
        {
            register.Import(name, text);
        }
        register.Import("decision.json", Decision.Replace("PCC-12-2024", "PCC-13-2024", StringComparison.Ordinal));
        register.Import("contract.json", Contract.Replace("test-council", "other-council", StringComparison.Ordinal));

        Assert.Empty(await register.Walk("/v1/links?basis=rule:reference&basis=rule:supplierPeriod"));
    }

    [Fact]
    public async Task A_supplier_that_is_joined_with_another_brings_its_payments()
    {
        await using var register = new GivenRegister();
        register.Import("spend.csv", Spend);
        register.Import("contract.json", Contract.Replace("Acme Services Ltd", "A.S. Holdings", StringComparison.Ordinal));
        Assert.Single(await register.Walk("/v1/links?fromResource=expenditure&toResource=contracts"));

        register.Import("aliases.csv", "alias,supplier,evidence\nA.S. Holdings,Acme Services Ltd,They say so.\n");

        Assert.Equal(2, (await register.Walk("/v1/links?fromResource=expenditure&toResource=contracts")).Count);
    }

    [Fact]
    public async Task What_is_erased_links_nothing_any_more()
    {
        await using var register = new GivenRegister();
        register.Import("spend.csv", Spend);
        register.Import("contract.json", Contract);
        var link = (await register.Walk("/v1/links?basis=rule:supplierPeriod")).Single();
        var payment = link.GetProperty("from").GetProperty("id").GetString()!;

        var outcome = new DecisionsApi.Erasing.Erasure(register.Database, new FixedTime()).Run(
            new("expenditure", payment, "supplier.name", "a lawful request", "the records officer")
        );

        Assert.True(outcome.Done, outcome.Message);
        Assert.Empty(await register.Walk("/v1/links?basis=rule:supplierPeriod"));
    }

    [Fact]
    public async Task Coverage_adds_up()
    {
        await using var register = new GivenRegister();
        foreach (var (name, text) in Files)
        {
            register.Import(name, text);
        }

        var coverage = await register.Get("/v1/links/coverage");

        var figures = coverage
            .GetProperty("rows")
            .EnumerateArray()
            .Select(r => r.GetProperty("figures"))
            .Append(coverage.GetProperty("total"));
        Assert.All(
            figures,
            f =>
            {
                foreach (var of in new[] { "count", "sumAmount" })
                {
                    decimal Of(string name) => f.GetProperty(name).GetProperty(of).GetDecimal();
                    Assert.Equal(Of("all"), Of("stated") + Of("byRule") + Of("unlinked"));
                }
            }
        );
        Assert.Equal(
            "test-council 2024-25: 5 2 3, test-council 2026-27: 1 0 1",
            string.Join(
                ", ",
                coverage
                    .GetProperty("rows")
                    .EnumerateArray()
                    .Select(r =>
                        $"{r.GetProperty("body")} {r.GetProperty("financialYear")}: "
                        + string.Join(
                            ' ',
                            new[] { "all", "byRule", "unlinked" }.Select(n => r.GetProperty("figures").GetProperty(n).GetProperty("count"))
                        )
                    )
            )
        );
        Assert.Equal(
            1,
            (await register.Get("/v1/links/coverage?financialYear=2026-27&body=test-council")).GetProperty("rows").GetArrayLength()
        );
    }

    private static void Match(
        List<JsonElement> links,
        [System.Runtime.CompilerServices.CallerFilePath] string file = "",
        [System.Runtime.CompilerServices.CallerMemberName] string test = ""
    ) => Snapshot.Match(JsonSerializer.Serialize(links, Json.Report), "json", file, test);
}
