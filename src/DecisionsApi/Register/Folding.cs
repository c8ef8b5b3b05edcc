using System.Text;

namespace DecisionsApi.Register;

/// <summary>Makes texts comparable: the same rule on the way in and in every filter.</summary>
internal static class Folding
{
    private const int StartLength = 500;

    /// <summary>Lower case, white space collapsed: text filters compare this.</summary>
    public static string Fold(string text) => Squeeze(text.ToLowerInvariant(), keepPunctuation: true);

    /// <summary>The beginning of a folded text, long enough to tell texts apart; empty for none.</summary>
    public static string Start(string? text)
    {
        var folded = text is null ? "" : Fold(text);
        return folded.Length <= StartLength ? folded : folded[..StartLength].TrimEnd();
    }

    /// <summary>Letters and digits in lower case, anything else one space: names that differ only so are one supplier.</summary>
    public static string Name(string text) =>
        Squeeze(text.ToLowerInvariant(), keepPunctuation: false) is { Length: > 0 } name ? name : Fold(text);

    private static string Squeeze(string text, bool keepPunctuation)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c) || (keepPunctuation && !char.IsWhiteSpace(c)))
            {
                folded.Append(c);
            }
            else if (folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }
        return folded.ToString().TrimEnd();
    }
}
