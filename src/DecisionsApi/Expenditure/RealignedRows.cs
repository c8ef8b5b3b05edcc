using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Puts the cells of a row that has one or two too many back where they belong: a comma without quotes has split a name or a sum, or
/// an empty cell has slipped in. Only where one single arrangement makes every column hold what it holds in all other rows, and
/// where what is joined looks like one text.
/// </summary>
internal sealed class RealignedRows(PaymentColumns columns, char delimiter)
{
    private const int MostSurplus = 2;
    private const int FewestRows = 20;
    private const double Nearly = 0.95;
    private readonly int _width = columns.Headings.Length;
    private Func<string, bool>?[]? _holds;

    /// <summary>The cells in their places, or null where that is not certain.</summary>
    public string[]? Find(IReadOnlyList<string> cells)
    {
        var distinct = Arrangements(cells).DistinctBy(arrangement => string.Join('\u001f', arrangement.Cells)).Take(2).ToList();
        return distinct is [{ IsPlausible: true } only] ? only.Cells : null;
    }

    private List<Arrangement> Arrangements(IReadOnlyList<string> cells)
    {
        // A file without such rows never asks.
        _holds ??= [.. (columns.EvenProfiles() ?? []).Select(Holds)];
        var found = new List<Arrangement>();
        if (columns.Contacts.Length == 0 && Tells("paidOn") && Tells("amount") && cells.Count - _width is >= 1 and <= MostSurplus)
        {
            Arrange([.. cells], plausible: true, found);
        }
        return found;
    }

    /// <summary>
    /// The cells of a row with as many as there are headings, of which some stand beside their places: one is empty or was split, and an
    /// empty one is missing.
    /// </summary>
    public string[]? FindShifted(string[] cells)
    {
        var found = Enumerable
            .Range(0, cells.Length + 1)
            .SelectMany(place => Arrangements([.. cells[..place], "", .. cells[place..]]))
            .Where(arrangement => arrangement.IsPlausible)
            .Select(arrangement => arrangement.Cells)
            .DistinctBy(row => string.Join('\u001f', row))
            .Take(2)
            .ToList();
        return found is [var only] && !only.SequenceEqual(cells) ? only : null;
    }

    private bool Tells(string field) => columns[field] is >= 0 and var column && column < _holds!.Length && _holds[column] is not null;

    private void Arrange(string[] cells, bool plausible, List<Arrangement> found)
    {
        if (cells.Length == _width)
        {
            if (Fits(cells))
            {
                found.Add(new(cells, plausible));
            }
            return;
        }
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].Trim().Length == 0)
            {
                Arrange([.. cells[..i], .. cells[(i + 1)..]], plausible, found);
            }
            else if (i + 1 < cells.Length && cells[i + 1].Trim().Length > 0)
            {
                var joined = cells[i] + delimiter + cells[i + 1];
                Arrange([.. cells[..i], joined, .. cells[(i + 2)..]], plausible && IsOneText(cells[i], cells[i + 1], joined), found);
            }
        }
    }

    /// <summary>A text goes on after a comma and a space; a sum in groups of three.</summary>
    private static bool IsOneText(string first, string second, string joined) =>
        (second.Length > 1 && second[0] == ' ' && second[1] != ' ' && !IsNumber(first) && !IsNumber(second))
        || (IsNumber(first) && Amounts.TryReadPence(joined, out _, out _));

    private bool Fits(string[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (_holds![i] is { } holds && !holds(cells[i].Trim()))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>What every cell of a column must be, by nearly all of those before; null where they are of many sorts.</summary>
    private static Func<string, bool>? Holds(ColumnProfile profile)
    {
        if (profile.Filled < FewestRows)
        {
            return null;
        }
        var mayBeEmpty = profile.Filled < profile.Rows;
        Func<string, bool>? holds =
            profile.Share(profile.Days) >= Nearly ? IsDay
            : profile.Share(profile.Money) >= Nearly ? cell => IsNumber(cell) && Amounts.LooksLikeMoney(cell)
            : profile.Share(profile.Amounts) >= Nearly ? IsNumber
            : profile.Share(profile.Words) >= Nearly ? cell => !IsDay(cell) && !IsNumber(cell) && cell.Any(char.IsLetter)
            : null;
        return holds is null ? null : cell => cell.Length == 0 ? mayBeEmpty : holds(cell);
    }

    private static bool IsDay(string cell) => cell.Length <= 40 && DayReading.Of(cell).Form is DayForm.Day or DayForm.Numeric;

    private static bool IsNumber(string cell) => cell.Length <= 40 && Amounts.TryReadPence(cell, out _, out _);

    private sealed record Arrangement(string[] Cells, bool IsPlausible);
}
