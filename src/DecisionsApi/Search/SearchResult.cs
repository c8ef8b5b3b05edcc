using DecisionsApi.Data;
using DecisionsApi.Querying;

namespace DecisionsApi.Search;

/// <summary>A page of what was found.</summary>
/// <param name="Hits">The hits, best first.</param>
/// <param name="Next">Number and name of the place the next page begins after; null when this is the last.</param>
/// <param name="Sequence">Head of the register.</param>
/// <param name="Counts">How much of each type was found.</param>
/// <param name="Suggestions">Other searches that do find something.</param>
internal sealed record SearchResult(
    IReadOnlyList<SearchHit> Hits,
    (int Number, string Name)? Next,
    long Sequence,
    SearchCounts Counts,
    IReadOnlyList<string> Suggestions
)
{
    /// <summary>The same with whole addresses.</summary>
    public SearchResult Addressed(string origin) =>
        origin.Length == 0 ? this : this with { Hits = [.. Hits.Select(hit => hit with { Url = origin + hit.Url })] };

    public SearchAnswer Answer(int limit, string? next, LicenceStatement licences) =>
        new()
        {
            Data = Hits,
            Info = new()
            {
                Limit = limit,
                Next = next,
                Sequence = Sequence,
            },
            Counts = Counts,
            Suggestions = Suggestions,
            Licence = licences.Licence,
            Licences = licences.Licences,
            Attribution = licences.Attribution,
        };

    public static SearchCounts CountsOf(IReadOnlyDictionary<string, Found> found)
    {
        SearchCount Of(string type) =>
            found[type].IsComplete
                ? new() { Count = found[type].Finds.Count, Exact = true }
                : new() { Count = TextIndex.Counted, Exact = false };
        return new()
        {
            Decisions = Of("decisions"),
            Contracts = Of("contracts"),
            Programmes = Of("programmes"),
            Suppliers = Of("suppliers"),
            Bodies = Of("bodies"),
            Expenditure = Of("expenditure"),
        };
    }
}
