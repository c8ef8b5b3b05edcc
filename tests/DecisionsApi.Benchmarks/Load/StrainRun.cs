using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using DecisionsApi.Data;

namespace DecisionsApi.Benchmarks.Load;

/// <summary>
/// What happens when too much is asked: <c>load --abuse</c>. A reader goes on asking for records while others overload the service, ask
/// the dearest questions there are, read at a snail's pace, leave, or import a file; and how long a start takes.
/// </summary>
internal static class StrainRun
{
    private const int ImportedRows = 100_000;

    /// <summary>
    /// Milliseconds between the requests of one of many connections. The longer, the more connections ask for as much, and the more
    /// of the processors wrk takes itself: it looks through the pauses of all of them whenever one has an answer.
    /// </summary>
    private const int Pause = 100;

    /// <summary>The same for very many connections.</summary>
    private const int LongPause = 500;

    private const int BytesOfRefusal = 300;

    /// <summary>What an anonymous caller can ask that costs most, each with words of its own so that nothing is kept.</summary>
    private static readonly string[] Dearest =
    [
        "/v1/expenditure/summary?groupBy=supplier,category,month&minAmount={0}",
        "/v1/expenditure?q=synthetic+works+-{0}&facet=supplier&facet=category&facet=department",
        "/v1/search?q=syn*+wor*+-{0}",
        "/v1/insights/duplicates?minAmount={0}",
        "/v1/expenditure?q=works&sort=-amount&minAmount={0}&limit=1000",
    ];

