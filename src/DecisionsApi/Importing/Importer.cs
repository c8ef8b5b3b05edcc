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
                    : [ImportTable(piece, file, Recognise(file, piece.DisplayPath, own), own, progress)];
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
                return [ImportTable(piece, file, Recognise(file, piece.DisplayPath, options), options, progress)];
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
            read.ForEach(sheet => sheet.Recognise(() => RecogniseTable(sheet.Table, sheet.Piece.Name, options)));
            if (!read.Exists(sheet => sheet.Found is not null))
            {
                // A page whose tables are no data is a page.
                _ = file.Kind == FileKind.Html ? Recognise(file, piece.DisplayPath, options) : null;
                throw new ImportRefusedException(
                    NotRecognised,
                    $"{piece.DisplayPath} has no sheet that is understood: {string.Join("; ", read.Select(sheet => $"'{sheet.Sheet.Name}' {sheet.Skipped}"))}."
                );
            }
            PassOverRepeated(read);
            PassOverSummaries(read);
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

    /// <summary>Sheets that sum up or show again what other sheets have are no data: the same money would count twice.</summary>
    private static void PassOverRepeated(List<SheetReading> read)
    {
        foreach (var kind in read.Where(sheet => sheet.Found is not null).GroupBy(sheet => sheet.Found!.Kind))
        {
            List<SheetReading> sheets = [.. kind];
            var repeated = RepeatedSheets.Find([.. sheets.Select(sheet => (sheet.Table, sheet.Found!.Shape))]);
            for (var i = 0; i < sheets.Count; i++)
            {
                if (repeated[i] is [_, ..] others)
                {
                    sheets[i]
                        .PassOver(
                            $"repeats {string.Join(", ", others.Select(other => $"'{sheets[other].Sheet.Name}'"))}: its amounts are theirs, or sums of them"
                        );
                }
            }
        }
    }

    /// <summary>
    /// A sheet without days where others have them is a summary too, though nothing proves it, unless it has their headings or its
    /// rows are no sums: months of one workbook may have days or not.
    /// </summary>
    private static void PassOverSummaries(List<SheetReading> read)
    {
        var layouts = read.Where(sheet => sheet is { Found: not null, HasDays: true }).Select(sheet => sheet.Layout).ToHashSet();
        foreach (var sheet in read.Where(sheet => sheet is { Found: not null, HasDays: false }))
        {
            if (layouts.Count > 0 && !layouts.Contains(sheet.Layout) && !sheet.Found!.Kind.HasOwnRows(sheet.Table, sheet.Found.Shape))
            {
                sheet.PassOver("it is a summary: it has no days, as other sheets have");
            }
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

    private Func<ImportContext, TableReport> Recognise(TableFile file, string displayPath, ImportOptions options) =>
        file.Kind switch
        {
            FileKind.Text => RecogniseTable(file, displayPath, options).Import,
            FileKind.Json => RecogniseDocument(file, displayPath, options),
            _ => throw new ImportRefusedException(
                file.Kind == FileKind.Empty ? "emptyFile" : "notATable",
                $"{displayPath} is {file.Kind.Name()}, whatever its name says; expected a table: text with comma, semicolon or tab separated columns, or an Excel workbook."
            ),
        };

    private Func<ImportContext, TableReport> RecogniseDocument(TableFile file, string displayPath, ImportOptions options)
    {
        var outline = JsonOutline.Of(file.Path);
        Refuse(kinds.Derived.FirstOrDefault(derived => derived.IsLine(outline)));
        var found = kinds.Documents.FirstOrDefault(kind => options.Allows(kind.Kind) && kind.Recognise(outline));
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

    private static void Refuse(DerivedExport? derived)
    {
        if (derived is not null)
        {
            throw new ImportRefusedException(ImportRefusedException.Derived, derived.Reason);
        }
    }

    private RecognisedTable RecogniseTable(TableFile file, string displayPath, ImportOptions options)
    {
        var copy = file.Detect(cells => kinds.Derived.Any(derived => derived.IsHeading(cells)) ? cells.Count : 0);
        Refuse(copy is null ? null : kinds.Derived.First(derived => derived.IsHeading(copy.Headings)));
        var allowed = kinds.Tables.Where(kind => options.Allows(kind.Kind)).ToList();
        var best = allowed
            .Select(kind => (Kind: kind, Shape: file.Detect(cells => kind.Recognise(cells, options))))
            .Where(found => found.Shape is not null)
            .OrderByDescending(found => found.Kind.Recognise(found.Shape!.Headings, options))
            .FirstOrDefault();
        if (best.Shape is { } shape)
        {
            return new(best.Kind, shape);
        }
        var byContent = allowed
            .Select(kind => (Kind: kind, Shape: kind.RecogniseByContent(file, options)))
            .FirstOrDefault(found => found.Shape is not null);
        return byContent.Shape is { } told
            ? new(byContent.Kind, told)
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

    /// <summary>A sheet on its way: what it was found to be, or why it is passed over.</summary>
    private sealed class SheetReading(ImportPiece piece, TableFile table, WorkbookSheet sheet)
    {
        public ImportPiece Piece => piece;
        public TableFile Table => table;
        public WorkbookSheet Sheet => sheet;
        public RecognisedTable? Found { get; private set; }
        public string? Skipped { get; private set; }
        public bool HasDays { get; private set; }
        public string Layout => string.Join('\n', Found!.Shape.Headings.Select(Headings.Normalise));

        public void PassOver(string reason) => (Found, Skipped) = (null, reason);

        public void Recognise(Func<RecognisedTable> recognise)
        {
            Skipped =
                sheet.IsHidden ? "is hidden"
                : sheet.Rows == 0 ? "is empty"
                : null;
            if (Skipped is not null)
            {
                return;
            }
            try
            {
                Found = recognise();
                HasDays = table.HasDays(Found.Shape);
            }
            catch (ImportRefusedException e) when (e.Code == NotRecognised)
            {
                Skipped = "has no heading row that is understood";
            }
        }
    }
}

/// <summary>A table that is understood, and what takes it in.</summary>
internal sealed record RecognisedTable(ITableImport Kind, TableShape Shape)
{
    public TableReport Import(ImportContext context) => Kind.Import(context, Shape);
}
