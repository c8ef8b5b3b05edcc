using System.Net;
using System.Text.Json;
using Dapper;
using DecisionsApi.Bodies;
using DecisionsApi.Formats;
using DecisionsApi.Transparency;

namespace DecisionsApi.Tests.Transparency;

/// <summary>What a body has to publish and what the register has of it.</summary>
public sealed class TransparencyTests
{
    private const string Heading = "Date,Supplier Name,Amount,Transaction Number,Purpose,Reasons for value for money\n";

    [Fact]
    public async Task The_shipped_register_says_what_it_has_of_the_west_midlands_commissioner()
    {
        await using var register = new GivenRegister().Shipped();

        var report = await register.Get("/v1/bodies/west-midlands-pcc/transparency?from=2013-02-01&to=2013-04-30");

        Snapshot.Match(JsonSerializer.Serialize(report, Json.Report));
    }

    [Fact]
    public async Task A_month_says_what_is_missing_and_withheld_in_its_rows()
    {
        await using var register = new GivenRegister().Shipped();
        register.Import(
            "a.csv",
            Heading
                + "05/01/2013,Acme Ltd,600,T1,Vans,Cheapest\n06/01/2013,Bolt Ltd,700,T2,,\n07/01/2013,REDACTED PERSONAL DATA,800,T3,Care,\n"
                + "08/01/2013,Acme Ltd,-50,REDACTED,Vans,\n05/03/2013,Acme Ltd,900,T5,Vans,Cheapest\n,Acme Ltd,40,T6,Vans,Cheapest\n",
            new() { Body = "west-midlands-pcc" }
        );

        var report = await register.Get("/v1/bodies/west-midlands-pcc/transparency?from=2013-01-01&to=2013-03-31");

        Assert.Equal(["2013-02"], report.GetProperty("missingMonths").EnumerateArray().Select(m => m.GetString()));
        Assert.Equal(1, report.GetProperty("undated").GetProperty("count").GetInt32());
        var january = report.GetProperty("months")[2].GetProperty("payments");
        Assert.Equal(
            "{\"count\":4,\"sumAmount\":2050.00,\"grants\":0,\"withoutPurpose\":1,\"withoutPurposeShare\":0.25,"
                + "\"withoutValueForMoneyReason\":3,\"withoutValueForMoneyReasonShare\":0.75,\"withheld\":2,\"withheldAmount\":750.00,"
                + "\"withheldSupplier\":1,\"withheldSupplierAmount\":800.00}",
            january.GetRawText()
        );
    }

    [Fact]
    public async Task When_a_file_was_published_is_claimed_only_as_far_as_it_is_known()
    {
        await using var register = Council();
        register.Import("a.csv", Heading + "05/02/2024,Acme Ltd,600,T1,Vans,\n");
        register.Import("b.csv", Heading + "05/05/2024,Acme Ltd,600,T1,Vans,\n");
        using (var connection = register.Database.Write())
        {
            connection.Execute(
                """
                UPDATE sources SET url = 'https://www.example.org/b.csv', retrieved_at = '2024-08-01T10:00:00Z' WHERE file = 'b.csv';
                INSERT INTO fetch_runs (key, manifest, started_at) VALUES (1, 'm', '2024-08-01T10:00:00Z');
                INSERT INTO fetches (url, last_modified, sha256, fetched_at, run_key)
                SELECT url, 'Wed, 17 Jul 2024 09:00:00 GMT', sha256, retrieved_at, 1 FROM sources WHERE file = 'b.csv';
                """
            );
        }

        var months = (await register.Get("/v1/bodies/test-council/transparency")).GetProperty("months");

        Assert.Equal(
            [("2024-05", "2024-06-30", "2024-08-01", 32, 17), ("2024-02", "2024-03-31", "2026-01-02", 642, null)],
            new[] { months[0], months[3] }.Select(m =>
                (
                    m.GetProperty("month").GetString()!,
                    m.GetProperty("periodTo").GetString()!,
                    m.GetProperty("availableBy").GetString()!,
                    m.GetProperty("daysAfterPeriodEndAtMost").GetInt32(),
                    Number(m, "daysAfterPeriodEnd")
                )
            )
        );
        Assert.Equal(JsonValueKind.Null, months[0].GetProperty("payments").GetProperty("withoutValueForMoneyReason").ValueKind);
    }