    public static async Task Run(Database database, string published, string folder, int seconds)
    {
        await Started(database, published, folder);
        using var service = await LoadRun.Process(published, database, repeats: false);
        var questions = LoadQuestion.Of(database);
        var records = await Write(folder, "records", questions[0].Paths);
        var pages = await Write(folder, "pages", questions[4].Paths);
        var dearest = await Write(folder, "dearest", [.. Enumerable.Range(1, 400).SelectMany(i => Dearest.Select(path => Fill(path, i)))]);
        // Until all that is run often is compiled for good.
        await Wrk.Run(service.Origin, records, 0, 10);
        await Wrk.Run(service.Origin, pages, 0, 20);

        await Overloaded(service, pages, folder, seconds);

        Console.WriteLine("\n| one reader asks for records, 4 connections | a second | p50, ms | p99, ms | failed or refused | MB |");
        Console.WriteLine("|---|---|---|---|---|---|");
        await Beside("alone", _ => Task.CompletedTask);
        await Beside("beside 16 connections with the dearest questions", _ => Wrk.Run(service.Origin, dearest, 0, seconds, 16, 0, From(2)));
        await Beside(
            "beside 64 connections with the dearest questions",
            _ => Wrk.Run(service.Origin, dearest, 300, seconds, 64, 0, From(3))
        );
        await Beside("beside 200 readers of 1,000 payments at 1 kB a second", stop => Slow(service.Origin, 200, stop));
        await Beside("beside readers who leave at once", stop => Leaving(service.Origin, stop));
        await Beside($"beside an import of {ImportedRows} payments", stop => Import(database, published, stop), 5 * seconds);

        async Task Beside(string what, Func<CancellationToken, Task> others, int? length = null)
        {
            using var stop = new CancellationTokenSource();
            var busy = others(stop.Token);
            var r = await Wrk.Run(service.Origin, records, 0, length ?? seconds, 4, 0, From(1));
            await stop.CancelAsync();
            await busy;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {what} | {r.Served:0} | {r.Median:0.00} | {r.NinetyNinth:0.0} | {r.Errors + r.Refused} | {service.Megabytes:0} |"
                )
            );
        }
    }

    /// <summary>What is served of more than can be, and what the refusals cost: at least what a bare program takes for as many answers.</summary>
    private static async Task Overloaded(Service service, string pages, string folder, int seconds)
    {
        Console.WriteLine(
            "\n| pages of 100 payments | asked a second | served a second | refused a second | p50, ms | p99, ms | processors: the program | wrk | MB |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        var peak = await Tell("16 connections, as fast as they can", service, pages, Wrk.Connections, 0);
        await Overload("", service, pages, 2, Pause);
        await Overload("", service, pages, 2, LongPause);
        await Overload("", service, pages, 4, Pause);
        var bodies = Directory.CreateDirectory(Path.Combine(folder, "bare-refusals")).FullName;
        await File.WriteAllTextAsync(Path.Combine(bodies, "refusal"), new string('x', BytesOfRefusal));
        using var bare = await Service.Start(typeof(LoadRun).Assembly.Location, address => ["bare", bodies, address]);
        var refusals = await Write(folder, "refusals", ["/refusal"]);
        await Wrk.Run(bare.Origin, refusals, 0, 10);
        await Overload("bare, 300 bytes, ", bare, refusals, 2, Pause);
        await Overload("bare, 300 bytes, ", bare, refusals, 2, LongPause);

        // Enough connections that each is idle most of the time: what is asked hardly waits for what is answered.
        async Task Overload(string who, Service asked, string paths, int times, int pause)
        {
            var connections = (int)(times * peak.PerSecond * pause / 1000);
            await Tell($"{who}{connections} connections, {pause} ms apart", asked, paths, connections, pause);
        }

        async Task<WrkResult> Tell(string who, Service asked, string paths, int connections, int pause)
        {
            var length = pause == 0 ? seconds : seconds + 6;
            var before = asked.Worked;
            var r = await Wrk.Run(asked.Origin, paths, 0, length, connections, pause);
            var busy = (asked.Worked - before).TotalSeconds / length;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {who} | {r.PerSecond:0} | {r.Served:0} | {r.PerSecond - r.Served:0} | {r.Median:0.0} | {r.NinetyNinth:0.0} | {busy:0.00} | {r.Busy:0.00} | {asked.Megabytes:0} |"
                )
            );
            return r;
        }
    }

    private static async Task<string> Write(string folder, string name, IEnumerable<string> paths)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllLinesAsync(file, paths);
        return file;
    }

    /// <summary>The headers of a caller of another address.</summary>
    private static string[] From(int caller) => ["X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"192.0.2.{caller}")];

    private static string Fill(string path, int i) =>
        path.Replace("{0}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static async Task Started(Database database, string published, string folder)
    {
        var bodies = Directory.CreateDirectory(Path.Combine(folder, "bare-start")).FullName;
        await File.WriteAllTextAsync(Path.Combine(bodies, "payment"), "{}");
        Console.WriteLine("| from the start to the first answer | ms (of five, in order) |\n|---|---|");
        await Tell("bare", "/payment", () => Service.Start(typeof(LoadRun).Assembly.Location, address => ["bare", bodies, address]));
        await Tell(
            "the service, a page of one payment",
            "/v1/expenditure?limit=1",
            () => LoadRun.Process(published, database, repeats: true)
        );

        static async Task Tell(string what, string path, Func<Task<Service>> start)
        {
            var times = new List<double>();
            for (var i = 0; i < 5; i++)
            {
                var clock = Stopwatch.StartNew();
                using var service = await start();
                using var client = new HttpClient { BaseAddress = service.Origin };
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
            Console.WriteLine(
                $"| {what} | {string.Join(", ", times.Order().Select(t => t.ToString("0", CultureInfo.InvariantCulture)))} |"
            );
        }
    }

    /// <summary>Readers that take a page of a thousand payments a kilobyte a second.</summary>
    private static Task Slow(Uri origin, int readers, CancellationToken stop) =>
        Task.WhenAll(
            Enumerable
                .Range(0, readers)
                .Select(async i =>
                {
                    using var client = await Ask(origin, $"/v1/expenditure?limit=1000&count=none&minAmount={i}", i);
                    var some = new byte[1024];
                    while (!stop.IsCancellationRequested && await client.GetStream().ReadAsync(some, CancellationToken.None) > 0)
                    {
                        await Task.Delay(1000, stop).ContinueWith(_ => { }, TaskScheduler.Default);
                    }
                })
        );

    /// <summary>Readers that ask for the whole list and are gone before it comes, one after the other.</summary>
    private static async Task Leaving(Uri origin, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            using var client = await Ask(origin, $"/v1/expenditure.csv?minAmount={i}", i);
            await client.GetStream().ReadExactlyAsync(new byte[1024], CancellationToken.None);
        }
    }

    private static async Task<TcpClient> Ask(Uri origin, string path, int caller)
    {
        var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(origin.Host, origin.Port);
        var request = $"GET {path} HTTP/1.1\r\nHost: {origin.Authority}\r\nX-Forwarded-For: 198.51.100.{caller % 250}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        return client;
    }

    private static async Task Import(Database database, string published, CancellationToken stop)
    {
        var file = SyntheticSpend.Write(ImportedRows);
        string[] arguments =
        [
            Path.Combine(published, "decisions.dll"),
            "--database",
            database.Path,
            "import",
            file,
            "--body",
            "beside",
            "--body-name",
            "Beside",
        ];
        using var import = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var said = import.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            await import.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // Nothing of it stays: it is one transaction.
            import.Kill();
        }
        await said;
        File.Delete(file);
    }
}
