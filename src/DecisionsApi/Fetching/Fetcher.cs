using System.Globalization;
using System.Text.Json.Serialization;
using DecisionsApi.Data;
using DecisionsApi.Importing;

namespace DecisionsApi.Fetching;

/// <summary>Fetches what a manifest names and imports it, file by file in its order; one that fails never stops the rest.</summary>
internal sealed class Fetcher(Database database, Importer importer, Downloader downloader, FetchSettings settings, TimeProvider time)
{
    // Files that wait on the disk for their turn to be imported.
    private const int Ahead = 8;

    private string Now => time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Goes through a manifest once; a run that was broken off goes on after what it had done.</summary>
    public async IAsyncEnumerable<FetchReport> Run(
        SourceManifest manifest,
        FetchProgress progress,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop
    )
    {
        var run = FetchSql.Begin(database, manifest.Path, Now);
        var wanted = manifest
            .Entries.SelectMany(entry => entry.Url.Select(url => new Wanted(entry, url)))
            .DistinctBy(w => w.Url, StringComparer.Ordinal)
            .ToList();
        using var places = new SemaphoreSlim(settings.AtATime);
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var underway = new Queue<Task<Arrived>>();
        var next = 0;
        try
        {
            for (var done = 0; done < wanted.Count; done++)
            {
                while (next < wanted.Count && next < done + Ahead)
                {
                    underway.Enqueue(Fetch(wanted[next++], run, places, progress, abandon.Token));
                }
                var arrived = await underway.Dequeue();
                var report = Settle(manifest, arrived, run, progress);
                progress.Done(report);
                yield return report;
            }
            FetchSql.License(database, manifest, Now);
            FetchSql.End(database, run, Now);
        }
        finally
        {
            await abandon.CancelAsync();
            await CleanUp(underway);
        }
    }

    private async Task<Arrived> Fetch(Wanted wanted, long run, SemaphoreSlim places, FetchProgress progress, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        var known = FetchSql.Find(database, wanted.Url);
        if (known?.Run == run)
        {
            return new(wanted, null, known, 0);
        }
        await places.WaitAsync(stop);
        try
        {
            var validators = known is null ? Validators.None : new(known.ETag, known.LastModified);
            var download = await downloader.Get(
                new(wanted.Url),
                validators,
                (bytes, expected) => progress.Bytes(wanted.Url, bytes, expected),
                stop
            );
            return new(wanted, download, known, time.GetElapsedTime(started).TotalSeconds);
        }
        finally
        {
            places.Release();
        }
    }

    private FetchReport Settle(SourceManifest manifest, Arrived arrived, long run, FetchProgress progress)
    {
        var (wanted, download, known, seconds) = arrived;
        var report = new FetchReport
        {
            Url = wanted.Url,
            Publisher = wanted.Entry.Publisher,
            Outcome = "",
            Seconds = Math.Round(seconds, 3),
        };
        switch (download)
        {
            case null:
                return report with { Outcome = "alreadyDone", Sha256 = known!.Sha256 };
            case Download.NotModified when known is not null:
                FetchSql.Save(database, wanted.Url, known with { Run = run }, Now);
                return report with { Outcome = "notModified", Sha256 = known.Sha256 };
            case Download.NotModified:
                return Failed(report, "httpStatus", $"{wanted.Url} answered 304 though it was not asked whether it has changed");
            case Download.Failed(var code, var message):
                return Failed(report, code, message);
            default:
                return Import(manifest, wanted, (Download.Saved)download, known, run, report, progress);
        }
    }

    private FetchReport Import(
        SourceManifest manifest,
        Wanted wanted,
        Download.Saved saved,
        Fetched? known,
        long run,
        FetchReport report,
        FetchProgress progress
    )
    {
        try
        {
            report = report with { Sha256 = saved.Sha256, SizeBytes = saved.Bytes };
            var fetched = new Fetched
            {
                ETag = saved.Validators.ETag,
                LastModified = saved.Validators.LastModified,
                Sha256 = saved.Sha256,
                Run = run,
            };
            if (known?.Sha256 == saved.Sha256)
            {
                FetchSql.Save(database, wanted.Url, fetched, Now);
                return report with { Outcome = "unchanged" };
            }
            var options = new ImportOptions
            {
                Manifest = manifest,
                Entry = wanted.Entry,
                Retrieved = new(wanted.Url, Now),
            };
            var tables = importer.ImportDownload(saved.Path, wanted.Url, saved.FileName, options, progress.Rows);
            if (tables.FirstOrDefault(table => table.Error is not null)?.Error is { } error)
            {
                return Failed(report, error.Code, error.Message) with { Tables = tables };
            }
            // Only now: a file that was fetched but not taken in is fetched again.
            FetchSql.Save(database, wanted.Url, fetched, Now);
            return report with { Outcome = "imported", Tables = tables };
        }
        finally
        {
            File.Delete(saved.Path);
        }
    }

    private static FetchReport Failed(FetchReport report, string code, string message) =>
        report with
        {
            Outcome = "failed",
            Error = new(code, message),
        };

    private static async Task CleanUp(IEnumerable<Task<Arrived>> underway)
    {
        foreach (var download in underway)
        {
            try
            {
                if ((await download).Download is Download.Saved saved)
                {
                    File.Delete(saved.Path);
                }
            }
            catch (OperationCanceledException)
            {
                // It was under way when the run was broken off.
            }
        }
    }

    private sealed record Wanted(ManifestEntry Entry, string Url);

    private sealed record Arrived(Wanted Wanted, Download? Download, Fetched? Known, double Seconds);
}

/// <summary>What became of one address of a manifest.</summary>
internal sealed record FetchReport
{
    public required string Url { get; init; }
    public required string Publisher { get; init; }

    /// <summary>imported, unchanged (the same bytes), notModified (the server says so), alreadyDone (earlier in this run) or failed.</summary>
    public required string Outcome { get; init; }
    public string? Sha256 { get; init; }
    public long? SizeBytes { get; init; }
    public double Seconds { get; init; }

    /// <summary>The reports of its import, one a table.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TableReport>? Tables { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImportError? Error { get; init; }
}
