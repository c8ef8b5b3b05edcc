using System.Globalization;

namespace DecisionsApi.Register;

/// <summary>
/// A day and the beginning of an id as one number, in the order of both: what payments stand in order by, in a third of the room the two
/// take as texts, in each of ten indexes. Above 40 bits for eight letters of the id stands the day; records without a day come before all others.
/// Two of one day share the number once in a million million pairs, and stand as they came in.
/// </summary>
internal static class DayId
{
    private const int Letters = 8;
    private const int BitsOfLetter = 5;
    private const int BitsOfId = Letters * BitsOfLetter;

    /// <summary>The least number of a record that has a day, for statements.</summary>
    public const string Dated = "1099511627776";

    /// <summary>The number of a record.</summary>
    public static long Of(DateOnly? day, string id)
    {
        var number = day is { } date ? date.DayNumber + 1L : 0;
        for (var i = 0; i < Letters; i++)
        {
            number =
                (number << BitsOfLetter)
                | (long)Math.Max(0, i < id.Length ? Identity.Alphabet.IndexOf(id[i], StringComparison.Ordinal) : 0);
        }
        return number;
    }

    /// <summary>The same of a day as it is stored.</summary>
    public static long Of(string? day, string id) => Of(day is null ? (DateOnly?)null : Day(day), id);

    /// <summary>The least number of a day.</summary>
    public static long From(DateOnly day) => (day.DayNumber + 1L) << BitsOfId;

    /// <summary>The greatest number of a day.</summary>
    public static long Until(DateOnly day) => ((day.DayNumber + 2L) << BitsOfId) - 1;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
