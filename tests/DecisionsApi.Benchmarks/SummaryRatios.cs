using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using DecisionsApi.Data;
using DecisionsApi.Register;
using DecisionsApi.Verbs;
using Microsoft.AspNetCore.Builder;

namespace DecisionsApi.Benchmarks;

/// <summary>
/// How long summaries take over HTTP, as a ratio to the same question put in SQL over the payments to the <c>sqlite3</c> shell, both the
/// median of several in one run: <c>summaries [--rows N] [--database FILE]</c>. A database that is there is taken as it is.
/// </summary>
internal static partial class SummaryRatios
{
    private const int Runs = 7;
    private const string Live = "p.withdrawn_sequence IS NULL AND p.kind <> 'reportedTotal'";

    private static readonly (string Name, string Query, string Sql)[] Questions =
    [
        (
            "body and month, kept ready",
            "groupBy=body,month&kind=payment",
            "SELECT b.id, substr(p.paid_on, 1, 7), count(*), sum(p.amount_pence) FROM payments p JOIN bodies b ON b.key = p.body_key "
                + "WHERE p.withdrawn_sequence IS NULL AND p.kind = 'payment' GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 50"
        ),
        (
            "body and financial year, whole years, kept ready",
            "groupBy=body,financialYear&from=2016-04-01&to=2020-03-31&sort=-sumAmount",
            "SELECT b.id, p.financial_year, count(*), sum(p.amount_pence) FROM payments p JOIN bodies b ON b.key = p.body_key "
                + $"WHERE {Live} AND p.day_id BETWEEN {DayId.From(new(2016, 4, 1))} AND {DayId.Until(new(2020, 3, 31))} "
                + "GROUP BY 1, 2 ORDER BY 4 DESC LIMIT 50"
        ),
        (
            "category and financial year, kept ready",
            "groupBy=category,financialYear&kind=payment&sort=-sumAmount",
            "SELECT t.folded, p.financial_year, count(*), sum(p.amount_pence) FROM payments p LEFT JOIN terms t ON t.key = p.category_key "
                + "WHERE p.withdrawn_sequence IS NULL AND p.kind = 'payment' GROUP BY 1, 2 ORDER BY 4 DESC LIMIT 50"
        ),
        (
            "department and body, kept ready",
            "groupBy=department,body&sort=-sumAmount",
            "SELECT t.folded, b.id, count(*), sum(p.amount_pence) FROM payments p LEFT JOIN terms t ON t.key = p.department_key "
                + $"JOIN bodies b ON b.key = p.body_key WHERE {Live} GROUP BY 1, 2 ORDER BY 4 DESC LIMIT 50"
        ),
        (
            "supplier and financial year of a body, kept ready",
            "groupBy=supplier,financialYear&body=body-02&top=20",
            "SELECT s.name, p.financial_year, count(*), sum(p.amount_pence) FROM payments p LEFT JOIN suppliers s ON s.key = p.supplier_key "
                + $"WHERE {Live} AND p.body_key = (SELECT key FROM bodies WHERE id = 'body-02') "
                + "GROUP BY p.supplier_key, 2 ORDER BY 4 DESC LIMIT 20"
        ),
        (
            "supplier and financial year of all, kept ready",
            "groupBy=supplier,financialYear&top=20",
            "SELECT s.name, p.financial_year, count(*), sum(p.amount_pence) FROM payments p LEFT JOIN suppliers s ON s.key = p.supplier_key "
                + $"WHERE {Live} GROUP BY p.supplier_key, 2 ORDER BY 4 DESC LIMIT 20"
        ),
        (
            "top suppliers of all, kept ready",
            "groupBy=supplier&top=20",
            "SELECT s.name, count(*), sum(p.amount_pence) FROM payments p LEFT JOIN suppliers s ON s.key = p.supplier_key "
                + $"WHERE {Live} GROUP BY p.supplier_key ORDER BY 3 DESC LIMIT 20"
        ),
        (
            "category and month, from the payments",
            "groupBy=category,month&sort=-sumAmount",
            "SELECT t.folded, substr(p.paid_on, 1, 7), count(*), sum(p.amount_pence) FROM payments p LEFT JOIN terms t ON t.key = p.category_key "
                + $"WHERE {Live} GROUP BY 1, 2 ORDER BY 4 DESC LIMIT 50"
        ),
        (
            "category and department of a body, from the payments",
            "groupBy=category,department&body=body-01&sort=-sumAmount",
            "SELECT t.folded, d.folded, count(*), sum(p.amount_pence) FROM payments p LEFT JOIN terms t ON t.key = p.category_key "
                + $"LEFT JOIN terms d ON d.key = p.department_key WHERE {Live} "
                + "AND p.body_key = (SELECT key FROM bodies WHERE id = 'body-01') GROUP BY 1, 2 ORDER BY 4 DESC LIMIT 50"
        ),
        (
            "body and kind of large amounts with least and most, from the payments",
            "groupBy=body,kind&minAmount=10000&measures=count,sumAmount,minAmount,maxAmount",
            "SELECT b.id, p.kind, count(*), sum(p.amount_pence), min(p.amount_pence), max(p.amount_pence) FROM payments p "
                + $"JOIN bodies b ON b.key = p.body_key WHERE {Live} AND p.amount_pence >= 1000000 GROUP BY 1, 2"
        ),
    ];

