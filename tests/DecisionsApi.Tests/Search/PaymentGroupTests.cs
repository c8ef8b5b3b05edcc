namespace DecisionsApi.Tests.Search;

/// <summary>What a search shows of payments is always what the payments are now.</summary>
public sealed class PaymentGroupTests
{
    private const string Heading = "Date,Supplier Name,Amount,Transaction Number,Purpose\n";
    private const string First =
        Heading + "05/03/2013,Acme,7,U1,Vehicle hire\n06/03/2013,Acme,8,U2,Vehicle hire\n07/03/2013,Acme,9,U3,Roof repair\n";

    [Theory]
    [InlineData(Heading + "05/03/2013,Acme,7,U1,Vehicle hire\n07/03/2013,Acme,9,U3,Roof repair\n", "hire", 1, 7)]
    [InlineData(
        Heading + "05/03/2013,Acme,70,U1,Vehicle hire\n06/03/2013,Acme,8,U2,Vehicle hire\n07/03/2013,Acme,9,U3,Roof repair\n",
        "hire",
        2,
        78
    )]
    [InlineData(
        Heading + "05/03/2013,Acme,7,U1,Vehicle hire\n06/03/2013,Acme,8,U2,Van rental\n07/03/2013,Acme,9,U3,Roof repair\n",
        "rental",
        1,
        8
    )]
    [InlineData(Heading + "05/03/2013,Acme,7,U1,Vehicle hire\n06/03/2013,Acme,8,U2,Vehicle hire\n", "repair", 0, 0)]
    [InlineData(Heading + "05/03/2013,Acme,7,U1,Redacted\n06/03/2013,Acme,8,U2,Redacted\n07/03/2013,Acme,9,U3,Roof repair\n", "hire", 0, 0)]
    public async Task It_follows_a_republication_and_its_reversal(string second, string word, int count, int pounds)
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", First);

        register.Import("a.csv", second);

        Assert.Equal((count, pounds), await Found(register, word));
        Assert.Empty(register.Faults());
        if (!second.Contains("Redacted", StringComparison.Ordinal))
        {
            register.Import("a.csv", First);
            Assert.Equal((2, 15), await Found(register, "hire"));
            Assert.Equal((1, 9), await Found(register, "repair"));
            Assert.Equal((0, 0), await Found(register, "rental"));
            Assert.Empty(register.Faults());
        }
    }

    [Fact]
    public async Task What_is_withheld_later_is_neither_found_nor_proposed()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", First.Replace("Roof repair", "Care of Jimroe", StringComparison.Ordinal));

        register.Import("a.csv", First.Replace("Roof repair", "REDACTED", StringComparison.Ordinal));

        var answer = await register.Get("/v1/search?q=jimroo");
        Assert.Empty(answer.GetProperty("suggestions").EnumerateArray());
        Assert.Equal((0, 0), await Found(register, "jimroe"));
        using var connection = register.Database.Write();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM payment_groups WHERE purpose LIKE '%Jimroe%'";
        Assert.Equal(0L, command.ExecuteScalar());
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task The_check_finds_a_group_that_counts_wrong_and_one_that_cannot_be_found()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", First);
        using (var connection = register.Database.Write())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = """
                UPDATE payment_groups SET pence = pence + 1 WHERE purpose_folded = 'vehicle hire';
                DELETE FROM payment_group_text WHERE rowid = (SELECT key FROM payment_groups WHERE purpose_folded = 'roof repair');
                """;
            command.ExecuteNonQuery();
        }

        Assert.Equal(
            ["groups of payments count their payments", "exactly the groups with payments can be searched"],
            register.Faults().Select(fault => fault["not true: ".Length..].Split(" (")[0])
        );
    }

    [Fact]
    public async Task Payments_are_picked_by_purpose_and_by_having_none()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", First + "08/03/2013,,1,U4,\n09/03/2013,Acme,2,U5,VEHICLE  hire\n");

        async Task<int> Count(string filter) => (await register.Get("/v1/expenditure?" + filter)).GetProperty("data").GetArrayLength();

        Assert.Equal(3, await Count("purpose=vehicle+HIRE"));
        Assert.Equal(4, await Count("purpose=vehicle+hire&purpose=roof+repair"));
        Assert.Equal(1, await Count("purpose="));
        Assert.Equal(2, await Count("purpose=&purpose=roof+repair"));
        Assert.Equal(1, await Count("supplier="));
        Assert.Equal(5, await Count("category="));
        Assert.Equal(0, await Count("purpose=vehicle"));
    }

    private static async Task<(int Count, int Pounds)> Found(GivenRegister register, string word)
    {
        var hits = await register.Walk($"/v1/search?q={word}&type=expenditure");
        return (hits.Sum(hit => hit.GetProperty("count").GetInt32()), (int)hits.Sum(hit => hit.GetProperty("amount").GetDecimal()));
    }
}
