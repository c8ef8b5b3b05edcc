using DecisionsApi.Querying;

namespace DecisionsApi.Decisions;

/// <summary>What decisions can be counted by.</summary>
internal static class DecisionSummary
{
    public static readonly SummaryDefinition Definition = new(
        new("decisions", "decisions", AddsUp: false),
        Amount: null,
        [
            Dimension.OfKey("body", "p.body_key", "bodies", "name", "bodyName"),
            Dimension.OfFolded("type", "p.type_folded", TypeAsPublished),
            Dimension.OfValue("status", "p.status"),
            Dimension.OfValue("access", "p.access"),
            Dimension.OfYears("p.decided_on"),
            Dimension.OfQuarters("p.decided_on"),
            Dimension.OfMonths("p.decided_on"),
            Dimension.OfValue("financialYear", "p.financial_year"),
            Dimension.OfId("programme", "p.programme", "programmes", "title", "programmeName"),
            Dimension.OfKey("source", "p.source_key", "sources", "file", "sourceFile"),
        ],
        []
    );

    /// <summary>The type as the earliest decision of it has it.</summary>
    private static string TypeAsPublished(string folded) =>
        $"""
            (SELECT json_extract(x.content, '$.type') FROM decisions x
             WHERE x.type_folded = {folded} AND x.withdrawn_sequence IS NULL ORDER BY x.decided_on, x.id LIMIT 1)
            """;
}
