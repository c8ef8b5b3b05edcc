using System.Diagnostics;
using System.Globalization;
using DecisionsApi.Data;

namespace DecisionsApi.Benchmarks.Load;

/// <summary>
/// Measures the program under load, published now unless it was before:
/// <c>load [--rows N] [--database FILE] [--program FOLDER] [--seconds S] [--rounds R] [--abuse]</c>. Every round asks
/// every question, and a bare service of the same run for the same bytes; medians of the rounds are shown with their spread. What others
/// do on the machine changes the figures, but hardly the ratios, for both sides of a ratio are a few seconds apart.
/// </summary>
internal static class LoadRun
{
    private const int WarmUpSeconds = 3;

    public static async Task<int> Run(string[] arguments)
    {
        if (!Wrk.IsThere())
        {
            await Console.Error.WriteLineAsync("wrk is not installed: apt-get install wrk (Debian, Ubuntu), brew install wrk (macOS).");
            return 1;
        }
        var (rows, seconds, rounds) = (Number("--rows", 1_000_000), Number("--seconds", 3), Number("--rounds", 3));
        var folder = Directory.CreateTempSubdirectory("decisions-load-").FullName;
        var path = SummaryRatios.Value(arguments, "--database") ?? Path.Combine(folder, "load.db");
        var database = new Database(path, TimeProvider.System);
        if (!File.Exists(path))
        {
            SyntheticDatabase.Fill(database, rows);
        }
        var published = SummaryRatios.Value(arguments, "--program") ?? await Publish(Path.Combine(folder, "program"));
        if (arguments.Contains("--abuse"))
        {
            await StrainRun.Run(database, published, folder, seconds);
            Directory.Delete(folder, recursive: true);
            return 0;
        }
        using (var program = await Process(published, database, repeats: false))
        using (var repeating = await Process(published, database, repeats: true))
        {
            var questions = LoadQuestion.Of(database);
            var bodies = Directory.CreateDirectory(Path.Combine(folder, "bare")).FullName;
            var runs = new List<QuestionRun>();
            foreach (var question in questions)
            {
                var service = question.IsRepeated || question.KeepsAnswers ? repeating : program;
                runs.Add(await QuestionRun.Prepare(question, service, folder, bodies, runs.Count));
            }
            using var bare = await Service.Start(typeof(LoadRun).Assembly.Location, address => ["bare", bodies, address]);
            foreach (var run in runs)
            {
                await run.WarmUp(bare, WarmUpSeconds);
            }
            for (var round = 0; round < rounds; round++)
            {
                foreach (var run in runs)
                {
                    await run.Measure(bare, round, seconds);
                }
            }
            Console.WriteLine(QuestionRun.Heading);
            runs.ForEach(run => Console.WriteLine(run.Row()));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\nMemory after the run: {program.Megabytes:0} MB, with kept answers {repeating.Megabytes:0} MB; bare {bare.Megabytes:0} MB."
                )
            );
        }
        Directory.Delete(folder, recursive: true);
        return 0;

        int Number(string name, int otherwise) =>
            SummaryRatios.Value(arguments, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>Publishes the program as it is given to operators, and says where.</summary>
    public static async Task<string> Publish(string folder)
    {
        using var publish = System.Diagnostics.Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    "publish",
                    Project(),
                    "-c",
                    "Release",
                    "-o",
                    folder,
                    "--use-current-runtime",
                    "--self-contained",
                    "false",
                    "-p:PublishReadyToRun=true",
                    "--nologo",
                    "-v",
                    "q",
                ]
            )
        )!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? folder : throw new InvalidOperationException("The program could not be published.");
    }

    private static string Project()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DecisionsApi.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The benchmarks are not in the folder of the program.");
        }
        return Path.Combine(folder.FullName, "src/DecisionsApi");
    }

    /// <summary>Starts the published program, with or without memory for answers it gave.</summary>
    public static Task<Service> Process(string folder, Database database, bool repeats) =>
        Service.Start(
            Path.Combine(folder, "decisions.dll"),
            address => ["--database", database.Path, "--urls", address],
            [
                ("AccessLog", "false"),
                ("RateLimit__Enabled", "false"),
                ("Exports__Register", "false"),
                ("TrustedProxies", "127.0.0.1"),
                .. repeats ? [] : new[] { ("KeptAnswers__Megabytes", "0") },
            ]
        );
}
