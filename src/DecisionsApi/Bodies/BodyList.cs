using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Bodies;

/// <summary>The list of bodies: its orders and its columns.</summary>
internal static class BodyList
{
    private static readonly SortKey Name = new("name", "p.name_folded", IsNullable: false, IsNumber: false);

    public static readonly ListDefinition<BodySql.Row, Body> Definition = new(
        "bodies",
        "bodies",
        _ => (BodySql.Columns, BodySql.Tables),
        [Name],
        new(Name, Descending: false),
        (_, rows) => [.. rows.Select(BodySql.From)],
        [
            new("id", b => b.Id),
            new("name", b => b.Name),
            new("kind", b => b.Kind),
            new("areaCode", b => b.AreaCode),
            new("paymentCount", b => b.PaymentCount),
            new("sumAmount", b => b.SumAmount),
        ],
        []
    );
}

/// <summary>What bodies can be picked by.</summary>
internal sealed record BodyFilter : ListParameters
{
    /// <summary>Ids of bodies; may be repeated up to 100 times.</summary>
    [FromQuery(Name = "id")]
    public string[]? Id { get; init; }

    /// <summary>Kinds of body; may be repeated.</summary>
    [FromQuery(Name = "kind")]
    public string[]? Kind { get; init; }

    public override void Apply(Where where)
    {
        where.In("p.id", "id", Id);
        where.In("p.kind", "kind", Kind);
    }
}

/// <summary>What the filters of bodies may hold.</summary>
internal sealed class BodyFilterValidator : ListValidator<BodyFilter>
{
    public BodyFilterValidator()
        : base(BodyList.Definition.Keys, BodyList.Definition.Fields.Select(f => f.Name))
    {
        RuleFor(f => f.Id).AreTexts();
        RuleFor(f => f.Kind).AreOneOf(BodyKinds.All);
    }
}
