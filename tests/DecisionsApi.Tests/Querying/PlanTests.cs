using Dapper;
using DecisionsApi.Bodies;
using DecisionsApi.Contracts;
using DecisionsApi.Decisions;
using DecisionsApi.Expenditure;
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
    public Task No_filter_of_programmes_scans() => Check<RecordRow, Programme, ProgrammeFilter>(ProgrammeList.Definition);

    [Fact]
    public Task No_filter_of_sources_scans() => Check<SourceSql.Row, Source, SourceFilter>(SourceList.Definition);

    private static async Task Check<TRow, TRecord, TFilter>(ListDefinition<TRow, TRecord> list)
        where TRow : IListed
        where TFilter : ListParameters, new()
    {
        await using var register = new GivenRegister();
        var names = DecisionsApi
            .Http.KnownParameters.Of<TFilter>()
            .Names.Except(DecisionsApi.Http.KnownParameters.Of<NoFilter>().Names)
            .Except(["include"]);
        string[] none = [""];
        foreach (var name in names.Concat(none))
        {
            foreach (var sort in list.Keys.SelectMany(key => new[] { new Sort(key, false), new Sort(key, true) }))
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
            parameters.Add("limit", 50);
            var plan = Plan(reading, sql, parameters);
            Assert.DoesNotContain(plan, step => step.Contains("_by_created", StringComparison.Ordinal));
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
