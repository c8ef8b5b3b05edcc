using System.Globalization;

namespace DecisionsApi.Expenditure;

/// <summary>Financial years of British public bodies: 1 April to 31 March, written 2012-13.</summary>
internal static class FinancialYears
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 200).Select(i => Name(1950 + i))];

    /// <summary>The financial year in which a day lies.</summary>
    public static string Of(DateOnly day) => Names[(day.Month < 4 ? day.Year - 1 : day.Year) - 1950];

    /// <summary>The financial year a text is the name of, as 2012-13 or 2012/2013; null for anything else.</summary>
    public static string? Named(string text)
    {
        var parts = text.Split('-', '/');
        return
            parts is [{ Length: 4 } first, { Length: 2 or 4 } second]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            && start is >= 1990 and < 2100
            && (start + 1) % 100 == end % 100
            ? Name(start)
            : null;
    }

    /// <summary>The first day of a financial year by its name.</summary>
    public static DateOnly FirstDay(string name) => new(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), 4, 1);

    private static string Name(int start) => string.Create(CultureInfo.InvariantCulture, $"{start}-{(start + 1) % 100:00}");
}
