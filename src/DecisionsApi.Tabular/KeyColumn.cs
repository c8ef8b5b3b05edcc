using System.Globalization;

namespace DecisionsApi.Tabular;

/// <summary>As what the cells of a column are compared.</summary>
internal enum KeyKind
{
    Day,
    Text,
    Month,
    MonthName,
}

/// <summary>A column by whose values rows are summed up.</summary>
/// <param name="Column">Its position.</param>
/// <param name="Kind">As what its cells are compared.</param>
/// <param name="Values">Its different values.</param>
internal sealed record KeyColumn(int Column, KeyKind Kind, HashSet<string> Values)
{
    private static readonly KeyKind[] Kinds = [KeyKind.Day, KeyKind.Text, KeyKind.Month, KeyKind.MonthName];

    /// <summary>The columns of a sheet, each as everything that nearly all of its cells are.</summary>
    public static IEnumerable<KeyColumn> Of(int[] columns, IReadOnlyList<string[]> rows)
    {
        foreach (var column in columns)
        {
            string[] cells = [.. rows.Where(row => column < row.Length && row[column].Length > 0).Select(row => row[column])];
            foreach (var kind in Kinds)
            {
                string[] keys = [.. cells.Select(cell => Key(kind, cell)).OfType<string>()];
                if (keys.Length > 0 && keys.Length * 10 >= cells.Length * 8)
                {
                    yield return new(column, kind, keys.ToHashSet(StringComparer.Ordinal));
                }
            }
        }
    }

    /// <summary>What a cell is compared as; null where it is nothing of the kind. Pivots make no difference between cases.</summary>
    public static string? Key(KeyKind kind, string cell)
    {
        if (cell.Length == 0 || (kind != KeyKind.Text && cell.Length > 40))
        {
            return null;
        }
        if (kind == KeyKind.Text)
        {
            return cell.ToUpperInvariant();
        }
        var isDay = DayReading.Of(cell).TryDay(DateOrder.DayFirst, out var day);
        return kind switch
        {
            KeyKind.Day => isDay ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            KeyKind.Month when !isDay => Period.InName(cell) is { } period
            && period.From.Month == period.To.Month
            && period.From.Year == period.To.Year
                ? period.From.ToString("yyyy-MM", CultureInfo.InvariantCulture)
                : null,
            KeyKind.Month => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            _ => isDay ? day.ToString("MM", CultureInfo.InvariantCulture)
            : DayToken.MonthNamed(cell) is > 0 and var month ? month.ToString("00", CultureInfo.InvariantCulture)
            : null,
        };
    }
}

/// <summary>Sums of the rows of a sheet by the keys of another.</summary>
/// <param name="Keys">The key columns of the other sheet.</param>
internal sealed record KeyedSums(KeyColumn[] Keys)
{
    private readonly Dictionary<(string Key, string Column), (long Pence, int Rows)> _sums = [];

    /// <summary>Whether the day is among the keys.</summary>
    public bool HasDays => Array.Exists(Keys, key => key.Kind == KeyKind.Day);

    /// <summary>Headings of the columns that were summed up.</summary>
    public IEnumerable<string> Columns => _sums.Keys.Select(sum => sum.Column).Distinct().ToList();

    public (long Pence, int Rows) Of(string key, string column) => _sums.GetValueOrDefault((key, column));

    /// <summary>Key of a row of the sheet the keys are of; null where it has none.</summary>
    public static string? KeyOf(string[] row, KeyColumn[] keys) => KeyOf(row, [.. keys.Select(key => (key, key.Column))]);

    /// <summary>Key of a row by the columns that have it.</summary>
    public static string? KeyOf(string[] row, IReadOnlyList<(KeyColumn Key, int Column)> columns)
    {
        string?[] parts = [.. columns.Select(c => c.Column < row.Length ? KeyColumn.Key(c.Key.Kind, row[c.Column]) : null)];
        return Array.Exists(parts, part => part is not null) ? string.Join('\u001f', parts) : null;
    }

    public void Add(string key, string[] row, int[] columns, Func<int, string> heading)
    {
        foreach (var column in columns)
        {
            if (column < row.Length && Amounts.TryReadPence(row[column], out var pence, out _))
            {
                var at = (key, heading(column));
                var (sum, rows) = _sums.GetValueOrDefault(at);
                _sums[at] = (sum + pence, rows + 1);
            }
        }
    }
}