    public static async Task Run(string[] arguments)
    {
        var rows = int.Parse(Value(arguments, "--rows") ?? "1000000", CultureInfo.InvariantCulture);
        var path =
            Value(arguments, "--database") ?? Path.Combine(Directory.CreateTempSubdirectory("decisions-bench-").FullName, "bench.db");
        var database = new Database(path, TimeProvider.System);
        if (!File.Exists(path))
        {
            SyntheticDatabase.Fill(database, rows);
        }
        await using var app = await Serve(database);
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        Console.WriteLine(
            "| question | shell, ms | service, ms | ratio | shell, processor ms | service | ratio |\n|---|---|---|---|---|---|---|"
        );
        foreach (var (name, query, sql) in Questions)
        {
            var shell = await Shell(path, sql);
            var service = await Service(client, "/v1/expenditure/summary?" + query);
            var elapsed = $"{shell.Elapsed:0.0} | {service.Elapsed:0.0} | {shell.Elapsed / service.Elapsed:0.0}";
            var worked = $"{shell.Processor:0.0} | {service.Processor:0.0} | {shell.Processor / service.Processor:0.0}";
            Console.WriteLine($"| {name} | {elapsed} | {worked} |");
        }
    }

    /// <summary>Starts the service over a register, without limits; each answer is worked out anew.</summary>
    public static async Task<WebApplication> Serve(Database database)
    {
        var builder = WebApplication.CreateBuilder([
            "--AccessLog=false",
            "--RateLimit:Enabled=false",
            "--Exports:Register=false",
            "--QuerySeconds=600",
            "--KeptAnswers:Megabytes=0",
            "--urls=http://127.0.0.1:0",
        ]);
        var app = ServeVerb.Build(builder, database);
        await app.StartAsync();
        return app;
    }

    public static string? Value(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;

    /// <summary>The time of an address, in which {0} is the number of the run.</summary>
    public static async Task<Times> Service(HttpClient client, string address)
    {
        var times = new List<Times>();
        using var process = Process.GetCurrentProcess();
        for (var i = 0; i <= Runs; i++)
        {
            process.Refresh();
            var (clock, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
            _ = await client.GetByteArrayAsync(new Uri(Numbered(address, i), UriKind.Relative));
            process.Refresh();
            times.Add(new(clock.Elapsed.TotalMilliseconds, (process.TotalProcessorTime - before).TotalMilliseconds));
        }
        return Times.Median(times);
    }

    /// <summary>The time of a statement, in which {0} is the number of the run.</summary>
    public static async Task<Times> Shell(string path, string sql, params IEnumerable<string> commands)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sqlite3", ["-readonly", path]) { RedirectStandardInput = true, RedirectStandardOutput = true }
        )!;
        foreach (var command in commands.Append(".timer on"))
        {
            await shell.StandardInput.WriteLineAsync(command);
        }
        for (var i = 0; i <= Runs; i++)
        {
            await shell.StandardInput.WriteLineAsync(Numbered(sql, i) + ";");
        }
        shell.StandardInput.Close();
        var output = await shell.StandardOutput.ReadToEndAsync();
        return Times.Median([
            .. RunTime().Matches(output).Select(m => new Times(Milliseconds(m, 1), Milliseconds(m, 2) + Milliseconds(m, 3))),
        ]);
    }

    private static string Numbered(string text, int run) =>
        text.Replace("{0}", run.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static double Milliseconds(Match match, int group) =>
        1000 * double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Run Time: real ([\d.]+) user ([\d.]+) sys ([\d.]+)")]
    private static partial Regex RunTime();

    /// <summary>How long something took, and how much of it a processor worked: on a busy machine only that can be compared.</summary>
    internal sealed record Times(double Elapsed, double Processor)
    {
        // The first is for the file to come into memory.
        public static Times Median(IReadOnlyList<Times> times) =>
            new(Middle(times.Skip(1).Select(t => t.Elapsed)), Middle(times.Skip(1).Select(t => t.Processor)));

        private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(Runs / 2);
    }
}
