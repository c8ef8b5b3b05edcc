using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using DecisionsApi.Formats;

namespace DecisionsApi.Tests.OcdsReleases;

/// <summary>Contracts as releases and records of the Open Contracting Data Standard.</summary>
public sealed class OcdsReleaseTests(ShippedRegister shipped) : IClassFixture<ShippedRegister>
{
    private const string Spend = """
        Date,Supplier,Amount,Reference,Contract Number
        01/05/2024,Acme Services Ltd,100.00,1,WMP/0782
        02/05/2024,Acme Services Ltd,200.00,2,
        03/05/2024,REDACTED PERSONAL DATA,600.00,3,WMP/0782
        """;

    private const string Contract = """
        {"contracts": [
          {"title": "Guarding", "reference": "WMP 0782", "stage": "STAGE", "status": "active", "buyers": [{"body": "test-council", "name": "Test Council"}],
           "suppliers": [{"name": "Acme Services Ltd"}], "value": 250000, "startOn": "2024-04-01", "endOn": "2025-03-31"}]}
        """;

    private const string Process =
        """{"ocid":"ocds-abc123-1","id":"1","date":"2024-01-01T00:00:00Z","tag":["contract"],"parties":[{"id":"b","name":"X Council","roles":["buyer"]},{"id":"s","name":"Acme Ltd","roles":["supplier"]},{"id":"t","name":"Other Ltd","roles":["supplier","tenderer"]}],"buyer":{"id":"b","name":"X Council"},"tender":{"id":"T1","title":"Radios"},"awards":[{"id":"a1","suppliers":[{"id":"s"}]},{"id":"a2","suppliers":[{"id":"t"}]}],"contracts":[{"id":"1","awardID":"a1","title":"Lot 1","status":"active","value":{"amount":90,"currency":"GBP"}},{"id":"2","awardID":"a2","title":"Lot 2","status":"terminated","value":{"amount":10,"currency":"EUR"}}]}""";

    [Fact]
    public async Task The_story_as_a_release_package()
    {
        Snapshot.Match(Text(await shipped.Register.Get("/v1/ocds/releases?programme=west-midlands-business-partnering")));
    }

    [Fact]
    public async Task The_contract_that_ended_early_as_a_record()
    {
        Snapshot.Match(Text(await shipped.Register.Get("/v1/ocds/records/unregistered-ngsa2x179df0whg2")));
    }

    [Fact]
    public async Task Every_release_is_whole_and_pages_lead_to_all_of_them()
    {
        var releases = await OcdsStructure.Releases(shipped.Register, "limit=2&sort=title");

        var contracts = await shipped.Register.Walk("/v1/contracts?sort=title");
        Assert.Equal(
            contracts.Select(c => "unregistered-" + c.GetProperty("id").GetString()),
            releases.Select(r => OcdsStructure.Text(r, "ocid"))
        );
        Assert.Empty(releases.SelectMany(OcdsStructure.Faults));
    }

    [Theory]
    [InlineData("contract")]
    [InlineData("award")]
    public async Task Linked_payments_are_transactions_with_the_basis_of_their_link(string stage)
    {
        await using var register = new GivenRegister();
        register.Import("contract.json", Contract.Replace("STAGE", stage, StringComparison.Ordinal));
        register.Import("spend.csv", Spend);

        var release = (await OcdsStructure.Releases(register)).Single();

        var contract = OcdsStructure.List(release, "contracts").Single();
        var transactions = OcdsStructure.List(contract.GetProperty("implementation"), "transactions").ToList();
        Assert.Equal(stage == "award", contract.TryGetProperty("impliedByPayments", out _));
        Assert.Equal(
            [
                (600.00m, "rule:reference", null),
                (200.00m, "rule:supplierPeriod", "Acme Services Ltd"),
                (100.00m, "rule:reference", "Acme Services Ltd"),
            ],
            transactions.Select(t =>
                (
                    t.GetProperty("value").GetProperty("amount").GetDecimal(),
                    OcdsStructure.Text(t, "linkBasis"),
                    t.TryGetProperty("payee", out var payee) ? OcdsStructure.Text(payee, "name") : null
                )
            )
        );
        Assert.Equal(["Acme Services Ltd: payee supplier", "Test Council: buyer payer"], Parties(release));
        Assert.Equal([stage, "implementation"], OcdsStructure.List(release, "tag").Select(tag => tag.GetString()));
        Assert.Empty(OcdsStructure.Faults(release));
    }

