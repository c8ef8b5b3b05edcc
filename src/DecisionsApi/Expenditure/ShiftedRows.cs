using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Finds rows whose cells stand one column beside where they belong (166 rows of one file): a day or a sum stands where all other
/// rows have words, and none where it should. Which cell is too many cannot be known, so that the row is not read.
/// </summary>
internal sealed class ShiftedRows(PaymentColumns columns)
{
    // The sample has shifted rows in it too.
    private const double Usual = 0.7;
    private const double Unusual = 0.25;
    private readonly int _date = Typical(columns, "paidOn", p => p.Share(p.Days) >= Usual) ? columns["paidOn"] : -1;
    private readonly int _amount = Typical(columns, "amount", p => p.Share(p.Amounts + p.CreditMarks) >= Usual) ? columns["amount"] : -1;
    private readonly bool _pence = Typical(columns, "amount", p => p.Share(p.Money) >= 0.95);

    /// <summary>The fault of a shifted row, or null.</summary>
    public RowFault? Find(int line, string[] cells)
    {
        if (_date >= 0 && !IsDay(cells[_date]))
        {
            foreach (var beside in (ReadOnlySpan<int>)[_date - 1, _date + 1])
            {
                if (IsIn(beside, cells) && IsDay(cells[beside]) && Never(beside, p => p.Days + p.Periods + p.Serials))
                {
                    return Fault(line, beside, _date, cells);
                }
            }
        }
        if (_amount >= 0 && !IsSum(cells[_amount]))
        {
            foreach (var beside in (ReadOnlySpan<int>)[_amount - 1, _amount + 1])
            {
                if (IsIn(beside, cells) && IsMoney(cells[beside]) && Never(beside, p => p.Amounts))
                {
                    return Fault(line, beside, _amount, cells);
                }
            }
        }
        return null;
    }

    private static bool Typical(PaymentColumns columns, string field, Func<ColumnProfile, bool> holds) =>
        columns.Profile(columns[field]) is { Filled: >= 20 } profile && holds(profile);

    private RowFault Fault(int line, int found, int expected, string[] cells) =>
        new(
            line,
            columns.Headings[found],
            "rowShifted",
            cells[found],
            $"this under '{columns.Headings[expected]}'; the row's cells stand in other columns than those of the rows before it"
        );

    private bool Never(int column, Func<ColumnProfile, int> count) =>
        columns.Profile(column) is { Filled: >= 20 } profile && profile.Share(count(profile)) < Unusual;

    private static bool IsIn(int column, string[] cells) => column >= 0 && column < cells.Length;

    private static bool IsDay(string cell) => cell.Length is > 0 and <= 40 && DayReading.Of(cell).Form is DayForm.Day or DayForm.Numeric;

    // Where all sums have pence, a whole number is the code that stood in the column before.
    private bool IsSum(string cell) =>
        cell.Length > 0 && Amounts.TryReadPence(cell, out _, out _) && (!_pence || Amounts.LooksLikeMoney(cell));

    // With pence: 504214- and (012) are invoice numbers as well.
    private static bool IsMoney(string cell) => Amounts.TryReadPence(cell, out _, out _) && cell.LastIndexOf('.') == cell.Length - 3;
}
