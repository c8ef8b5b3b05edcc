using System.Globalization;
using System.Text.Json.Nodes;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>Reads the days of OCDS, which are instants with an offset.</summary>
internal static class OcdsDays
{
    private const int DayLength = 10;

    /// <summary>
    /// The day of a date as its publisher sees it: the part before the time, in the offset given. Null where there is none, and
    /// for placeholders such as year 1 or 9999; leases of public land run to the end of the next century.
    /// </summary>
    public static string? Of(JsonNode? published)
    {
        var text = OcdsText.Of(published);
        return
            text is { Length: >= DayLength }
            && (text.Length == DayLength || text[DayLength] is 'T' or 't' or ' ')
            && DateOnly.TryParseExact(
                text.AsSpan(0, DayLength),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
            && day.Year is >= 1900 and < 2300
            ? text[..DayLength]
            : null;
    }
}
