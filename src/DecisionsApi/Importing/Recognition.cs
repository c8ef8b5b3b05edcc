using DecisionsApi.Tabular;

namespace DecisionsApi.Importing;

/// <summary>Finds out what a file is.</summary>
internal sealed class Recognition(ImportKinds kinds)
{
    /// <summary>What takes a file in.</summary>
    /// <exception cref="ImportRefusedException">It is nothing that is known.</exception>
    public Func<ImportContext, TableReport> Of(TableFile file, string displayPath, ImportOptions options) =>
        file.Kind switch
        {
            FileKind.Text => Table(file, displayPath, options).Import,
            FileKind.Json => Document(file, displayPath, options),
            _ => throw new ImportRefusedException(
                file.Kind == FileKind.Empty ? "emptyFile" : "notATable",
                $"{displayPath} is {file.Kind.Name()}, whatever its name says; expected a table: text with comma, semicolon or tab separated columns, or an Excel workbook."
            ),
        };

    private Func<ImportContext, TableReport> Document(TableFile file, string displayPath, ImportOptions options)
    {
        var outline = JsonOutline.Of(file.Path);
        Refuse(kinds.Derived.FirstOrDefault(derived => derived.IsLine(outline)));
        var found = kinds.Documents.FirstOrDefault(kind => options.Allows(kind.Kind) && kind.Recognise(outline));
        return found is not null
            ? found.Import
            : throw new ImportRefusedException(
                ImportRefusedException.NotRecognised,
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

    /// <summary>The kind of a table, and its shape: by its headings, else by what its columns hold.</summary>
    /// <exception cref="ImportRefusedException">It is of no kind that is known.</exception>
    public RecognisedTable Table(TableFile file, string displayPath, ImportOptions options)
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
                ImportRefusedException.NotRecognised,
                options.Columns.Count > 0
                    ? $"{displayPath} has no row with the headings that --columns names: {string.Join(", ", options.Columns.Values)}."
                    : $"{displayPath} has no heading row that is understood (for expenditure: an amount and a supplier or date). "
                        + "Name its headings with --columns MAP.json, for example {\"amount\": \"Betrag\", \"supplierName\": \"Empfänger\"}."
            );
    }
}

/// <summary>A table that is understood, and what takes it in.</summary>
internal sealed record RecognisedTable(ITableImport Kind, TableShape Shape)
{
    public TableReport Import(ImportContext context) => Kind.Import(context, Shape);
}
