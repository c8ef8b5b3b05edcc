using System.Globalization;
using System.Text.RegularExpressions;

namespace DecisionsApi.Register;

/// <summary>Readable ids: lower-case words joined by hyphens.</summary>
internal static partial class Slugs
{
    public const int MaxLength = 80;
    public const string Pattern = "^[a-z0-9]+(-[a-z0-9]+)*$";

    /// <summary>Whether a text is a slug of at most 80 characters.</summary>
    public static bool IsSlug(string text) => text.Length <= MaxLength && Words().IsMatch(text);

    /// <summary>A name to show where none was given: <c>devon-county-council</c> is Devon County Council.</summary>
    public static string Name(string slug) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(slug.Replace('-', ' '));

    [GeneratedRegex(Pattern)]
    private static partial Regex Words();
}
