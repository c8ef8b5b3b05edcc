namespace DecisionsApi.Tests.Sources;

/// <summary>Sources are found by their names and the id of their body, in the language of every search.</summary>
public sealed class SourceSearchTests
{
    [Theory]
    [InlineData("april", 2)]
    [InlineData("april 2013", 1)]
    [InlineData("\"spend april\" -2014", 1)]
    [InlineData("north", 1)]
    [InlineData("coun*", 3)]
    [InlineData("may", 0)]
    public async Task Sources_are_found_by_their_names_and_the_id_of_their_body(string q, int count)
    {
        await using var register = new GivenRegister();
        const string text = "Date,Supplier Name,Amount\n01/04/2013,Acme,1\n";
        register.Import("spend-april_2013.csv", text);
        register.Import("Spend April 2014.csv", text.Replace("2013", "2014", StringComparison.Ordinal));
        register.Import("cards.csv", text, new() { Body = "north-council" });

        Assert.Equal(count, (await register.Walk($"/v1/sources?q={Uri.EscapeDataString(q)}")).Count);
        Assert.Empty(register.Faults());
    }
}
