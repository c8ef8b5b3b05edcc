using DecisionsApi.Data;
using DecisionsApi.Expenditure;
using DecisionsApi.Register;

namespace DecisionsApi.Benchmarks;

/// <summary>
/// How long lists take over HTTP, as a ratio to the same question put to the <c>sqlite3</c> shell, each run with a value that was not
/// asked for before: <c>lists --database FILE</c>, with a register that <c>load</c> or <c>summaries</c> made.
/// </summary>
internal static class ListRatios
{
    private const string OfBody =
        "p.withdrawn_sequence IS NULL AND p.kind <> 'reportedTotal' AND p.body_key = (SELECT key FROM bodies WHERE id = 'body-01')";
    private static readonly string Some =
        $"p.day_id BETWEEN {DayId.From(new(2014, 4, 1))} AND {DayId.Until(new(2019, 3, 31))} AND p.amount_pence >= 10000 + 100 * {{0}}";

    private static readonly (string Name, string Address, string Sql, string[] Commands)[] Questions =
    [
        (
            "count and sum of body, days and least amount, the first time",
            "/v1/expenditure?body=body-01&from=2014-04-01&to=2019-03-31&minAmount=10{0}&limit=1",
            $"SELECT count(*), sum(p.amount_pence) FROM payments p WHERE {OfBody} AND {Some}",
            []
        ),
        (
            "top 20 suppliers of a body's year, least amount given",
            "/v1/expenditure/summary?groupBy=supplier&financialYear=2015-16&body=body-01&minAmount=10{0}&top=20",
            "SELECT s.name, count(*), sum(p.amount_pence) FROM payments p LEFT JOIN suppliers s ON s.key = p.supplier_key "
                + $"WHERE {OfBody} AND p.financial_year = '2015-16' AND p.amount_pence >= 10000 + 100 * {{0}} "
                + "GROUP BY p.supplier_key ORDER BY 3 DESC LIMIT 20",
            []
        ),
        (
            "CSV of a body's payments of six and a half years",
            "/v1/expenditure.csv?body=body-01&from=2018-10-1{0}&count=none",
            $"SELECT {PaymentSql.Columns} {PaymentSql.Tables} WHERE {OfBody} AND p.day_id >= {DayId.From(new(2018, 10, 10))} + ({{0}} << 40) ORDER BY p.day_id DESC, p.key DESC",
            [".mode csv", ".output /dev/null"]
        ),
    ];

    public static async Task Run(string[] arguments)
    {
        var path =
            SummaryRatios.Value(arguments, "--database")
            ?? throw new ArgumentException("--database FILE names the register to measure on; load --database FILE makes one.");
        await using var app = await SummaryRatios.Serve(new Database(path, TimeProvider.System));
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        Console.WriteLine("| question | shell, ms | service, ms | service to shell |\n|---|---|---|---|");
        foreach (var (name, address, sql, commands) in Questions)
        {
            var shell = await SummaryRatios.Shell(path, sql, commands);
            var service = await SummaryRatios.Service(client, address);
            Console.WriteLine($"| {name} | {shell.Elapsed:0.0} | {service.Elapsed:0.0} | {service.Elapsed / shell.Elapsed:0.00} |");
        }
    }
}
