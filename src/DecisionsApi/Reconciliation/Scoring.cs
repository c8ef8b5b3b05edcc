namespace DecisionsApi.Reconciliation;

/// <summary>
/// What a candidate comes to, from 0 to 100, and whether it is certain. docs/reconciling.md says the same in words; every number that
/// goes into a score is among the candidate's features.
/// </summary>
internal static class Scoring
{
    public const decimal Exact = 100;
    public const decimal SameCore = 95;
    public const decimal OfLikeness = 70;
    public const decimal OfWords = 25;

    /// <summary>What is less alike is no candidate.</summary>
    public const decimal Least = 50;

    private const decimal Uncertain = 99;
    private const decimal OfProperties = 0.3m;
    private const decimal OtherType = 0.7m;

    /// <summary>The candidates of a query, the likeliest first.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="found">The entities it may mean.</param>
    /// <param name="agreement">For each property of the query whether an entity agrees; null where nothing is known of it.</param>
    public static IReadOnlyList<ReconciliationCandidate> Rank(
        ReconciliationQuery query,
        IEnumerable<Found> found,
        Func<Found, IReadOnlyList<(string Property, bool? Agrees)>> agreement
    )
    {
        var judged = found
            .Where(f => query.TypeStrict == "should" || query.IsOfType(f.Entity.Types))
            .Select(f => Judge(query, f, agreement(f)))
            .Where(j => j.Score >= Least)
            .ToList();
        var certain = judged.Where(j => j.IsCertain).Take(2).ToList();
        return
        [
            .. judged
                .OrderByDescending(j => j.Score)
                .ThenByDescending(j => j.Found.Entity.Payments)
                .ThenBy(j => j.Found.Entity.Id, StringComparer.Ordinal)
                .Take(query.Limit)
                .Select(j => j.Candidate(certain.Count == 1 && certain[0] == j)),
        ];
    }

    private static Judgement Judge(ReconciliationQuery query, Found found, IReadOnlyList<(string Property, bool? Agrees)> properties)
    {
        var isExact = found.HasIdentifier || found.Name.IsId || found.Name.IsExact;
        var isOfType = query.IsOfType(found.Entity.Types);
        var score = found.HasIdentifier ? Exact : found.Name.Score;
        if (properties.Count > 0)
        {
            var agreeing = (decimal)properties.Count(p => p.Agrees == true) / properties.Count;
            var differing = (decimal)properties.Count(p => p.Agrees == false) / properties.Count;
            score += (Exact - score) * OfProperties * agreeing;
            score -= score * OfProperties * differing;
        }
        score *= isOfType ? 1 : OtherType;
        return new(
            found,
            Math.Round(isExact ? score : Math.Min(score, Uncertain), 1),
            isExact && isOfType && properties.All(p => p.Agrees != false),
            [
                .. FeaturesOf(query, found, isOfType),
                .. properties.Where(p => p.Agrees is not null).Select(p => Is($"property.{p.Property}", p.Agrees == true)),
            ]
        );
    }

    private static IEnumerable<ReconciliationFeature> FeaturesOf(ReconciliationQuery query, Found found, bool isOfType)
    {
        if (query.Name is not null)
        {
            yield return Is("id", found.Name.IsId);
            yield return Is("exactName", found.Name.IsExact);
            yield return Is("sameCore", found.Name.IsSameCore);
            yield return new("nameLikeness", found.Name.Likeness);
            yield return new("words", found.Name.Words);
        }
        if (query.Types.Count > 0)
        {
            yield return Is("type", isOfType);
        }
        yield return new("paymentCount", found.Entity.Payments);
    }

    private static ReconciliationFeature Is(string id, bool value) => new(id, value ? 1 : 0);

    private sealed record Judgement(Found Found, decimal Score, bool IsCertain, IReadOnlyList<ReconciliationFeature> Features)
    {
        public ReconciliationCandidate Candidate(bool isMatch) =>
            new()
            {
                Id = Found.Entity.Id,
                Name = Found.Entity.Name,
                Description = Found.Entity.Description,
                Type = Found.Entity.Types,
                Score = Score,
                Match = isMatch,
                Features = Features,
            };
    }
}
