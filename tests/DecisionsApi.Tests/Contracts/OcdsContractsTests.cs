using System.Text.Json.Nodes;
using DecisionsApi.Contracts;
using DecisionsApi.Contracts.Ocds;

namespace DecisionsApi.Tests.Contracts;

public sealed class OcdsContractsTests
{
    [Fact]
    public void A_contract_is_joined_with_its_award_and_its_parties()
    {
        var contract = One(
            """
            {
              "ocid": "ocds-1-a", "id": "x", "date": "2024-01-01", "tag": ["compiled"],
              "parties": [
                { "id": "B", "name": "Buying Body", "roles": ["buyer"], "identifier": { "scheme": "GB-PPON", "id": "PHLH-1699-TDLT" } },
                { "id": "F", "name": "Home Office", "roles": ["funder"] },
                { "id": "S", "name": "Winner Ltd", "roles": ["supplier", "tenderer"], "identifier": { "scheme": "GB-COH", "id": "4142000" },
                  "additionalIdentifiers": [{ "scheme": "GB-CHC", "id": "258825" }] },
                { "id": "T", "name": "Loser Ltd", "roles": ["tenderer"], "contactPoint": { "email": "a@example.org" } },
                { "id": "R", "name": "High Court", "roles": ["reviewBody"] }
              ],
              "buyer": { "id": "B", "name": "Buying Body" },
              "tender": {
                "id": "REF 1", "title": "Boots", "description": "Boots for all", "status": "complete", "datePublished": "2023-05-01T23:30:00+01:00",
                "procurementMethod": "open", "procurementMethodDetails": "Open procedure", "minValue": { "amount": 1000, "currency": "GBP" },
                "value": { "amount": 2000.50, "currency": "GBP" }, "classification": { "scheme": "CPV", "id": "18830000", "description": "Protective footwear" },
                "items": [{ "id": "1", "classification": { "scheme": "CPV", "id": "18830000" } }]
              },
              "awards": [{
                "id": "W1", "status": "active", "date": "2023-06-01T00:00:00Z", "suppliers": [{ "id": "S", "name": "Winner Ltd" }],
                "value": { "amount": 1500, "currency": "GBP" }, "contractPeriod": { "startDate": "2023-07-01T00:00:00Z", "endDate": "2024-06-30T23:59:59Z" }
              }],
              "contracts": [{
                "id": "C1", "awardID": "W1", "status": "active", "dateSigned": "2023-06-20T10:00:00Z", "period": { "endDate": "2025-06-30T23:59:59Z" },
                "documents": [{ "id": "1", "description": "The contract", "documentType": "contractSigned", "url": "https://d", "datePublished": "2023-06-21T00:00:00Z", "format": "application/pdf", "language": "en" }],
                "amendments": [{ "date": "2024-02-03T00:00:00Z", "rationale": "more boots" }],
                "relatedProcesses": [{ "id": "1", "scheme": "ocid", "identifier": "ocds-1-b", "relationship": ["framework"] }],
                "implementation": { "transactions": [{ "id": "T1", "date": "2023-08-01T00:00:00Z", "value": { "amount": 12.5, "currency": "GBP" }, "payer": { "name": "Buying Body" }, "payee": { "name": "Winner Ltd" }, "source": "https://s" }] }
              }]
            }
            """
        );

        Assert.Empty(contract.Issues);
        Same(
            """
            {
              "ocid": "ocds-1-a", "contractId": "C1", "reference": "REF 1", "title": "Boots", "description": "Boots for all", "stage": "contract", "status": "active",
              "buyers": [
                { "body": null, "name": "Buying Body", "roles": ["buyer"], "identifiers": [{ "scheme": "GB-PPON", "id": "PHLH-1699-TDLT" }] },
                { "body": null, "name": "Home Office", "roles": ["funder"] }
              ],
              "suppliers": [
                { "name": "Winner Ltd", "roles": ["supplier", "tenderer"], "identifiers": [{ "scheme": "GB-COH", "id": "04142000" }, { "scheme": "GB-CHC", "id": "258825" }] },
                { "name": "Loser Ltd", "roles": ["tenderer"] }
              ],
              "value": 1500, "minValue": 1000, "maxValue": 2000.50, "currency": "GBP",
              "signedOn": "2023-06-20", "awardedOn": "2023-06-01", "publishedOn": "2023-05-01", "startOn": "2023-07-01", "endOn": "2025-06-30",
              "procedure": "open", "procedureDetails": "Open procedure",
              "classifications": [{ "scheme": "CPV", "id": "18830000", "description": "Protective footwear" }],
              "documents": [{ "title": "The contract", "documentType": "contractSigned", "url": "https://d", "publishedOn": "2023-06-21", "mediaType": "application/pdf", "language": "en" }],
              "amendments": [{ "on": "2024-02-03", "rationale": "more boots" }],
              "related": [{ "relation": "framework", "target": { "contract": { "ocid": "ocds-1-b" } } }],
              "transactions": [{ "id": "T1", "date": "2023-08-01", "amount": 12.5, "currency": "GBP", "payer": "Buying Body", "payee": "Winner Ltd", "source": "https://s" }]
            }
            """,
            contract.Fields
        );
    }

