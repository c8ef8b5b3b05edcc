using System.Globalization;
using System.Text.RegularExpressions;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>Financial years of British public bodies: 1 April to 31 March, written 2012-13.</summary>
internal static partial class FinancialYears
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

    /// <summary>The financial year a period is, null where it is another.</summary>
    public static string? Whole(Period? period) =>
        period is { From: { Month: 4, Day: 1 } from, To: { Month: 3, Day: 31 } to } && to.Year == from.Year + 1 ? Of(from) : null;

    /// <summary>
    /// The financial year in which an imprecise date lies: the one it names, or that of its file where it has no year of its own
    /// (<c>Apr</c>, <c>P3</c>) or a code of year and number, month or period, agrees with it (<c>201803</c>).
    /// </summary>
    public static string? Stated(string text, string? ofFile)
    {
        if (Named(text) is { } named)
        {
            return named;
        }
        return ofFile is not null && (WithoutYear().IsMatch(text) || IsCodeIn(text, ofFile)) ? ofFile : null;
    }

    private static bool IsCodeIn(string text, string year)
    {
        if (text.Length != 6 || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return false;
        }
        var month = code % 100;
        return Name(code / 100) == year || (month is >= 1 and <= 12 && Of(new(code / 100, month, 1)) == year);
    }

    /// <summary>The first day of a financial year by its name.</summary>
    public static DateOnly FirstDay(string name) => new(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), 4, 1);

    private static string Name(int start) => string.Create(CultureInfo.InvariantCulture, $"{start}-{(start + 1) % 100:00}");

    [GeneratedRegex("^(?:[a-z]+|(?:p|period|q|quarter) ?[0-9]{1,2})$", RegexOptions.IgnoreCase)]
    private static partial Regex WithoutYear();
}
