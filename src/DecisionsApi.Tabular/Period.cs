using System.Globalization;
using System.Text.RegularExpressions;

namespace DecisionsApi.Tabular;

/// <summary>The days a file is about, as its name says.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public readonly partial record struct Period(DateOnly From, DateOnly To)
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public bool Contains(DateOnly day) => day >= From && day <= To;

    /// <summary>The period in the name of a file or sheet: April 2023, Apr-23, 2023-04, 202304, apr-jun-2014, Q1 2019-20, 2019-20.</summary>
    public static Period? InName(string name)
    {
        var text = name.ToLowerInvariant();
        if (NamedMonths().Match(text) is { Success: true } months && Year(months.Groups["year"].Value) is { } year)
        {
            var last = Month(months.Groups["last"].Value);
            var first = months.Groups["first"].Success ? Month(months.Groups["first"].Value) : last;
            return Of(first > last ? year - 1 : year, first, year, last);
        }
        if (Quarter().Match(text) is { Success: true } quarter && Year(quarter.Groups["year"].Value) is { } start)
        {
            var first = 4 + (3 * (quarter.Groups["q"].Value[0] - '1'));
            var of = first > 12 ? start + 1 : start;
            first = first > 12 ? first - 12 : first;
            return Of(of, first, of, first + 2);
        }
        if (
            FinancialYear().Match(text) is { Success: true } financial
            && Year(financial.Groups["year"].Value) is { } from
            && (from + 1) % 100 == Number(financial.Groups["next"].Value)
        )
        {
            return Of(from, 4, from + 1, 3);
        }
        return YearAndMonth().Match(text) is { Success: true } numbers && Year(numbers.Groups["year"].Value) is { } y
            ? Of(y, Number(numbers.Groups["month"].Value), y, Number(numbers.Groups["month"].Value))
            : null;
    }

    private static Period Of(int fromYear, int fromMonth, int toYear, int toMonth) =>
        new(new(fromYear, fromMonth, 1), new(toYear, toMonth, DateTime.DaysInMonth(toYear, toMonth)));

    private static int Month(string name) => Array.IndexOf(Months, name[..3]) + 1;

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static int? Year(string digits)
    {
        var year = Number(digits) + (digits.Length == 2 ? 2000 : 0);
        return year is >= DayReading.EarliestYear and < DayReading.LatestYear ? year : null;
    }

    [GeneratedRegex(
        @"(?<![a-z])((?<first>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s_\-]*(to|and|&)?[\s_\-]*)?(?<last>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[\s_\-]*(?<year>20\d\d|\d\d)(?!\d)"
    )]
    private static partial Regex NamedMonths();

    [GeneratedRegex(@"(?<![a-z])(q|quarter|qtr)[\s_\-]*(?<q>[1-4])[\s_\-]+(fy[\s_\-]*)?(?<year>20\d\d)[\-_/\s](20)?\d\d(?!\d)")]
    private static partial Regex Quarter();

    [GeneratedRegex(@"(?<!\d)(?<year>20\d\d)[\-_/](20)?(?<next>\d\d)(?!\d)")]
    private static partial Regex FinancialYear();

    [GeneratedRegex(@"(?<!\d)(?<year>20\d\d)[\-_\s]?(?<month>0[1-9]|1[0-2])(?!\d)")]
    private static partial Regex YearAndMonth();
}
