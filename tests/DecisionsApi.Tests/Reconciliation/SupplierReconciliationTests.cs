using static DecisionsApi.Tests.Reconciliation.Reconciling;

namespace DecisionsApi.Tests.Reconciliation;

public sealed class SupplierReconciliationTests(SupplierRegister shared) : IClassFixture<SupplierRegister>
{
    [Theory]
    [InlineData("""{"query":"ACME SERVICES LTD."}""", "Acme Services Ltd 100 match; Acme Services plc 95")]
    [InlineData("""{"query":"acme services"}""", "Acme Services Ltd 95; Acme Services plc 95")]
    [InlineData("""{"query":"Acme Servces Ltd"}""", "Acme Services Ltd 72.7; Acme Services plc 72.7")]
    [InlineData("""{"query":"acme services limited","limit":1}""", "Acme Services Ltd 100 match")]
    [InlineData("""{"query":"Hire of vehicles, northern"}""", "Northern Vehicle Hire 69.9")]
    [InlineData("""{"query":"Somebody quite different"}""", "")]
    [InlineData("""{"query":"REDACTED PERSONAL DATA"}""", "")]
    [InlineData("""{"query":""}""", "")]
    [InlineData("""{"query":"?!"}""", "")]
    public async Task A_name_is_matched_by_the_rules_of_names_and_else_by_likeness(string query, string expected)
    {
        Assert.Equal(expected, await Names(shared.Register, "suppliers", query));
    }

    [Theory]
    [InlineData("""{"properties":[{"pid":"companyNumber","v":"01234567"}]}""", "Northern Vehicle Hire 100 match")]
    [InlineData("""{"properties":[{"pid":"companyNumber","v":1234567}]}""", "Northern Vehicle Hire 100 match")]
    [InlineData("""{"properties":[{"pid":"identifier","v":["x","GB-COH-1234567"]}]}""", "Northern Vehicle Hire 100 match")]
    [InlineData("""{"properties":[{"pid":"companyNumber","v":"07654321"}]}""", "")]
    [InlineData(
        """{"query":"Acme Services Ltd","properties":[{"pid":"companyNumber","v":"01234567"}]}""",
        "Acme Services Ltd 100; Northern Vehicle Hire 100; Acme Services plc 95"
    )]
    [InlineData("""{"query":"Northern Vehicle Hire","properties":[{"pid":"companyNumber","v":"07654321"}]}""", "Northern Vehicle Hire 70")]
    public async Task An_identifier_is_matched_exactly_and_a_contradiction_is_no_match(string query, string expected)
    {
        Assert.Equal(expected, await Names(shared.Register, "suppliers", query));
    }

    [Theory]
    [InlineData("\"other-council\"", "Acme Services plc 96.5; Acme Services Ltd 66.5")]
    [InlineData("""{"id":"other-council"}""", "Acme Services plc 96.5; Acme Services Ltd 66.5")]
    [InlineData("\"Other Council\"", "Acme Services plc 96.5; Acme Services Ltd 66.5")]
    [InlineData("[\"nobody\",\"test-council\"]", "Acme Services Ltd 96.5; Acme Services plc 96.5")]
    public async Task A_property_tells_candidates_apart(string value, string expected)
    {
        var register = shared.Register;

        var query = $$"""{"query":"Acme Services","properties":[{"pid":"body","v":{{value}}}]}""";

        Assert.Equal(expected, await Names(register, "suppliers", query));
    }

    [Theory]
    [InlineData(
        """{"query":"Acme Services Ltd","properties":[{"pid":"sumAmount","v":1050.5},{"pid":"firstPaidOn","v":"2013-02-01"}]}""",
        true
    )]
    [InlineData(
        """{"query":"Acme Services Ltd","properties":[{"pid":"paymentCount","v":"3"},{"pid":"name","v":"Acme services limited"}]}""",
        true
    )]
    [InlineData("""{"query":"Acme Services Ltd","properties":[{"pid":"paymentCount","v":2}]}""", false)]
    [InlineData("""{"query":"Acme Services Ltd","properties":[{"pid":"companyNumber","v":"07654321"}]}""", true)]
    public async Task What_is_known_must_agree_and_what_is_not_known_does_not_count(string query, bool isMatch)
    {
        var register = shared.Register;

        var named = (await Candidates(register, "suppliers", query)).Single(c => c.GetProperty("name").GetString() == "Acme Services Ltd");

        Assert.Equal(isMatch, named.GetProperty("match").GetBoolean());
    }

