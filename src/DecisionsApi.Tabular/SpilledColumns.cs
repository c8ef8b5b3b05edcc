namespace DecisionsApi.Tabular;

/// <summary>
/// Columns without a heading in which the values of the named column before them stand: a printed report saved as a table has
/// <c>Name: ,,,Payment Date,,Amount Paid</c>, each value in any of the cells up to the next heading.
/// </summary>
public sealed class SpilledColumns
{
    // A column whose own cells are filled beside an unnamed one is a column by itself.
    private const double BothFilled = 0.02;
    private const double Spilled = 0.2;
    private readonly int[] _owners;

    private SpilledColumns(int[] owners) => _owners = owners;

    /// <summary>Whether there are any.</summary>
    public bool Any => Array.Exists(_owners, owner => owner >= 0);

    /// <summary>Told from a sample of rows.</summary>
    public static SpilledColumns Of(IReadOnlyList<string> headings, IReadOnlyList<string[]> rows)
    {
        int[] owners = [.. Enumerable.Repeat(-1, headings.Count)];
        var owner = -1;
        for (var column = 0; column < headings.Count; column++)
        {
            if (!string.IsNullOrWhiteSpace(headings[column]))
            {
                owner = column;
            }
            else if (owner >= 0)
            {
                owners[column] = owner;
            }
        }
        foreach (var named in owners.Where(o => o >= 0).Distinct().ToList())
        {
            int[] unnamed = [.. Enumerable.Range(0, owners.Length).Where(i => owners[i] == named)];
            var (both, spilled, any) = (0, 0, 0);
            foreach (var row in rows)
            {
                var beside = unnamed.Count(i => Has(row, i));
                both += (Has(row, named) ? 1 : 0) + beside > 1 ? 1 : 0;
                spilled += !Has(row, named) && beside > 0 ? 1 : 0;
                any += Has(row, named) || beside > 0 ? 1 : 0;
            }
            if (any == 0 || both > BothFilled * any || spilled < Spilled * any)
            {
                Array.ForEach(unnamed, i => owners[i] = -1);
            }
        }
        return new(owners);
    }

    /// <summary>Moves spilled values to the columns they belong to.</summary>
    public void Gather(string[] cells)
    {
        for (var i = 0; i < Math.Min(_owners.Length, cells.Length); i++)
        {
            if (_owners[i] >= 0 && cells[i].Length > 0 && string.IsNullOrWhiteSpace(cells[_owners[i]]))
            {
                (cells[_owners[i]], cells[i]) = (cells[i], "");
            }
        }
    }

    private static bool Has(string[] row, int column) => column < row.Length && !string.IsNullOrWhiteSpace(row[column]);
}
