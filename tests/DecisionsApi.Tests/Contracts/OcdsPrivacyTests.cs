using System.Text.Json.Nodes;
using DecisionsApi.Contracts.Ocds;

namespace DecisionsApi.Tests.Contracts;

public sealed class OcdsPrivacyTests
{
    private const string Raw = """
        { "parties": [ { "name": "A",
            "contactPoint": { "name": "P. Person",
              "email": "p@example.org" },
            "details": {"telephone":"01234", "url":"https://a" } } ],
          "Email" : "q@example.org", "title": "é" }
        """;

    [Fact]
    public void People_and_how_to_reach_them_are_removed_at_any_depth()
    {
        var release = JsonNode.Parse(Raw)!.AsObject();

        OcdsPrivacy.WithoutContacts(release);

        var expected = JsonNode.Parse("""{"parties":[{"name":"A","details":{"url":"https://a"}}],"title":"é"}""");
        Assert.True(JsonNode.DeepEquals(expected, release), release.ToJsonString());
    }

    [Fact]
    public void In_the_text_of_a_release_all_else_stays_to_the_letter_and_on_its_line()
    {
        var text = OcdsPrivacy.WithoutContacts(Raw);

        var expected = """
            { "parties": [ { "name": "A",
                "contactPoint": null
            ,
                "details": {"telephone":null, "url":"https://a" } } ],
              "Email" : null, "title": "é" }
            """;
        Assert.Equal(expected, text);
        Assert.Equal("", OcdsPrivacy.WithoutContacts("""{"email":"a@example.org","""));
    }
}