    [Fact]
    public async Task The_features_say_what_a_score_is_made_of()
    {
        var register = shared.Register;

        var query = """{"query":"Acme Servces Ltd","type":"supplier","properties":[{"pid":"body","v":"test-council"}]}""";
        var candidate = (await Candidates(register, "suppliers", query))[0];
        var features = candidate
            .GetProperty("features")
            .EnumerateArray()
            .ToDictionary(f => f.GetProperty("id").GetString()!, f => f.GetProperty("value").GetDecimal());

        var name = (70 * features["nameLikeness"]) + (25 * features["words"]);
        Assert.Equal(Math.Round(name + ((100 - name) * 0.3m * features["property.body"]), 1), candidate.GetProperty("score").GetDecimal());
        Assert.Equal((0, 0, 0, 1), (features["id"], features["exactName"], features["sameCore"], features["type"]));
        Assert.Equal(3, features["paymentCount"]);
    }

    [Theory]
    [InlineData("""{"query":"Acme Services Ltd","type":"nosuch"}""", "")]
    [InlineData("""{"query":"Acme Services Ltd","type":["nosuch","supplier"]}""", "Acme Services Ltd 100 match; Acme Services plc 95")]
    [InlineData("""{"query":"Acme Services Ltd","type":["nosuch","supplier"],"type_strict":"all"}""", "")]
    [InlineData("""{"query":"Acme Services Ltd","type":"nosuch","type_strict":"should"}""", "Acme Services Ltd 70; Acme Services plc 66.5")]
    public async Task Of_a_type_nobody_has_there_is_nobody(string query, string expected)
    {
        Assert.Equal(expected, await Names(shared.Register, "suppliers", query));
    }

    [Fact]
    public async Task A_supplier_that_became_another_is_that_one_under_every_id()
    {
        await using var register = RegisterOfSuppliers();
        var before = (await Candidates(register, "suppliers", """{"query":"Acme Services plc"}"""))[0].GetProperty("id").GetString()!;
        register.Import(
            "aliases.csv",
            "alias,supplier,evidence\nAcme Services plc,Acme Services Ltd,Said so.\n",
            new() { Kind = "aliases" }
        );

        var byName = (await Candidates(register, "suppliers", """{"query":"Acme Services plc"}""")).Single();
        var byId = (await Candidates(register, "suppliers", $$"""{"query":"{{before}}"}""")).Single();
        var rows = await Extend(register, "suppliers", $$"""{"ids":["{{before}}"],"properties":[{"id":"name"}]}""");

        Assert.NotEqual(before, byName.GetProperty("id").GetString());
        Assert.Equal(byName.GetProperty("id").GetString(), byId.GetProperty("id").GetString());
        Assert.True(byName.GetProperty("match").GetBoolean() && byId.GetProperty("match").GetBoolean());
        Assert.Equal(3, rows.GetProperty("rows").GetProperty(before).GetProperty("name").GetArrayLength());
    }

    [Fact]
    public async Task Everything_known_of_suppliers_can_be_fetched()
    {
        var register = shared.Register;
        var id = (await Candidates(register, "suppliers", """{"query":"Northern Vehicle Hire"}"""))[0].GetProperty("id").GetString()!;
        var properties = Specification
            .Holds("data-extension-property-proposal", await register.Get("/v1/reconcile/suppliers/properties?type=supplier"))
            .GetProperty("properties")
            .EnumerateArray()
            .Select(p => $$"""{"id":"{{p.GetProperty("id")}}"}""");

        var answer = await Extend(
            register,
            "suppliers",
            $$"""{"ids":["{{id}}","nosuch"],"properties":[{{string.Join(',', properties)}}]}"""
        );

        Snapshot.Match(System.Text.Json.JsonSerializer.Serialize(answer, Readable));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { WriteIndented = true };
}