    [Fact]
    public async Task Nothing_is_expected_of_a_body_of_unknown_kind_nor_before_its_time_nor_before_a_period_is_over()
    {
        await using var register = Council();
        register.Import("a.csv", Heading + "05/02/2024,Acme Ltd,600,T1,Vans,\n");
        register.Import("x.csv", Heading + "05/02/2024,Acme Ltd,600,T1,Vans,\n", new() { Body = "unknown-body" });

        var unknown = await register.Get("/v1/bodies/unknown-body/transparency?from=2024-01-01&to=2024-03-31");
        var early = await register.Get("/v1/bodies/test-council/transparency?from=2024-01-01&to=2024-03-31");
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        var late = new Reporting(reading.Connection, TestCouncil, new(2026, 1, 2)).Of(
            new() { From = new("", new(2025, 10, 1)), To = new("", new(2026, 12, 31)) },
            _ => "",
            new(new("", ""), [], "")
        );

        Assert.Empty(unknown.GetProperty("duties").EnumerateArray());
        Assert.Equal([null, null, null], Expected(unknown));
        Assert.Equal([true, true, false], Expected(early));
        // On 2 January 2026 the quarter to December is over, and January has begun.
        Assert.Equal([false, true, true, true], late.Months.Select(m => m.IsExpected));
    }

    [Fact]
    public async Task Months_are_paged_without_a_gap()
    {
        await using var register = Council();
        register.Import("a.csv", Heading + "05/02/2022,Acme Ltd,600,T1,Vans,\n05/02/2024,Acme Ltd,600,T2,Vans,\n");
        var all = new List<string?>();

        for (var next = "/v1/bodies/test-council/transparency?limit=7"; next is not null; )
        {
            var report = await register.Get(next);
            all.AddRange(report.GetProperty("months").EnumerateArray().Select(m => m.GetProperty("month").GetString()));
            next = report.GetProperty("page").GetProperty("next").GetString();
        }

        var expected = Enumerable.Range(0, 25).Select(i => new DateOnly(2024, 2, 1).AddMonths(-i));
        Assert.Equal(expected.Select(m => m.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)), all);
    }

    [Theory]
    [InlineData("west-midlands-pcc/transparency?limit=121", HttpStatusCode.BadRequest)]
    [InlineData("west-midlands-pcc/transparency?from=2013", HttpStatusCode.BadRequest)]
    [InlineData("west-midlands-pcc/transparency?month=1", HttpStatusCode.BadRequest)]
    [InlineData("nobody/transparency", HttpStatusCode.NotFound)]
    [InlineData("west-midlands-pcc/transparency?from=0001-01-01&to=0001-03-01", HttpStatusCode.OK)]
    [InlineData("west-midlands-pcc/transparency?from=9999-12-01&to=9999-12-31", HttpStatusCode.OK)]
    [InlineData("west-midlands-pcc/transparency?from=2014-01-01&to=2013-01-01", HttpStatusCode.OK)]
    public async Task Odd_months_are_answered_or_refused(string path, HttpStatusCode expected)
    {
        await using var register = new GivenRegister().Shipped();

        using var response = await register.Client.GetAsync(
            new Uri("/v1/bodies/" + path, UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task No_statement_scans()
    {
        await using var register = new GivenRegister();
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        var parameters = new
        {
            id = "x",
            from = new DateOnly(2013, 1, 1),
            to = new DateOnly(2013, 3, 31),
            limit = 5,
            keys = new[] { 1L, 2L },
        };
        foreach (
            var statement in new[]
            {
                TransparencySql.SpanStatement,
                TransparencySql.PaymentStatement,
                TransparencySql.UndatedStatement,
                TransparencySql.DecisionStatement,
                TransparencySql.ContractStatement,
                TransparencySql.SourceStatement,
            }
        )
        {
            var plan = reading.Connection.Query<(long, long, long, string Detail)>("EXPLAIN QUERY PLAN " + statement, parameters).ToList();
            Assert.All(plan, step => Assert.DoesNotMatch("^SCAN", step.Detail));
            Assert.DoesNotContain(plan, step => step.Detail.Contains("_by_kind", StringComparison.Ordinal));
        }
    }

    private static readonly Body TestCouncil = new()
    {
        Id = "test-council",
        Kind = "council",
        AreaCode = "E06000001",
    };

    private static GivenRegister Council()
    {
        var register = new GivenRegister();
        register.Import("bodies.csv", "id,name,kind,areaCode\ntest-council,Test Council,council,E06000001\n");
        return register;
    }

    private static IEnumerable<bool?> Expected(JsonElement report) =>
        report
            .GetProperty("months")
            .EnumerateArray()
            .Select(m => m.GetProperty("isExpected"))
            .Select(e => e.ValueKind == JsonValueKind.Null ? (bool?)null : e.GetBoolean());

    private static int? Number(JsonElement of, string name) =>
        of.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;
}
