using System.Text.Json.Nodes;
using DecisionsApi.Importing;
using DecisionsApi.Records;
using FluentValidation;

namespace DecisionsApi.Bodies;

/// <summary>Takes bodies in; a body is identified by the slug its file gives it.</summary>
internal sealed class BodyImport() : RecordImport<Body>(BodyTable.Instance, new BodyValidator())
{
    protected override IReadOnlyList<string> Telling => ["name", "id", "kind"];

    protected override Body Complete(Body body, JsonObject layout, ImportOptions options) => body with { Id = IdOf(layout) };

    protected override RecordIdentity Identify(Body body) => new(body.Id, body.Id, null);
}

/// <summary>What a body may say.</summary>
internal sealed class BodyValidator : AbstractValidator<Body>
{
    public BodyValidator()
    {
        RuleFor(b => b.Id).IsSlug();
        RuleFor(b => b.Name).IsNamed();
        RuleFor(b => b.Kind).IsOneOf(BodyKinds.All);
        RuleFor(b => b.AreaCode).MaximumLength(9).WithErrorCode("areaCodeInvalid").WithMessage("an ONS code such as E23000014");
    }
}
