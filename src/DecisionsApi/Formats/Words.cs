using System.Globalization;

namespace DecisionsApi.Formats;

/// <summary>Values as a sentence says them.</summary>
internal static class Words
{
    /// <summary>An amount: <c>£1,234.50</c>, <c>-£20.00</c>, or with the code of another currency.</summary>
    public static string Money(decimal amount, string? currency = "GBP")
    {
        var digits = Math.Abs(amount).ToString("#,0.00", CultureInfo.InvariantCulture);
        var sign = amount < 0 ? "-" : "";
        return currency is null or "GBP" ? $"{sign}£{digits}" : $"{sign}{digits} {currency}";
    }

    /// <summary>A day, or the month or year that is all that is known of it.</summary>
    public static string Day(DateOnly day, string? precision = null) =>
        day.ToString(
            precision switch
            {
                "month" => "yyyy-MM",
                "year" => "yyyy",
                _ => "yyyy-MM-dd",
            },
            CultureInfo.InvariantCulture
        );

    /// <summary>A word before a value that may be missing; empty where it is.</summary>
    public static string With(string before, string? value) => string.IsNullOrWhiteSpace(value) ? "" : before + value.Trim();

    /// <summary>A code as words: <c>reportedTotal</c> is <c>Reported total</c>.</summary>
    public static string Code(string code)
    {
        var words = string.Concat(code.Select((c, i) => i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
        return words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Those of some sentences that say something, each with its full stop.</summary>
    public static string Sentences(params IEnumerable<string?> sentences) =>
        string.Join(
            ' ',
            sentences
                .Select(text => text?.Trim())
                .Where(text => !string.IsNullOrEmpty(text))
                .Select(text => text![^1] is '.' or '!' or '?' or '…' ? text : text + ".")
        );
}
