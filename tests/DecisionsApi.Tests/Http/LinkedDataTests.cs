using System.Net;
using System.Text.Json.Nodes;
using DecisionsApi.Dictionary;
using DecisionsApi.Formats;

namespace DecisionsApi.Tests.Http;

/// <summary>Records as JSON-LD: the same JSON, and a context whose every term is one.</summary>
public sealed class LinkedDataTests : IAsyncDisposable
{
    private const string Origin = "https://register.example";
    private readonly GivenRegister _register = new GivenRegister(("PublicUrl", Origin), ("RateLimit:Enabled", "false")).Shipped();

    public ValueTask DisposeAsync() => _register.DisposeAsync();

    [Theory]
    [InlineData("/v1/decisions", "include=contracts&limit=3", "Decision")]
    [InlineData("/v1/contracts", "", "Contract")]
    [InlineData("/v1/expenditure", "kind=reportedTotal&facet=kind", "Payment")]
    [InlineData("/v1/expenditure", "kind=reportedTotal&fields=amount", "Payment")]
    public async Task A_page_is_the_same_json_with_context_addresses_and_types(string path, string query, string type)
    {
        var json = JsonNode.Parse(await _register.GetText($"{path}.json?{query}"))!;
        var linked = JsonNode.Parse(await _register.GetText($"{path}.jsonld?{query}"))!.AsObject();

        Assert.Equal(Origin + "/v1/context.jsonld", linked["@context"]!.ToString());
        Assert.NotEmpty(linked["data"]!.AsArray());
        foreach (var record in linked["data"]!.AsArray().Select(record => record!.AsObject()))
        {
            Assert.Equal(type, record["@type"]!.ToString());
            Assert.Equal(record["id"] is { } id ? $"{Origin}{path}/{id}" : null, record["@id"]?.ToString());
        }
        Assert.True(JsonNode.DeepEquals(Addressed(json, ".json"), Addressed(Plain(linked), ".jsonld")));
    }

    [Theory]
    [InlineData("/v1/decisions/3czmr6g21t85x6x0")]
    [InlineData("/v1/contracts/ngsa2x179df0whg2")]
    [InlineData("/v1/expenditure/t1yymyp4kwdgba7w")]
    public async Task A_record_is_linked_data_by_its_address_and_by_what_is_accepted(string path)
    {
        var json = JsonNode.Parse(await _register.GetText(path))!;
        var linked = JsonNode.Parse(await _register.GetText(path + ".jsonld"))!.AsObject();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("Accept", "application/ld+json, application/json;q=0.5");
        using var response = await _register.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var accepted = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal("application/ld+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"{Origin}{path}.jsonld", response.Content.Headers.ContentLocation?.OriginalString);
        Assert.Contains(response.Headers.GetValues("Link"), link => link.Contains("rel=\"license\"", StringComparison.Ordinal));
        Assert.True(JsonNode.DeepEquals(linked, accepted));
        Assert.Equal(Origin + path, linked["@id"]!.ToString());
        Assert.True(JsonNode.DeepEquals(json, Plain(linked)));
    }

    [Theory]
    [InlineData("/v1/decisions/0000000000000000.jsonld", HttpStatusCode.NotFound)]
    [InlineData("/v1/decisions/3czmr6g21t85x6x0.csv", HttpStatusCode.NotFound)]
    [InlineData("/v1/bodies.jsonld", HttpStatusCode.NotFound)]
    [InlineData("/v1/bodies?format=jsonld", HttpStatusCode.BadRequest)]
    [InlineData("/v1/expenditure/summary?groupBy=kind&format=jsonld", HttpStatusCode.BadRequest)]
    public async Task Nothing_else_is_linked_data(string path, HttpStatusCode status)
    {
        using var response = await _register.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public void Every_term_is_of_a_field_and_of_a_vocabulary()
    {
        foreach (var term in Vocabulary.Terms)
        {
            var entry = FieldDictionary.OfColumn(term.Resource, DataDictionary.Resources[term.Resource].Name, term.Field)!;
            Assert.True(term.Name.Length == 0 || Vocabulary.Prefixes.ContainsKey(term.Name.Split(':')[0]), term.ToString());
            Assert.True(term.Name.Length > 0 || term.Values.Length > 0, term.ToString());
            Assert.True(
                term.Values is "" or "json" || DataDictionary.Resources.ContainsKey(term.Values) || term.Values == "date",
                term.ToString()
            );
            Assert.Equal((term, entry.Datatype == "day"), (term, term.Values == "date"));
        }
        Assert.Equal(Vocabulary.Terms.Select(term => (term.Resource, term.Field)).Distinct().Count(), Vocabulary.Terms.Count);
    }

    [Fact]
    public async Task The_context_gives_every_member_of_a_record_an_address()
    {
        var context = JsonNode.Parse(await _register.GetText("/v1/context.jsonld"))!["@context"]!;
        foreach (var (resource, type) in Vocabulary.Types)
        {
            var scoped = context[type]!["@context"]!.AsObject();
            var page = JsonNode.Parse(
                await _register.GetText($"/v1/{resource}?limit=1{(resource == "expenditure" ? "&kind=reportedTotal" : "")}")
            )!;
            foreach (var (member, _) in page["data"]![0]!.AsObject())
            {
                var term = (scoped[member]?["@id"] ?? context[member] as JsonValue)?.ToString() ?? context["@vocab"] + member;
                var parts = term.Split(':', 2);
                var address = context[parts[0]] is JsonValue prefix ? prefix + parts[1] : term;
                Assert.True(Uri.IsWellFormedUriString(address, UriKind.Absolute), $"{resource} {member}: {address}");
            }
        }
        Snapshot.Match(context.ToJsonString(new(Json.Report)));
    }

    /// <summary>The document without what makes it linked data.</summary>
    private static JsonNode Plain(JsonNode linked)
    {
        var plain = linked.DeepClone();
        foreach (var record in (plain["data"]?.AsArray() ?? []).Select(record => record!.AsObject()).Append(plain.AsObject()))
        {
            record.Remove("@context");
            record.Remove("@id");
            record.Remove("@type");
        }
        return plain;
    }

    /// <summary>The document whose link to its next page does not say in which form it is.</summary>
    private static JsonNode Addressed(JsonNode page, string suffix)
    {
        var next = page["page"]!["next"]?.ToString().Replace(suffix + "?", "?", StringComparison.Ordinal);
        page["page"]!["next"] = next;
        return page;
    }
}
