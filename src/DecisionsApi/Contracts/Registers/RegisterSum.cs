using System.Text.RegularExpressions;
using DecisionsApi.Tabular;

namespace DecisionsApi.Contracts.Registers;

/// <summary>
/// A sum as the cell of a register states it: <c>£1.2m</c>, <c>£25k pa</c>, <c>1,000 - 5,000</c>, <c>up to £10,000</c>. What may be read in
/// two ways (<c>£25-50k</c>, <c>c. £10,000</c>, <c>£100 per month</c>) is not read.
/// </summary>
/// <param name="Pence">The sum; null where only bounds are stated.</param>
/// <param name="Least">Lower bound.</param>
/// <param name="Most">Upper bound.</param>
/// <param name="IsYearly">Whether it is said to be of a year.</param>
/// <param name="IsTotal">Whether it is said to be of the whole contract.</param>
internal readonly partial record struct RegisterSum(long? Pence, long? Least, long? Most, bool IsYearly, bool IsTotal)
{
    public static RegisterSum? Read(string text)
    {
        if (text.Length > 100)
        {
            return null;
        }
        if (Amounts.TryReadPence(text, out var plain, out _))
        {
            return new(plain, null, null, false, false);
        }
        var match = Statement().Match(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        if (!match.Success || match.Groups["year"].Success && match.Groups["whole"].Success)
        {
            return null;
        }
        var stated = new RegisterSum(null, null, null, match.Groups["year"].Success, match.Groups["whole"].Success);
        var (first, second) = (match.Groups["first"].Value, match.Groups["second"]);
        if (second.Success)
        {
            return
                Scale(first) == 1 == (Scale(second.Value) == 1)
                && PenceOf(first) is { } low
                && PenceOf(second.Value) is { } high
                && low < high
                ? stated with
                {
                    Least = low,
                    Most = high,
                }
                : null;
        }
        return PenceOf(first) is not { } pence ? null
            : match.Groups["most"].Success ? stated with { Most = pence }
            : match.Groups["least"].Success ? stated with { Least = pence }
            : stated with { Pence = pence };
    }

    private static long? PenceOf(string sum)
    {
        var number = sum.TrimEnd("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ".ToCharArray());
        if (!Amounts.TryReadPence(number, out var pence, out var rounded) || rounded)
        {
            return null;
        }
        return Scale(sum) is var scale && pence <= long.MaxValue / scale ? pence * scale : null;
    }

    private static long Scale(string sum) =>
        ScaleWord().Match(sum) is not { Success: true } word
            ? 1
            : char.ToLowerInvariant(word.Value[0]) switch
            {
                'k' or 't' => 1_000,
                'm' => 1_000_000,
                _ => 1_000_000_000,
            };

    private const string Sum = @"£? ?\d[\d,]*(?:\.\d+)?(?: ?(?:k|m|mn|bn|thousand|million|billion)\b)?";

    [GeneratedRegex(
        @"^(?:(?<most>up to(?: a maximum(?: of)?)?|max(?:imum)?\.?(?: of)?|not exceeding|not to exceed|no more than)|(?<least>at least|min(?:imum)?\.?(?: of)?)|between)? ?"
            + $"(?<first>{Sum})(?: ?(?:-|–|—|to|and) ?(?<second>{Sum}))?"
            + @"(?: ?[,(]? ?(?:(?<year>p\.?a\.?|p/a|per annum|per year|a year|each year|annually|/ ?(?:year|yr|annum))"
            + @"|(?<whole>(?:in )?total|over (?:\d+|one|two|three|four|five|six|seven) (?:year|month)s?|over (?:the )?(?:life|length|term|duration|period)(?: of (?:the )?contract)?)"
            + @"|(?:\+|plus|ex|exc|excl|excluding|exclusive of|net of)\.? ?vat)\)?)*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Statement();

    [GeneratedRegex(@"(?:k|m|mn|bn|thousand|million|billion)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ScaleWord();
}
