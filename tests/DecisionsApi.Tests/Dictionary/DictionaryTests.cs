using System.Text.Json;
using DecisionsApi.Dictionary;
using DecisionsApi.Formats;

namespace DecisionsApi.Tests.Dictionary;

public sealed class DictionaryTests
{
    [Fact]
    public async Task A_field_has_type_unit_meaning_origin_and_its_names_elsewhere()
    {
        await using var register = new GivenRegister();

        var entries = (await register.Get("/v1/dictionary?resource=expenditure")).GetProperty("data").EnumerateArray().ToList();

        Assert.All(entries, entry => Assert.Equal("expenditure", entry.GetProperty("resource").GetString()));
        Snapshot.Match(
            JsonSerializer.Serialize(
                entries.Where(entry =>
                    entry.GetProperty("field").GetString() is "amount" or "vatBasis" or "supplier.name" or "withheld[].field"
                ),
                Json.Report
            )
        );
    }

    [Fact]
    public async Task Every_column_of_every_list_is_in_it()
    {
        await using var register = new GivenRegister().Shipped();
        foreach (var resource in DataDictionary.Resources.Keys.Where(name => !name.Contains('/', StringComparison.Ordinal)))
        {
            var path = resource switch
            {
                "summary" => "/v1/expenditure/summary.csv?groupBy=body,year,kind&top=3",
                "search" => "/v1/search.csv?q=police",
                _ => $"/v1/{resource}.csv",
            };
            var columns = (await register.GetText(path)).Split("\r\n")[0].Split(',');
            var known = DataDictionary.Of([resource]).Select(entry => entry.Field);

            Assert.Empty(columns.Select(SpreadLists.FieldOf).Except(known));
        }
    }

    [Fact]
    public void Nothing_is_said_of_a_field_that_is_not_there() => Assert.Empty(FieldDictionary.Strays(DataDictionary.Of([])));

    [Fact]
    public void Every_field_has_a_type_and_a_meaning() =>
        Assert.Empty(
            DataDictionary
                .Of([])
                .Where(entry => entry.Meaning.Length == 0 || entry.Datatype.Length == 0)
                .Select(e => e.Resource + " " + e.Field)
        );

    [Fact]
    public async Task An_unknown_resource_is_refused_by_name()
    {
        await using var register = new GivenRegister();

        using var response = await register.Client.GetAsync(
            new Uri("/v1/dictionary?resource=payments", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(
            "expenditure",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }
}
