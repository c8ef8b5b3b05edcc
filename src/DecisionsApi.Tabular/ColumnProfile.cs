namespace DecisionsApi.Tabular;

/// <summary>What the cells of one column are, told from a sample of rows.</summary>
public sealed class ColumnProfile
{
    // Names of public bodies and of services are no evidence: departments are called so too.
    private static readonly string[] FirmWords = ["ltd", "limited", "plc", "llp"];

    /// <summary>Rows with any text.</summary>
    public int Rows { get; private set; }

    /// <summary>Cells with text.</summary>
    public int Filled { get; private set; }

    /// <summary>Cells that are a whole day.</summary>
    public int Days { get; private set; }

    /// <summary>Cells that are a spreadsheet's day serial: days only in a column of dates.</summary>
    public int Serials { get; private set; }

    /// <summary>Cells that are a month, quarter, period or year.</summary>
    public int Periods { get; private set; }

    /// <summary>Cells that are an amount.</summary>
    public int Amounts { get; private set; }

    /// <summary>Cells that are an amount written as sums of money are.</summary>
    public int Money { get; private set; }

    /// <summary>Cells with a trailing CR or DR.</summary>
    public int CreditMarks { get; private set; }

    /// <summary>Amounts below zero.</summary>
    public int Negatives { get; private set; }

    /// <summary>Cells with two letters in a row that are no date.</summary>
    public int Words { get; private set; }

    /// <summary>Cells that end as names of firms do.</summary>
    public int Firms { get; private set; }

    /// <summary>Different cells, as far as they are counted.</summary>
    public IReadOnlyCollection<string> Values => _values;

    private readonly HashSet<string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Profiles of the columns of a sample.</summary>
    public static ColumnProfile[] Of(IReadOnlyList<string[]> rows, int columns)
    {
        ColumnProfile[] profiles = [.. Enumerable.Range(0, columns).Select(_ => new ColumnProfile())];
        foreach (var row in rows.Where(row => Array.Exists(row, cell => !string.IsNullOrWhiteSpace(cell))))
        {
            for (var i = 0; i < columns; i++)
            {
                profiles[i].Add(i < row.Length ? row[i].Trim() : "");
            }
        }
        return profiles;
    }

    /// <summary>Share of the cells with text that are of a sort; 0 where there are none.</summary>
    public double Share(int count) => Filled == 0 ? 0 : (double)count / Filled;

    private void Add(string cell)
    {
        Rows++;
        if (cell.Length == 0)
        {
            return;
        }
        Filled++;
        if (_values.Count < 200)
        {
            _values.Add(cell);
        }
        var form = cell.Length <= 40 ? DayReading.Of(cell).Form : DayForm.None;
        Days += form is DayForm.Day or DayForm.Numeric ? 1 : 0;
        Serials += form == DayForm.Serial ? 1 : 0;
        Periods += form == DayForm.Period ? 1 : 0;
        if (cell.Length <= 40 && Tabular.Amounts.TryReadPence(cell, out var pence, out _))
        {
            Amounts++;
            Money += Tabular.Amounts.LooksLikeMoney(cell) ? 1 : 0;
            Negatives += pence < 0 ? 1 : 0;
        }
        else if (cell.Length <= 40 && Tabular.Amounts.HasCreditMark(cell))
        {
            CreditMarks++;
        }
        else if (form is DayForm.None or DayForm.Period && HasWord(cell))
        {
            Words++;
            Firms += IsFirm(cell) ? 1 : 0;
        }
    }

    private static bool IsFirm(string cell)
    {
        var last = cell.AsSpan(cell.LastIndexOf(' ') + 1).TrimEnd(".)");
        foreach (var word in FirmWords)
        {
            if (last.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }

    private static bool HasWord(string cell)
    {
        for (var i = 1; i < cell.Length; i++)
        {
            if (char.IsLetter(cell[i]) && char.IsLetter(cell[i - 1]))
            {
                return true;
            }
        }
        return false;
    }
}
