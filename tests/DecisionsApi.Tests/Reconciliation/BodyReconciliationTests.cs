using System.Text.Json;
using static DecisionsApi.Tests.Reconciliation.Reconciling;

namespace DecisionsApi.Tests.Reconciliation;

public sealed class BodyReconciliationTests(BodyRegister shared) : IClassFixture<BodyRegister>
{
    [Theory]
    [InlineData("""{"query":"north-council"}""", "North Council 100 match")]
    [InlineData("""{"query":"NORTH COUNCIL"}""", "North Council 100 match")]
    [InlineData("""{"query":"The North Council"}""", "North Council 95")]
    [InlineData("""{"query":"Council of the North"}""", "North Council 64.3")]
    [InlineData("""{"query":"North","type":"fireAuthority"}""", "North Fire Authority 51.6")]
    [InlineData("""{"query":"North Fire Authorty"}""", "North Fire Authority 80.4")]
    [InlineData("""{"query":"North Council","type":"fireAuthority"}""", "")]
    [InlineData("""{"query":"North Council","type":"body"}""", "North Council 100 match")]
    [InlineData("""{"query":"North Council","properties":[{"pid":"kind","v":"fireAuthority"}]}""", "North Council 70")]
    [InlineData("""{"query":"North Council","properties":[{"pid":"areaCode","v":"E1"}]}""", "North Council 100 match")]
    public async Task A_body_is_matched_by_id_name_type_and_properties(string query, string expected)
    {
        Assert.Equal(expected, await Names(shared.Register, "bodies", query));
    }

    [Fact]
    public async Task A_body_is_matched_by_a_name_it_had()
    {
        await using var register = RegisterOfBodies();
        register.Import(
            "bodies.csv",
            ListOfBodies.Replace("North Council", "Borough of Northshire", StringComparison.Ordinal),
            new() { Kind = "bodies" }
        );

        Assert.Equal("Borough of Northshire 100 match", await Names(register, "bodies", """{"query":"North Council"}"""));
    }

    [Fact]
    public async Task Everything_known_of_bodies_can_be_fetched()
    {
        var register = shared.Register;
        var properties = (await register.Get("/v1/reconcile/bodies/properties"))
            .GetProperty("properties")
            .EnumerateArray()
            .Select(p => $$"""{"id":"{{p.GetProperty("id")}}"}""");

        var answer = await Extend(register, "bodies", $$"""{"ids":["north-council"],"properties":[{{string.Join(',', properties)}}]}""");

        Snapshot.Match(JsonSerializer.Serialize(answer, Readable));
    }

    [Fact]
    public async Task Types_say_what_they_are_a_part_of()
    {
        var register = shared.Register;

        var types = Specification.Holds("suggest-types-response", await register.Get("/v1/reconcile/bodies/suggest/type?prefix=fire"));

        var only = types.GetProperty("result").EnumerateArray().ToDictionary(t => t.GetProperty("id").GetString()!);
        Assert.Equal("body", only["fireAuthority"].GetProperty("broader")[0].GetProperty("id").GetString());
    }

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };
}
