using DecisionsApi.Tabular;

namespace DecisionsApi.Importing;

/// <summary>A sheet on its way: what it was found to be, or why it is passed over.</summary>
internal sealed class SheetReading(ImportPiece piece, TableFile table, WorkbookSheet sheet)
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
        catch (ImportRefusedException e) when (e.Code == ImportRefusedException.NotRecognised)
        {
            Skipped = "has no heading row that is understood";
        }
    }

    /// <summary>Sheets that sum up or show again what other sheets have are no data: the same money would count twice.</summary>
    public static void PassOverRepeated(List<SheetReading> read)
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
    public static void PassOverSummaries(List<SheetReading> read)
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
}
