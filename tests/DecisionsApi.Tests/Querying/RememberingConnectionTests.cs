using Dapper;
using DecisionsApi.Data;

namespace DecisionsApi.Tests.Querying;

/// <summary>What a connection keeps is what its transaction shows.</summary>
public sealed class RememberingConnectionTests
{
    [Fact]
    public async Task Keeps_what_was_read_until_something_is_committed()
    {
        await using var register = new GivenRegister();
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);

        var first = Kept(reading);
        var again = Kept(reading);
        Commit(register);
        var after = Kept(reading);

        Assert.Same(first, again);
        Assert.NotSame(first, after);
    }

    [Fact]
    public async Task Keeps_what_a_transaction_shows_whatever_is_committed_meanwhile()
    {
        await using var register = new GivenRegister();
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        using (reading.Connection.BeginTransaction(deferred: true))
        {
            var before = RememberingConnection.Kept<List<string>>(reading.Connection);
            Commit(register);

            Assert.Same(before, RememberingConnection.Kept<List<string>>(reading.Connection));
        }
    }

    [Fact]
    public async Task Keeps_nothing_outside_of_a_transaction_and_nothing_of_a_writer()
    {
        await using var register = new GivenRegister();
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        using var writing = register.Database.Write();
        using var transaction = register.Database.Begin(writing);

        Assert.NotSame(
            RememberingConnection.Kept<List<string>>(reading.Connection),
            RememberingConnection.Kept<List<string>>(reading.Connection)
        );
        Assert.NotSame(RememberingConnection.Kept<List<string>>(writing), RememberingConnection.Kept<List<string>>(writing));
    }

    private static List<string> Kept(Reading reading)
    {
        using var transaction = reading.Connection.BeginTransaction(deferred: true);
        return RememberingConnection.Kept<List<string>>(reading.Connection);
    }

    private static void Commit(GivenRegister register)
    {
        using var writing = register.Database.Write();
        writing.Execute("INSERT INTO terms (text, folded) VALUES ('Fuel', 'fuel')");
    }
}
