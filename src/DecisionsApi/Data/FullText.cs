using System.Text;

namespace DecisionsApi.Data;

/// <summary>
/// Turns what people type into a search of the engine's: words all of which must occur, <c>"phrases"</c>, <c>-left -out</c>,
/// <c>begin*</c> from three letters on. Nothing typed is ever the engine's own syntax.
/// </summary>
internal static class FullText
{
    public const int MaxTerms = 20;
    private const int ShortestPrefix = 3;

    /// <summary>The condition that a record's words, kept in a table of their own, match <c>@q</c>.</summary>
    public static string Condition(string table) => $"p.key IN (SELECT rowid FROM {table} WHERE {table} MATCH @q)";

    /// <summary>Rewrites an index so that nothing of removed records is left in it.</summary>
    public static string Purge(string table) => $"INSERT INTO {table} ({table}) VALUES ('optimize')";

    /// <summary>The engine's expression for a text; null when there is no word to look for.</summary>
    public static string? Expression(string text)
    {
        var wanted = new List<string>();
        var unwanted = new List<string>();
        foreach (var (term, excluded) in Terms(text).Take(MaxTerms))
        {
            var prefix = term.EndsWith('*') && term.Count(char.IsLetterOrDigit) >= ShortestPrefix;
            var words = new string([.. term.Select(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c) ? c : ' ')]).Trim();
            if (words.Length > 0)
            {
                (excluded ? unwanted : wanted).Add($"\"{words}\"{(prefix ? " *" : "")}");
            }
        }
        if (wanted.Count == 0)
        {
            return null;
        }
        return unwanted.Count == 0 ? string.Join(' ', wanted) : $"({string.Join(' ', wanted)}) NOT ({string.Join(" OR ", unwanted)})";
    }

    private static IEnumerable<(string Term, bool Excluded)> Terms(string text)
    {
        var term = new StringBuilder();
        bool quoted = false,
            excluded = false;
        foreach (var c in text + " ")
        {
            if (c == '"' || (char.IsWhiteSpace(c) && !quoted))
            {
                if (term.Length > 0)
                {
                    yield return (term.ToString(), excluded);
                    term.Clear();
                    excluded = false;
                }
                quoted = c == '"' && !quoted;
            }
            else if (c == '-' && term.Length == 0 && !quoted)
            {
                excluded = true;
            }
            else
            {
                term.Append(c);
            }
        }
        if (term.Length > 0)
        {
            yield return (term.ToString(), excluded);
        }
    }
}
