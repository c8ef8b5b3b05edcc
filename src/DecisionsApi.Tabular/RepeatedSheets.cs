namespace DecisionsApi.Tabular;

/// <summary>
/// Tells the sheets of a workbook that have no rows of their own: their amounts are sums of the rows of other sheets (by supplier, by
/// month, by department), or they show some of those rows again. Read beside them they would count the same money twice.
/// </summary>
public static class RepeatedSheets
{
    /// <summary>Fewer sums come about by chance.</summary>
    private const int FewestSums = 2;

    /// <summary>Rows that are in two sheets of different content by chance are fewer.</summary>
    private const int FewestRows = 5;

    /// <summary>Sheets of which any neighbours may be summed up: two years of months.</summary>
    private const int MostInParts = 24;

    /// <summary>Of each sheet those that have what it repeats; empty where its rows are its own.</summary>
    public static IReadOnlyList<int[]> Find(IReadOnlyList<(TableFile Table, TableShape Shape)> sheets)
    {
        int[][] found = [.. sheets.Select(_ => Array.Empty<int>())];
        if (sheets.Count < 2)
        {
            return found;
        }
        KeyedSheet[] read = [.. sheets.Select(sheet => new KeyedSheet(sheet.Table, sheet.Shape))];
        // A year beside its months goes before any of them; of two that are the same the first stays.
        int[] longestLast = [.. Enumerable.Range(0, read.Length).OrderBy(i => read[i].Rows.Count).ThenByDescending(i => i)];
        foreach (var (sheet, many) in longestLast.Reverse().Select(i => (i, true)).Concat(longestLast.Select(i => (i, false))))
        {
            if (read[sheet].CanRepeat && found[sheet].Length == 0)
            {
                int[] others = [.. Enumerable.Range(0, read.Length).Where(other => other != sheet && found[other].Length == 0)];
                found[sheet] = Repeated(read[sheet], read, others, many);
            }
        }
        return found;
    }

    /// <summary>The first of others that a sheet repeats: of several together, or of one.</summary>
    private static int[] Repeated(KeyedSheet sheet, KeyedSheet[] read, int[] others, bool many)
    {
        foreach (var alike in others.GroupBy(other => read[other].Layout, StringComparer.Ordinal))
        {
            int[] run = [.. alike.Where(other => sheet.Touches(read[other]))];
            foreach (var sums in !many || run.Length > 1 ? sheet.SumsIn([.. run.Select(other => read[other])]) : [])
            {
                foreach (var part in many ? Runs(run.Length) : Enumerable.Range(0, run.Length).Select(i => new Range(i, i + 1)))
                {
                    if (sheet.IsWithin(run[part].Select(other => read[other])) && IsRepeated(sheet, sums[part]))
                    {
                        return run[part];
                    }
                }
            }
        }
        return [];
    }

    /// <summary>
    /// Neighbours, the most first: twelve months and a sheet for the year, or one for each quarter. Of very many only all together.
    /// </summary>
    private static IEnumerable<Range> Runs(int sheets)
    {
        for (var length = sheets; length > 1 && (length == sheets || sheets <= MostInParts); length--)
        {
            for (var from = 0; from + length <= sheets; from++)
            {
                yield return new(from, from + length);
            }
        }
    }

    private static bool IsRepeated(KeyedSheet sheet, KeyedSums[] parts) =>
        parts
            .SelectMany(part => part.Columns)
            .Distinct()
            .Any(column => sheet.Amounts.Any(amount => Proves(sheet.Compare(amount, column, parts), parts.Length, parts[0].HasDays)));

    /// <summary>
    /// Nearly all sums are those of several rows, or all rows are there again: the same rows on the same days, or those of several
    /// sheets together.
    /// </summary>
    private static bool Proves(SumEvidence found, int sheets, bool sameDays) =>
        found.Equal >= FewestSums
        && found.Equal * 10 >= found.Sums * 9
        && (
            (found.Condensed >= FewestSums && found.Condensed * 10 >= found.Equal)
            || (found.Equal == found.Sums && found.Rows >= FewestRows && (sameDays || (sheets > 1 && found.Rows >= 2 * FewestRows)))
        );
}

/// <summary>How far the sums of a sheet are those of others.</summary>
/// <param name="Sums">Sums that are not nothing.</param>
/// <param name="Equal">Those that are the same in the others.</param>
/// <param name="Condensed">Those of them that stand for more rows there.</param>
/// <param name="Rows">Rows of the sheet behind the equal ones.</param>
internal readonly record struct SumEvidence(int Sums, int Equal, int Condensed, int Rows);
