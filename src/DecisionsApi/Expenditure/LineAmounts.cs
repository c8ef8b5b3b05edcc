using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Tells from the rows that one column of sums repeats the total of an invoice on each of its lines and another has what each line
/// adds to it (Isles of Scilly: <c>Net Amount</c> beside <c>Line Amount</c>). Added up, repeated totals count an invoice many times.
/// </summary>
/// <param name="sample">The first rows.</param>
/// <param name="keys">Columns that are the same on all lines of an invoice.</param>
/// <param name="reference">Column that tells invoices apart, or -1.</param>
internal sealed class LineAmounts(IReadOnlyList<string[]> sample, int[] keys, int reference)
{
    /// <summary>Fewer may come about by chance.</summary>
    private const int Fewest = 2;

    /// <summary>Whether <paramref name="line"/> has the parts of what <paramref name="total"/> repeats.</summary>
    public bool Are(int line, int total)
    {
        var rows = sample
            .Select(row => (Row: row, Line: Pence(row, line), Total: Pence(row, total)))
            .Where(r => r.Line is not null && r.Total is not null)
            .ToList();
        return AddUp(rows) || (reference >= 0 && Repeat(rows));
    }

    /// <summary>Rows of one total that is not the sum of each of them add up to it.</summary>
    private bool AddUp(IEnumerable<(string[] Row, long? Line, long? Total)> rows)
    {
        var invoices = rows.GroupBy(r => $"{Key(r.Row)}\n{r.Total}", StringComparer.Ordinal)
            .Where(lines => lines.Any(r => r.Line != r.Total))
            .Select(lines => lines.Sum(r => r.Line) == lines.First().Total)
            .ToList();
        var sums = invoices.Count(adds => adds);
        return sums >= Fewest && sums * 2 > invoices.Count;
    }

    /// <summary>
    /// The total is the same on all lines of an invoice, though they are not, and what they add up to is the total or what may be left
    /// of it without the tax.
    /// </summary>
    private bool Repeat(IEnumerable<(string[] Row, long? Line, long? Total)> rows)
    {
        var invoices = rows.Where(r => Cell(r.Row, reference).Length > 0)
            .GroupBy(r => $"{Key(r.Row)}\n{Cell(r.Row, reference)}", StringComparer.Ordinal)
            .Where(lines => lines.Select(r => r.Line).Distinct().Skip(1).Any())
            .Select(lines =>
                lines.Select(r => r.Total).Distinct().Count() == 1 && IsBeforeTax(lines.Sum(r => r.Line)!.Value, lines.First().Total!.Value)
            )
            .ToList();
        return invoices.Count >= Fewest && invoices.TrueForAll(same => same);
    }

    private static bool IsBeforeTax(long net, long total) =>
        Math.Sign(net) == Math.Sign(total) && Math.Abs(net) <= Math.Abs(total) && Math.Abs(net) * 5 >= Math.Abs(total) * 4;

    private string Key(string[] row) => string.Join('\n', keys.Select(key => Cell(row, key)));

    private static string Cell(string[] row, int column) => column >= 0 && column < row.Length ? row[column].Trim() : "";

    private static long? Pence(string[] row, int column) => Amounts.TryReadPence(Cell(row, column), out var pence, out _) ? pence : null;
}
