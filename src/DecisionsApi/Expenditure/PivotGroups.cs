using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Tells whether a table names the supplier only on the first row of each group, as pivots do. The totals of the groups prove it; without
/// them the rows in between are payments of nobody known.
/// </summary>
/// <param name="AreProven">Whether at least two totals add up their groups, and none does not.</param>
/// <param name="MayBe">Whether many suppliers are missing as in a pivot.</param>
internal sealed record PivotGroups(bool AreProven, bool MayBe)
{
    private const int FewestTotals = 2;
    public static readonly PivotGroups None = new(false, false);

    /// <summary>Told from a sample of rows.</summary>
    public static PivotGroups Of(IReadOnlyList<string[]> sample, int supplier, int amount)
    {
        var (group, pence, totals, wrong, named, unnamed, again) = ("", 0L, 0, 0, 0, 0, 0);
        foreach (var row in supplier < 0 || amount < 0 ? [] : sample)
        {
            var name = supplier < row.Length ? row[supplier].Trim() : "";
            if (amount >= row.Length || !Amounts.TryReadPence(row[amount], out var sum, out _))
            {
                continue;
            }
            if (group.Length > 0 && name.Length > group.Length && name.StartsWith(group, StringComparison.OrdinalIgnoreCase))
            {
                totals += sum == pence ? 1 : 0;
                wrong += sum == pence ? 0 : 1;
                (group, pence) = ("", 0);
                continue;
            }
            again += name.Length > 0 && name == group ? 1 : 0;
            named += name.Length > 0 ? 1 : 0;
            unnamed += name.Length == 0 && group.Length > 0 ? 1 : 0;
            (group, pence) = name.Length > 0 ? (name, sum) : (group, pence + sum);
        }
        var looks = unnamed > 1 && named > 1 && again == 0 && unnamed * 5 >= named + unnamed;
        return new(looks && totals >= FewestTotals && wrong == 0, looks);
    }
}
