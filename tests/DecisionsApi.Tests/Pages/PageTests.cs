using System.Text.Json;
using System.Text.RegularExpressions;
using DecisionsApi.Http;
using DecisionsApi.Pages;

namespace DecisionsApi.Tests.Pages;

public sealed class PageTests(ShippedRegister shipped) : IClassFixture<ShippedRegister>
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Fact]
    public async Task A_browser_gets_the_story_and_every_link_on_the_page_leads_somewhere()
    {
        var (_, type, page) = await Get("/", Browser);

        Assert.Equal("text/html", type);
        Assert.Contains("22 November 2012", page, StringComparison.Ordinal);
        Assert.Contains("£500,000", page, StringComparison.Ordinal);
        foreach (Match link in Regex.Matches(page, "(?:href|action)=\"(/[^\"]*)\""))
        {
            var address = System.Net.WebUtility.HtmlDecode(link.Groups[1].Value);
            Assert.True((await Get(address, Browser)).Status is 200 or 301 or 302, address);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("application/json")]
    [InlineData("application/json, text/html;q=0.5")]
    public async Task A_program_gets_an_index(string? accept)
    {
        var (_, type, text) = await Get("/", accept);

        Assert.Equal("application/json", type);
        foreach (var address in JsonSerializer.Deserialize<JsonElement>(text).GetProperty("resources").EnumerateObject())
        {
            Assert.Equal(200, (await Get(address.Value.GetString()!, accept)).Status);
        }
    }

    [Fact]
    public async Task A_search_finds_decisions_contracts_and_spending()
    {
        var (status, _, page) = await Get("/search?q=business+partnering", Browser);

        Assert.Equal(200, status);
        foreach (var found in new[] { "programme to cease", "service delivery partnership", "£500,000.00", "reported total" })
        {
            Assert.Contains(found, page, StringComparison.Ordinal);
        }
        Assert.Matches("<ul class=\"kinds\"><li><a href=\"[^\"]*type=decisions\">\\d+ decisions</a></li>", page);
        Assert.DoesNotContain("· ·", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/search", 200)]
    [InlineData("/search?q=", 200)]
    [InlineData("/search?q=zzzz", 200)]
    [InlineData("/search?q=%22", 400)]
    [InlineData("/search?q=*", 400)]
    [InlineData("/search?q=a%20NEAR%20b)", 200)]
    [InlineData("/search?words=x", 400)]
    public async Task Whatever_is_searched_for_is_answered(string path, int status) =>
        Assert.Equal(status, (await Get(path, Browser)).Status);

    [Fact]
    public async Task What_somebody_typed_is_never_markup()
    {
        var (_, _, page) = await Get("/search?q=" + Uri.EscapeDataString("\"><script>alert(1)</script> & 'x' zzz"), Browser);

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_file_says_is_never_markup()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", "Date,Supplier Name,Amount,Purpose\n01/02/2013,<b>Bold</b> Ltd,1.50,<img src=x onerror=alert(1)>\n");

        var page = await register.GetText("/search?q=bold");

        Assert.Contains("&lt;b&gt;Bold&lt;/b&gt; Ltd", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/search?q=business")]
    [InlineData("/problems/not-found")]
    public async Task Nothing_comes_from_elsewhere_and_nothing_runs(string path)
    {
        var (_, _, page) = await Get(path, Browser);

        Assert.DoesNotMatch("(?i)<script|\\son[a-z]+=|style=|src=|<link [^>]*href=\"(?!/)", page);
    }

    [Fact]
    public async Task Every_type_of_problem_in_the_code_has_a_page_and_every_page_a_type()
    {
        var code = string.Concat(
            Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "src", "DecisionsApi"), "*.cs", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) != "ProblemTypes.cs")
                .Select(File.ReadAllText)
        );

        var named = Regex.Matches(code, "\"/problems/([a-z-]+)\"").Select(m => m.Groups[1].Value);
        Assert.Empty(named.Except(ProblemTypes.Pages.Keys));
        Assert.All(ProblemTypes.Pages.Keys, name => Assert.Matches($"\"(/problems/)?{name}\"", code));
        foreach (var name in ProblemTypes.Pages.Keys)
        {
            Assert.Equal((200, "text/html"), ((await Get($"/problems/{name}", Browser)) is var html ? (html.Status, html.Type) : default));
            Assert.Equal((200, "text/plain"), ((await Get($"/problems/{name}", null)) is var text ? (text.Status, text.Type) : default));
        }
    }

    [Fact]
    public void A_template_encodes_values_and_keeps_html()
    {
        var value = "<&\"'>";

        Assert.Equal("<p>&lt;&amp;&quot;&#x27;&gt;<br>1,234.50</p>", Html.Of($"<p>{value}{Html.Of($"<br>")}{1234.5m:#,0.00}</p>").Text);
    }

    private async Task<(int Status, string? Type, string Text)> Get(string path, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }
        using var response = await shipped.Register.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, text);
    }
}
