using System.Globalization;
using System.Text.RegularExpressions;

namespace DecisionsApi.Transparency;

/// <summary>
/// Finds the numbers that the references of decisions leave out. Spellings of one scheme differ (<c>PCC Decision 009-2020</c>,
/// <c>Decision 027-2021- Body Worn Video</c>), so only year and number are looked at: where a body numbers two series a year, a number that
/// either of them has is not missing.
/// </summary>
internal static partial class ReferenceGaps
{
    private const int MostListed = 100;

    /// <summary>The series of some references, those without a year last.</summary>
    public static IReadOnlyList<ReferenceSeries> Of(IEnumerable<string> references)
    {
        var parsed = references.Select(Parse).OfType<(int? Year, long? Number)>().ToList();
        // A series without years that has come to four figures has numbers that look like years.
        var looksLikeYear = parsed.Exists(p => p is { Year: null, Number: >= 1000 });
        return
        [
            .. parsed
                .Select(p => p.Number is null ? (Year: null, Number: looksLikeYear ? p.Year : null) : p)
                .Where(p => p.Number is not null)
                .GroupBy(p => p.Year, p => p.Number!.Value)
                .OrderBy(series => series.Key is null)
                .ThenByDescending(series => series.Key)
                .Select(series => Series(series.Key, [.. series.Distinct().Order()])),
        ];
    }

    /// <summary>
    /// Year and number of a reference: <c>2023/52</c>, <c>WMPCC 044 2013</c>, <c>001 Decision Form 2012/13</c>, <c>PCD 1636</c>. The number is
    /// null where only something like a year is there; all is null where it is not clear which is the number.
    /// </summary>
    public static (int? Year, long? Number)? Parse(string reference)
    {
        var year = Year().Match(reference);
        int? named = year.Success ? int.Parse(year.ValueSpan, CultureInfo.InvariantCulture) : null;
        var before = year.Success ? reference[..year.Index] : reference;
        var after = year.Success ? reference[(year.Index + year.Length)..] : "";
        var numbers = Digits().Matches(before).Concat(Digits().Matches(after)).ToList();
        var financial = FinancialYear().Match(after);
        if (
            numbers.Count == 2
            && financial.Success
            && named is { } start
            && int.Parse(financial.Groups[1].ValueSpan, CultureInfo.InvariantCulture) == (start + 1) % 100
        )
        {
            numbers = [.. Digits().Matches(before).Concat(Digits().Matches(after[financial.Length..]))];
        }
        return numbers switch
        {
            [] when named is not null => (named, null),
            [{ Length: <= 9 } only] => (named, long.Parse(only.ValueSpan, CultureInfo.InvariantCulture)),
            _ => null,
        };
    }

    private static ReferenceSeries Series(int? year, long[] numbers)
    {
        var missing = new List<long>();
        for (var i = 1; i < numbers.Length && missing.Count < MostListed; i++)
        {
            for (var number = numbers[i - 1] + 1; number < numbers[i] && missing.Count < MostListed; number++)
            {
                missing.Add(number);
            }
        }
        return new(year, numbers[0], numbers[^1], numbers.Length, numbers[^1] - numbers[0] + 1 - numbers.Length, missing);
    }

    [GeneratedRegex(@"(?<!\d)(?:19|20)\d\d(?!\d)")]
    private static partial Regex Year();

    [GeneratedRegex(@"^[/-](\d\d)(?!\d)")]
    private static partial Regex FinancialYear();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
