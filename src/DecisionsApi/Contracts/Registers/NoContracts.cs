using DecisionsApi.Tabular;

namespace DecisionsApi.Contracts.Registers;

/// <summary>
/// Tells the rows of a register that are no contracts: notes and headings of sections, which are one cell alone,
/// and totals, which add up the sums before them and name neither supplier nor day.
/// </summary>
internal sealed class NoContracts(ContractRegisterColumns columns)
{
    private static readonly string[] Keys = ["supplier", "startOn", "endOn", "awardedOn"];
    private readonly int _sum = columns["value"] >= 0 ? columns["value"] : columns["annualValue"];
    private long _pence;
    private int _sums;

    /// <summary>Whether a row is none; to be asked once of each row, in their order.</summary>
    public bool Has(Func<int, string> cell)
    {
        var filled = Enumerable.Range(0, columns.Headings.Length).Count(i => cell(i).Length > 0);
        return filled == 1 || IsTotal(cell);
    }

    private bool IsTotal(Func<int, string> cell)
    {
        if (_sum < 0 || !Amounts.TryReadPence(cell(_sum), out var pence, out _))
        {
            return false;
        }
        if (_sums > 1 && pence == _pence && Array.TrueForAll(Keys, key => columns[key] < 0 || cell(columns[key]).Length == 0))
        {
            return true;
        }
        _pence += pence;
        _sums++;
        return false;
    }
}
