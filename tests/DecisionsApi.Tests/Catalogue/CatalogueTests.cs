using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DecisionsApi.Tests.Catalogue;

/// <summary>The catalogue: what DCAT asks for is there, and every address in it leads to what it says.</summary>
public sealed class CatalogueTests : IAsyncDisposable
{
    private const string Origin = "https://register.example";
    private readonly GivenRegister _register = new GivenRegister(("PublicUrl", Origin), ("RateLimit:Enabled", "false")).Shipped();

    public ValueTask DisposeAsync() => _register.DisposeAsync();

    [Fact]
    public async Task Every_list_is_a_data_set_with_what_portals_ask_for()
    {
        var catalogue = await Catalogue();
        var paths = JsonNode.Parse(await _register.GetText("/openapi/decisions-api.json"))!["paths"]!.AsObject();
        var lists = paths
            .Where(path => path.Value!["get"]!["responses"]!["200"]!["content"]!["application/atom+xml"] is not null)
            .Select(path => path.Key["/v1/".Length..]);

        Assert.Equal("dcat:Catalog", catalogue["@type"]!.ToString());
        Assert.Equal(lists.Order(), Datasets(catalogue).Select(dataset => dataset["dct:identifier"]!.ToString()).Order());
        foreach (var node in Datasets(catalogue).Append(catalogue))
        {
            Assert.NotEqual("", node["dct:title"]!["@value"]!.ToString());
            Assert.NotEqual("", node["dct:description"]!["@value"]!.ToString());
            Assert.NotNull(node["dct:publisher"]!["foaf:name"]);
            Assert.Equal("2026-01-02T03:04:05Z", node["dct:modified"]!["@value"]!.ToString());
        }
        Assert.All(
            Datasets(catalogue),
            dataset =>
                Assert.All(
                    dataset["dct:license"]!.AsArray(),
                    licence => Assert.True(Uri.IsWellFormedUriString(IdOf(licence), UriKind.Absolute))
                )
        );
    }

    [Fact]
    public async Task Every_address_of_a_distribution_answers_with_its_media_type()
    {
        var distributions = Datasets(await Catalogue()).SelectMany(dataset => dataset["dcat:distribution"]!.AsArray()).ToList();

        Assert.Equal(8 * 7 + 3, distributions.Count);
        foreach (var distribution in distributions)
        {
            var mediaType = IdOf(distribution!["dcat:mediaType"])["https://www.iana.org/assignments/media-types/".Length..];
            var address = IdOf(distribution["dcat:downloadURL"] ?? distribution["dcat:accessURL"]);
            using var response = await _register.Client.GetAsync(
                new Uri(new Uri(address).PathAndQuery, UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            Assert.Equal((address, 200, mediaType), (address, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task The_days_of_a_data_set_are_those_of_its_records()
    {
        var days = (await _register.Walk("/v1/decisions?limit=1000"))
            .Select(decision => decision.GetProperty("decidedOn"))
            .Where(day => day.ValueKind == JsonValueKind.String)
            .Select(day => DateOnly.Parse(day.GetString()!, CultureInfo.InvariantCulture))
            .Order()
            .ToList();
        var decisions = Datasets(await Catalogue()).Single(dataset => dataset["dct:identifier"]!.ToString() == "decisions");
        var suppliers = Datasets(await Catalogue()).Single(dataset => dataset["dct:identifier"]!.ToString() == "suppliers");

        var period = decisions["dct:temporal"]!;
        Assert.Equal($"{days[0]:yyyy-MM-dd}", period["dcat:startDate"]!["@value"]!.ToString());
        Assert.Equal($"{days[^1]:yyyy-MM-dd}", period["dcat:endDate"]!["@value"]!.ToString());
        Assert.Null(suppliers["dct:temporal"]);
    }

    [Fact]
    public async Task Every_term_has_a_prefix_that_is_declared()
    {
        var catalogue = await Catalogue();
        var prefixes = catalogue["@context"]!.AsObject().Select(prefix => prefix.Key).ToHashSet();

        Assert.All(Terms(catalogue), term => Assert.Contains(term.Split(':')[0], prefixes));
    }

    [Fact]
    public async Task An_empty_register_has_a_catalogue_too()
    {
        await using var register = new GivenRegister();

        var catalogue = JsonNode.Parse(await register.GetText("/v1/catalog"))!.AsObject();

        Assert.Equal("/v1/catalog", catalogue["@id"]!.ToString());
        Assert.False(catalogue.ContainsKey("dct:modified"));
        Assert.Equal(8, Datasets(catalogue).Count());
    }

    private async Task<JsonObject> Catalogue() => JsonNode.Parse(await _register.GetText("/v1/catalog"))!.AsObject();

    private static IEnumerable<JsonObject> Datasets(JsonObject catalogue) => catalogue["dcat:dataset"]!.AsArray().OfType<JsonObject>();

    private static string IdOf(JsonNode? node) => node!["@id"]!.ToString();

    /// <summary>Every name of a member and every type.</summary>
    private static IEnumerable<string> Terms(JsonNode? node) =>
        node switch
        {
            JsonArray items => items.SelectMany(Terms),
            JsonObject members => members
                .Where(member => member.Key != "@context")
                .SelectMany(member =>
                    member.Key == "@type" ? [member.Value!.ToString()]
                    : member.Key.StartsWith('@') ? []
                    : Terms(member.Value).Prepend(member.Key)
                ),
            _ => [],
        };
}
