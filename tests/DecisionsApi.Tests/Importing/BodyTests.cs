using System.Text;
using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Importing;

/// <summary>Whose file it is: what the caller says, what the table says, what the manifest says, and never a guess.</summary>
public sealed class BodyTests
{
    private const string Spend = "Date,Supplier Name,Amount,Transaction Number\n12/01/2011,A,1,T1\n";

    [Fact]
    public async Task The_caller_is_heard_before_the_table()
    {
        await using var register = Given();

        var report = Import(register, "a.csv", WithBody("Devon County Council"), new() { Body = "oxford" });

        Assert.Equal("oxford", report.Body);
    }

    [Theory]
    [InlineData("Body Name", "Devon County Council")]
    [InlineData("Name of  Body", "DEVON COUNTY COUNCIL")]
    [InlineData("OrganisationLabel", "Devon County Council")]
    [InlineData("OrganisationURI", "https://opendatacommunities.org/id/devon")]
    [InlineData("Entity", "devon")]
    [InlineData("Organisation Name", "GB-LAE-DEV")]
    public async Task A_column_that_names_one_body_exactly_says_whose_file_it_is(string heading, string text)
    {
        await using var register = Given();

        var report = Import(register, "a.csv", WithBody(text, heading));

        Assert.Equal("devon", report.Body);
        Assert.Equal("devon", (await register.Walk("/v1/expenditure")).Single().GetProperty("body").GetString());
    }

    [Fact]
    public async Task It_gives_the_ids_that_naming_the_body_gives()
    {
        await using var register = Given();
        await using var other = Given();

        Import(register, "a.csv", WithBody("Devon County Council"));
        Import(other, "a.csv", WithBody("Devon County Council"), new() { Body = "devon" });

        Assert.Equal(Ids(await register.Walk("/v1/expenditure")), Ids(await other.Walk("/v1/expenditure")));
    }

