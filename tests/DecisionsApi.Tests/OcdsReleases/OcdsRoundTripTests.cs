using System.Text.Json.Nodes;

namespace DecisionsApi.Tests.OcdsReleases;

/// <summary>OCDS in, OCDS out, and in again elsewhere: the contracts say what they said.</summary>
public sealed class OcdsRoundTripTests
{
    /// <summary>What a register adds by itself, or what follows from the file it read.</summary>
    private static readonly HashSet<string> NotSaid = ["id", "source", "links", "provenance", "extra"];

    private const string Releases = """
        {"ocid":"ocds-abc123-1","id":"1","date":"2024-01-01T00:00:00Z","tag":["tender"],"parties":[{"id":"b","name":"X Council","roles":["buyer","procuringEntity"],"identifier":{"scheme":"GB-PPON","id":"PABC-1234-XYZA"}}],"buyer":{"id":"b","name":"X Council"},"tender":{"id":"T1","title":"Radios","status":"unsuccessful","procurementMethod":"open","procurementMethodDetails":"Open procedure","value":{"amount":100,"currency":"GBP"},"minValue":{"amount":50,"currency":"GBP"},"items":[{"id":"1","classification":{"scheme":"CPV","id":"32230000","description":"Radio"}}],"documents":[{"id":"d","documentType":"tenderNotice","title":"Notice","url":"https://example.org/a notice[1].pdf","datePublished":"2024-01-01T00:00:00Z"}]}}
        {"ocid":"ocds-abc123-2","id":"1","date":"2024-02-01T00:00:00Z","tag":["contract"],"parties":[{"id":"b","name":"X Council","roles":["buyer"]},{"id":"s","name":"Acme Ltd","roles":["supplier","tenderer"]},{"id":"t","name":"Other Ltd","roles":["tenderer"]}],"buyer":{"id":"b","name":"X Council"},"planning":{"budget":{"description":"Voted","amount":{"amount":500,"currency":"GBP"}}},"tender":{"id":"T2","title":"Masts"},"awards":[{"id":"a","date":"2024-01-20T00:00:00Z","value":{"amount":95,"currency":"EUR"},"suppliers":[{"id":"s"}]}],"contracts":[{"id":"c","awardID":"a","title":"Masts","status":"active","period":{"startDate":"2024-02-01T00:00:00Z","endDate":"2026-01-31T00:00:00Z"},"value":{"amount":90,"currency":"GBP"},"dateSigned":"2024-01-31T00:00:00Z","amendments":[{"id":"x","date":"2024-03-01T00:00:00Z","rationale":"More masts"}],"implementation":{"transactions":[{"id":"p1","date":"2024-03-02T00:00:00Z","value":{"amount":9.5,"currency":"GBP"},"payer":{"id":"b","name":"X Council"},"payee":{"id":"s","name":"Acme Ltd"}}]}}],"relatedProcesses":[{"id":"r","relationship":["framework","prior"],"scheme":"ocid","identifier":"ocds-abc123-0"}]}
        {"ocid":"ocds-abc123-2","id":"2","date":"2025-02-01T00:00:00Z","tag":["contractTermination"],"contracts":[{"id":"c","awardID":"a","status":"terminated"}]}
        {"ocid":"ocds-abc123-3","id":"1","date":"2024-02-01T00:00:00Z","tag":["award"],"parties":[{"id":"b","name":"X Council","roles":["buyer"]},{"id":"s","name":"Acme Ltd","roles":["supplier"]}],"buyer":{"id":"b","name":"X Council"},"tender":{"id":"T3","title":"Huts"},"awards":[{"id":"a","status":"active","title":"Huts","date":"2024-01-20T00:00:00Z","suppliers":[{"id":"s"}]}]}
        {"ocid":"ocds-abc123-4","id":"1","date":"2024-02-01T00:00:00Z","tag":["contract"],"parties":[{"id":"b","name":"X Council","roles":["buyer"]}],"buyer":{"id":"b","name":"X Council"},"tender":{"id":"T4","title":"Shared"},"awards":[{"id":"a","value":{"amount":70,"currency":"GBP"},"suppliers":[]}],"contracts":[{"id":"1","awardID":"a","status":"active"},{"id":"2","awardID":"a","status":"terminated"}]}
        {"ocid":"ocds-abc123-5","id":"1","date":"2024-02-01T00:00:00Z","tag":["planning"],"parties":[{"id":"b","name":"X Council","roles":["buyer"]}],"buyer":{"id":"b","name":"X Council"},"tender":{"id":"T5","title":"Later","status":"planned"}}

        """;

