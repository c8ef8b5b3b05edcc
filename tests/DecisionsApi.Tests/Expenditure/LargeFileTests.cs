using Dapper;

namespace DecisionsApi.Tests.Expenditure;

/// <summary>Files that bring most of what the table of payments then holds: its indexes are taken away meanwhile and built again.</summary>
public sealed class LargeFileTests
{
    private const string Heading = "Date,Supplier Name,Amount,Transaction Number\n";

    [Fact]
    public async Task Every_index_is_there_again()
    {
        await using var register = new GivenRegister();
        register.Import("small.csv", Heading + Rows(1, 20));
        var before = Indexes(register);

        register.Import("large.csv", Heading + Rows(21, 3000));

        Assert.Equal(before, Indexes(register));
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task It_comes_to_the_same_whether_a_file_is_large_or_not()
    {
        await using var one = new GivenRegister();
        one.Import("a.csv", Heading + Rows(1, 1500));
        one.Import("b.csv", Heading + Rows(1501, 1500));
        await using var other = new GivenRegister();
        other.Import("b.csv", Heading + Rows(1501, 1500));
        other.Import("c.csv", Heading + Rows(9001, 6000));
        other.Import("a.csv", Heading + Rows(1, 1500));

        var payments = await one.GetText("/v1/expenditure.csv?count=none");
        var same = await other.GetText("/v1/expenditure.csv?count=none&to=2012-12-31");

        Assert.Equal(payments, same);
        Assert.Empty(other.Faults());
    }

    [Fact]
    public async Task A_later_version_of_it_changes_what_differs()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + Rows(1, 2000));

        var report = register.Import("a.csv", Heading + Rows(11, 4000));

        Assert.Equal((2010, 1990, 10), (report.Rows!.Saved, report.Rows.Unchanged, report.Rows.Withdrawn));
        Assert.Empty(register.Faults());
    }

    /// <summary>Rows of two years, those from the 9,000th on of a later one.</summary>
    private static string Rows(int first, int count) =>
        string.Concat(
            Enumerable
                .Range(first, count)
                .Select(n => $"{n % 28 + 1:00}/{n % 12 + 1:00}/{(n > 9000 ? 2014 : 2011 + n % 2)},S{n % 50},{n}.50,N{n}\n")
        );

    private static List<(string, string?)> Indexes(GivenRegister register)
    {
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        return reading
            .Connection.Query<(string, string?)>("SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name")
            .AsList();
    }
}
