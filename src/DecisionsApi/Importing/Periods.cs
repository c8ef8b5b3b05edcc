using System.Globalization;
using System.Text.RegularExpressions;

namespace DecisionsApi.Importing;

/// <summary>Reads the period a file is about in its name, written one way however the publisher writes it.</summary>
internal static partial class Periods
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The period, such as 2025-03, 2014-01--2014-03, 2026-27 or 2012; null where the name has none or more than one reading.</summary>
    public static string? In(string fileName)
    {
        var name = Path.GetFileNameWithoutExtension(fileName).ToLowerInvariant();
        return Between(name) ?? Named(name) ?? Year(name) ?? Numbered(name) ?? Alone(name);
    }

    // ProcurementCardTransactions_20220122to20220523.csv (Devon)
    private static string? Between(string name)
    {
        string[] days = [.. Day().Matches(name).Select(m => $"{m.Groups[1]}-{m.Groups[2]}-{m.Groups[3]}").Where(IsDay)];
        return days.Length switch
        {
            1 => days[0],
            2 => $"{days[0]}--{days[1]}",
            _ => null,
        };
    }

    // expenditure-over-500-oct-dec-2014.csv (Oxford); april_2008 (GLA)
    private static string? Named(string name)
    {
        string[] months = [.. MonthName().Matches(name).Select(m => m.Groups[1].Value)];
        string[] years = [.. FourDigits().Matches(name).Select(m => m.Value).Where(IsYear)];
        if (years.Length != 1 || months.Length is 0 or > 2)
        {
            return null;
        }
        string[] named = [.. months.Select(m => $"{years[0]}-{Array.IndexOf(Months, m) + 1:00}")];
        return string.Join("--", named);
    }

    // trafford-supplier-spend-2026-27.csv; 2012/13 has become 2012_13
    private static string? Year(string name) =>
        FinancialYear().Matches(name) is [var only]
        && (int.Parse(only.Groups[1].Value, CultureInfo.InvariantCulture) + 1) % 100
            == int.Parse(only.Groups[2].Value, CultureInfo.InvariantCulture)
            ? $"{only.Groups[1]}-{only.Groups[2]}"
            : null;

    // DCCSpendingOver500_202503.csv (Devon)
    private static string? Numbered(string name)
    {
        string[] months = [.. YearMonth().Matches(name).Where(m => IsYear(m.Groups[1].Value)).Select(m => $"{m.Groups[1]}-{m.Groups[2]}")];
        return months.Length == 1 ? months[0] : null;
    }

    private static string? Alone(string name)
    {
        string[] years = [.. FourDigits().Matches(name).Select(m => m.Value).Where(IsYear)];
        return years.Length == 1 ? years[0] : null;
    }

    private static bool IsYear(string text) => int.Parse(text, CultureInfo.InvariantCulture) is >= 1990 and < 2100;

    private static bool IsDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex(@"(?<!\d)((?:19|20)\d\d)[-_. ]?(\d\d)[-_. ]?(\d\d)(?!\d)")]
    private static partial Regex Day();

    [GeneratedRegex(
        @"(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?(?![a-z])"
    )]
    private static partial Regex MonthName();

    [GeneratedRegex(@"(?<!\d)\d{4}(?!\d)")]
    private static partial Regex FourDigits();

    [GeneratedRegex(@"(?<!\d)((?:19|20)\d\d)[-_ ](\d\d)(?!\d)")]
    private static partial Regex FinancialYear();

    [GeneratedRegex(@"(?<!\d)(\d{4})[-_. ]?(0[1-9]|1[0-2])(?!\d)")]
    private static partial Regex YearMonth();
}