    [Fact]
    public async Task Fixtures_come_back_as_they_were()
    {
        await using var register = new GivenRegister();
        register.Import("releases.jsonl", Releases);

        await ComesBack(register, 6);
    }

    [Fact]
    public async Task The_shipped_contracts_come_back_with_their_ends_amounts_and_precisions()
    {
        await using var register = new GivenRegister();
        register.ImportShipped();
        await using var other = await Again(register);

        var before = await Said(register);
        var after = await Said(other);

        foreach (var (contract, again) in before.OrderBy(c => c["title"]!.ToString()).Zip(after.OrderBy(c => c["title"]!.ToString())))
        {
            foreach (
                var name in new[]
                {
                    "title",
                    "description",
                    "status",
                    "endReason",
                    "endedOn",
                    "endedOnPrecision",
                    "startOn",
                    "startOnPrecision",
                    "value",
                    "minValue",
                    "maxValue",
                    "amounts",
                    "programme",
                }
            )
            {
                Assert.Equal((name, contract[name]?.ToJsonString()), (name, again[name]?.ToJsonString()));
            }
        }
    }

    [Fact]
    public async Task Real_releases_come_back_as_they_were()
    {
        var folder = RealData.Folder("ocds");
        await using var register = new GivenRegister();
        register.ImportAll(folder);

        await ComesBack(register, 99);
    }

    private static async Task ComesBack(GivenRegister register, int count)
    {
        await using var other = await Again(register);
        var before = await Said(register);
        var after = await Said(other);

        Assert.Equal((count, count), (before.Count, after.Count));
        var differences = before
            .OrderBy(Key)
            .Zip(after.OrderBy(Key))
            .SelectMany(pair =>
                pair.First.Select(field =>
                    (Key: Key(pair.First), field.Key, Before: field.Value?.ToJsonString(), After: pair.Second[field.Key]?.ToJsonString())
                )
            )
            .Where(field => field.Before != field.After);
        Assert.Empty(differences);
        Assert.Empty(other.Faults());

        static string Key(JsonObject contract) => $"{contract["ocid"]} {contract["contractId"]}";
    }

    private static async Task<GivenRegister> Again(GivenRegister register)
    {
        var other = new GivenRegister();
        var number = 0;
        foreach (var package in await OcdsStructure.Packages(register, "limit=40"))
        {
            var report = other.Import($"page{++number}.json", package.ToString());
            Assert.Null(report.Error);
            Assert.Empty(report.Rejected!);
        }
        return other;
    }

    private static async Task<List<JsonObject>> Said(GivenRegister register) =>
        [.. (await register.Walk("/v1/contracts?limit=1000")).Select(contract => Ordered(JsonNode.Parse(contract.ToString())!.AsObject()))];

    /// <summary>A contract without what the register adds; lists whose order says nothing in one order.</summary>
    private static JsonObject Ordered(JsonObject contract)
    {
        foreach (var name in NotSaid)
        {
            contract.Remove(name);
        }
        // A sum without a currency is in pounds, and a currency without a sum says nothing.
        var hasSum = new[] { "value", "minValue", "maxValue" }.Any(name => contract[name] is not null);
        contract["currency"] = hasSum ? contract["currency"]?.ToString() ?? "GBP" : null;
        foreach (var sum in contract["amounts"]!.AsArray().Concat(contract["transactions"]!.AsArray()))
        {
            sum!["currency"] ??= "GBP";
        }
        foreach (var organisation in contract["buyers"]!.AsArray().Concat(contract["suppliers"]!.AsArray()))
        {
            organisation!.AsObject().Remove("id");
            Sort(organisation["roles"]!.AsArray());
        }
        foreach (var name in new[] { "suppliers", "documents", "classifications", "transactions", "related" })
        {
            Sort(contract[name]!.AsArray());
        }
        return contract;
    }

    private static void Sort(JsonArray list)
    {
        var elements = list.Select(e => e!.DeepClone()).OrderBy(e => e.ToJsonString(), StringComparer.Ordinal).ToList();
        list.Clear();
        elements.ForEach(list.Add);
    }
}
