using System.Text.Json.Nodes;
using DecisionsApi.Importing;
using DecisionsApi.Records;
using FluentValidation;

namespace DecisionsApi.Decisions;

/// <summary>Takes decisions in.</summary>
internal sealed class DecisionImport() : RecordImport<Decision>(DecisionTable.Instance, new DecisionValidator())
{
    protected override IReadOnlyList<string> Telling => ["title", "decidedOn"];

    protected override Decision Complete(Decision decision, JsonObject layout, ImportOptions options) =>
        decision.Body is null ? decision with { Body = options.BodyOrPublisher } : decision;

    protected override IEnumerable<string?> Bodies(Decision decision) => [decision.Body];

    protected override RecordIdentity Identify(Decision decision)
    {
        var (body, title, day) = (decision.Body!, decision.Title!, decision.DecidedOn);
        return decision.Reference is { } reference
            ? new(RecordIds.Decision(body, reference), RecordIds.Decision(body, reference, title, day), day)
            : new(RecordIds.Decision(body, title, day), RecordIds.Decision(body, title, day), day);
    }
}

/// <summary>What a decision may say.</summary>
internal sealed class DecisionValidator : AbstractValidator<Decision>
{
    public static readonly string[] Statuses = ["proposed", "taken", "deferred", "withdrawn", "superseded", "rescinded"];
    public static readonly string[] Accesses = ["public", "partExempt", "exempt"];
    public static readonly string[] Actions =
    [
        "approves",
        "awards",
        "extends",
        "varies",
        "novates",
        "cancels",
        "terminates",
        "rescinds",
        "notes",
    ];

    public DecisionValidator()
    {
        RuleFor(d => d.Body).IsBody();
        RuleFor(d => d.Title).IsNamed();
        RuleFor(d => d.Status).IsOneOf(Statuses);
        RuleFor(d => d.Access).IsOneOf(Accesses);
        RuleForEach(d => d.Amounts).ChildRules(RecordRules.ForAmount);
        RuleForEach(d => d.Effects).ChildRules(effect => effect.RuleFor(e => e.Action).IsOneOf(Actions));
    }
}
