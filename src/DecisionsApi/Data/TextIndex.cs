using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Data;

/// <summary>A full-text index: which of its columns name a record, and how much a word in each of them weighs.</summary>
/// <param name="Table">The index.</param>
/// <param name="Names">Columns with names and titles.</param>
/// <param name="Columns">All columns with words.</param>
/// <param name="Weights">What a word weighs in each column, in their order.</param>
internal sealed record TextIndex(string Table, string Names, string Columns, string Weights)
{
    /// <summary>A word in more records than this is common: what it matches is not ranked as a whole.</summary>
    public const int Common = 1000;

    /// <summary>How far matches of common words are counted.</summary>
    public const int Counted = Common;

    /// <summary>How many matches of common words are looked at: those in names, and the newest.</summary>
    public const int Candidates = 200;

    /// <summary>How many words a beginning is replaced by.</summary>
    private const int MostForms = 64;

    private const double InName = 2;
    private const double Elsewhere = 1;

    /// <summary>The keys in a JSON array, as a table whose column is <c>value</c>.</summary>
    public static string Keys(string parameter) => $"json_each({parameter})";

    /// <summary>The condition on a column with ids of bodies; see the migration for how it writes them.</summary>
    public static string OfBodies(IEnumerable<string> ids) =>
        $"body : ({string.Join(" OR ", ids.Select(id => new SearchTerm(new([.. id.Select(c => char.IsAsciiLetterOrDigit(c) ? c : 'ʔ')]), false).Expression))})";

    /// <summary>
    /// What matches a search, with its rank, higher for better. Everything, ranked by BM25, unless a word is common: then the work is
    /// bounded instead, and names come before other text, newer before older.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="text">What is asked for.</param>
    /// <param name="within">A further condition in the engine's words, or null.</param>
    /// <param name="keys">A query for the keys that may match, or null.</param>
    /// <param name="parameters">The parameters of that query.</param>
    /// <param name="named">Finds the newest that match in names by other means; null from it where going through the index is soon done.</param>
    public Matches Find(
        SqliteConnection connection,
        SearchText text,
        string? within,
        string? keys,
        object parameters,
        Func<SearchText, int, IEnumerable<long>?>? named = null
    )
    {
        var restricted = keys is null ? "" : $"AND +rowid IN ({keys})";
        var spelt = Spelt(connection, text);
        var counts = spelt.Wanted.Select(term => Count(connection, term, Common + 1)).TakeWhile(count => count > 0).ToList();
        if (counts.Count < spelt.Wanted.Count)
        {
            return Matches.Nothing;
        }
        if (counts.TrueForAll(count => count <= Common))
        {
            var sql = $"SELECT rowid, -bm25({Table}, {Weights}) FROM {Table} WHERE {Table} MATCH @q {restricted}";
            return new(connection.Query<(long, double)>(sql, With(parameters, Expression(text, Columns))).ToDictionary(), IsComplete: true);
        }
        // Of one common word alone it is known by now that more match than are counted.
        var areMany = spelt is { Wanted.Count: 1, Unwanted.Count: 0 } && within is null && keys is null;
        var found = Newest(Columns, areMany ? Candidates : Counted + 1).ToList();
        var isComplete = !areMany && found.Count <= Counted;
        if (!isComplete)
        {
            found = found[..Candidates];
        }
        var ranks = found.ToDictionary(key => key, _ => Names == Columns ? InName : Elsewhere);
        if (Names != Columns)
        {
            foreach (var key in InNames(isComplete ? Counted : Candidates))
            {
                ranks[key] = InName;
            }
        }
        return new(ranks, isComplete);

        string Expression(SearchText wanted, string wantedIn) => wanted.In(wantedIn, Columns) + (within is null ? "" : $" AND {within}");

        IEnumerable<long> Newest(string wantedIn, int limit) =>
            connection.Query<long>(
                $"SELECT rowid FROM {Table} WHERE {Table} MATCH @q {restricted} ORDER BY rowid DESC LIMIT {limit}",
                With(parameters, Expression(spelt, wantedIn))
            );

        IEnumerable<long> InNames(int limit) => named?.Invoke(spelt, limit) ?? Newest(Names, limit);
    }

