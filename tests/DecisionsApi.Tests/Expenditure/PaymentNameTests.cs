using System.Text.Json;
using DecisionsApi.Expenditure;
using DecisionsApi.Formats;
using DecisionsApi.Querying;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Tests.Expenditure;

/// <summary>The names in a list are those of the state of the register that the list shows.</summary>
public sealed class PaymentNameTests
{
    private const string Spend = """
        Date,Supplier Name,Amount,Transaction Number,Expense Code,Service Area,Cost Centre
        01/04/2024,Lancashire County Council,100.00,1,Fuel,Roads,A1
        02/04/2024,LANCASHIRE C.C.,200.00,2,Fuel,,A2
        03/04/2024,REDACTED PERSONAL DATA,50.00,3,,Parks,
        """;

    private const string Aliases = """
        alias,supplier,evidence
        LANCASHIRE C.C.,Lancashire County Council,C.C. is short for County Council.
        """;

    [Fact]
    public async Task A_snapshot_keeps_its_names_and_the_next_one_has_the_new_ones()
    {
        await using var register = new GivenRegister();
        register.Import("spend.csv", Spend);
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        using (reading.Connection.BeginTransaction(deferred: true))
        {
            Assert.Equal(["LANCASHIRE C.C.", "Lancashire County Council"], Suppliers(register, reading.Connection));
            register.Import("aliases.csv", Aliases);
            Assert.Equal(["LANCASHIRE C.C.", "Lancashire County Council"], Suppliers(register, reading.Connection));
        }
        using (reading.Connection.BeginTransaction(deferred: true))
        {
            Assert.Equal(["Lancashire County Council"], Suppliers(register, reading.Connection));
        }
    }

    [Fact]
    public async Task A_listed_payment_has_the_names_of_a_single_one()
    {
        await using var register = new GivenRegister();
        register.Import("spend.csv", Spend);
        register.Import(
            "more.csv",
            Spend.Replace("Cost Centre", "Account", StringComparison.Ordinal).Replace("2024", "2023", StringComparison.Ordinal)
        );
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        using var snapshot = reading.Connection.BeginTransaction(deferred: true);

        var listed = List(register, reading.Connection, ("include", "raw"));
        var single = listed.Select(payment => PaymentSql.WithCells(PaymentSql.Find(reading.Connection, payment.Id)!));

        Assert.Equal(6, listed.Count);
        Assert.Equal(single.Select(Text), listed.Select(Text));
    }

    private static string Text(Payment payment) => JsonSerializer.Serialize(payment, Json.Options);

    private static IEnumerable<string> Suppliers(GivenRegister register, SqliteConnection snapshot) =>
        List(register, snapshot).Select(payment => payment.Supplier?.Name).OfType<string>().Distinct().Order(StringComparer.Ordinal);

    private static List<Payment> List(GivenRegister register, SqliteConnection snapshot, params (string Name, string Value)[] given)
    {
        using var totals = new Totals();
        var lister = new Lister(new Reader(register.Database, QueryBudget.Unlimited), totals);
        var filter = new PaymentFilter { Include = [.. given.Select(parameter => parameter.Value)] };
        var query = ListQuery.Of(
            PaymentList.Definition,
            filter,
            [.. given.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value))]
        );
        return [.. lister.Walk(snapshot, PaymentList.Definition, query).SelectMany(batch => batch)];
    }
}
