using System.Globalization;
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
    public static string Condition(string table) => $"p.key IN ({Keys(table)})";

    /// <summary>The keys of those whose words match <c>@q</c>.</summary>
    public static string Keys(string table) => $"SELECT rowid FROM {table} WHERE {table} MATCH @q";

    /// <summary>Rewrites an index so that nothing of removed records is left in it.</summary>
    public static string Purge(string table) => $"INSERT INTO {table} ({table}) VALUES ('optimize')";

    /// <summary>The engine's expression for a text; null when there is no word to look for.</summary>
    public static string? Expression(string text) => Read(text)?.Expression;

    /// <summary>What a text asks for; null when there is no word to look for.</summary>
    public static SearchText? Read(string text)
    {
        var wanted = new List<SearchTerm>();
        var unwanted = new List<SearchTerm>();
        foreach (var (term, excluded) in Terms(text).Take(MaxTerms))
        {
            var prefix = term.EndsWith('*') && term.Count(char.IsLetterOrDigit) >= ShortestPrefix;
            var words = new string([.. term.Select(c => IsOfWord(c) || char.IsSurrogate(c) ? c : ' ')]).Trim();
            if (words.Any(c => !IsMark(c)))
            {
                (excluded ? unwanted : wanted).Add(new(words, prefix));
            }
        }
        return wanted.Count == 0 ? null : new(wanted, unwanted);
    }

    /// <summary>Whether a character is part of a word; marks such as accents belong to the letter before them.</summary>
    public static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || IsMark(c);

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

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
                // A dash that stands alone is punctuation.
                excluded &= quoted;
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

/// <summary>A word or phrase of a search.</summary>
/// <param name="Words">The words, separated by spaces.</param>
/// <param name="IsPrefix">Whether the last one is the beginning of a word.</param>
internal sealed record SearchTerm(string Words, bool IsPrefix)
{
    /// <summary>The words it stands for, where they have been looked up; none when it is to be taken as it is.</summary>
    public IReadOnlyList<string> Forms { get; init; } = [];

    /// <summary>The engine's expression for it.</summary>
    public string Expression =>
        Forms.Count > 0 ? $"({string.Join(" OR ", Forms.Select(form => $"\"{form}\""))})" : $"\"{Words}\"{(IsPrefix ? " *" : "")}";
}

/// <summary>What a search asks for.</summary>
internal sealed record SearchText(IReadOnlyList<SearchTerm> Wanted, IReadOnlyList<SearchTerm> Unwanted)
{
    /// <summary>The engine's expression for it.</summary>
    public string Expression => Without(All, "");

    /// <summary>The same without what is unwanted.</summary>
    public string All => string.Join(" AND ", Wanted.Select(term => term.Expression));

    /// <summary>The same among some columns, what is wanted in others of them.</summary>
    public string In(string wantedIn, string columns) => "(" + Without($"{{{wantedIn}}} : ({All})", $"{{{columns}}} : ") + ")";

    private string Without(string wanted, string columns) =>
        Unwanted.Count == 0 ? wanted : $"({wanted}) NOT ({columns}({string.Join(" OR ", Unwanted.Select(term => term.Expression))}))";
}