    [Fact]
    public async Task A_release_holds_a_hundred_payments_and_says_where_the_others_are()
    {
        await using var register = new GivenRegister();
        register.Import("contract.json", Contract.Replace("STAGE", "contract", StringComparison.Ordinal));
        register.Import(
            "spend.csv",
            "Date,Supplier,Amount,Reference\n"
                + string.Concat(Enumerable.Range(1, 130).Select(i => $"02/05/2024,Acme Services Ltd,{i}.00,R{i}\n"))
        );

        var release = (await OcdsStructure.Releases(register)).Single();

        var implementation = OcdsStructure.List(release, "contracts").Single().GetProperty("implementation");
        var all = new Uri(OcdsStructure.Text(implementation, "linkedPaymentsUri")!).PathAndQuery;
        Assert.Equal(
            (100, 130, 130),
            (
                OcdsStructure.List(implementation, "transactions").Count(),
                implementation.GetProperty("linkedPaymentCount").GetInt32(),
                (await register.Walk(all + "&limit=1000")).Count
            )
        );
    }

    [Fact]
    public async Task Contracts_of_one_ocid_are_one_record()
    {
        await using var register = new GivenRegister();
        register.Import("process.json", Process);

        var releases = await OcdsStructure.Releases(register);
        var record = (await register.Get("/v1/ocds/records/ocds-abc123-1")).GetProperty("records")[0];

        var compiled = record.GetProperty("compiledRelease");
        Assert.Equal(2, releases.Count);
        Assert.Equal(
            releases.Select(r => OcdsStructure.Text(r, "id")).Order(),
            OcdsStructure.List(record, "releases").Select(r => OcdsStructure.Text(r, "id")).Order()
        );
        Assert.Equal(
            [("1", "active"), ("2", "terminated")],
            OcdsStructure.List(compiled, "contracts").Select(c => (OcdsStructure.Text(c, "id"), OcdsStructure.Text(c, "status"))).Order()
        );
        Assert.Equal(["Acme Ltd: supplier", "Other Ltd: supplier tenderer", "X Council: buyer"], Parties(compiled));
        Assert.Equal("compiled", compiled.GetProperty("tag")[0].GetString());
        Assert.All(releases, r => Assert.True(r.GetProperty("ocidRegistered").GetBoolean()));
    }

    [Fact]
    public async Task A_release_keeps_its_id_until_it_says_something_else()
    {
        await using var register = new GivenRegister();
        await using var other = new GivenRegister();
        register.Import("process.json", Process);
        var first = await Ids(register);
        other.Import("process.json", Process);

        register.Import("again.json", Process);
        var same = await Ids(register);
        register.Import("process.json", Process.Replace("\"amount\":90", "\"amount\":91", StringComparison.Ordinal));
        register.Import("again.json", """{"releases": []}""");
        var changed = await Ids(register);

        Assert.Equal(first, same);
        Assert.Equal(first, await Ids(other));
        Assert.Equal((2, 1), (changed.Count, changed.Except(first).Count()));

        static async Task<List<string?>> Ids(GivenRegister of) =>
            [.. (await OcdsStructure.Releases(of)).Select(release => OcdsStructure.Text(release, "id")).Order()];
    }

