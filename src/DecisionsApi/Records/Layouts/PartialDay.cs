using System.Globalization;
using DecisionsApi.Tabular;

namespace DecisionsApi.Records.Layouts;

/// <summary>A day, or the month or year it lies in where no more is known.</summary>
/// <param name="Day">The day, or the first of the period.</param>
/// <param name="Precision">day, month or year.</param>
internal readonly record struct PartialDay(DateOnly Day, string Precision)
{
    public const string Expected = "a day as YYYY-MM-DD, or YYYY-MM or YYYY where no more is known";

    /// <summary>Reads 2012-11-22, 2012-11, 2012, an instant, or a day as publishers write it (day first).</summary>
    public static PartialDay? Parse(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? new(month, "month")
        : DateOnly.TryParseExact(text, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var year) ? new(year, "year")
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new(day, "day")
        : text.Length > 10 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? new(DateOnly.FromDateTime(instant.DateTime), "day")
        : Days.TryRead(text, DateOrder.DayFirst, out var published) ? new(published, "day")
        : null;
}
