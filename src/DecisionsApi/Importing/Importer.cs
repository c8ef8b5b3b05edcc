using System.Diagnostics;
using System.Globalization;
using DecisionsApi.Data;
using DecisionsApi.Register;
using DecisionsApi.Tabular;

namespace DecisionsApi.Importing;

/// <summary>Imports files one by one: each in one transaction, each with one report.</summary>
internal sealed class Importer(Database database, ImportKinds kinds, TimeProvider time)
{
    private const string NotRecognised = ImportRefusedException.NotRecognised;
    private readonly Recognition _recognition = new(kinds);

    /// <summary>Imports everything under the paths; a report comes as soon as its table is done.</summary>
    public IEnumerable<TableReport> Import(IEnumerable<string> paths, ImportOptions options, Action<string, int> progress)
    {
        var namesakes = new Namesakes();
        foreach (var found in FileWalk.Under(paths))
        {
            if (found.Skipped is { } reason)
            {
                yield return new TableReport { File = found.Path, Skipped = reason };
                continue;
            }
            var piece = new ImportPiece(found.Path, found.Path, Path.GetFileName(found.Path));
            foreach (var report in ImportFile(piece, options, progress))
            {
                var holdsNoData =
                    report.Error is { Code: ImportRefusedException.Derived }
                    || (found.MayHoldNoData && report.Error is { Code: NotRecognised });
                yield return holdsNoData
                    ? new TableReport
                    {
                        File = found.Path,
                        Sheet = report.Sheet,
                        Skipped = report.Error!.Message,
                    }
                    : namesakes.Named(report);
            }
        }
    }