    [Fact]
    public void Every_contract_every_award_without_one_or_else_the_process_is_a_record()
    {
        string[] both =
        [
            .. Records("""{"ocid":"o","awards":[{"id":"1"},{"id":"2"}],"contracts":[{"id":"c","awardID":"2"},{"id":"d","awardID":"2"}]}"""),
        ];
        Assert.Equal(["c contract", "d contract", "award:1 award"], both);
        Assert.Equal([" tender"], Records("""{"ocid":"o","tender":{"title":"t"},"awards":[]}"""));
        Assert.Equal([" planning"], Records("""{"ocid":"o","planning":{"rationale":"r"}}"""));
        Assert.Equal([" planning"], Records("""{"ocid":"o"}"""));

        static IEnumerable<string> Records(string release) =>
            OcdsContracts.Of(Parse(release)).Contracts.Select(c => $"{c.Fields["contractId"]} {c.Fields["stage"]}");
    }

    [Theory]
    [InlineData("tender", "planning", "planned")]
    [InlineData("tender", "planned", "planned")]
    [InlineData("tender", "active", "active")]
    [InlineData("tender", "cancelled", "cancelled", "procurementCancelled")]
    [InlineData("tender", "unsuccessful", "cancelled")]
    [InlineData("tender", "withdrawn", "cancelled")]
    [InlineData("tender", "complete", "complete")]
    [InlineData("awards", "pending", "planned")]
    [InlineData("awards", "active", "active")]
    [InlineData("awards", "cancelled", "cancelled")]
    [InlineData("awards", "unsuccessful", "cancelled")]
    [InlineData("contracts", "pending", "planned")]
    [InlineData("contracts", "active", "active")]
    [InlineData("contracts", "cancelled", "cancelled")]
    [InlineData("contracts", "terminated", "complete")]
    [InlineData("contracts", "ended", null)]
    public void A_status_is_one_of_our_own(string stage, string published, string? status, string? endReason = null)
    {
        var part = $$"""{"id":"1","status":"{{published}}"}""";

        var contract = One($$"""{"ocid":"o","{{stage}}":{{(stage == "tender" ? part : $"[{part}]")}}}""");

        Assert.Equal((status, endReason), ((string?)contract.Fields["status"], (string?)contract.Fields["endReason"]));
        Assert.Equal(status is null, contract.Issues.Any(issue => issue is { Code: "statusUnknown", Found: "ended" }));
    }

    [Theory]
    [InlineData("2024-03-01T00:00:00Z", "terminated")]
    [InlineData("2025-07-10T00:00:00Z", "complete")]
    public void A_contract_ended_early_where_it_was_terminated_before_its_end(string terminatedOn, string status)
    {
        JsonObject[] releases =
        [
            Parse(
                """{"ocid":"o","id":"1","date":"2023-01-01T00:00:00Z","tag":["contract"],"contracts":[{"id":"c","period":{"endDate":"2025-06-30T00:00:00Z"}}]}"""
            ),
            Parse(
                $$"""{"ocid":"o","id":"2","date":"{{terminatedOn}}","tag":["contractTermination"],"contracts":[{"id":"c","status":"terminated"}]}"""
            ),
        ];

        var contract = Assert.Single(OcdsContracts.Of(OcdsMerge.Compile(releases), OcdsHistory.Of(releases)).Contracts);

        Assert.Equal((status, null), ((string?)contract.Fields["status"], (string?)contract.Fields["endReason"]));
        Assert.Equal("2023-01-01", (string?)contract.Fields["publishedOn"]);
    }

    [Fact]
    public void A_process_of_planning_notices_alone_is_being_planned()
    {
        var release = Parse("""{"ocid":"o","id":"1","date":"2023-01-01","tag":["planning"],"tender":{"status":"planned"}}""");

        Assert.Equal("planning", (string?)OcdsContracts.Of(release, OcdsHistory.Of([release])).Contracts[0].Fields["stage"]);
        Assert.Equal("tender", (string?)OcdsContracts.Of(release).Contracts[0].Fields["stage"]);
    }

