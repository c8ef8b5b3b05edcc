using System.Diagnostics;
using System.Globalization;
using DecisionsApi.Data;
using DecisionsApi.Tabular;

namespace DecisionsApi.Importing;

/// <summary>Imports files one by one: each in one transaction, each with one report.</summary>
internal sealed class Importer(Database database, ImportKinds kinds, TimeProvider time)
{
    private const string NotRecognised = "notRecognised";

    /// <summary>Imports everything under the paths; a report comes as soon as its file is done.</summary>
    public IEnumerable<TableReport> Import(IEnumerable<string> paths, ImportOptions options, Action<string, int> progress)
    {
        foreach (var found in FileWalk.Under(paths))
        {
            var report = found.Skipped is { } reason
                ? new TableReport { File = found.Path, Skipped = reason }
                : ImportFile(found.Path, found.Path, Path.GetFileName(found.Path), options, progress);
            yield return found.MayHoldNoData && report.Error is { Code: NotRecognised } error
                ? new TableReport { File = found.Path, Skipped = error.Message }
                : report;
        }
    }

    /// <summary>Imports standard input, which is kept in a temporary file while it is read.</summary>
    public TableReport ImportStream(Stream input, ImportOptions options, Action<string, int> progress)
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var copy = File.Create(path))
            {
                input.CopyTo(copy);
            }
            return ImportFile(path, "-", options.SourceName!, options, progress);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Imports a file that was downloaded under the name it has at its address.</summary>
    public IReadOnlyList<TableReport> ImportDownload(
        string path,
        string url,
        string fileName,
        ImportOptions options,
        Action<string, int> progress
    ) => [ImportFile(path, url, fileName, options, progress)];

    private TableReport ImportFile(string path, string displayPath, string fileName, ImportOptions options, Action<string, int> progress)
    {
        var started = time.GetTimestamp();
        TableFile? file = null;
        try
        {
            options = WithManifest(displayPath, fileName, options);
            file = TableFile.Inspect(path);
            var report = ImportTable(file, displayPath, fileName, options, progress);
            return report with { Seconds = Math.Round(time.GetElapsedTime(started).TotalSeconds, 3) };
        }
        catch (ImportRefusedException e)
        {
            return Failed(displayPath, options, file, new(e.Code, e.Message));
        }
        catch (RegisterBusyException e)
        {
            return Failed(displayPath, options, file, new("registerBusy", e.Message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failed(displayPath, options, file, new("fileUnreadable", e.Message));
        }
    }

    private TableReport ImportTable(
        TableFile file,
        string displayPath,
        string fileName,
        ImportOptions options,
        Action<string, int> progress
    )
    {
        var import = Recognise(file, displayPath, options);
        using var connection = database.Write();
        using var transaction = database.Begin(connection);
        var report = import(
            new(
                file,
                displayPath,
                fileName,
                options.SourceName ?? fileName,
                options,
                connection,
                transaction,
                time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                rows => progress(displayPath, rows)
            )
        );
        if (!options.DryRun)
        {
            transaction.Commit();
        }
        return report;
    }

    private Func<ImportContext, TableReport> Recognise(TableFile file, string displayPath, ImportOptions options) =>
        file.Kind switch
        {
            FileKind.Text => RecogniseTable(file, displayPath, options),
            FileKind.Json => RecogniseDocument(file, displayPath, options),
            _ => throw new ImportRefusedException(
                file.Kind == FileKind.Empty ? "emptyFile" : "notATable",
                $"{displayPath} is {file.Kind.Name()}, whatever its name says; expected a text file with comma, semicolon or tab separated columns."
            ),
        };

    private Func<ImportContext, TableReport> RecogniseDocument(TableFile file, string displayPath, ImportOptions options)
    {
        var outline = JsonOutline.Of(file.Path);
        var found = kinds.Documents.FirstOrDefault(kind =>
            (options.Kind == "auto" || options.Kind == kind.Kind) && kind.Recognise(outline)
        );
        return found is not null
            ? found.Import
            : throw new ImportRefusedException(
                NotRecognised,
                outline.IsSchema
                    ? $"{displayPath} is a JSON Schema: it describes data and holds none."
                    : $"{displayPath} is a JSON document of no layout that is known: expected OCDS releases or records, or "
                        + $"{{\"KIND\": [\u2026]}} with KIND one of {string.Join(", ", kinds.Documents.Select(kind => kind.Kind).Distinct())}."
            );
    }

    private Func<ImportContext, TableReport> RecogniseTable(TableFile file, string displayPath, ImportOptions options)
    {
        var best = kinds
            .Tables.Where(kind => options.Kind == "auto" || options.Kind == kind.Kind)
            .Select(kind => (Kind: kind, Shape: file.Detect(cells => kind.Recognise(cells, options))))
            .Where(found => found.Shape is not null)
            .OrderByDescending(found => found.Kind.Recognise(found.Shape!.Headings, options))
            .FirstOrDefault();
        return best.Shape is { } shape
            ? context => best.Kind.Import(context, shape)
            : throw new ImportRefusedException(
                NotRecognised,
                options.Columns.Count > 0
                    ? $"{displayPath} has no row with the headings that --columns names: {string.Join(", ", options.Columns.Values)}."
                    : $"{displayPath} has no heading row that is understood (for expenditure: an amount and a supplier or date). "
                        + "Name its headings with --columns MAP.json, for example {\"amount\": \"Betrag\", \"supplierName\": \"Empfänger\"}."
            );
    }

    /// <summary>What the manifest says of a file: one that was given, else the one beside the file or above it.</summary>
    private ImportOptions WithManifest(string path, string fileName, ImportOptions options)
    {
        var manifest =
            options.Manifest
            ?? (path != "-" && options.Entry is null && SourceManifest.Above(path) is { } above ? kinds.Manifest(above) : null);
        if (manifest is null && options.Entry is null)
        {
            return options;
        }
        var entry = options.Entry ?? (path == "-" ? null : manifest!.Of(path));
        return options with
        {
            Entry = entry,
            Declared = manifest?.Bodies ?? options.Declared,
            Kind = options.Kind == "auto" && entry is not null ? entry.Kind : options.Kind,
            SourceName = options.SourceName ?? entry?.SourceName(fileName),
        };
    }

    private static TableReport Failed(string path, ImportOptions options, TableFile? file, ImportError error) =>
        new()
        {
            File = path,
            SourceName = options.SourceName ?? Path.GetFileName(path),
            Sha256 = file?.Sha256,
            Body = options.Body,
            Error = error,
        };
}
