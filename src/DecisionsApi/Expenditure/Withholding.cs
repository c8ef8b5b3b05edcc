namespace DecisionsApi.Expenditure;

/// <summary>
/// Tells a withheld value from a real one by whole phrases: a word for withholding among words that say what is withheld and why,
/// and no other. REDACTIVE PUBLISHING LIMITED is a firm, and so is SOUTH WEST WATER ***BUSINESS***.
/// </summary>
internal static class Withholding
{
    private static readonly HashSet<string> Alone = new(StringComparer.OrdinalIgnoreCase) { "redacted", "withheld" };

    // As written and misspelt (Oxford); alone they might be names.
    private static readonly HashSet<string> Together = new(StringComparer.OrdinalIgnoreCase) { "redact", "redaction", "reacted" };

    private static readonly HashSet<string> Others = new(
        (
            "personal person persons individual individuals name names supplier suppliers payee vendor beneficiary payment private "
            + "sensitive confidential confidentiality commercial commercially info information data detail details "
            + "under for due to in of by on the dp dpa gdpr act protection reason reasons purposes legal operational security safety"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Whether a cell's whole text is a publisher's way of saying that the value is withheld.</summary>
    public static bool IsWithheld(string text)
    {
        if (text.Length >= 3 && text.AsSpan().IndexOfAnyExcept('*') < 0)
        {
            return true;
        }
        // Nearly every cell is no phrase: look for the word before taking it apart.
        var mayBe =
            text.Contains("dact", StringComparison.OrdinalIgnoreCase)
            || text.Contains("reacted", StringComparison.OrdinalIgnoreCase)
            || text.Contains("withheld", StringComparison.OrdinalIgnoreCase);
        if (!mayBe || text.Length > 80)
        {
            return false;
        }
        var words = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return words.Any(word => Alone.Contains(word) || (words.Length > 1 && Together.Contains(word)))
            && words.All(word => Alone.Contains(word) || Together.Contains(word) || Others.Contains(word));
    }

    private static readonly char[] Separators = [' ', '*', '-', '(', ')', '[', ']', '.', ',', ':', '/', '–', '\u00A0'];
}