    [Fact]
    public void Organisations_named_without_parties_are_buyers_and_suppliers_all_the_same()
    {
        var contract = One(
            """{"ocid":"o","buyer":{"name":"Body"},"tender":{"procuringEntity":{"id":"x","name":"Body"}},"awards":[{"id":"1","suppliers":[{"name":"Firm"}]}]}"""
        );

        Same("""[{"body":null,"name":"Body","roles":["buyer","procuringEntity"]}]""", contract.Fields["buyers"]);
        Same("""[{"name":"Firm","roles":["supplier"]}]""", contract.Fields["suppliers"]);
    }

    [Fact]
    public void A_party_referred_to_by_its_name_alone_is_found()
    {
        var contract = One(
            """{"ocid":"o","parties":[{"id":"B","name":"Body","roles":["buyer"],"identifier":{"scheme":"GB-GOR","id":"D2"}}],"buyer":{"name":"Body"},"tender":{}}"""
        );

        Same(
            """[{"body":null,"name":"Body","roles":["buyer"],"identifiers":[{"scheme":"GB-GOR","id":"D2"}]}]""",
            contract.Fields["buyers"]
        );
    }

    [Fact]
    public void A_supplier_of_another_award_is_no_supplier_here()
    {
        var contracts = OcdsContracts
            .Of(
                Parse(
                    """
                    {"ocid":"o","parties":[{"id":"A","name":"A","roles":["supplier"]},{"id":"B","name":"B","roles":["supplier","payee"]}],
                     "awards":[{"id":"1","suppliers":[{"id":"A"}]},{"id":"2","suppliers":[{"id":"B"}]},{"id":"3"}]}
                    """
                )
            )
            .Contracts;

        Same("""[{"name":"A","roles":["supplier"]}]""", contracts[0].Fields["suppliers"]);
        Same("""[{"name":"B","roles":["supplier","payee"]}]""", contracts[1].Fields["suppliers"]);
        Assert.Null(contracts[2].Fields["suppliers"]);
    }

    [Fact]
    public void What_is_carried_nowhere_is_listed_by_its_path()
    {
        var mapped = OcdsContracts.Of(
            Parse(
                """
                {"ocid":"o","id":"x","date":"2024-01-01","tag":["compiled"],"language":"en",
                 "parties":[{"id":"B","name":"B","roles":["buyer"],"address":{"locality":"Bristol"},"contactPoint":{"name":"P"}},{"id":"R","name":"R","roles":["reviewBody"],"details":{"email":"r@example.org"}}],
                 "buyer":{"id":"B","name":"Body B"},
                 "tender":{"title":"Same","description":"Another","lots":[{"renewal":{"description":"yes"}},{"id":1}]},"awards":[{"id":"1","title":"Same","description":"One","value":{"amount":1e9999}}]}
                """
            )
        );

        Assert.Equal(
            [
                "awards[]/value/amount",
                "buyer/name",
                "language",
                "parties[]/address/locality",
                "parties[]/id",
                "parties[]/name",
                "parties[]/roles[]",
                "tender/description",
                "tender/lots[]/id",
                "tender/lots[]/renewal/description",
            ],
            mapped.NotUnderstood
        );
    }

    [Fact]
    public void A_framework_of_thousands_of_awards_is_read_in_one_go()
    {
        var numbers = Enumerable.Range(1, 5000).ToList();
        var parties = string.Join(',', numbers.Select(n => $$"""{"id":"S{{n}}","name":"Firm {{n}}","roles":["supplier"]}"""));
        var awards = string.Join(',', numbers.Select(n => $$"""{"id":"{{n}}","status":"active","suppliers":[{"id":"S{{n}}"}]}"""));
        var release = Parse($$"""{"ocid":"o","parties":[{{parties}}],"awards":[{{awards}}]}""");

        var contracts = OcdsContracts.Of(OcdsMerge.Compile([release])).Contracts;

        Assert.Equal("Firm 5000", (string?)contracts[^1].Fields["suppliers"]![0]!["name"]);
    }

    [Fact]
    public void Fields_of_other_types_than_the_schema_has_are_passed_over()
    {
        var mapped = OcdsContracts.Of(
            Parse(
                """{"ocid":"o","parties":{"name":"x"},"buyer":"Body","tender":[1],"awards":[7,null,{"id":{"a":1},"suppliers":"Firm","value":3,"date":[]}],"contracts":"none"}"""
            )
        );

        Assert.Equal("award", (string?)Assert.Single(mapped.Contracts).Fields["stage"]);
        Assert.Contains("buyer", mapped.NotUnderstood);
        Assert.Contains("contracts", mapped.NotUnderstood);
    }

    private static MappedContract One(string release) => Assert.Single(OcdsContracts.Of(Parse(release)).Contracts);

    private static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();

    private static void Same(string expected, JsonNode? actual) =>
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual?.ToJsonString() ?? "null")),
            actual?.ToJsonString()
        );
}
