namespace DecisionsApi.Expenditure;

/// <summary>
/// Tells a withheld value from a real one by whole known phrases: REDACTIVE PUBLISHING LIMITED is a firm, and so is
/// SOUTH WEST WATER ***BUSINESS***.
/// </summary>
internal static class Withholding
{
    private static readonly HashSet<string> Phrases = new(StringComparer.Ordinal)
    {
        "redacted", // Trafford, Oxford
        "redacted under dp act", // Devon
        "redacted under data protection act",
        "redacted under the data protection act",
        "redacted personal data", // Oxford, West Mercia
        "reacted personal data", // Oxford, as misspelt there
        "redacted personal information", // Oxford
        "redacted personal details", // Oxford
        "redact personal information",
        "redacted commercial confidentiality", // West Mercia
        "redacted commercially sensitive",
        "redacted data",
        "redacted name",
        "name redacted",
        "name withheld",
        "supplier name redacted",
        "personal data redacted",
        "personal information redacted",
        "withheld",
        "information withheld",
        "personal data withheld",
    };

    /// <summary>Whether a cell's whole text is a publisher's way of saying that the value is withheld.</summary>
    public static bool IsWithheld(string text)
    {
        if (text.Length >= 3 && text.AsSpan().IndexOfAnyExcept('*') < 0)
        {
            return true;
        }
        // Nearly every cell is no phrase: look at its first letters before taking it apart.
        var start = text.AsSpan().TrimStart("* -([");
        if (start.IsEmpty || "rwnspiRWNSPI".IndexOf(start[0], StringComparison.Ordinal) < 0 || text.Length > 60)
        {
            return false;
        }
        var words = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return Phrases.Contains(string.Join(' ', words).ToLowerInvariant());
    }

    private static readonly char[] Separators = [' ', '*', '-', '(', ')', '[', ']', '.', ',', ':', '–', '\u00A0'];
}
