using System.Text.Json;
using System.Text.RegularExpressions;
using DecisionsApi.Formats;

namespace DecisionsApi.Http;

/// <summary>Answers that a page of another origin may load as a script (JSONP), for clients older than CORS.</summary>
internal static partial class Callback
{
    /// <summary>What the name of a function may look like: names of JavaScript joined by dots, and nothing that could be more.</summary>
    public const string Pattern = @"^[A-Za-z_$][A-Za-z0-9_$]*(\.[A-Za-z_$][A-Za-z0-9_$]*)*$";
    public const int MaxLength = 100;

    public static bool IsName(string text) => text.Length <= MaxLength && Name().IsMatch(text);

    /// <summary>The answer as JSON, or as a call of a function with it.</summary>
    public static IResult Answer<T>(T value, string? function) =>
        function is null
            ? TypedResults.Json(value, Json.Options)
            // The comment keeps the beginning of the answer out of the caller's hands; line separators once ended a line of a script.
            : TypedResults.Text(
                $"/**/{function}({JsonSerializer.Serialize(value, Json.Options).Replace("\u2028", "\\u2028", StringComparison.Ordinal).Replace("\u2029", "\\u2029", StringComparison.Ordinal)});",
                "application/javascript; charset=utf-8"
            );

    [GeneratedRegex(@"^[A-Za-z_$][A-Za-z0-9_$]*(\.[A-Za-z_$][A-Za-z0-9_$]*)*\z")]
    private static partial Regex Name();
}
