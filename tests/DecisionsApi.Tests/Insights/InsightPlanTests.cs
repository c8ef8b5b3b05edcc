using Dapper;
using DecisionsApi.Insights;
using DecisionsApi.Querying;

namespace DecisionsApi.Tests.Insights;

/// <summary>No question about patterns reads payments of other bodies and days than it asks for.</summary>
public sealed class InsightPlanTests
{
    private static readonly Dictionary<string, string[]> More = new()
    {
        ["supplier"] = ["x"],
        ["kind"] = ["card", "payment"],
        ["category"] = ["x"],
        ["department"] = ["x"],
        ["minAmount"] = ["5"],
        ["maxAmount"] = ["500"],
        ["from"] = ["2012-01-01"],
        ["to"] = ["2012-12-31"],
    };

    [Fact]
    public Task Duplicates() => Check(DecisionsApi.Insights.Duplicates.Insight, "");

    [Fact]
    public Task Near_threshold() => Check(NearThreshold.Insight, "");

    [Fact]
    public Task Round_sums() => Check(RoundSums.Insight, "");

    [Fact]
    public Task New_suppliers() => Check(NewSuppliers.Insight, "2012-13");

    [Fact]
    public Task Supplier_changes() => Check(SupplierChanges.Insight, "2012-13");

    [Fact]
    public Task Year_end() => Check(YearEnd.Insight, "");

    [Fact]
    public Task Shared_suppliers() => Check(SharedSuppliers.Insight, "");

    [Fact]
    public async Task Ended_early()
    {
        await using var register = new GivenRegister();
        foreach (var name in new[] { "", "body", "supplier", "from" })
        {
            var filter = Filter<EndedContractFilter>([.. name.Length == 0 ? [] : new[] { (name, name == "from" ? "2012-01-01" : "x") }]);
            var query = new InsightQuery<EndedContractFilter>(filter, EndedEarly.Insight.DefaultSort, 50, new(9, 10), null, "");
            var plan = Plan(register, EndedEarlySql.Statement(query));
            Assert.Contains(plan, step => step.StartsWith("SEARCH p USING INDEX contracts_by_status", StringComparison.Ordinal));
            AssertNoScan(plan, name);
        }
        AssertNoScan(Plan(register, EndedEarlySql.PaymentStatement(new(9, 10), ["x", "y"])), "payments");
    }

    [Fact]
    public async Task What_the_register_has_of_a_body_is_found_at_both_ends_of_an_index()
    {
        await using var register = new GivenRegister();
        var parameters = new DynamicParameters(new { bodies = new[] { "x", "y" } });

        var plan = Plan(register, (InsightSql.CoverageStatement, parameters));

        Assert.Equal(2, plan.Count(step => step.StartsWith("SEARCH p USING INDEX payments_by_body", StringComparison.Ordinal)));
        AssertNoScan(plan, "coverage");
    }

    private static async Task Check<TFilter, TRecord>(PaymentInsight<TFilter, TRecord> insight, string year)
        where TFilter : InsightFilter, new()
        where TRecord : Pattern
    {
        await using var register = new GivenRegister();
        (string, string)[] needed = [("body", "one"), .. year.Length > 0 ? [("financialYear", year)] : Array.Empty<(string, string)>()];
        var known = DecisionsApi.Http.KnownParameters.Of<TFilter>().Names;
        foreach (var (name, values) in More.Where(more => known.Contains(more.Key)).Append(new("body", ["two"])))
        {
            foreach (var after in new[] { null, new Cursor("", 9, "5", "x") })
            {
                var filter = Filter<TFilter>([.. needed, .. values.Select(value => (name, value))]);
                var query = new InsightQuery<TFilter>(filter, insight.DefaultSort, 50, new(9, 10), after, "");
                var groups = Plan(register, InsightSql.GroupStatement(insight, query));
                Assert.Contains(groups, step => step.StartsWith("SEARCH p USING INDEX payments_by_body", StringComparison.Ordinal));
                AssertNoScan(groups, name);
                foreach (var row in new[] { Row(null, 1), Row(1, 1), Row(1, null) })
                {
                    var rows = Plan(register, InsightSql.PaymentStatement(filter, query.Moment, [row, row]));
                    var led = row.SupplierKey is null ? "payments_by_body" : "payments_by_supplier";
                    Assert.Contains(rows, step => step.StartsWith($"SEARCH p USING INDEX {led}", StringComparison.Ordinal));
                    AssertNoScan(rows, name);
                }
            }
        }
    }

    private static PatternRow Row(long? body, long? supplier) =>
        new()
        {
            BodyKey = body,
            SupplierKey = supplier,
            FirstOn = new(2012, 4, 1),
            LastOn = new(2013, 3, 31),
            LeastPence = 5,
            Place = "",
        };

    private static TFilter Filter<TFilter>((string Name, string Value)[] given)
        where TFilter : new() => QueryBinder.Bind<TFilter>([.. given.Select(p => KeyValuePair.Create(p.Name, p.Value))]);

    private static List<string> Plan(GivenRegister register, (string Sql, DynamicParameters Parameters) statement)
    {
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        return
        [
            .. reading
                .Connection.Query<(long, long, long, string Detail)>("EXPLAIN QUERY PLAN " + statement.Sql, statement.Parameters)
                .Select(step => step.Detail),
        ];
    }

    private static void AssertNoScan(List<string> plan, string label)
    {
        // What a statement has put together itself may be read from end to end; a table of the register may not.
        string[] tables = ["SCAN p", "SCAN b", "SCAN s", "SCAN e"];
        Assert.False(
            plan.Exists(step => tables.Any(table => step == table || step.StartsWith(table + " ", StringComparison.Ordinal))),
            $"{label}: {string.Join("; ", plan)}"
        );
    }
}
