using System.Text.Json;

namespace DecisionsApi.Data;

/// <summary>Any number of values for one condition: the engine takes only so many parameters, but one text may hold them all.</summary>
internal static class Many
{
    /// <summary>The condition that a column, which stands before it, has one of the values in a parameter.</summary>
    public static string In(string parameter) => $"IN (SELECT value FROM json_each(@{parameter}))";

    /// <summary>The values as the parameter holds them.</summary>
    public static string Of<T>(IEnumerable<T> values) => JsonSerializer.Serialize(values);
}
