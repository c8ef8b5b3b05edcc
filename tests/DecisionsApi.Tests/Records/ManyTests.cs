using System.Globalization;
using DecisionsApi.Expenditure;
using DecisionsApi.Records;
using DecisionsApi.Suppliers;

namespace DecisionsApi.Tests.Records;

/// <summary>A page of a thousand records with a hundred linked ones each names more ids than a statement takes parameters.</summary>
public sealed class ManyTests
{
    [Fact]
    public async Task Any_number_of_records_is_found_at_once()
    {
        await using var register = new GivenRegister().Shipped();
        register.Import("a.csv", "Date,Supplier Name,Amount\n01/02/2013,\"Acme \"\"and\"\" Sons\",12.50\n");
        var payment = (await register.Get("/v1/expenditure?limit=1")).GetProperty("data")[0].GetProperty("id").GetString()!;
        var contract = (await register.Get("/v1/contracts?limit=1")).GetProperty("data")[0].GetProperty("id").GetString()!;
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        var connection = reading.Connection;

        Assert.Equal(payment, Assert.Single(PaymentSql.FindAll(connection, Among(payment))).Id);
        Assert.Equal(contract, Assert.Single(RecordSql.FindAll(connection, "contracts", Among(contract))).Id);
        Assert.Equal(contract, Assert.Single(LinkSql.Of(connection, "contracts", Among(contract))).Key);
        Assert.Equal(contract, Assert.Single(LinkSql.Others(connection, "contracts", Among(contract), "decisions")).Key);
        Assert.Single(SupplierSql.IdsOf(connection, Among("Acme \"and\" Sons")));
    }

    private static string[] Among(string one) =>
        [.. Enumerable.Range(0, 50_000).Select(i => i.ToString(CultureInfo.InvariantCulture)), one];
}
