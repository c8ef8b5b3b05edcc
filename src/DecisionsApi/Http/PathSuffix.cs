using System.Text.RegularExpressions;

namespace DecisionsApi.Http;

/// <summary>A form named by the end of a path, as in <c>/v1/expenditure.csv</c>.</summary>
/// <param name="Format">The form.</param>
internal sealed partial record PathSuffix(string Format)
{
    /// <summary>Takes the suffix off, so that the one route answers; what was asked for stays known.</summary>
    public static Task Take(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Value is { } path && Suffixed().Match(path) is { Success: true } match)
        {
            context.Request.Path = match.Groups[1].Value;
            context.Features.Set(new PathSuffix(match.Groups[2].Value));
        }
        return next(context);
    }

    /// <summary>The path as it was asked for.</summary>
    public static string PathOf(HttpContext context) =>
        context.Request.PathBase.ToUriComponent()
        + context.Request.Path.ToUriComponent()
        + (context.Features.Get<PathSuffix>() is { } suffix ? "." + suffix.Format : "");

    [GeneratedRegex(
        @"^(/v1/(?:insights/)?[a-z-]+(?:/summary)?|/v1/(?:decisions|contracts|expenditure)/[0-9a-z]+)\.([a-z]{2,8})\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Suffixed();
}
