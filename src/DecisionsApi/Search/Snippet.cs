using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DecisionsApi.Data;
using DecisionsApi.Formats;

namespace DecisionsApi.Search;

/// <summary>The passage of a text in which the words of a search stand, as HTML that is safe to insert.</summary>
internal static partial class Snippet
{
    private const int Length = 240;
    private const int MostMarks = 200;

    /// <summary>The passage with the most of what is asked for; null when nothing of it is in the text.</summary>
    public static string? Of(SearchText search, string text)
    {
        text = Lines(text);
        var words = Words(text);
        var marks = search.Wanted.SelectMany((term, i) => Places(term, words).Select(word => (Term: i, Word: word))).ToList();
        if (marks.Count == 0)
        {
            return null;
        }
        var found = marks.Select(mark => mark.Word).Distinct().Order().Take(MostMarks).ToList();
        var best = found.MaxBy(first =>
            marks
                .Where(mark => mark.Word >= first && words[mark.Word].End - words[first].Start <= Length)
                .Select(mark => mark.Term)
                .Distinct()
                .Count()
        );
        var (start, end) = Window(text, words, best);
        return Marked(text, start, end, [.. found.Select(i => words[i])]);
    }

    /// <summary>The beginning of a text.</summary>
    public static string Beginning(string text)
    {
        text = Lines(text);
        var words = Words(text);
        return words.Count == 0 ? "" : Marked(text, 0, Window(text, words, 0).End, []);
    }

    /// <summary>The words of the text that a term stands for.</summary>
    private static IEnumerable<int> Places(SearchTerm term, List<Word> words)
    {
        var wanted = Words(term.Words).ConvertAll(word => word.Folded);
        for (var i = 0; wanted.Count > 0 && i + wanted.Count <= words.Count; i++)
        {
            var last = i + wanted.Count - 1;
            var fits = Enumerable.Range(0, wanted.Count - 1).All(j => words[i + j].Folded == wanted[j]);
            if (
                fits
                && (term.IsPrefix ? words[last].Folded.StartsWith(wanted[^1], StringComparison.Ordinal) : words[last].Folded == wanted[^1])
            )
            {
                for (var j = i; j <= last; j++)
                {
                    yield return j;
                }
            }
        }
    }

    /// <summary>A passage around a word: a little of what is before, and whole words only.</summary>
    private static (int Start, int End) Window(string text, List<Word> words, int first)
    {
        var from = words.FindIndex(word => word.Start >= words[first].Start - Length / 4);
        var start = from == 0 ? 0 : words[from].Start;
        var end = words.FindLast(word => word.End <= start + Length && word.End >= words[first].End)?.End ?? words[first].End;
        return (start, end == words[^1].End ? text.Length : end);
    }

    private static string Marked(string text, int start, int end, IReadOnlyList<Word> marks)
    {
        var html = new StringBuilder(start > 0 ? "…" : "");
        var at = start;
        foreach (var mark in marks.Where(mark => mark.Start >= start && mark.End <= end))
        {
            html.Append(Encode(text[at..mark.Start])).Append("<mark>").Append(Encode(text[mark.Start..mark.End])).Append("</mark>");
            at = mark.End;
        }
        html.Append(Encode(text[at..end]));
        return html.Append(end < text.Length ? "…" : "").ToString();
    }

    /// <summary>A text without the empty lines that fields without a value leave.</summary>
    private static string Lines(string text) => Breaks().Replace(text, "\n").Trim();

    [GeneratedRegex(@"\s*[\r\n]\s*")]
    private static partial Regex Breaks();

    private static string Encode(string text) => HtmlText.Encoder.Encode(text.ReplaceLineEndings(" · "));

    private static List<Word> Words(string text)
    {
        var words = new List<Word>();
        for (var i = 0; i < text.Length; i++)
        {
            if (FullText.IsOfWord(text[i]))
            {
                var start = i;
                while (i < text.Length && FullText.IsOfWord(text[i]))
                {
                    i++;
                }
                words.Add(new(start, i, Fold(text[start..i])));
            }
        }
        return words;
    }

    // As the index folds words: lower case, accents left out.
    private static string Fold(string word) =>
        string.Concat(
            word.ToLowerInvariant()
                .Normalize(NormalizationForm.FormD)
                .Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
        );

    private sealed record Word(int Start, int End, string Folded);
}