    [Fact]
    public async Task The_prefix_is_the_services_own_and_old_ids_lead_on()
    {
        await using var register = new GivenRegister(("Ocds:Prefix", "ocds-zz9zz9"), ("Ocds:Publisher", "The Register"));
        register.Import("contract.json", Contract.Replace("STAGE", "contract", StringComparison.Ordinal));
        var id = (await register.Walk("/v1/contracts")).Single().GetProperty("id").GetString();

        var package = await register.Get("/v1/ocds/releases");
        var release = package.GetProperty("releases")[0];
        using var old = await register.Client.GetAsync(
            new Uri($"/v1/ocds/records/unregistered-{id}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(($"ocds-zz9zz9-{id}", "True"), (OcdsStructure.Text(release, "ocid"), OcdsStructure.Text(release, "ocidRegistered")));
        Assert.Equal("The Register", OcdsStructure.Text(package.GetProperty("publisher"), "name"));
        Assert.Equal(
            (HttpStatusCode.PermanentRedirect, $"/v1/ocds/records/ocds-zz9zz9-{id}"),
            (old.StatusCode, old.Headers.Location!.OriginalString)
        );
        Assert.Equal(
            $"ocds-zz9zz9-{id}",
            (await register.Get(old.Headers.Location.OriginalString)).GetProperty("records")[0].GetProperty("ocid").GetString()
        );
    }

    [Fact]
    public async Task What_is_set_is_part_of_the_answer_and_of_its_tag()
    {
        await using var plain = new GivenRegister(("PublicUrl", "https://register.example.org"));
        await using var set = new GivenRegister(("PublicUrl", "https://register.example.org"), ("Ocds:Prefix", "ocds-zz9zz9"));
        plain.Import("process.json", Process);
        set.Import("process.json", Process);
        var path = new Uri("/v1/ocds/releases?limit=1", UriKind.Relative);

        using var one = await plain.Client.GetAsync(path, TestContext.Current.CancellationToken);
        using var other = await set.Client.GetAsync(path, TestContext.Current.CancellationToken);

        var package = await plain.Get(path.ToString());
        Assert.NotEqual(one.Headers.ETag, other.Headers.ETag);
        Assert.Equal("https://register.example.org/v1/ocds/releases?limit=1", OcdsStructure.Text(package, "uri"));
        Assert.StartsWith(
            "https://register.example.org/v1/ocds/releases?limit=1&cursor=",
            OcdsStructure.Text(package.GetProperty("links"), "next"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/v1/ocds/records/ocds-abc123-9", 404, "not-found")]
    [InlineData("/v1/ocds/records/unregistered-0000000000000000", 404, "not-found")]
    [InlineData("/v1/ocds/records/ocds-abc123-1", 410, "withdrawn")]
    [InlineData("/v1/ocds/releases?fields=ocid", 400, "unknown-parameter")]
    [InlineData("/v1/ocds/releases?stage=signed", 400, "invalid-parameter")]
    [InlineData("/v1/ocds/releases?cursor=YW5vdGhlcjAKMQowCj0", 400, "foreign-cursor")]
    public async Task What_cannot_be_answered_is_a_problem(string path, int status, string type)
    {
        await using var register = new GivenRegister();
        register.Import("process.json", Process);
        register.Import("process.json", Process.Replace("ocds-abc123-1", "ocds-abc123-2", StringComparison.Ordinal));

        using var response = await register.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var problem = JsonSerializer.Deserialize<JsonElement>(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );

        Assert.Equal((status, "/problems/" + type), ((int)response.StatusCode, OcdsStructure.Text(problem, "type")));
    }

    [Fact]
    public async Task Nothing_found_is_an_answer_without_releases()
    {
        await using var register = new GivenRegister();

        var package = await register.Get("/v1/ocds/releases?q=nothing");

        Assert.Empty(OcdsStructure.List(package, "releases"));
        Assert.Equal(
            ("1970-01-01T00:00:00Z", false),
            (OcdsStructure.Text(package, "publishedDate"), package.TryGetProperty("links", out _))
        );
    }

    [Fact]
    public async Task The_extension_it_declares_is_there_and_describes_what_it_adds()
    {
        var package = await shipped.Register.Get("/v1/ocds/releases");
        var own = new Uri(package.GetProperty("extensions")[0].GetString()!);

        var extension = await shipped.Register.Get(own.PathAndQuery);
        var schema = await shipped.Register.Get(new Uri(own, extension.GetProperty("schemas")[0].GetString()).PathAndQuery);

        var described = schema.GetProperty("definitions");
        foreach (var release in OcdsStructure.List(package, "releases"))
        {
            Assert.True(schema.GetProperty("properties").TryGetProperty("ocidRegistered", out _));
            foreach (var name in new[] { "endReason", "terminatedEarly", "dateEnded", "statedAmounts", "decisions", "recordUri" })
            {
                Assert.All(
                    new[] { "Tender", "Award", "Contract" },
                    of => Assert.True(described.GetProperty(of).GetProperty("properties").TryGetProperty(name, out _), $"{of}.{name}")
                );
            }
        }
    }

    private static IEnumerable<string> Parties(JsonElement release) =>
        OcdsStructure
            .List(release, "parties")
            .Select(p => $"{OcdsStructure.Text(p, "name")}: {string.Join(' ', OcdsStructure.List(p, "roles").Select(r => r.GetString()))}")
            .Order(StringComparer.Ordinal);

    private static string Text(JsonElement answer) => JsonNode.Parse(answer.ToString())!.ToJsonString(Json.Report);
}
