using System.Globalization;

namespace DecisionsApi.Tabular;

/// <summary>Reads sums of money as publishers write them, exactly or not at all.</summary>
public static class Amounts
{
    /// <summary>What an amount cell may hold, for messages.</summary>
    public const string Expected = "an amount such as 1234.50, 1,234.50, £1,234.50, -1234.50, (1,234.50) or 1,234.50-";

    private static readonly System.Buffers.SearchValues<char> MoneyMarks = System.Buffers.SearchValues.Create("£,()-−–");
    private const decimal LargestPounds = 1_000_000_000_000m;

    /// <summary>
    /// The amount of a cell in pence. A leading or trailing minus or parentheses make it negative; nothing else does, and
    /// nothing is ever turned positive. More than two decimals are rounded to the penny (half away from zero) and
    /// <paramref name="rounded"/> says so. Ambiguous text (<c>1,44</c>, <c>34405..40</c>, <c>12 CR</c>) is not read.
    /// </summary>
    public static bool TryReadPence(ReadOnlySpan<char> text, out long pence, out bool rounded) =>
        TryReadPence(text, creditMarks: false, out pence, out rounded);

    /// <summary>The same; with <paramref name="creditMarks"/> a trailing CR makes an amount negative and DR says that it is not.</summary>
    public static bool TryReadPence(ReadOnlySpan<char> text, bool creditMarks, out long pence, out bool rounded)
    {
        pence = 0;
        rounded = false;
        var bare = Trim(text);
        var credit = creditMarks && StripTrailing(ref bare, "CR");
        _ = creditMarks && !credit && StripTrailing(ref bare, "DR");
        if (!TryReadSign(bare, out var digits, out var negative) || (credit && negative))
        {
            return false;
        }
        negative |= credit;
        // Only a negative exponent is exact dust (6.82121E-13); 6.71E+12 is a number whose last digits a spreadsheet has dropped.
        var exponent = digits.IndexOf("E-", StringComparison.OrdinalIgnoreCase) > 0 && !digits.Contains(',');
        if (!exponent && !IsPlain(digits) && !IsGrouped(digits))
        {
            return false;
        }
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowExponent;
        if (!decimal.TryParse(digits, Style, CultureInfo.InvariantCulture, out var pounds) || pounds > LargestPounds)
        {
            return false;
        }
        var exact = pounds * 100m;
        var whole = Math.Round(exact, MidpointRounding.AwayFromZero);
        // An amount below what a decimal holds reads as zero and counts as rounded too.
        rounded = exact != whole || (exponent && whole == 0);
        pence = (long)(negative ? -whole : whole);
        return true;
    }

    /// <summary>
    /// An amount with a comma before the pence and points between the thousands, as it would be written here (<c>1.234,56</c> is
    /// <c>1234.56</c>); null for any other text. Only a whole column tells that it is meant so.
    /// </summary>
    public static string? FromContinental(string text)
    {
        var bare = text.Trim();
        var comma = bare.LastIndexOf(',');
        var whole = (comma < 0 ? bare : bare[..comma]).TrimStart("-−–(£€ ".ToCharArray());
        var fraction = comma < 0 ? "" : bare[(comma + 1)..].TrimEnd("-) ".ToCharArray());
        var isWritten =
            whole.Length > 0
            && (AllDigits(whole) || (IsGrouped(whole.Replace('.', ',')) && !whole.Contains(',', StringComparison.Ordinal)))
            && (comma < 0 || (fraction.Length == 2 && AllDigits(fraction)));
        return isWritten ? bare.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : null;
    }

    /// <summary>Whether an amount is written as a sum of money is: with pence, thousands separators, a pound sign or a minus.</summary>
    public static bool LooksLikeMoney(ReadOnlySpan<char> text) =>
        text.ContainsAny(MoneyMarks) || (text.IndexOf('.') is >= 0 and var point && point >= text.TrimEnd().Length - 3);

    /// <summary>Whether an amount ends in CR or DR.</summary>
    public static bool HasCreditMark(ReadOnlySpan<char> text)
    {
        var bare = Trim(text);
        return (StripTrailing(ref bare, "CR") || StripTrailing(ref bare, "DR"))
            && TryReadSign(bare, out var digits, out _)
            && (IsPlain(digits) || IsGrouped(digits));
    }

    private static bool StripTrailing(ref ReadOnlySpan<char> text, string mark)
    {
        if (text.Length <= mark.Length || !text.EndsWith(mark, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
        text = Trim(text[..^mark.Length]);
        return true;
    }

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => text.Trim(" \t\r\n\0\u00A0\u2007\u202F\u200B\uFEFF");

    private static bool TryReadSign(ReadOnlySpan<char> text, out ReadOnlySpan<char> digits, out bool negative)
    {
        negative = false;
        digits = text;
        var minusBefore = StripLeading(ref digits, "-−–");
        _ = StripPound(ref digits);
        if (digits is ['(', .., ')'])
        {
            negative = true;
            digits = Trim(digits[1..^1]);
            _ = StripPound(ref digits);
        }
        var minusAfterPound = StripLeading(ref digits, "-−–");
        _ = minusAfterPound && StripPound(ref digits);
        _ = text is ['+', ..] && StripLeading(ref digits, "+") && StripPound(ref digits);
        var minusBehind = digits is [.., '-'];
        if (minusBehind)
        {
            digits = Trim(digits[..^1]);
        }
        var minuses = (negative ? 1 : 0) + (minusBefore ? 1 : 0) + (minusAfterPound ? 1 : 0) + (minusBehind ? 1 : 0);
        negative = minuses == 1;
        return minuses <= 1 && digits is [(>= '0' and <= '9') or '.', ..];
    }

    /// <summary>A pound sign, also one that was damaged on its way: œ (cp437 read as Windows-1252, Bexley, Havering), Â£, U+FFFD.</summary>
    private static bool StripPound(ref ReadOnlySpan<char> text)
    {
        foreach (var sign in (ReadOnlySpan<string>)["£", "Â£", "œ", "\uFFFD", "GBP"])
        {
            if (text.StartsWith(sign))
            {
                text = Trim(text[sign.Length..]);
                return true;
            }
        }
        return false;
    }

    private static bool StripLeading(ref ReadOnlySpan<char> text, ReadOnlySpan<char> marks)
    {
        if (text.IsEmpty || !marks.Contains(text[0]))
        {
            return false;
        }
        text = Trim(text[1..]);
        return true;
    }

    private static bool IsPlain(ReadOnlySpan<char> digits)
    {
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        return (whole.Length > 0 || fraction.Length > 0) && AllDigits(whole) && AllDigits(fraction) && (point < 0 || fraction.Length > 0);
    }

    private static bool IsGrouped(ReadOnlySpan<char> digits)
    {
        var comma = digits.IndexOf(',');
        if (comma is < 1 or > 3 || !AllDigits(digits[..comma]))
        {
            return false;
        }
        var rest = digits[comma..];
        while (rest is [',', ..])
        {
            if (rest.Length < 4 || !AllDigits(rest[1..4]))
            {
                return false;
            }
            rest = rest[4..];
        }
        return rest.IsEmpty || (rest[0] == '.' && rest.Length > 1 && AllDigits(rest[1..]));
    }

    private static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
