using System.Globalization;

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

    private static readonly string[] YearFirst = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d"];
    private static readonly string[] Named =
    [
        "d-MMM-yyyy",
        "d MMM yyyy",
        "d-MMM-yy",
        "d MMM yy",
        "d MMMM yyyy",
        "d-MMMM-yyyy",
        "d/MMM/yyyy",
    ];
    private static readonly string[] DayFirst = [.. YearFirst, .. Named, "d/M/yyyy", "d/M/yy", "d-M-yyyy", "d-M-yy", "d.M.yyyy", "d.M.yy"];
    private static readonly string[] MonthFirst = [.. YearFirst, .. Named, "M/d/yyyy", "M/d/yy", "M-d-yyyy", "M-d-yy"];
    private static readonly DateOnly Earliest = new(1990, 1, 1);
    private static readonly DateOnly Latest = new(2099, 12, 31);

    /// <summary>The day a cell names, its time of day passed over; false for anything else, also for a time alone.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, DateOrder order, out DateOnly day)
    {
        var date = WithoutTime(text.Trim());
        return DateOnly.TryParseExact(
                date,
                order == DateOrder.MonthFirst ? MonthFirst : DayFirst,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out day
            )
            && day >= Earliest
            && day <= Latest;
    }

    /// <summary>The order of a column, told from all its sampled cells: month first only where day first does not fit.</summary>
    public static DateOrder? OrderOf(IEnumerable<string> cells)
    {
        int dayFirst = 0,
            monthFirst = 0,
            yearFirst = 0;
        foreach (var cell in cells)
        {
            var isYearFirst = cell.AsSpan().Trim() is [>= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', ..];
            yearFirst += isYearFirst && TryRead(cell, DateOrder.DayFirst, out _) ? 1 : 0;
            dayFirst += !isYearFirst && TryRead(cell, DateOrder.DayFirst, out _) ? 1 : 0;
            monthFirst += !isYearFirst && TryRead(cell, DateOrder.MonthFirst, out _) ? 1 : 0;
        }
        if (dayFirst + monthFirst + yearFirst == 0)
        {
            return null;
        }
        return yearFirst > dayFirst && yearFirst > monthFirst ? DateOrder.YearFirst
            : monthFirst > dayFirst ? DateOrder.MonthFirst
            : DateOrder.DayFirst;
    }

    private static ReadOnlySpan<char> WithoutTime(ReadOnlySpan<char> text)
    {
        var time = text.IndexOf(':');
        if (time < 0)
        {
            return text;
        }
        var split = text[..time].LastIndexOfAny(' ', 'T');
        return split > 0 && IsTime(text[(split + 1)..]) ? text[..split].TrimEnd() : text;
    }

    private static bool IsTime(ReadOnlySpan<char> text) =>
        TimeOnly.TryParse(text.TrimEnd('Z'), CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
