using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DecisionsApi.Fetching;
using DecisionsApi.Formats;
using DecisionsApi.Importing;
using Spectre.Console;

namespace DecisionsApi.Verbs;

/// <summary><c>fetch</c>: downloads what a manifest names and imports it.</summary>
internal static class FetchVerb
{
    public static Command Create(Option<FileInfo> database)
    {
        var sources = new Option<FileInfo>("--sources")
        {
            Description = "The manifest.",
            DefaultValueFactory = _ => new FileInfo(SourceManifest.FileName),
        };
        var every = new Option<string?>("--every") { Description = "Do it again after this time, such as 6h, 30m or 1d, until stopped." };
        var report = new Option<string>("--report") { Description = "Form of the report.", DefaultValueFactory = _ => "text" };
        report.AcceptOnlyFromAmong("text", "json");
        var command = new Command("fetch", "Download and import what a manifest of sources names.") { sources, every, report };
        command.SetAction(
            (parsed, stop) =>
            {
                var interval = parsed.GetValue(every);
                if (interval is not null && IntervalOf(interval) is null)
                {
                    Console.Error.WriteLine($"--every {interval}: expected a number and s, m, h or d, such as 6h.");
                    return Task.FromResult(ExitCode.WrongUsage);
                }
                return Run(
                    parsed.GetValue(database)!,
                    parsed.GetValue(sources)!,
                    interval is null ? null : IntervalOf(interval),
                    parsed.GetValue(report) == "json",
                    stop
                );
            }
        );
        return command;
    }

    /// <summary>A time such as 6h; null where it is none.</summary>
    internal static TimeSpan? IntervalOf(string text) =>
        text.Length > 1
        && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number > 0
            ? text[^1] switch
            {
                's' => TimeSpan.FromSeconds(number),
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                'd' => TimeSpan.FromDays(number),
                _ => null,
            }
            : null;

    private static async Task<int> Run(FileInfo file, FileInfo sources, TimeSpan? every, bool json, CancellationToken stop)
    {
        if (ReadManifest(sources) is null)
        {
            return ExitCode.WrongUsage;
        }
        if (Opening.Open(file) is not { } database)
        {
            return ExitCode.Failed;
        }
        var time = TimeProvider.System;
        var settings = Settings();
        using var downloader = new Downloader(settings, time);
        var fetcher = new Fetcher(database, new Importer(database, Api.Kinds, time), downloader, settings, time);
        using var again = every is { } interval ? new PeriodicTimer(interval, time) : null;
        var failed = false;
        try
        {
            do
            {
                // Read anew: the operator may have changed it.
                if (ReadManifest(sources) is { } manifest)
                {
                    failed = await Once(fetcher, manifest, json, stop);
                }
            } while (again is not null && await again.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped; the next run goes on from here.");
            return again is null ? ExitCode.Failed : ExitCode.Ok;
        }
        return failed ? ExitCode.Failed : ExitCode.Ok;
    }

    private static async Task<bool> Once(Fetcher fetcher, SourceManifest manifest, bool json, CancellationToken stop)
    {
        var reports = new List<FetchReport>();
        await FetchBars.Show(async progress =>
        {
            await foreach (var report in fetcher.Run(manifest, progress, stop))
            {
                reports.Add(report);
            }
        });
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(reports, Json.Report));
        }
        else
        {
            Summary(reports);
        }
        return reports.Exists(report => report.Error is not null);
    }

    private static void Summary(List<FetchReport> reports)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = 1000;
        }
        var table = new Table().AddColumns("publisher", "address", "outcome", "read", "saved", "unchanged", "rejected", "withdrawn", "sum");
        foreach (var report in reports)
        {
            string Of(Func<RowCounts, int> count) =>
                report.Tables is null
                    ? ""
                    : report.Tables.Sum(t => t.Rows is null ? 0 : count(t.Rows)).ToString("N0", CultureInfo.InvariantCulture);
            string[] cells =
            [
                report.Publisher,
                report.Url,
                report.Error is { } error ? $"{report.Outcome} ({error.Code})" : report.Outcome,
                Of(r => r.Read),
                Of(r => r.Saved),
                Of(r => r.Unchanged + r.AlreadyPublished),
                Of(r => r.Rejected),
                Of(r => r.Withdrawn),
                report.Tables?.Sum(t => t.SumAmount).GetValueOrDefault().ToString("N2", CultureInfo.InvariantCulture) ?? "",
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
        foreach (var failure in reports.Where(report => report.Error is not null))
        {
            console.WriteLine(failure.Error!.Message);
        }
        console.WriteLine(
            string.Join(
                ", ",
                reports.CountBy(report => report.Outcome).Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Value:N0} {o.Key}"))
            )
        );
    }

    private static SourceManifest? ReadManifest(FileInfo file)
    {
        try
        {
            return Api.Kinds.Manifest(file.FullName);
        }
        catch (ImportRefusedException e)
        {
            Console.Error.WriteLine($"--sources: {e.Message}");
            return null;
        }
    }

    private static FetchSettings Settings() =>
        new ConfigurationBuilder()
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .Build()
            .GetSection("Fetch")
            .Get<FetchSettings>()
        ?? new();
}
