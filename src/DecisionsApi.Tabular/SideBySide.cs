namespace DecisionsApi.Tabular;

/// <summary>Splits a sheet on which tables stand side by side under the same headings, such as a month beside the next, into one for each.</summary>
public static class SideBySide
{
    /// <summary>The tables in their order, each with the rows of the sheet; the sheet itself where it has one.</summary>
    /// <param name="file">The workbook.</param>
    /// <param name="sheet">The sheet.</param>
    /// <param name="folder">Where the texts of the tables go.</param>
    /// <param name="isTable">Whether the headings that come again are those of a table: a code and its description may come twice in one.</param>
    public static IReadOnlyList<WorkbookSheet> Parts(
        TableFile file,
        WorkbookSheet sheet,
        string folder,
        Func<IReadOnlyList<string>, bool> isTable
    )
    {
        int[] starts = [];
        _ = sheet.Table.HasRow(cells => (starts = Starts(cells)).Length > 0 && isTable([.. cells.Take(starts[1])]));
        return starts.Length == 0 ? [sheet] : Split(file, sheet, folder, starts);
    }

    private static List<WorkbookSheet> Split(TableFile file, WorkbookSheet sheet, string folder, int[] starts)
    {
        var names = starts.Select((_, i) => i == 0 ? sheet.Name : $"{sheet.Name} ({i + 1})").ToList();
        var parts = names
            .Select((name, i) => new SheetText(Path.Combine(folder, $"{Path.GetFileName(sheet.Table.Path)}-{i}"), name))
            .ToList();
        try
        {
            using var records = sheet.Table.Open(new(',', 0, []));
            while (records.Read())
            {
                for (var i = 0; i < starts.Length; i++)
                {
                    var (from, to) = (i == 0 ? 0 : starts[i], i + 1 < starts.Length ? starts[i + 1] : records.Count);
                    parts[i]
                        .Add([
                            .. Enumerable.Range(from, Math.Max(0, Math.Min(to, records.Count) - from)).Select(column => records[column]),
                        ]);
                }
            }
            return [.. parts.Select(part => part.Sheet(file, sheet.IsHidden))];
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
        }
    }

    /// <summary>Where headings begin that come again and again in one order; empty where they do not.</summary>
    private static int[] Starts(IReadOnlyList<string> cells)
    {
        (int Column, string Heading)[] named =
        [
            .. cells.Select((cell, i) => (i, Headings.Normalise(cell))).Where(heading => heading.Item2.Length > 0),
        ];
        for (var times = 2; times <= named.Length / 2; times++)
        {
            var length = named.Length / times;
            if (
                named.Length % times == 0
                && named.Take(length).DistinctBy(heading => heading.Heading).Count() == length
                && Enumerable.Range(length, named.Length - length).All(i => named[i].Heading == named[i - length].Heading)
            )
            {
                return [.. Enumerable.Range(0, times).Select(i => named[i * length].Column)];
            }
        }
        return [];
    }
}
