using System.Text;

namespace DecisionsApi.Tests.Sources;

/// <summary>Every payment can be traced to its cells, its line and its file.</summary>
public sealed class ProvenanceTests
{
    private const string Spend =
        "Date;Supplier Name;Amount;Note;Email\n12/01/2011;\"A \"\"B\"\" Ltd \";1.50;Café;x@example.org\n12/01/2011;C;oops;;\n";

    [Theory]
    [InlineData("/v1/expenditure?include=raw")]
    [InlineData("one")]
    public async Task Cells_stand_under_their_headings_as_published(string path)
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var listed = (await register.Walk("/v1/expenditure")).Single();

        var payment =
            path == "one"
                ? await register.Get($"/v1/expenditure/{listed.GetProperty("id").GetString()}")
                : (await register.Walk(path)).Single();

        Assert.False(listed.GetProperty("source").TryGetProperty("cells", out _));
        Assert.Equal(
            """{"Date":"12/01/2011","Supplier Name":"A \"B\" Ltd ","Amount":"1.50","Note":"Café","Email":""}""",
            payment.GetProperty("source").GetProperty("cells").GetRawText()
        );
    }

    [Fact]
    public async Task The_file_comes_byte_for_byte_under_its_name()
    {
        await using var register = new GivenRegister();
        var bytes = Encoding.Latin1.GetBytes("Date;Supplier Name;Amount\n12/01/2011;Café;1\n");
        register.Import("a.csv", bytes);
        var id = (await register.Walk("/v1/sources")).Single().GetProperty("id").GetString();

        using var response = await register.Client.GetAsync(
            new Uri($"/v1/sources/{id}/original", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("a.csv", response.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(bytes, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Rejected_rows_of_a_file_that_is_no_longer_served_are_not_quoted()
    {
        await using var register = new GivenRegister();
        const string Heading = "Date,Supplier Name,Amount,Transaction Number\n";
        register.Import("a.csv", Heading + "12/01/2011,Jane Doe,1,T1\n12/01/2011,Jane  Doe,oops,T2\n");
        var id = (await register.Walk("/v1/sources")).Single().GetProperty("id").GetString();
        Assert.Contains("Jane", (await register.Get($"/v1/sources/{id}/rejected")).ToString(), StringComparison.Ordinal);

        register.Import("a.csv", Heading + "12/01/2011,REDACTED,1,T1\n");

        var rejected = await register.Get($"/v1/sources/{id}/rejected");
        Assert.Equal(1, rejected.GetProperty("data").GetArrayLength());
        Assert.DoesNotContain("Jane", rejected.ToString(), StringComparison.Ordinal);
    }
}
