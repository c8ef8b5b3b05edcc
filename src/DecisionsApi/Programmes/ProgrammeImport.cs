using System.Text.Json.Nodes;
using DecisionsApi.Importing;
using DecisionsApi.Records;
using FluentValidation;

namespace DecisionsApi.Programmes;

/// <summary>Takes programmes in; a programme is identified by the slug its file gives it.</summary>
internal sealed class ProgrammeImport() : RecordImport<Programme>(ProgrammeTable.Instance, new ProgrammeValidator())
{
    protected override IReadOnlyList<string> Telling => ["name", "id", "purpose"];

    protected override Programme Complete(Programme programme, JsonObject layout, ImportOptions options) =>
        programme with
        {
            Id = IdOf(layout),
        };

    protected override IEnumerable<string?> Bodies(Programme programme) =>
        programme.Partners.Where(p => p.Role == "lead").Select(p => p.Body);

    protected override RecordIdentity Identify(Programme programme) => new(programme.Id, programme.Id, null);
}

/// <summary>What a programme may say.</summary>
internal sealed class ProgrammeValidator : AbstractValidator<Programme>
{
    public static readonly string[] Statuses = ["proposed", "active", "suspended", "cancelled", "completed"];
    public static readonly string[] Roles = ["lead", "partner", "funder"];

    public ProgrammeValidator()
    {
        RuleFor(p => p.Id).IsSlug();
        RuleFor(p => p.Name).IsNamed();
        RuleFor(p => p.Status).IsOneOf(Statuses);
        RuleForEach(p => p.StatusHistory).ChildRules(status => status.RuleFor(s => s.Status).IsOneOf(Statuses));
        RuleForEach(p => p.Partners).ChildRules(partner => partner.RuleFor(p => p.Role).IsOneOf(Roles));
        RuleForEach(p => p.Amounts).ChildRules(RecordRules.ForAmount);
    }
}
