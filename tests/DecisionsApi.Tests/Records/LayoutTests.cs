using System.Globalization;
using System.Text.Json;
using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Records;

/// <summary>Decisions, contracts, programmes and bodies in our own layouts.</summary>
public sealed class LayoutTests
{
    private const string Two = """
        {"decisions": [
          {"body": "x-pcc", "reference": "D 1", "title": "Fleet", "decidedOn": "2013-01", "amounts": [{"measure": "budget", "amount": 12.5}]},
          {"body": "x-pcc", "title": "Estate", "decidedOn": "2013-02-03", "access": "exempt", "accessReason": "commercial"}
        ]}
        """;

    [Fact]
    public async Task Says_of_each_record_where_it_stands()
    {
        await using var register = new GivenRegister();
        register.Import("d.json", Two);

        var decision = (await register.Walk("/v1/decisions?reference=d+1&include=raw")).Single();

        Assert.Equal(
            ("2013-01-01", "month"),
            (decision.GetProperty("decidedOn").GetString(), decision.GetProperty("decidedOnPrecision").GetString())
        );
        Assert.Equal(2, decision.GetProperty("source").GetProperty("line").GetInt32());
        Assert.StartsWith(
            "{\"body\": \"x-pcc\", \"reference\": \"D 1\"",
            decision.GetProperty("source").GetProperty("raw").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(12.50m, decision.GetProperty("amounts")[0].GetProperty("amount").GetDecimal());
    }

    [Fact]
    public async Task What_does_not_fit_is_named_with_its_place_and_costs_its_record_only()
    {
        await using var register = new GivenRegister();

        var report = register.Import(
            "d.json",
            """
            {"decisions": [
              {"body": "x-pcc", "title": "Good", "mystery": "kept"},
              {"body": "x-pcc", "title": "Bad", "decidedOn": "soon", "amounts": [{"measure": "spent", "amount": "12.345"}]},
              {"body": "x-pcc", "title": "Worse", "status": "done", "effects": [{"action": "destroys", "target": {"contract": {"body": "x-pcc"}}}]},
              {"body": "X PCC", "title": ""},
              7
            ]}
            """
        );

        Assert.Equal((5, 1, 4), (report.Rows!.Read, report.Rows.Saved, report.Rows.Rejected));
        Assert.Equal(1, report.NotUnderstood!["mystery"]);
        Assert.Equal("kept", (await register.Walk("/v1/decisions")).Single().GetProperty("extra").GetProperty("mystery").GetString());
        Assert.Equal(
            [
                "3 decidedOn dateUnreadable soon",
                "3 amounts[0].amount amountUnreadable 12.345",
                "4 effects[0].target referenceInvalid {\"contract\":{\"body\":\"x-pcc\"}}",
                "5 body bodyUnknown X PCC",
                "5 title titleMissing ",
                "6  recordInvalid 7",
            ],
            report.Rejected!.Select(f => $"{f.Line} {f.Column} {f.Code} {f.Found}")
        );
    }

    [Theory]
    [InlineData("{\"decisions\": [{\"title\": \"x\"", "jsonInvalid", "line 1")]
    [InlineData("{\"decisions\": {\"title\": \"x\"}}", "layoutUnknown", "list of records")]
    [InlineData("{\"decisions\": [], \"contracts\": []}", "notRecognised", "layout")]
    public async Task A_broken_document_is_named_and_nothing_of_it_is_kept(string text, string code, string words)
    {
        await using var register = new GivenRegister();

        var report = register.Import("broken.json", text);

        Assert.Equal(code, report.Error!.Code);
        Assert.Contains(words, report.Error.Message, StringComparison.Ordinal);
        Assert.Empty(await register.Walk("/v1/sources"));
    }

    [Fact]
    public async Task What_is_longer_than_the_contract_says_costs_its_record_and_what_is_as_long_goes_in()
    {
        await using var register = new GivenRegister();
        var text = new string('a', 1 << 20);
        var items = string.Join(',', Enumerable.Repeat("1", 10_000));
        var makers = items.Replace("1", """{"name":"A"}""", StringComparison.Ordinal);
        var title = string.Concat(Enumerable.Repeat(text, 16));

        var report = register.Import(
            "d.json",
            $$"""
            {"decisions": [
              {"body": "x-pcc", "title": "Long", "summary": "{{text}}", "decidedBy": [{{makers}}]},
              {"body": "x-pcc", "title": "Longer", "summary": "{{text}}a"},
              {"body": "x-pcc", "title": "Longer", "decidedBy": [{"name": "{{text}}a"}]},
              {"body": "x-pcc", "title": "Longer", "implications": {"legal": "{{text}}a"} },
              {"body": "x-pcc", "title": "Longer", "mystery": ["{{text}}"]},
              {"body": "x-pcc", "title": "Longer", "actions": [{{items}},1]},
              {"body": "x-pcc", "title": "{{title}}"}
            ]}
            """
        );

        Assert.Equal((7, 1, 6), (report.Rows!.Read, report.Rows.Saved, report.Rows.Rejected));
        Assert.Equal(
            [
                "3 summary textTooLong 1048577 characters at most 1048576 characters in one text",
                "4 decidedBy[0].name textTooLong 1048577 characters at most 1048576 characters in one text",
                "5 implications.legal textTooLong 1048577 characters at most 1048576 characters in one text",
                "6 mystery textTooLong 1048580 characters at most 1048576 characters in one text",
                "7 actions listTooLong 10001 entries at most 10000 entries in one list",
                "8  recordTooLong 16777246 bytes at most 16777216 bytes in one record",
            ],
            report.Rejected!.Select(fault => $"{fault.Line} {fault.Column} {fault.Code} {fault.Found} {fault.Expected}")
        );
        var saved = (await register.Walk("/v1/decisions")).Single();
        Assert.Equal(
            (1 << 20, 10_000),
            (saved.GetProperty("summary").GetString()!.Length, saved.GetProperty("decidedBy").GetArrayLength())
        );
    }

    [Fact]
    public async Task A_republication_changes_withdraws_and_revives_and_keeps_what_was()
    {
        await using var register = new GivenRegister();
        register.Import("d.json", Two);
        var before = await register.Walk("/v1/decisions");
        var estate = before.Single(d => d.GetProperty("title").GetString() == "Estate").GetProperty("id").GetString();
        var fleet = before.Single(d => d.GetProperty("title").GetString() == "Fleet").GetProperty("id").GetString();

        var report = register.Import(
            "d.json",
            """{"decisions": [{"body": "x-pcc", "reference": "d-1", "title": "Fleet renewal", "decidedOn": "2013-01"}, {"body": "x-pcc", "title": "Later", "decidedOn": "2013-02-28"}]}"""
        );

        Assert.Equal((2, 0, 1), (report.Rows!.Saved, report.Rows.Unchanged, report.Rows.Withdrawn));
        using var gone = await register.Client.GetAsync(
            new Uri($"/v1/decisions/{estate}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(410, (int)gone.StatusCode);
        var problem = JsonSerializer.Deserialize<JsonElement>(await gone.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            "Estate",
            (await register.Get(problem.GetProperty("lastVersion").GetString()!))
                .GetProperty("versions")[0]
                .GetProperty("record")
                .GetProperty("title")
                .GetString()
        );
        var versions = (await register.Get($"/v1/decisions/{fleet}/versions")).GetProperty("versions");
        Assert.Equal(
            ["Fleet", "Fleet renewal"],
            versions.EnumerateArray().Select(v => v.GetProperty("record").GetProperty("title").GetString())
        );

        register.Import("d.json", Two);
        Assert.Equal("Estate", (await register.Get($"/v1/decisions/{estate}")).GetProperty("title").GetString());
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task Another_period_under_a_used_name_is_refused()
    {
        await using var register = new GivenRegister();
        register.Import("d.json", Two);

        var report = register.Import("d.json", """{"decisions": [{"body": "x-pcc", "title": "New", "decidedOn": "2013-05-01"}]}""");

        Assert.Equal("otherPeriod", report.Error!.Code);
        Assert.Equal(2, (await register.Walk("/v1/decisions")).Count);
    }

    [Fact]
    public async Task Sources_that_speak_of_one_decision_complete_each_other_in_any_order()
    {
        const string List = """{"decisions": [{"body": "x-pcc", "reference": "PCC D 1", "title": "Fleet", "status": "taken"}]}""";
        const string Detail =
            """{"decisions": [{"body": "x-pcc", "reference": "pcc/d/1", "title": "Renewal of the fleet", "decidedOn": "2013-01-05"}]}""";
        await using var one = new GivenRegister();
        await using var other = new GivenRegister();
        one.Import("a-list.json", List);
        one.Import("b-detail.json", Detail);
        other.Import("b-detail.json", Detail);
        other.Import("a-list.json", List);

        var decision = (await one.Walk("/v1/decisions")).Single();

        Assert.Equal(
            ("Fleet", "taken", "2013-01-05"),
            (
                decision.GetProperty("title").GetString(),
                decision.GetProperty("status").GetString(),
                decision.GetProperty("decidedOn").GetString()
            )
        );
        Assert.Equal(await one.GetText("/v1/decisions?format=csv"), await other.GetText("/v1/decisions?format=csv"));

        one.Import("a-list.json", """{"decisions": [{"body": "x-pcc", "reference": "PCC D 2", "title": "Boats"}]}""");
        Assert.Equal(
            ["Boats", "Renewal of the fleet"],
            (await one.Walk("/v1/decisions?sort=title")).Select(d => d.GetProperty("title").GetString())
        );
        Assert.Empty(one.Faults());
    }

    [Fact]
    public async Task A_reference_that_is_repeated_is_no_key()
    {
        await using var register = new GivenRegister();
        const string Rows =
            "reference,title,decidedOn,summary\n001,Fleet,2013-01-05,a\n001,Estate,2013-01-06,b\n001,Estate,2013-01-06,c\n,Fleet,2013-01-05,d\n";
        register.Import("d.csv", Rows);
        var before = await register.GetText("/v1/decisions?format=csv&fields=id,title,summary&sort=title");

        var shuffled =
            string.Join(
                '\n',
                Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [var heading, .. var rest] ? [heading, .. rest.Reverse()] : []
            ) + "\n";
        var report = register.Import("d.csv", shuffled);

        Assert.Equal(4, (await register.Walk("/v1/decisions")).Count);
        Assert.Equal((0, 4, report.Changes!.From), (report.Rows!.Saved, report.Rows.Unchanged, report.Changes.To));
        Assert.Equal(before, await register.GetText("/v1/decisions?format=csv&fields=id,title,summary&sort=title"));
    }

    [Theory]
    [InlineData("decisions")]
    [InlineData("contracts")]
    [InlineData("programmes")]
    [InlineData("bodies")]
    public async Task What_is_exported_as_csv_can_be_imported_as_the_same(string resource)
    {
        await using var register = new GivenRegister().Shipped();
        await using var other = new GivenRegister();
        var csv = await register.GetText($"/v1/{resource}?format=csv");

        var report = other.Import($"{resource}.csv", csv, new() { Kind = resource });

        Assert.Equal((0, report.Rows!.Read), (report.Rows.Rejected, report.Rows.Saved));
        Assert.Equal(await Said(register), await Said(other));

        async Task<List<string>> Said(GivenRegister of) =>
            [
                .. (await of.Walk($"/v1/{resource}?limit=1000")).Select(record =>
                    string.Join(
                        '|',
                        record
                            .EnumerateObject()
                            .Where(p => p.Name is not ("source" or "links" or "effects" or "related" or "statusHistory"))
                            .Select(p => p.Value.GetRawText())
                    )
                ),
            ];
    }

    [Fact]
    public async Task Payments_of_several_bodies_come_in_our_own_layout_and_leave_as_they_came()
    {
        await using var register = new GivenRegister();
        await using var other = new GivenRegister();
        register.Import(
            "p.json",
            """
            {"expenditure": [
              {"body": "a-pcc", "paidOn": "2013-01-05", "amount": 12.50, "supplier": {"nameAsPublished": "=A Ltd"}, "programme": "p-1", "contract": {"body": "a-pcc", "key": "k"}},
              {"body": "b-pcc", "kind": "reportedTotal", "amount": 500000, "decision": {"body": "b-pcc", "reference": "D 1"}, "extra": {"Note": "round"}}
            ]}
            """
        );

        var report = other.Import("all.csv", await register.GetText("/v1/expenditure?format=csv&kind=payment&kind=reportedTotal"));

        Assert.Equal((2, 0, 500012.50m), (report.Rows!.Saved, report.Rows.Rejected, report.SumAmount));
        Assert.Equal(["a-pcc", "b-pcc"], Assert.IsAssignableFrom<IEnumerable<string>>(report.Body));
        var payment = (await other.Walk("/v1/expenditure?body=a-pcc")).Single();
        Assert.Equal(
            ("=A Ltd", "p-1"),
            (payment.GetProperty("supplier").GetProperty("nameAsPublished").GetString(), payment.GetProperty("programme").GetString())
        );
        var total = (await other.Walk("/v1/expenditure?kind=reportedTotal")).Single();
        var decided = (await register.Walk("/v1/expenditure?kind=reportedTotal")).Single().GetProperty("decision").GetString();
        Assert.Equal(
            (decided, "round"),
            (total.GetProperty("decision").GetString(), total.GetProperty("extra").GetProperty("Note").GetString())
        );
        Assert.Empty(other.Faults());
    }

    [Theory]
    [InlineData("q=straßenbahn", 1)]
    [InlineData("q=STRASSENBAHN", 0)]
    [InlineData("q=grunflache", 1)]
    [InlineData("q=%22mehrheitlich+beschlossen%22", 1)]
    [InlineData("q=beschluss*", 0)]
    [InlineData("q=besch*", 1)]
    [InlineData("status=taken", 0)]
    [InlineData("access=exempt", 1)]
    [InlineData("from=2020-01-01", 2)]
    [InlineData("type=ANTRAG", 1)]
    [InlineData("financialYear=2019-20", 1)]
    [InlineData("reference=2020/0001", 1)]
    [InlineData("body=karlsruhe", 4)]
    [InlineData("body=nowhere", 0)]
    public async Task Filters_and_search_behave_on_any_text(string filter, int expected)
    {
        await using var register = new GivenRegister();
        register.Import(
            "k.csv",
            "Nr;Titel;Datum;Ergebnis;Art;Zugang\n2020/0001;Ausbau der Straßenbahn;2020-02-04;mehrheitlich beschlossen;Antrag;\n;Grünfläche am See;2020-04-04;;Anfrage;\n;Ohne Datum;;;;\n;Geheim;2018-01-01;;;exempt\n",
            new()
            {
                Body = "karlsruhe",
                Kind = "decisions",
                Columns = new Dictionary<string, string>
                {
                    ["reference"] = "Nr",
                    ["title"] = "Titel",
                    ["decidedOn"] = "Datum",
                    ["result"] = "Ergebnis",
                    ["type"] = "Art",
                    ["access"] = "Zugang",
                },
            }
        );

        var page = await register.Get($"/v1/decisions?{filter}");

        Assert.Equal(
            (expected, expected),
            (page.GetProperty("data").GetArrayLength(), page.GetProperty("page").GetProperty("count").GetInt32())
        );
    }

    [Fact]
    public async Task Undated_decisions_come_last_in_both_directions()
    {
        await using var register = new GivenRegister();
        register.Import("d.csv", "title,decidedOn\nA,2013-01-05\nB,\nC,2013-01-04\n");

        Assert.Equal("ACB", string.Concat((await register.Walk("/v1/decisions?limit=1")).Select(d => d.GetProperty("title").GetString())));
        Assert.Equal(
            "CAB",
            string.Concat((await register.Walk("/v1/decisions?limit=1&sort=decidedOn")).Select(d => d.GetProperty("title").GetString()))
        );
    }

    [Fact]
    public async Task Contact_columns_are_blanked_everywhere()
    {
        await using var register = new GivenRegister();
        register.Import("d.csv", "title,decidedOn,Contact Officer,Email\nFleet,2013-01-05,Jane Doe,jane@example.org\n");

        var source = (await register.Walk("/v1/sources")).Single().GetProperty("id").GetString();
        var seen = await register.GetText("/v1/decisions?include=raw") + await register.GetText($"/v1/sources/{source}/original");

        Assert.DoesNotContain("Doe", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Includes_that_do_not_exist_are_named_with_what_does()
    {
        await using var register = new GivenRegister().Shipped();

        foreach (
            var path in new[]
            {
                "/v1/decisions?include=contracts,nonsense",
                "/v1/programmes/west-midlands-business-partnering?include=nonsense",
            }
        )
        {
            using var response = await register.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            var detail = JsonSerializer
                .Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
                .GetProperty("detail")
                .GetString();
            Assert.Equal(400, (int)response.StatusCode);
            Assert.Contains("nonsense", detail, StringComparison.Ordinal);
            Assert.Contains("expenditure", detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_contract_is_found_by_its_buyer_and_its_supplier()
    {
        await using var register = new GivenRegister().Shipped();
        register.Import(
            "c.csv",
            "title,stage,buyers.name,suppliers.name,value,startOn,reference\nRadios,contract,WEST MIDLANDS POLICE AND CRIME COMMISSIONER,Acme Ltd,\"£1,200.00\",01/02/2014,R1\n"
        );

        var contract = (
            await register.Walk("/v1/contracts?body=west-midlands-pcc&supplierName=acme+ltd&minAmount=1200&from=2014-02-01")
        ).Single();

        Assert.Equal("west-midlands-pcc", contract.GetProperty("buyers")[0].GetProperty("body").GetString());
        var supplier = contract.GetProperty("suppliers")[0].GetProperty("id").GetString();
        Assert.Equal("Acme Ltd", (await register.Get($"/v1/suppliers/{supplier}")).GetProperty("name").GetString());
        Assert.Single(await register.Walk(string.Create(CultureInfo.InvariantCulture, $"/v1/contracts?supplier={supplier}")));
    }
}
