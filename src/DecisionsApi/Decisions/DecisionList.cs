using DecisionsApi.Formats;
using DecisionsApi.Links;
using DecisionsApi.Querying;
using DecisionsApi.Records;

namespace DecisionsApi.Decisions;

/// <summary>The list of decisions: its orders and its columns.</summary>
internal static class DecisionList
{
    public static readonly string[] Includes = ["contracts", "decisions", "expenditure", "programme", "raw"];

    private static readonly SortKey DecidedOn = new("decidedOn", "p.decided_on", IsNullable: true, IsNumber: false);
    private static readonly SortKey Title = new("title", "p.title_folded", IsNullable: false, IsNumber: false);

    public static readonly ListDefinition<RecordRow, Decision> Definition = new(
        "decisions",
        "decisions",
        includes => RecordSql.Select("decisions", includes.Contains("raw")),
        [DecidedOn, Title],
        new(DecidedOn, Descending: true),
        (connection, rows, includes) =>
            Expansion.Add(
                connection,
                "decisions",
                RecordSql.From(connection, DecisionTable.Instance, rows),
                includes,
                d => d.Id,
                (d, included) => d with { Included = included }
            ),
        [
            new("id", d => d.Id),
            new("body", d => d.Body),
            new("reference", d => d.Reference),
            new("title", d => d.Title),
            new("summary", d => d.Summary),
            new("type", d => d.Type),
            new("status", d => d.Status),
            new("result", d => d.Result),
            Field<Decision>.List("decidedBy", d => d.DecidedBy),
            new("decidedOn", d => d.DecidedOn),
            new("decidedOnPrecision", d => d.DecidedOnPrecision),
            new("effectiveOn", d => d.EffectiveOn),
            new("effectiveOnPrecision", d => d.EffectiveOnPrecision),
            new("publishedOn", d => d.PublishedOn),
            new("publishedOnPrecision", d => d.PublishedOnPrecision),
            new("access", d => d.Access),
            new("accessReason", d => d.AccessReason),
            new("rationale", d => d.Rationale),
            Field<Decision>.List("options", d => d.Options),
            new("implications", d => d.Implications),
            Field<Decision>.List("amounts", d => d.Amounts),
            Field<Decision>.List("effects", d => d.Effects),
            Field<Decision>.List("actions", d => d.Actions),
            Field<Decision>.List("documents", d => d.Documents),
            new("programme", d => d.Programme),
            Field<Decision>.List("related", d => d.Related),
            new("extra", d => d.Extra),
            Field<Decision>.List("provenance", d => d.Provenance),
            new("links", d => d.Links),
            .. SourceFields.Of<Decision>(d => d.Source),
        ],
        Includes
    )
    {
        Headlines = DecisionHeadline.All,
        LongestLists = (connection, lists) => RecordSql.LongestLists(connection, "decisions", lists),
        Summary = DecisionSummary.Definition,
    };
}
