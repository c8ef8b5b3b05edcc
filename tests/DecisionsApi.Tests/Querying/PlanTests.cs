using Dapper;
using DecisionsApi.Bodies;
using DecisionsApi.Contracts;
using DecisionsApi.Decisions;
using DecisionsApi.Expenditure;
using DecisionsApi.Links;
using DecisionsApi.OcdsReleases;
using DecisionsApi.Programmes;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using DecisionsApi.Sources;
using DecisionsApi.Suppliers;

namespace DecisionsApi.Tests.Querying;

/// <summary>No filter with any order reads a table of records from end to end; only an ordered index under a limit may be walked.</summary>
public sealed class PlanTests
{
    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["from"] = ["2011-01-01"],
        ["to"] = ["2011-12-31"],
        ["minAmount"] = ["500"],
        ["maxAmount"] = ["500"],
        ["kind"] = ["card", "payment", "credit"],
        ["hasIssue"] = ["dateMissing", "true"],
        ["withheld"] = ["supplier.name", "true"],
        ["financialYear"] = ["2012-13", "2013-14"],
        ["q"] = ["water board"],
        ["purpose"] = ["", "fuel"],
        ["supplier"] = ["", "one", "two"],
        ["category"] = ["fuel", "", "oil"],
    };

    [Fact]
    public Task No_filter_of_expenditure_scans() => Check<PaymentSql.Row, Payment, PaymentFilter>(PaymentList.Definition);

    [Fact]
    public Task No_filter_of_suppliers_scans() => Check<SupplierSql.Row, Supplier, SupplierFilter>(SupplierList.Definition);

    [Fact]
    public Task No_filter_of_bodies_scans() => Check<RecordRow, Body, BodyFilter>(BodyList.Definition);

    [Fact]
    public Task No_filter_of_decisions_scans() => Check<RecordRow, Decision, DecisionFilter>(DecisionList.Definition);

    [Fact]
    public Task No_filter_of_contracts_scans() => Check<RecordRow, Contract, ContractFilter>(ContractList.Definition);

    [Fact]
    public Task No_filter_of_releases_scans() => Check<RecordRow, ReleaseSource, ContractFilter>(ReleaseList.Definition);

    [Fact]
    public Task No_filter_of_programmes_scans() => Check<RecordRow, Programme, ProgrammeFilter>(ProgrammeList.Definition);

    [Fact]
    public Task No_filter_of_sources_scans() => Check<SourceSql.Row, Source, SourceFilter>(SourceList.Definition);

    [Fact]
    public Task No_filter_of_links_scans() => Check<LinkSql.Row, Link, LinkFilter>(LinkList.Definition);

    [Fact]
    public Task No_summary_of_expenditure_scans() => Check<PaymentFilter>(PaymentSummary.Definition);

    [Fact]
    public Task No_summary_of_decisions_scans() => Check<DecisionFilter>(DecisionSummary.Definition);

    [Fact]
    public Task No_summary_of_contracts_scans() => Check<ContractFilter>(ContractSummary.Definition);

    [Theory]
    [InlineData("", "", "payment_months")]
    [InlineData("", "body,month", "payment_months")]
    [InlineData("from=2012-04-01&to=2013-03-31", "quarter,kind", "payment_months")]
    [InlineData("from=2012-04-02", "quarter,kind", null)]
    [InlineData("to=2012-04-29", "year", null)]
    [InlineData("body=a&financialYear=2012-13&kind=card", "category,financialYear", "payment_categories")]
    [InlineData("category=a", "body,kind", "payment_categories")]
    [InlineData("category=a", "month", null)]
    [InlineData("", "department,body", "payment_departments")]
    [InlineData("", "supplier,financialYear,body", "payment_suppliers")]
    [InlineData("supplier=a", "supplier,financialYear", "payment_supplier_years")]
    [InlineData("financialYear=2012-13", "supplier,kind", "payment_supplier_years")]
    [InlineData("supplier=&body=a", "kind", "payment_suppliers")]
    [InlineData("minAmount=1", "body", null)]
    [InlineData("", "category,department", null)]
    [InlineData("q=a", "body", null)]
    public void Sums_that_are_kept_ready_are_used_where_they_can_tell(string filter, string groupBy, string? table)
    {
        var query = Summary<PaymentFilter>(
            PaymentSummary.Definition,
            Pairs(filter),
            groupBy.Split(',', StringSplitOptions.RemoveEmptyEntries)
        );

        var (sql, _, ready) = SummarySql.Statement(query, new(9, 9));
        var (_, _, readyOfThePast) = SummarySql.Statement(query, new(8, 9));
        var (_, _, readyWithExtremes) = SummarySql.Statement(query with { Measures = ["count", "maxAmount"] }, new(9, 9));

        Assert.Equal((table is not null, false, false), (ready, readyOfThePast, readyWithExtremes));
        Assert.Contains($"FROM {table ?? "payments"} p", sql, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("body=a&financialYear=2012-13", "supplier", "body_key=? AND financial_year=?")]
    [InlineData("financialYear=2012-13", "supplier", "body_key=? AND financial_year=?")]
    [InlineData("body=a", "supplier,financialYear", "body_key=?")]
    [InlineData("", "supplier,financialYear", "body_key=?")]
    public async Task Groups_that_stand_in_order_are_not_sorted(string filter, string groupBy, string keys)
    {
        await using var register = new GivenRegister();
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        var query = Summary<PaymentFilter>(PaymentSummary.Definition, Pairs(filter), groupBy.Split(',')) with { Sort = "-sumAmount" };

        Assert.True(Ranking.Answers(query, new(9, 9)));
        Assert.False(Ranking.Answers(query, new(8, 9)));
        var (sql, parameters) = Ranking.Statement(query);

        var plan = Plan(reading, sql, parameters);
        Assert.Contains(plan, step => step.EndsWith($"({keys} AND pence>?)", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step == "SCAN p" || step.StartsWith("SCAN p ", StringComparison.Ordinal));
        // The names of equal sums are the only ones to be put in order.
        Assert.DoesNotContain("USE TEMP B-TREE FOR ORDER BY", plan.TakeWhile(step => !step.Contains("pence>?", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", "supplier")]
    [InlineData("body=a", "supplier")]
    [InlineData("body=a&financialYear=2012-13&kind=card", "supplier")]
    [InlineData("financialYear=2012-13&financialYear=2013-14", "supplier")]
    [InlineData("financialYear=2012-13", "supplier,body")]
    [InlineData("financialYear=2012-13", "supplier,kind")]
    [InlineData("financialYear=2012-13&from=2012-05-01", "supplier")]
    [InlineData("financialYear=2012-13&supplier=", "supplier")]
    public void Other_groups_have_no_place_in_order(string filter, string groupBy)
    {
        var query = Summary<PaymentFilter>(PaymentSummary.Definition, Pairs(filter), groupBy.Split(',')) with { Sort = "-sumAmount" };

        Assert.False(Ranking.Answers(query, new(9, 9)));
    }

    [Theory]
    [InlineData("", "payment_months")]
    [InlineData("body=a&financialYear=2012-13&kind=card", "payment_months")]
    [InlineData("from=2012-04-01&to=2013-03-31", "payment_months")]
    [InlineData("from=2012-04-02", null)]
    [InlineData("category=", "payment_categories")]
    [InlineData("department=a&body=a", "payment_departments")]
    [InlineData("supplier=a", "payment_supplier_years")]
    [InlineData("supplier=a&body=a", "payment_suppliers")]
    [InlineData("supplier=a&from=2012-04-01", null)]
    [InlineData("supplier=a&category=a", null)]
    [InlineData("minAmount=1", null)]
    [InlineData("source=a", null)]
    [InlineData("q=a", null)]
    public async Task Count_and_sum_of_a_list_are_taken_from_them_too(string filter, string? table)
    {
        await using var register = new GivenRegister();
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        var where = Summary<PaymentFilter>(PaymentSummary.Definition, Pairs(filter), []).Where;

        var kept = SummarySql.Totals(PaymentSummary.Definition, where, new(9, 9));

        Assert.Null(SummarySql.Totals(PaymentSummary.Definition, where, new(8, 9)));
        Assert.Equal(table is not null, kept is not null);
        if (kept is var (sql, conditions))
        {
            Assert.Contains($"FROM {table} p", sql, StringComparison.Ordinal);
            // Months, categories and departments are few; suppliers are not.
            Assert.True(
                table?.StartsWith("payment_suppli", StringComparison.Ordinal) != true
                    || Plan(reading, sql, conditions.Parameters).Exists(step => step.StartsWith("SEARCH p USING", StringComparison.Ordinal))
            );
        }
    }

    private static List<KeyValuePair<string, string>> Pairs(string query) =>
        [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => KeyValuePair.Create(p.Split('=')[0], p.Split('=')[1]))];

    private static SummaryQuery Summary<TFilter>(SummaryDefinition summary, List<KeyValuePair<string, string>> pairs, string[] groupBy)
        where TFilter : ListParameters, new()
    {
        return SummaryQuery.Of(summary, QueryBinder.Bind<TFilter>(pairs), new SummaryParameters { GroupBy = groupBy }, pairs);
    }

    /// <summary>With a filter an index leads to the records; without one all of them are asked for.</summary>
    private static async Task Check<TFilter>(SummaryDefinition summary)
        where TFilter : ListParameters, new()
    {
        await using var register = new GivenRegister();
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        var own = DecisionsApi.Http.KnownParameters.Of<NoFilter>().Names;
        foreach (var name in DecisionsApi.Http.KnownParameters.Of<TFilter>().Names.Except(own).Except(["include", "facet"]))
        {
            foreach (var values in Given(name))
            {
                foreach (var group in summary.Names)
                {
                    var pairs = values.Select(v => KeyValuePair.Create(name, v)).ToList();
                    var query = Summary<TFilter>(summary, pairs, [group]) with { Measures = summary.Measures };
                    var (sql, parameters, _) = SummarySql.Statement(query, new(9, 10));
                    var plan = Plan(reading, sql, parameters);
                    Assert.DoesNotContain(plan, step => step == "SCAN p" || step.StartsWith("SCAN p ", StringComparison.Ordinal));
                    Assert.DoesNotContain(plan, step => step.Contains("_by_created", StringComparison.Ordinal));
                }
            }
        }
    }

    private static async Task Check<TRow, TRecord, TFilter>(ListDefinition<TRow, TRecord> list)
        where TRow : IListed
        where TFilter : ListParameters, new()
    {
        await using var register = new GivenRegister();
        var names = DecisionsApi
            .Http.KnownParameters.Of<TFilter>()
            .Names.Except(DecisionsApi.Http.KnownParameters.Of<NoFilter>().Names)
            .Except(["include", "facet"]);
        string[] none = [""];
        foreach (var name in names.Concat(none))
        {
            foreach (var sort in list.Keys.SelectMany(key => new[] { new Sort(key, false), new Sort(key, true) }).Append(list.FeedSort))
            {
                foreach (
                    var values in name.Length == 0
                        ?
                        [
                            [],
                        ]
                        : Given(name)
                )
                {
                    var pairs = values.Select(v => KeyValuePair.Create(name, v)).ToList();
                    var where = new Where();
                    QueryBinder.Bind<TFilter>(pairs).Apply(where);
                    AssertNoScan(register, list, where, sort, $"{name}={string.Join(',', values)} sort={sort.Name}");
                }
            }
        }
    }

    private static IEnumerable<string[]> Given(string name)
    {
        var values = Values.GetValueOrDefault(name, ["one", "two"]);
        yield return [values[0]];
        if (values.Length > 1)
        {
            yield return values;
        }
    }

    private static void AssertNoScan<TRow, TRecord>(
        GivenRegister register,
        ListDefinition<TRow, TRecord> list,
        Where where,
        Sort sort,
        string label
    )
        where TRow : IListed
    {
        var query = new ListQuery
        {
            Where = where,
            Sort = sort,
            Limit = 50,
            Counts = true,
            Includes = new HashSet<string>(),
            Fingerprint = "",
        };
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        Cursor?[] places =
        [
            null,
            new("", 9, sort.Key.IsNumber ? "1" : "2011-01-01", "x"),
            sort.Key.IsNullable ? new("", 9, null, "x") : null,
        ];
        var statements = places.SelectMany(after => Lister.Statements(list, query, new Moment(9, 10), after, 50)).ToList();
        foreach (var (sql, parameters) in statements)
        {
            var plan = Plan(reading, sql, parameters);
            // Only the order of a feed is led by that.
            Assert.True(sort == Sort.ByEntry || !plan.Exists(step => step.Contains("_by_created", StringComparison.Ordinal)), label);
            foreach (var step in plan.Where(step => step.StartsWith("SCAN", StringComparison.Ordinal)))
            {
                var ordered =
                    step.StartsWith("SCAN p USING", StringComparison.Ordinal)
                    && !plan.Exists(s => s.Contains("FOR ORDER BY", StringComparison.Ordinal));
                Assert.True(
                    ordered || step.Contains("VIRTUAL TABLE", StringComparison.Ordinal),
                    $"{label}: {string.Join("; ", plan)}\n{sql}"
                );
            }
        }
        var (total, totalWhere) = Totals.Statement(list.Subject, where, new Moment(9, 10));
        Assert.DoesNotContain(Plan(reading, total, totalWhere.Parameters), step => step.StartsWith("SCAN p ", StringComparison.Ordinal));
    }

    private static List<string> Plan(Data.Reading reading, string sql, DynamicParameters parameters) =>
        [
            .. reading
                .Connection.Query<(long, long, long, string Detail)>("EXPLAIN QUERY PLAN " + sql, parameters)
                .Select(step => step.Detail),
        ];

    internal sealed record NoFilter : ListParameters
    {
        public override void Apply(Where where) { }
    }
}