    [Fact]
    public async Task Several_bodies_in_one_table_are_one_to_each_row()
    {
        await using var register = Given();
        var text =
            "Entity,Date,Supplier Name,Amount\nDevon County Council,12/01/2011,A,1\nOxford,12/01/2011,B,2\n,12/01/2011,C,4\nTotal,,,7\n";

        var report = Import(register, "a.csv", text);

        Assert.Equal(["devon", "oxford"], Assert.IsAssignableFrom<IEnumerable<string>>(report.Body));
        Assert.Equal((2, 1, "bodyUnknown"), (report.Rows!.Saved, report.Rows.Rejected, report.Rejected!.Single().Code));
        Assert.Equal(2.00m, (await register.Walk("/v1/expenditure?body=oxford")).Single().GetProperty("amount").GetDecimal());
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task Several_of_which_one_is_not_known_say_nothing()
    {
        await using var register = Given();

        var report = Import(register, "a.csv", "Entity,Date,Supplier Name,Amount\nDevon,12/01/2011,A,1\nElsewhere,12/01/2011,B,2\n");

        Assert.Equal("bodyUnknown", report.Error!.Code);
        Assert.Contains("'Entity' says 'elsewhere'", report.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Spend)]
    [InlineData("Body Name,Date,Supplier Name,Amount\nDevon Council,12/01/2011,A,1\n")]
    public async Task What_says_nothing_exact_is_an_error_that_tells_what_to_add(string text)
    {
        await using var register = Given();

        var report = Import(register, "devon.csv", text);

        Assert.Equal("bodyUnknown", report.Error!.Code);
        Assert.Contains("--body SLUG", report.Error.Message, StringComparison.Ordinal);
        Assert.Contains("sources.json", report.Error.Message, StringComparison.Ordinal);
        Assert.Empty(await register.Walk("/v1/expenditure"));
    }

    [Fact]
    public async Task Columns_that_contradict_each_other_are_an_error()
    {
        await using var register = Given();

        var report = Import(register, "a.csv", "Entity,Organisation Name,Date,Supplier Name,Amount\nOxford,devon,12/01/2011,A,1\n");

        Assert.Equal("bodyUnknown", report.Error!.Code);
    }

    [Fact]
    public async Task A_manifest_above_the_file_names_body_series_and_licence()
    {
        await using var register = Given();
        Manifest(
            register,
            """
            [{ "publisher": "new-council", "name": "The New Council", "bodyKind": "council", "path": "spend/*.csv", "kind": "expenditure",
               "series": "New Council spend {period}", "licence": { "name": "Made-up licence", "url": "https://example.org/licence" } }]
            """
        );
        Directory.CreateDirectory(Path.Combine(register.Folder, "spend"));

        var report = Import(register, "spend/over500-jan-2011.csv", Spend);

        Assert.Equal(("new-council", "New Council spend 2011-01"), (report.Body, report.SourceName));
        var source = (await register.Walk("/v1/sources?body=new-council")).Single();
        Assert.Equal("New Council spend 2011-01", source.GetProperty("name").GetString());
        Assert.Equal("Made-up licence", source.GetProperty("licence").GetProperty("name").GetString());
        var body = await register.Get("/v1/bodies/new-council");
        Assert.Equal(("The New Council", "council"), (body.GetProperty("name").GetString(), body.GetProperty("kind").GetString()));
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task The_table_is_heard_before_the_manifest_which_declares_new_bodies()
    {
        await using var register = Given();
        Manifest(
            register,
            """[{ "publisher": "wrong", "path": "*.csv" }, { "publisher": "new-council", "name": "New Council", "bodyKind": "council" }]"""
        );

        var report = Import(register, "a.csv", WithBody("New Council"));

        Assert.Equal("new-council", report.Body);
        Assert.Equal("New Council", (await register.Get("/v1/bodies/new-council")).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("""{ "publisher": "x" }""", "no manifest")]
    [InlineData("""[{ "publisher": "Not A Slug", "path": "*.csv" }]""", "entry 1: publisher 'Not A Slug'")]
    [InlineData("""[{ "publisher": "x" }, { "publisher": "x", "licens": "OGL" }]""", "entry 2: there is no field 'licens'")]
    [InlineData("""[{ "publisher": "x", "url": "file:///etc/passwd" }]""", "entry 1: url 'file:///etc/passwd'")]
    [InlineData("""[{ "publisher": "x", "bodyKind": "club" }]""", "entry 1: bodyKind 'club'")]
    [InlineData("""[{ "name": "x" }]""", "publisher")]
    [InlineData("nonsense", "no manifest")]
    public async Task A_manifest_that_is_none_says_what_is_wrong_where(string manifest, string expected)
    {
        await using var register = Given();
        Manifest(register, manifest);

        var report = Import(register, "a.csv", Spend);

        Assert.Equal("manifestInvalid", report.Error!.Code);
        Assert.Contains(expected, report.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DCCSpendingOver500_202503.csv", "2025-03")]
    [InlineData("expenditure-over-500-oct-dec-2014.csv", "2014-10--2014-12")]
    [InlineData("ProcurementCardTransactions_20220122to20220523.csv", "2022-01-22--2022-05-23")]
    [InlineData("trafford-supplier-spend-2026-27.csv", "2026-27")]
    [InlineData("338-april_2008.csv", "2008-04")]
    [InlineData("Spend January 2012.csv", "2012-01")]
    [InlineData("2011-07.csv", "2011-07")]
    [InlineData("spend2019.csv", "2019")]
    [InlineData("gla-all.csv", null)]
    [InlineData("marketing-2011-2012-2013.csv", null)]
    public void A_period_is_read_in_a_name_whichever_way_it_is_written(string name, string? period) =>
        Assert.Equal(period, Periods.In(name));

    private static GivenRegister Given()
    {
        var register = new GivenRegister();
        register.Import(
            "bodies.json",
            """
            {"bodies": [
              {"id": "devon", "name": "Devon County Council", "identifiers": [
                {"scheme": "uri", "id": "https://opendatacommunities.org/id/devon"}, {"scheme": "GB-LAE", "id": "DEV"}]},
              {"id": "oxford", "name": "Oxford City Council", "identifiers": [{"scheme": "short", "id": "Oxford"}]}]}
            """
        );
        return register;
    }

    private static void Manifest(GivenRegister register, string text) =>
        File.WriteAllText(Path.Combine(register.Folder, SourceManifest.FileName), text);

    private static TableReport Import(GivenRegister register, string name, string text, ImportOptions? options = null)
    {
        var path = Path.Combine(register.Folder, name);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
        return register.ImportAll(path, options).Single();
    }

    private static string WithBody(string body, string heading = "Body Name") =>
        $"{heading},Date,Supplier Name,Amount,Transaction Number\n{body},12/01/2011,A,1,T1\n";

    private static List<string?> Ids(IEnumerable<System.Text.Json.JsonElement> payments) =>
        [.. payments.Select(p => p.GetProperty("id").GetString())];
}
