using System.Text.Json;
using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Sources;

/// <summary>Every answer names the licences of the sources its records come from, and no others.</summary>
public sealed class LicenceTests
{
    private const string Open = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";
    private const string Other = "https://example.org/licence";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/expenditure", Open, Other)]
    [InlineData("/v1/expenditure?body=here", Open)]
    [InlineData("/v1/expenditure?body=there", Other)]
    [InlineData("/v1/expenditure?limit=1&sort=amount", Open)]
    [InlineData("/v1/expenditure?limit=1&sort=-amount", Other)]
    [InlineData("/v1/expenditure?q=nothing", Open, Other)]
    [InlineData("/v1/expenditure?include=decision&limit=1&sort=amount", Open, Other)]
    [InlineData("/v1/expenditure.csv", Open, Other)]
    [InlineData("/v1/expenditure.jsonl?body=there", Other)]
    [InlineData("/v1/expenditure.csv?source={there}", Other)]
    [InlineData("/v1/expenditure.csv?limit=1&sort=amount", Open)]
    [InlineData("/v1/expenditure/{payment}", Other)]
    [InlineData("/v1/expenditure/{payment}/versions", Open, Other)]
    [InlineData("/v1/sources/{there}", Other)]
    [InlineData("/v1/sources/{there}/original", Other)]
    [InlineData("/v1/sources/{there}/rejected", Other)]
    [InlineData("/v1/suppliers", Open, Other)]
    [InlineData("/v1/decisions", Open)]
    [InlineData("/v1/status", Open, Other)]
    public async Task An_answer_links_the_licences_of_its_sources(string path, params string[] expected)
    {
        await using var register = Given();
        var payment = (await register.Walk("/v1/expenditure?body=there")).Single();
        path = path.Replace("{payment}", payment.GetProperty("id").GetString(), StringComparison.Ordinal);
        path = path.Replace("{there}", payment.GetProperty("source").GetProperty("id").GetString(), StringComparison.Ordinal);

        using var response = await register.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        using var head = await register.Client.SendAsync(new(HttpMethod.Head, new Uri(path, UriKind.Relative)), Stop);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(expected, LicencesOf(response));
        Assert.Equal(expected, LicencesOf(head));
    }

    [Fact]
    public async Task A_page_names_one_licence_as_ever_and_several_all_together()
    {
        await using var register = Given();

        var all = await register.Get("/v1/expenditure");
        var one = await register.Get("/v1/expenditure?body=there");

        Assert.Equal("""{"name":"Other licence","url":"https://example.org/licence"}""", one.GetProperty("licence").GetRawText());
        Assert.Equal(1, one.GetProperty("licences").GetArrayLength());
        Assert.StartsWith(
            "Contains public sector information licensed under the Other licence,",
            one.GetProperty("attribution").GetString(),
            StringComparison.Ordinal
        );
        var (name, url) = (
            all.GetProperty("licence").GetProperty("name").GetString(),
            all.GetProperty("licence").GetProperty("url").GetString()
        );
        Assert.Equal("Open Government Licence v3.0; Other licence", name);
        Assert.Equal([Open, Other], all.GetProperty("licences").EnumerateArray().Select(licence => licence.GetProperty("url").GetString()));
        // The address leads to the sources, which each name theirs.
        var sources = (await register.Get(url!)).GetProperty("data").EnumerateArray().Select(source => source.GetProperty("licence"));
        Assert.Equal(
            [null, "Other licence"],
            sources.Select(licence => licence.ValueKind == JsonValueKind.Null ? null : licence.GetProperty("name").GetString()).Order()
        );
    }

    [Fact]
    public async Task A_manifest_that_says_otherwise_later_changes_the_source()
    {
        await using var register = Given();
        var before = await register.Get("/v1/status");

        var again = Import(register, "there", "Third licence", "https://example.org/third");
        var same = Import(register, "there", "Third licence", "https://example.org/third");

        Assert.Equal((1, 1), (again.Rows!.Unchanged, again.Changes!.To - again.Changes.From));
        Assert.Equal((1, 0), (same.Rows!.Unchanged, same.Changes!.To - same.Changes.From));
        Assert.Equal(before.GetProperty("sequence").GetInt64() + 1, (await register.Get("/v1/status")).GetProperty("sequence").GetInt64());
        var source = (await register.Walk("/v1/sources?body=there")).Single();
        Assert.Equal("Third licence", source.GetProperty("licence").GetProperty("name").GetString());
        Assert.Equal(
            "Third licence",
            (await register.Get("/v1/expenditure?body=there")).GetProperty("licence").GetProperty("name").GetString()
        );
        Assert.Empty(register.Faults());
    }

    private static GivenRegister Given()
    {
        var register = new GivenRegister();
        register.Import("here.csv", Spend("A", 12), new() { Body = "here" });
        Import(register, "there", "Other licence", Other);
        return register;
    }

    private static TableReport Import(GivenRegister register, string body, string licence, string url)
    {
        File.WriteAllText(
            Path.Combine(register.Folder, "sources.json"),
            $$"""[{ "publisher": "{{body}}", "path": "{{body}}.csv", "licence": { "name": "{{licence}}", "url": "{{url}}" } }]"""
        );
        return register.Import(body + ".csv", Spend("B", 13), new() { Body = body });
    }

    private static string Spend(string supplier, int amount) => $"Date,Supplier Name,Amount\n01/02/2013,{supplier},{amount}\n";

    private static IEnumerable<string> LicencesOf(HttpResponseMessage response) =>
        response
            .Headers.GetValues("Link")
            .SelectMany(links => links.Split(", "))
            .Where(link => link.Contains("rel=\"license\"", StringComparison.Ordinal))
            .Select(link => link[1..link.IndexOf('>', StringComparison.Ordinal)]);
}
