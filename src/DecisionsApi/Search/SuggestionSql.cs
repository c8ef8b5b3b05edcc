using DecisionsApi.Data;
using DecisionsApi.Http;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Search;

/// <summary>
/// Proposes other spellings of words that occur nowhere: those one letter away (left out, added, changed, or two changed round), else,
/// of longer words, those two letters away that begin alike. Each is looked up, so that the work does not grow with the register.
/// </summary>
internal static class SuggestionSql
{
    private const int Most = 3;
    private const int ShortestWord = 4;
    private const int LongestWord = 24;
    private const int ShortestFarWord = 6;
    private const int Alike = 3;
    private const int MostAlike = 2000;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>The search with each unknown word in its nearest known spellings; empty when every word is known, or one has none near.</summary>
    public static IReadOnlyList<string> Of(SqliteConnection connection, SearchQuery query)
    {
        var texts = new List<string> { query.Folded };
        foreach (var word in query.Text.Wanted.Select(term => term.Words.ToLowerInvariant()).Distinct())
        {
            if (Occurrences(connection, [word]).Any())
            {
                continue;
            }
            var nearest = Nearest(connection, word);
            texts = [.. texts.SelectMany(text => nearest.Select(known => text.Replace(word, known, StringComparison.Ordinal))).Take(Most)];
        }
        return [.. texts.Where(text => text != query.Folded)];
    }

    private static List<string> Nearest(SqliteConnection connection, string word)
    {
        if (word.Length is < ShortestWord or > LongestWord || !word.All(char.IsLetterOrDigit))
        {
            return [];
        }
        var near = Known(connection, OneLetterAway(word));
        return near.Count > 0 || word.Length < ShortestFarWord ? near : Known(connection, TwoLettersAway(connection, word));
    }

    /// <summary>Those of some words that occur, the commonest first.</summary>
    private static List<string> Known(SqliteConnection connection, IEnumerable<string> words) =>
        [
            .. Occurrences(connection, words.Distinct())
                .OrderByDescending(word => word.Count)
                .ThenBy(word => word.Word, StringComparer.Ordinal)
                .Take(Most)
                .Select(word => word.Word),
        ];

    private static IEnumerable<(string Word, long Count)> Occurrences(SqliteConnection connection, IEnumerable<string> words) =>
        TextIndex.Known(connection, SearchTypes.All.Select(type => type.Index), words, TextIndex.Counted);

    private static IEnumerable<string> OneLetterAway(string word)
    {
        for (var i = 0; i <= word.Length; i++)
        {
            var (before, after) = (word[..i], word[i..]);
            if (after.Length > 0)
            {
                yield return before + after[1..];
            }
            if (after.Length > 1)
            {
                yield return before + after[1] + after[0] + after[2..];
            }
            foreach (var letter in Letters)
            {
                yield return before + letter + after;
                if (after.Length > 0)
                {
                    yield return before + letter + after[1..];
                }
            }
        }
    }

    private static IEnumerable<string> TwoLettersAway(SqliteConnection connection, string word) =>
        SearchTypes
            .All.SelectMany(type => type.Index.Vocabulary(connection, word[..Alike], MostAlike))
            .Where(known => Spelling.Distance(word, known) == 2);
}
