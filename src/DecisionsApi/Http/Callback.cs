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

    /// <summary>What such an answer is.</summary>
    public const string MediaType = "application/javascript";

    /// <summary>The parameter with the name of the function.</summary>
    public const string Parameter = "callback";

    public static bool IsName(string text) => text.Length <= MaxLength && Name().IsMatch(text);

    /// <summary>The answer as JSON, or as a call of a function with it.</summary>
    public static IResult Answer<T>(T value, string? function) =>
        function is null
            ? TypedResults.Json(value, Json.Options)
            : TypedResults.Text(Script(function, JsonSerializer.Serialize(value, Json.Options)), MediaType + "; charset=utf-8");

    /// <summary>A call of a function with some JSON.</summary>
    // The comment keeps the beginning of the answer out of the caller's hands; line separators once ended a line of a script.
    public static string Script(string function, string json) =>
        $"/**/{function}({json.Replace("\u2028", "\\u2028", StringComparison.Ordinal).Replace("\u2029", "\\u2029", StringComparison.Ordinal)});";

    [GeneratedRegex(@"^[A-Za-z_$][A-Za-z0-9_$]*(\.[A-Za-z_$][A-Za-z0-9_$]*)*\z")]
    private static partial Regex Name();
}