    /// <summary>Imports standard input, which is kept in a temporary file while it is read.</summary>
    public IReadOnlyList<TableReport> ImportStream(Stream input, ImportOptions options, Action<string, int> progress)
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var copy = File.Create(path))
            {
                input.CopyTo(copy);
            }
            return [.. ImportFile(new(path, "-", options.SourceName!), options, progress)];
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
    ) => [.. ImportFile(new(path, url, fileName), options, progress)];

    private IEnumerable<TableReport> ImportFile(ImportPiece piece, ImportOptions options, Action<string, int> progress)
    {
        try
        {
            options = WithManifest(piece.DisplayPath, piece.FileName, options);
        }
        catch (ImportRefusedException e)
        {
            return [Failed(piece, options, null, new(e.Code, e.Message))];
        }
        return ImportOne(piece, options, progress);
    }

    private IEnumerable<TableReport> ImportOne(ImportPiece piece, ImportOptions options, Action<string, int> progress)
    {
        if (piece.Entry is null && FileKinds.OfFile(piece.Path) == FileKind.Zip)
        {
            return ImportArchive(piece, options, progress);
        }
        return Guarded(
            piece,
            options,
            file =>
            {
                var own = ColumnsFile.Beside(piece.Path, options, kinds);
                return
                    file.Kind
                        is FileKind.OpenXmlWorkbook
                            or FileKind.BinaryWorkbook
                            or FileKind.OpenDocument
                            or FileKind.XmlWorkbook
                            or FileKind.Html
                    ? ImportWorkbook(piece, file, own, progress)
                    : [ImportTable(piece, file, _recognition.Of(file, piece.DisplayPath, own), own, progress)];
            }
        );
    }

    /// <summary>Every file of a zip archive, one after the other; none of them is taken for another archive.</summary>
    private IEnumerable<TableReport> ImportArchive(ImportPiece piece, ImportOptions options, Action<string, int> progress)
    {
        var folder = Directory.CreateTempSubdirectory("decisions-zip-").FullName;
        try
        {
            using var parts = ZipFile.Extract(piece.Path, folder).GetEnumerator();
            var number = 0;
            while (true)
            {
                ZipPart? part = null;
                TableReport? damaged = null;
                try
                {
                    part = parts.MoveNext() ? parts.Current : null;
                }
                catch (TableUnreadableException e)
                {
                    damaged = Failed(piece, options, null, new("fileUnreadable", $"{piece.DisplayPath}: {e.Message}."));
                }
                if (part is null)
                {
                    if (damaged is not null || number == 0)
                    {
                        yield return damaged
                            ?? Failed(piece, options, null, new(NotRecognised, $"{piece.DisplayPath} is an empty zip archive."));
                    }
                    break;
                }
                number++;
                foreach (var report in ImportEntry(piece with { Entry = part.Name }, part, options, progress))
                {
                    yield return report;
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private List<TableReport> ImportEntry(ImportPiece piece, ZipPart part, ImportOptions options, Action<string, int> progress)
    {
        if (part.Path is not { } path)
        {
            return [Failed(piece, options, null, new("entryRefused", $"{piece.DisplayPath}!{part.Name}: {part.Fault}."))];
        }
        var reports = ImportOne(piece with { Path = path }, options, progress).ToList();
        File.Delete(path);
        return FileWalk.HoldsNoTable(part.Name) is { } reason && reports is [{ Error: not null }] ? [Skipped(piece, reason)] : reports;
    }

    /// <summary>
    /// The sheets of a workbook, each a table of its own. Hidden sheets, those without a table, and summaries (no days, where
    /// others have them) are skipped with the reason.
    /// </summary>
    private List<TableReport> ImportWorkbook(ImportPiece piece, TableFile file, ImportOptions options, Action<string, int> progress)
    {
        var folder = Directory.CreateTempSubdirectory("decisions-sheets-").FullName;
        try
        {
            var tables = kinds.Tables.Where(kind => options.Allows(kind.Kind)).ToList();
            var sheets = Workbook
                .Extract(file, folder)
                .SelectMany(sheet =>
                    SideBySide.Parts(file, sheet, folder, cells => tables.Exists(kind => kind.Recognise(cells, options) > 0))
                )
                .ToList();
            if (sheets.Count == 0)
            {
                return [ImportTable(piece, file, _recognition.Of(file, piece.DisplayPath, options), options, progress)];
            }
            var mayKeep = !sheets.Any(sheet => sheet.Table.HasRow(cells => Contacts.Columns(cells).Length > 0));
            var read = sheets
                .Select(sheet => new SheetReading(
                    piece with
                    {
                        Sheet = file.Kind == FileKind.Html && sheets.Count == 1 ? null : sheet.Name,
                    },
                    sheet.Table with
                    {
                        MayKeepOriginal = mayKeep,
                    },
                    sheet
                ))
                .ToList();
            read.ForEach(sheet => sheet.Recognise(() => _recognition.Table(sheet.Table, sheet.Piece.Name, options)));
            if (!read.Exists(sheet => sheet.Found is not null))
            {
                // A page whose tables are no data is a page.
                _ = file.Kind == FileKind.Html ? _recognition.Of(file, piece.DisplayPath, options) : null;
                throw new ImportRefusedException(
                    NotRecognised,
                    $"{piece.DisplayPath} has no sheet that is understood: {string.Join("; ", read.Select(sheet => $"'{sheet.Sheet.Name}' {sheet.Skipped}"))}."
                );
            }
            SheetReading.PassOverRepeated(read);
            SheetReading.PassOverSummaries(read);
            List<TableReport> reports =
            [
                .. read.SelectMany(sheet =>
                    sheet.Found is not { } found
                        ? [Skipped(sheet.Piece, sheet.Skipped!)]
                        : Guarded(
                            sheet.Piece,
                            options,
                            sheet.Table,
                            table => [ImportTable(sheet.Piece, table, found.Import, options, progress)]
                        )
                ),
            ];
            // A sheet whose headings promise amounts and whose columns hold none is as little a table as one without headings.
            return reports.Exists(report => report.Rows is not null)
                ? reports.ConvertAll(report =>
                    report.Error is { Code: NotRecognised } error ? Skipped(piece with { Sheet = report.Sheet }, error.Message) : report
                )
                : reports;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TableReport Skipped(ImportPiece piece, string reason) =>
        new()
        {
            File = piece.DisplayPath,
            Entry = piece.Entry,
            Sheet = piece.Sheet,
            Skipped = reason,
        };

    private List<TableReport> Guarded(ImportPiece piece, ImportOptions options, Func<TableFile, IEnumerable<TableReport>> import) =>
        Guarded(piece, options, null, import);

    /// <summary>Runs an import; what is wrong with the file becomes its report.</summary>
    private List<TableReport> Guarded(
        ImportPiece piece,
        ImportOptions options,
        TableFile? file,
        Func<TableFile, IEnumerable<TableReport>> import
    )
    {
        var started = time.GetTimestamp();
        try
        {
            file ??= TableFile.Inspect(piece.Path);
            return
            [
                .. import(file)
                    .Select(report =>
                        report.Seconds is null && report.Rows is not null
                            ? report with
                            {
                                Seconds = Math.Round(time.GetElapsedTime(started).TotalSeconds, 3),
                            }
                            : report
                    ),
            ];
        }
        catch (ImportRefusedException e)
        {
            return [Failed(piece, options, file, new(e.Code, e.Message))];
        }
        catch (RegisterBusyException e)
        {
            return [Failed(piece, options, file, new("registerBusy", e.Message))];
        }
        catch (TableUnreadableException e)
        {
            return [Failed(piece, options, file, new("fileUnreadable", $"{piece.DisplayPath} cannot be read: {e.Message}."))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [Failed(piece, options, file, new("fileUnreadable", e.Message))];
        }
    }

    private TableReport ImportTable(
        ImportPiece piece,
        TableFile file,
        Func<ImportContext, TableReport> import,
        ImportOptions options,
        Action<string, int> progress
    )
    {
        using var connection = database.Write();
        using var load = new FirstLoad(connection, file.SizeBytes);
        using var transaction = database.Begin(connection);
        var report = import(
            new(
                file,
                piece.DisplayPath,
                piece.FileName + (piece.Entry is { } entry ? "!" + entry : ""),
                piece.SourceName(options),
                options,
                connection,
                transaction,
                time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                rows => progress(piece.Name, rows)
            )
            {
                Sheet = piece.Sheet,
            }
        );
        if (options.Entry?.Licence is { } licence)
        {
            // Of a file that was here before, the manifest may say otherwise now.
            var head = LicenceSql.Set(connection, transaction, piece.SourceName(options), file.Sha256, licence);
            report = report with { Changes = report.Changes is { } changes ? changes with { To = head } : null };
        }
        if (!options.DryRun)
        {
            transaction.Commit();
        }
        return report with { Entry = piece.Entry, Sheet = piece.Sheet };
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

    private static TableReport Failed(ImportPiece piece, ImportOptions options, TableFile? file, ImportError error) =>
        new()
        {
            File = piece.DisplayPath,
            Entry = piece.Entry,
            Sheet = piece.Sheet,
            SourceName = piece.SourceName(options),
            Sha256 = file?.Sha256,
            Body = options.Body,
            Error = error,
        };
}
