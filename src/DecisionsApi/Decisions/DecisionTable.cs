using DecisionsApi.Bodies;
using DecisionsApi.Expenditure;
using DecisionsApi.Records;
using DecisionsApi.Register;

namespace DecisionsApi.Decisions;

/// <summary>How decisions are kept.</summary>
internal sealed class DecisionTable : RecordTable<Decision>
{
    public static readonly DecisionTable Instance = new();

    public override string Resource => "decisions";

    public override string TextTable => "decision_text";

    public override string DayColumn => "decided_on";

    public override IReadOnlyList<(string Name, object? Value)> Columns(Writing writing, Decision decision) =>
        [
            ("body_key", BodySql.KeyOrAdd(writing, decision.Body!)),
            ("reference_folded", decision.Reference is { } reference ? Folding.Fold(reference) : null),
            ("reference_key", PublishedReferences.Key(decision.Reference)),
            ("title", decision.Title),
            ("title_folded", Folding.Fold(decision.Title!)),
            ("type_folded", decision.Type is { } type ? Folding.Fold(type) : null),
            ("status", decision.Status),
            ("access", decision.Access),
            ("decided_on", decision.DecidedOn),
            ("financial_year", decision.DecidedOn is { } day ? FinancialYears.Of(day) : null),
            ("programme", decision.Programme),
        ];

    public override (string Title, string Words) Words(Decision decision) =>
        (
            decision.Title!,
            string.Join(
                '\n',
                (string?[])
                    [
                        decision.Reference,
                        decision.Summary,
                        decision.Type,
                        decision.Result,
                        decision.Rationale,
                        .. decision.DecidedBy.SelectMany(by => new[] { by.Post, by.Name }),
                        .. decision.Effects.Select(effect => effect.Description),
                        .. decision.Actions.Select(action => action.Description),
                        .. decision.Options.Select(option => option.Description),
                        .. decision.Implications.Values,
                        .. decision.Extra.Values,
                    ]
            )
        );

    public override IEnumerable<StatedLink> Links(Decision decision)
    {
        foreach (var effect in decision.Effects.Where(effect => effect.Target is not null))
        {
            yield return new(effect.Action ?? "notes", effect.Target!.Resource!, effect.Target.Id, effect.Description);
        }
        foreach (var related in decision.Related.Where(related => related.Target is not null))
        {
            yield return new(related.Relation ?? "related", related.Target!.Resource!, related.Target.Id, null);
        }
        if (decision.Programme is { } programme)
        {
            yield return new("partOf", "programmes", programme, null);
        }
    }

    public override void Relate(Writing writing, long key, Decision decision) => Touch(writing, decision);

    public override void Unrelate(Writing writing, long key, Decision decision) => Touch(writing, decision);

    private static void Touch(Writing writing, Decision decision)
    {
        if (PublishedReferences.Key(decision.Reference) is { } reference)
        {
            writing.TouchedReferences.Add(("decisions", reference));
        }
    }

    public override Decision Fill(Decision decision, RecordRow row, IReadOnlyList<RecordLink> links) =>
        decision with
        {
            Id = row.Id,
            Effects = [.. decision.Effects.Select(effect => effect with { Target = effect.Target.Titled(links) })],
            Related = decision.Related.Titled(links),
            Links = links,
            Source = row.Source,
        };
}
