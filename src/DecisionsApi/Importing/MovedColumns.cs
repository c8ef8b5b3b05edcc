using DecisionsApi.Tabular;

namespace DecisionsApi.Importing;

/// <summary>
/// Follows headings that stand again among the rows of a table with the columns in another order, as where months with other reports
/// were put one below the other.
/// </summary>
/// <param name="headings">The headings of the table.</param>
internal sealed class MovedColumns(IReadOnlyList<string> headings)
{
    private const int Fewest = 3;
    private readonly string[] _normal = [.. headings.Select(Headings.Normalise)];
    private int[]? _order;

    /// <summary>Whether the present columns stand in other places.</summary>
    public bool Any => _order is not null;

    /// <summary>Where a column stands now; -1 where it is no longer there.</summary>
    public int Of(int column) => _order is null || column < 0 ? column : _order[column];

    /// <summary>Whether most cells of a row, and not only a few, are headings of the table.</summary>
    public bool IsHeadings(IReadOnlyList<string> cells)
    {
        var filled = cells.Where(cell => cell.Length > 0).ToList();
        return filled.Count >= Fewest
            && filled.Count(cell => _normal.Contains(Headings.Normalise(cell))) is var known
            && known >= Fewest
            && known * 2 > filled.Count;
    }

    /// <summary>Follows a row of headings; false where one of them is none of the table's or stands there twice.</summary>
    public bool Follow(IReadOnlyList<string> cells)
    {
        string[] present = [.. cells.Select(Headings.Normalise)];
        string[] named = [.. present.Where(heading => heading.Length > 0)];
        var isSame =
            present.Take(_normal.Length).SequenceEqual(_normal.Take(present.Length))
            && _normal.Skip(present.Length).All(h => h.Length == 0);
        _order = isSame ? null : [.. _normal.Select(heading => heading.Length == 0 ? -1 : Array.IndexOf(present, heading))];
        return isSame
            || Array.TrueForAll(
                named,
                heading => _normal.Count(known => known == heading) == 1 && named.Count(other => other == heading) == 1
            );
    }

    /// <summary>Puts the cells of a row where the headings of the table have them.</summary>
    public void Arrange(string[] cells)
    {
        if (_order is not null)
        {
            string[] present = [.. cells];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = _order[i] >= 0 && _order[i] < present.Length ? present[_order[i]] : "";
            }
        }
    }
}
