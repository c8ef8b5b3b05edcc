namespace DecisionsApi.Tests.Expenditure;

/// <summary>Contact columns that headings among the rows move, or bring in, stay in nothing that is kept.</summary>
public sealed class MovedContactTests
{
    [Theory]
    [InlineData("Supplier,Payment Date,Amount,Contact Name\nAcme Ltd,02/10/2023,500.00,Jane Doe\n")]
    [InlineData("Supplier,Payment Date,Amount,Notes\nAcme Ltd,02/10/2023,500.00,\n")]
    public async Task Contacts_below_other_headings_are_not_kept(string above)
    {
        await using var register = new GivenRegister();

        var report = register.Import(
            "spend.csv",
            above + "Contact Name,Supplier,Amount,Payment Date\nJane Doe,Bolt Ltd,31.00,24/11/2023\nJohn Roe,Cork Ltd,oops,25/11/2023\n"
        );

        Assert.NotEmpty(report.Rejected!);
        var source = (await register.Walk("/v1/sources")).Single().GetProperty("id").GetString();
        var rejected = await register.GetText($"/v1/sources/{source}/rejected");
        using var original = await register.Client.GetAsync(
            new Uri($"/v1/sources/{source}/original", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        var archived = await original.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var rows = await register.GetText("/v1/expenditure?include=raw");
        Assert.All(new[] { rejected, archived, rows }, text => Assert.DoesNotMatch("Doe|Roe", text));
        Assert.Empty(register.Faults());
    }
}
