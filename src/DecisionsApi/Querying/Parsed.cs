using System.Globalization;

namespace DecisionsApi.Querying;

/// <summary>A query value that may not be what it should: its text is kept, so that an error can say what was found.</summary>
/// <typeparam name="T">What it should be.</typeparam>
/// <param name="Text">What was given.</param>
/// <param name="Value">What it means, when it means anything.</param>
public readonly record struct Parsed<T>(string Text, T? Value)
    where T : struct, IParsable<T>
{
    /// <summary>Takes any text; whether it has a value is looked at later.</summary>
    public static bool TryParse(string? text, IFormatProvider? provider, out Parsed<T> result)
    {
        _ = provider;
        result = new(text ?? "", Read(text ?? ""));
        return true;
    }

    private static T? Read(string text)
    {
        if (typeof(T) == typeof(DateOnly))
        {
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? (T)(object)day
                : null;
        }
        if (typeof(T) == typeof(decimal))
        {
            const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
            return decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var pounds) ? (T)(object)pounds : null;
        }
        return T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