    /// <summary>How many records have a word or phrase, counted up to a bound; as a parameter it would have the engine plan each time.</summary>
    private long Count(SqliteConnection connection, SearchTerm term, int upTo) =>
        connection.ExecuteScalar<long>(
            $"SELECT count(*) FROM (SELECT 1 FROM {Table} WHERE {Table} MATCH @q LIMIT {upTo})",
            new { q = new SearchText([term], []).In(Columns, Columns) }
        );

    /// <summary>
    /// The search with each beginning of a word replaced by the words that begin so: the engine would put together all records of all
    /// of them before it gave the first.
    /// </summary>
    private SearchText Spelt(SqliteConnection connection, SearchText text)
    {
        return new([.. text.Wanted.Select(Spell)], [.. text.Unwanted.Select(Spell)]);

        SearchTerm Spell(SearchTerm term) =>
            term.IsPrefix
            && term.Words.All(char.IsAsciiLetterOrDigit)
            && Beginning(connection, term.Words.ToLowerInvariant()) is { Count: <= MostForms } forms
                ? term with
                {
                    Forms = forms,
                }
                : term;
    }

    /// <summary>The words that begin with some letters, as far as they are few; each is found from the one before.</summary>
    private List<string> Beginning(SqliteConnection connection, string letters) =>
        connection
            .Query<string>(
                $"""
                WITH RECURSIVE words (term) AS (
                  SELECT (SELECT term FROM {Table}_words WHERE term >= @letters ORDER BY term LIMIT 1)
                  UNION ALL
                  SELECT (SELECT term FROM {Table}_words WHERE term >= words.term || char(1) ORDER BY term LIMIT 1)
                  FROM words
                  WHERE substr(words.term, 1, length(@letters)) = @letters
                )
                SELECT term FROM words WHERE substr(term, 1, length(@letters)) = @letters LIMIT {MostForms + 1}
                """,
                new { letters }
            )
            .AsList();

    /// <summary>Those of some words that some of the indexes have, each with the number of records, counted up to a bound in each.</summary>
    public static IEnumerable<(string Word, long Count)> Known(
        SqliteConnection connection,
        IEnumerable<TextIndex> indexes,
        IEnumerable<string> words,
        int upTo
    )
    {
        var counts = indexes.Select(index =>
            $"(SELECT count(*) FROM (SELECT 1 FROM {index.Table} WHERE {index.Table} MATCH '\"' || k.value || '\"' LIMIT {upTo}))"
        );
        return connection
            .Query<(string Word, long Count)>(
                $"SELECT k.value, {string.Join(" + ", counts)} FROM {Keys("@words")} k",
                new { words = JsonSerializer.Serialize(words) }
            )
            .Where(word => word.Count > 0);
    }

    /// <summary>Words of the index that begin with some letters, as far as a bound.</summary>
    public IEnumerable<string> Vocabulary(SqliteConnection connection, string beginning, int limit) =>
        connection.Query<string>(
            $"SELECT term FROM {Table}_vocabulary WHERE term >= @beginning AND term < @end LIMIT {limit}",
            new { beginning, end = beginning + '\uFFFF' }
        );

    private static DynamicParameters With(object parameters, string q)
    {
        var all = new DynamicParameters(parameters);
        all.Add("q", q);
        return all;
    }
}

/// <summary>The keys of what matches, with their ranks; whether that is all of it.</summary>
internal sealed record Matches(IReadOnlyDictionary<long, double> Ranks, bool IsComplete)
{
    public static readonly Matches Nothing = new(new Dictionary<long, double>(), IsComplete: true);
}
