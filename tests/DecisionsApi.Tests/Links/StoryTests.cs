using System.Text.Json;
using DecisionsApi.Formats;

namespace DecisionsApi.Tests.Links;

/// <summary>What the shipped register tells of the decision that started it.</summary>
public sealed class StoryTests
{
    [Fact]
    public async Task One_call_tells_it()
    {
        await using var register = new GivenRegister().Shipped();

        var page = await register.Get("/v1/decisions?q=business+partnering&include=contracts,expenditure,programme");

        var decision = page.GetProperty("data").EnumerateArray().First(d => d.GetProperty("decidedOn").GetString() == "2012-11-22");
        var included = decision.GetProperty("included");
        Assert.Equal(
            ["cancelled", "terminated"],
            included.GetProperty("contracts").EnumerateArray().Select(c => c.GetProperty("status").GetString()).Order()
        );
        var total = included.GetProperty("expenditure").EnumerateArray().Single();
        Assert.Equal((500000.00m, "reportedTotal"), (total.GetProperty("amount").GetDecimal(), total.GetProperty("kind").GetString()));
        Assert.Equal(
            "west-midlands-business-partnering",
            included.GetProperty("programmes").EnumerateArray().Single().GetProperty("id").GetString()
        );
        Assert.All(decision.GetProperty("links").EnumerateArray(), link => Assert.Equal("curated", link.GetProperty("basis").GetString()));
        Match(page);
    }

    [Theory]
    [InlineData("programmes", "q=partnering")]
    [InlineData("contracts", "q=impower")]
    [InlineData("contracts", "q=transformation+delivery+partnership")]
    [InlineData("decisions", "from=2012-11-22&to=2012-11-22")]
    public async Task Each_record_tells_its_part(string resource, string query)
    {
        await using var register = new GivenRegister().Shipped();
        var id = (await register.Get($"/v1/{resource}?{query}&limit=1")).GetProperty("data")[0].GetProperty("id").GetString();
        var include = resource == "programmes" ? "decisions,contracts,expenditure" : "decisions,contracts,expenditure,programme";

        var record = await register.Get($"/v1/{resource}/{id}?include={include}");

        Match(record, $"{resource}-{id}");
    }

    [Fact]
    public async Task The_timeline_reads_as_the_story()
    {
        await using var register = new GivenRegister().Shipped();

        Match(await register.Get("/v1/programmes/west-midlands-business-partnering/timeline"), "timeline");
    }

    [Fact]
    public async Task One_search_leads_to_the_decision_the_programme_and_the_contract()
    {
        await using var register = new GivenRegister().Shipped();

        var answer = await register.Get("/v1/search?q=business+partnering");

        var first = answer.GetProperty("data").EnumerateArray().Take(3).Select(hit => hit.GetProperty("url").GetString());
        Assert.Equal(
            ["/v1/contracts/ngsa2x179df0whg2", "/v1/decisions/3czmr6g21t85x6x0", "/v1/programmes/west-midlands-business-partnering"],
            first.Order()
        );
        Match(answer, "search");
    }

    [Fact]
    public async Task The_word_a_reader_comes_with_leads_to_them_too()
    {
        await using var register = new GivenRegister().Shipped();

        var found = (await register.Get("/v1/search?q=outsourcing")).GetProperty("data").EnumerateArray();

        string[] story =
        [
            "/v1/contracts/35cjqdvb9a57sadv",
            "/v1/decisions/3czmr6g21t85x6x0",
            "/v1/programmes/west-midlands-business-partnering",
        ];
        Assert.Empty(story.Except(found.Select(hit => hit.GetProperty("url").GetString()!)));
    }

    [Fact]
    public async Task A_misspelt_name_is_proposed_as_it_is_spelt()
    {
        await using var register = new GivenRegister().Shipped();

        var answer = await register.Get("/v1/search?q=imower");

        Assert.Equal("impower", answer.GetProperty("suggestions").EnumerateArray().Single().GetString());
        Assert.NotEmpty((await register.Get("/v1/search?q=impower")).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task Reported_and_itemised_spending_stay_apart()
    {
        await using var register = new GivenRegister().Shipped();

        var page = (await register.Get("/v1/expenditure?programme=west-midlands-business-partnering")).GetProperty("page");

        Assert.Equal(
            (0, 0.00m, 500000.00m),
            (page.GetProperty("count").GetInt32(), page.GetProperty("sumAmount").GetDecimal(), page.GetProperty("sumReported").GetDecimal())
        );
    }

    [Fact]
    public async Task Every_police_area_has_its_bodies()
    {
        await using var register = new GivenRegister().Shipped();

        var bodies = await register.Walk("/v1/bodies?limit=1000");

        var areas = bodies
            .Where(b => b.GetProperty("areaCode").GetString() is { } code && code[0] is 'E' or 'W')
            .GroupBy(b => b.GetProperty("areaCode").GetString());
        Assert.Equal(43, areas.Count());
        Assert.All(areas, area => Assert.True(area.Count() >= 2, area.Key));
        Assert.All(bodies, body => Assert.NotEmpty(body.GetProperty("provenance").EnumerateArray()));
    }

    [Fact]
    public async Task Everything_shipped_can_be_imported_again_without_a_change()
    {
        await using var register = new GivenRegister().Shipped();
        var before = (await register.Get("/v1/status")).GetProperty("sequence").GetInt64();

        register.Shipped();

        Assert.Equal(before, (await register.Get("/v1/status")).GetProperty("sequence").GetInt64());
        Assert.Empty(register.Faults());
    }

    private static void Match(JsonElement answer, string part = "call", [System.Runtime.CompilerServices.CallerFilePath] string file = "")
    {
        var stem = Path.Combine(Path.GetDirectoryName(file)!, $"StoryTests.{part}");
        Snapshot.Compare(JsonSerializer.Serialize(answer, Json.Report), $"{stem}.verified.json", $"{stem}.received.json");
    }
}
