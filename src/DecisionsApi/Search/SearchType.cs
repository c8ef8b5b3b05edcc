using DecisionsApi.Data;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Search;

/// <summary>A kind of thing that can be found: where its words are, what of it may be shown, and what a hit says.</summary>
internal abstract class SearchType
{
    /// <summary>Its name: that of its list.</summary>
    public abstract string Name { get; }

    public abstract TextIndex Index { get; }

    /// <summary>What is found of what the register had at a moment, unordered.</summary>
    public abstract Found Find(SqliteConnection connection, SearchQuery query, Moment moment);

    /// <summary>The hits of some finds, in a bounded number of statements; their places are still to be filled.</summary>
    public abstract IReadOnlyDictionary<long, SearchHit> Show(
        SqliteConnection connection,
        SearchQuery query,
        IReadOnlyCollection<long> keys
    );
}

/// <summary>A search, understood.</summary>
/// <param name="Text">What is asked for.</param>
/// <param name="Folded">The same as a name would be compared.</param>
/// <param name="Bodies">Ids of the bodies it is about; none for all.</param>
internal sealed record SearchQuery(SearchText Text, string Folded, IReadOnlyList<string> Bodies)
{
    /// <summary>The search for a text; null when there is no word in it.</summary>
    public static SearchQuery? Of(string text, IReadOnlyList<string>? bodies) =>
        FullText.Read(text) is { } read ? new(read, Register.Folding.Fold(text), bodies ?? []) : null;
}

/// <summary>What is found of a type, and whether that is all there is.</summary>
internal sealed record Found(IReadOnlyList<Find> Finds, bool IsComplete)
{
    public static readonly Found Nothing = new([], IsComplete: true);
}

/// <summary>One thing that matches.</summary>
/// <param name="Key">Its key.</param>
/// <param name="IsExact">Whether its name is what was searched for.</param>
/// <param name="Rank">How well it matches, higher for better.</param>
/// <param name="Payments">How many payments it stands for: of equal finds the one with more comes first.</param>
internal sealed record Find(long Key, bool IsExact, double Rank, long Payments);
