namespace DecisionsApi.Tabular;

/// <summary>In which order a column writes day and month where it uses numbers for both.</summary>
public enum DateOrder
{
    /// <summary>03/04/2025 is 3 April; also the reading where a column fits both.</summary>
    DayFirst,

    /// <summary>03/04/2025 is 4 March; only where the column cannot be read day first.</summary>
    MonthFirst,

    /// <summary>2025-04-03.</summary>
    YearFirst,
}

/// <summary>Reads days as publishers write them, or not at all.</summary>
public static class Days
{
    /// <summary>What a date cell may hold, for messages.</summary>
    public const string Expected = "a day such as 03/04/2025, 3 Apr 2025, 2025-04-03 or 2025-04-03 00:00:00";

    /// <summary>The day a cell names, its time of day passed over; false for anything else, also for a time or a number alone.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, DateOrder order, out DateOnly day)
    {
        var reading = DayReading.Of(text);
        day = default;
        return reading.Form is DayForm.Day or DayForm.Numeric && reading.TryDay(order, out day);
    }

    /// <summary>The order of a column, told from all its cells: month first only where day first does not fit.</summary>
    public static DateOrder? OrderOf(IEnumerable<string> cells)
    {
        var column = new DayColumn();
        foreach (var cell in cells)
        {
            column.Add(cell);
        }
        return column.Order(null).Order;
    }
}
