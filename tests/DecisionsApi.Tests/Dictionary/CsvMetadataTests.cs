using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DecisionsApi.Tabular;

namespace DecisionsApi.Tests.Dictionary;

/// <summary>What is said of a CSV holds of every cell of it.</summary>
public sealed partial class CsvMetadataTests : IAsyncDisposable
{
    private readonly GivenRegister _register = new GivenRegister(("RateLimit:Enabled", "false")).Shipped();

    public ValueTask DisposeAsync() => _register.DisposeAsync();

    [Theory]
    [InlineData("/v1/decisions.csv")]
    [InlineData("/v1/contracts.csv")]
    [InlineData("/v1/programmes.csv")]
    [InlineData("/v1/suppliers.csv")]
    [InlineData("/v1/bodies.csv")]
    [InlineData("/v1/sources.csv")]
    [InlineData("/v1/links.csv")]
    [InlineData("/v1/expenditure.csv")]
    [InlineData("/v1/expenditure.csv?kind=reportedTotal&kind=payment&limit=100")]
    [InlineData("/v1/expenditure?format=csv&fields=supplier,paidOn,amount&q=fuel%20oil+%22a%22")]
    [InlineData("/v1/decisions.csv?fields=id,body,decidedOn&body=west-midlands-pcc")]
    public async Task A_csv_is_what_its_metadata_say(string path)
    {
        _register.Import(
            "spend.csv",
            "Date,Supplier Name,Amount,Purpose\n01/02/2013,=Fuel oil Ltd,1.50,\"a\"\n,REDACTED PERSONAL DATA,-2,\n03/02/2013,Fuel oil \"\"a\"\",3,fuel oil a\n"
        );
        using var response = await _register.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var csv = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var link = response.Headers.GetValues("Link").Select(value => Metadata().Match(value)).Single(match => match.Success);
        var table = JsonNode.Parse(await _register.GetText(link.Groups[1].Value))!;
        var columns = table["tableSchema"]!["columns"]!.AsArray().Select(column => column!).ToList();

        Assert.Equal("http://www.w3.org/ns/csvw", table["@context"]![0]!.ToString());
        Assert.Equal(path, table["url"]!.ToString());
        Assert.Equal(columns.Select(column => column["name"]!.ToString()), columns.Select(column => column["name"]!.ToString()).Distinct());
        foreach (var column in columns)
        {
            Assert.Matches(@"^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$", column["name"]!.ToString());
            Assert.True(Uri.IsWellFormedUriString(column["propertyUrl"]!.ToString(), UriKind.Absolute), column["propertyUrl"]!.ToString());
            Assert.NotEqual("", column["dc:description"]!.ToString());
        }
        using var records = new RecordReader(new StringReader(csv), ',');
        Assert.True(records.Read());
        Assert.Equal(columns.Select(column => column["titles"]!.ToString()), Enumerable.Range(0, records.Count).Select(i => records[i]));
        var rows = 0;
        for (; records.Read(); rows++)
        {
            foreach (var (column, i) in columns.Select((column, i) => (column, i)))
            {
                var name = column["name"]!.ToString();
                Assert.True(records[i].Length > 0 || !column["required"]!.GetValue<bool>(), $"{name} in line {records.Line}");
                Assert.True(
                    records[i].Length == 0 || Fits(column["datatype"]!, records[i]),
                    $"{name} in line {records.Line}: {records[i]}"
                );
            }
        }
        Assert.True(rows > 0);
    }

    [Fact]
    public async Task What_it_says_of_expenditure_is_as_approved() =>
        Snapshot.Match(
            JsonNode
                .Parse(
                    await _register.GetText(
                        "/v1/expenditure/csv-metadata?query=fields%3Did,body,paidOn,amount,kind,supplier,extra,source.line"
                    )
                )!
                .ToJsonString(new(DecisionsApi.Formats.Json.Report))
        );

    [Theory]
    [InlineData("bdy%3Dx", "bdy")]
    [InlineData("limit%3D0", "limit")]
    [InlineData("fields%3Dname", "fields")]
    [InlineData("format%3Djson", "query")]
    [InlineData("q%3D%3Ca%3E", "query")]
    public async Task A_query_of_no_csv_is_refused(string query, string parameter)
    {
        using var response = await _register.Client.GetAsync(
            new Uri("/v1/decisions/csv-metadata?query=" + query, UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(parameter, (problem["parameter"] ?? problem["errors"]![0]!["parameter"])!.ToString());
    }

    [Fact]
    public async Task Other_forms_name_no_metadata_of_a_csv()
    {
        using var response = await _register.Client.GetAsync(
            new Uri("/v1/decisions.jsonl", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.DoesNotContain(response.Headers.GetValues("Link"), value => value.Contains("csvm", StringComparison.Ordinal));
    }

    private static bool Fits(JsonNode type, string cell) =>
        (type is JsonObject whole ? whole["base"]!.ToString() : type.ToString()) switch
        {
            "date" => DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "dateTime" => Instant().IsMatch(cell),
            "decimal" => Number().IsMatch(cell),
            "integer" => Whole().IsMatch(cell),
            "json" => JsonNode.Parse(cell) is not null,
            "string" => type is not JsonObject { } pattern || Regex.IsMatch(cell, pattern["format"]!.ToString()),
            _ => false,
        };

    [GeneratedRegex("^<([^>]+)>; rel=\"describedby\"; type=\"application/csvm\\+json\"$")]
    private static partial Regex Metadata();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")]
    private static partial Regex Instant();

    [GeneratedRegex(@"^-?\d+(\.\d+)?$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^-?\d+$")]
    private static partial Regex Whole();
}
