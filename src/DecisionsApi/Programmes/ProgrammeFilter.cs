using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Programmes;

/// <summary>What programmes can be picked by: one property and one condition a filter.</summary>
internal sealed record ProgrammeFilter : ListParameters, IIncluding
{
    /// <summary>Words to look for in names, purpose, partners and history; understood as in the other lists.</summary>
    /// <example>partnering</example>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>Ids of programmes; may be repeated up to 100 times.</summary>
    /// <example>["west-midlands-business-partnering"]</example>
    [FromQuery(Name = "id")]
    public string[]? Id { get; init; }

    /// <summary>Ids of bodies that take part; may be repeated.</summary>
    /// <example>["west-midlands-police-authority"]</example>
    [FromQuery(Name = "body")]
    public string[]? Body { get; init; }

    /// <summary>Statuses: proposed, active, suspended, cancelled, completed; may be repeated.</summary>
    /// <example>["cancelled"]</example>
    [FromQuery(Name = "status")]
    public string[]? Status { get; init; }

    /// <summary>Ids of sources; may be repeated.</summary>
    /// <example>["9hac0nq38ee1v0ry"]</example>
    [FromQuery(Name = "source")]
    public string[]? Source { get; init; }

    /// <summary>Linked records to add: <c>decisions</c>, <c>contracts</c>, <c>expenditure</c>, <c>programmes</c>; <c>raw</c> adds the text as published. Separated by commas, or repeated.</summary>
    /// <example>["decisions"]</example>
    [FromQuery(Name = "include")]
    public string[]? Include { get; init; }

    string[] IIncluding.Includes => Include ?? [];

    public override void Apply(Where where)
    {
        where.In("p.id", "id", Id);
        if (Body is { Length: > 0 })
        {
            where.Add("p.key IN (SELECT programme_key FROM programme_partners WHERE body_id IN @body)", "body", Body);
        }
        where.In("p.status", "status", Status);
        where.Sources(Source);
        where.Search(ProgrammeTable.Instance.TextTable, Q);
    }
}

/// <summary>What the filters of programmes may hold.</summary>
internal sealed class ProgrammeFilterValidator : ListValidator<ProgrammeFilter>
{
    public ProgrammeFilterValidator()
        : base(ProgrammeList.Definition.Keys, ProgrammeList.Definition.Fields)
    {
        RuleFor(f => f.Q).IsSearch();
        RuleFor(f => f.Id).AreTexts();
        RuleFor(f => f.Body).AreTexts();
        RuleFor(f => f.Status).AreOneOf(ProgrammeValidator.Statuses);
        RuleFor(f => f.Source).AreTexts();
        RuleFor(f => f.Include).AreIncludes(ProgrammeList.Includes);
    }
}
