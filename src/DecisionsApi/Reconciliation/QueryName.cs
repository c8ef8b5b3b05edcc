using DecisionsApi.Register;
using DecisionsApi.Suppliers;

namespace DecisionsApi.Reconciliation;

/// <summary>A name to be matched, in the forms that names are compared in.</summary>
internal sealed class QueryName
{
    // No name of the register is longer; what is would only cost time.
    private const int MaxLength = 1000;

    private readonly LetterPairs _pairs;

    private QueryName(string text)
    {
        Text = text;
        Letters = SupplierNames.Letters(text);
        Key = SupplierNames.Read(text).Key;
        var bare = SupplierNames.Bare(Key);
        Core = bare.Replace(" ", "", StringComparison.Ordinal);
        Words = [.. bare.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];
        _pairs = new(Core);
    }

    public string Text { get; }

    /// <summary>Letters and digits alone.</summary>
    public string Letters { get; }

    /// <summary>What the rules of names make of it.</summary>
    public string Key { get; }

    /// <summary>The key without legal form, article and spaces.</summary>
    public string Core { get; }

    /// <summary>The words of the key without legal form and article.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The name of a query; null when there is nothing in it that could be one.</summary>
    public static QueryName? Of(string? text) =>
        text is { Length: <= MaxLength } && text.Any(char.IsLetterOrDigit) && !text.Contains('\0') ? new(text.Trim()) : null;

    /// <summary>How alike its core and another are.</summary>
    public decimal LikenessTo(string core) => _pairs.LikenessTo(new(core));

    /// <summary>The share of its words that a name has.</summary>
    public decimal WordsIn(string name)
    {
        var words = Folding.Name(name).Split(' ').ToHashSet();
        return Words.Count == 0 ? 0 : Math.Round((decimal)Words.Count(words.Contains) / Words.Count, 2);
    }
}

/// <summary>What a name of an entity and the name of a query have in common.</summary>
internal sealed record NameMatch
{
    public static readonly NameMatch Nothing = new();

    /// <summary>A spelling that is the query's by the rules of names.</summary>
    public static readonly NameMatch Same = new()
    {
        IsExact = true,
        IsSameCore = true,
        Likeness = 1,
        Words = 1,
    };

    /// <summary>The query is the entity's id.</summary>
    public bool IsId { get; init; }

    /// <summary>By the rules of names they are the same.</summary>
    public bool IsExact { get; init; }

    /// <summary>They are the same but for legal form, article and spaces.</summary>
    public bool IsSameCore { get; init; }

    /// <summary>Share of letter pairs in common.</summary>
    public decimal Likeness { get; init; }

    /// <summary>Share of the query's words that the name has.</summary>
    public decimal Words { get; init; }

    /// <summary>What it comes to, from 0 to 100.</summary>
    public decimal Score =>
        IsId || IsExact ? Scoring.Exact
        : IsSameCore ? Scoring.SameCore
        : (Scoring.OfLikeness * Likeness) + (Scoring.OfWords * Words);
}
