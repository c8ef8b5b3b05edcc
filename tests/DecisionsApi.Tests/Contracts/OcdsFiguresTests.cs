using System.Text.Json.Nodes;
using DecisionsApi.Contracts;
using DecisionsApi.Contracts.Ocds;

namespace DecisionsApi.Tests.Contracts;

public sealed class OcdsFiguresTests
{
    [Theory]
    [InlineData("1e9999", null, "amountUnreadable")]
    [InlineData("1e15", null, "amountUnreadable")]
    [InlineData("\"lots\"", null, "amountUnreadable")]
    [InlineData("1.5e3", "1500.00", null)]
    [InlineData("\"1,500.25\"", "1500.25", null)]
    [InlineData("0.005", "0.01", "amountRounded")]
    [InlineData("-3", "-3", null)]
    [InlineData("0", "0", null)]
    [InlineData("null", null, null)]
    public void A_sum_is_carried_to_the_penny_or_not_at_all(string amount, string? value, string? issue)
    {
        var contract = One($$"""{"ocid":"o","awards":[{"id":"1","value":{"amount":{{amount}},"currency":"GBP"} } ] }""");

        Assert.Equal(
            value is null ? null : decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture),
            (decimal?)contract.Fields["value"]
        );
        Assert.Equal(issue, contract.Issues.SingleOrDefault()?.Code);
    }

    [Fact]
    public void Figures_that_differ_stand_beside_the_value()
    {
        var contract = One(
            """
            {"ocid":"o","planning":{"budget":{"description":"Budget","amount":{"amount":9,"currency":"GBP"}}},"tender":{"value":{"amount":7,"currency":"EUR"}},
             "awards":[{"id":"1","value":{"amount":5,"currency":"GBP"}}],"contracts":[{"id":"c","awardID":"1","value":{"amount":4,"currency":"GBP"}}]}
            """
        );

        Assert.Equal(
            (4m, null, "GBP"),
            ((decimal?)contract.Fields["value"], (decimal?)contract.Fields["maxValue"], (string?)contract.Fields["currency"])
        );
        Same(
            """
            [
              { "measure": "potentialValue", "amount": 7, "currency": "EUR", "source": "tender/value" },
              { "measure": "value", "amount": 5, "currency": "GBP", "source": "awards[]/value" },
              { "measure": "budget", "amount": 9, "currency": "GBP", "description": "Budget", "source": "planning/budget" }
            ]
            """,
            contract.Fields["amounts"]
        );
        Assert.Equal("currencyDiffers", Assert.Single(contract.Issues).Code);
    }

    [Fact]
    public void The_value_of_an_award_that_two_contracts_share_is_neither_contracts_value()
    {
        var contracts = OcdsContracts
            .Of(
                Parse(
                    """{"ocid":"o","awards":[{"id":"1","value":{"amount":5,"currency":"GBP"}}],"contracts":[{"id":"c","awardID":"1"},{"id":"d","awardID":"1"}]}"""
                )
            )
            .Contracts;

        Assert.All(contracts, contract => Assert.Null(contract.Fields["value"]));
        Assert.All(contracts, contract => Assert.Equal(5m, (decimal?)contract.Fields["amounts"]![0]!["amount"]));
    }

    [Theory]
    [InlineData("2024-01-31T23:30:00+01:00", "2024-01-31")]
    [InlineData("2024-01-31T00:00:00Z", "2024-01-31")]
    [InlineData("2024-01-31 10:00", "2024-01-31")]
    [InlineData("2024-01-31", "2024-01-31")]
    [InlineData("2145-12-31T00:00:00Z", "2145-12-31")]
    [InlineData("0001-01-01T00:00:00Z", null)]
    [InlineData("9999-12-31T23:59:59Z", null)]
    [InlineData("2024-02-30", null)]
    [InlineData("31/01/2024", null)]
    public void A_day_is_that_of_its_publisher(string published, string? day)
    {
        var contract = One($$"""{"ocid":"o","contracts":[{"id":"1","dateSigned":"{{published}}"}]}""");

        Assert.Equal(day, (string?)contract.Fields["signedOn"]);
        Assert.Equal(day is null ? new MappingIssue("dateUnreadable", "signedOn", published) : null, contract.Issues.SingleOrDefault());
    }

    private static MappedContract One(string release) => Assert.Single(OcdsContracts.Of(Parse(release)).Contracts);

    private static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();

    private static void Same(string expected, JsonNode? actual) =>
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual?.ToJsonString() ?? "null")),
            actual?.ToJsonString()
        );
}
