using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Bodies;

/// <summary>The list of bodies: its orders and its columns.</summary>
internal static class BodyList
{
    private static readonly SortKey Name = new("name", "p.name_folded", IsNullable: false, IsNumber: false);

    public static readonly ListDefinition<RecordRow, Body> Definition = new(
        "bodies",
        "bodies",
        _ => RecordSql.Select("bodies", raw: false, BodySql.Totals),
        [Name],
        new(Name, Descending: false),
        (connection, rows, _) => RecordSql.From(connection, BodyTable.Instance, rows),
        [
            new("id", b => b.Id),
            new("name", b => b.Name),
            new("kind", b => b.Kind),
            new("areaCode", b => b.AreaCode),
            new("areaName", b => b.AreaName),
            new("foundedOn", b => b.FoundedOn),
            new("foundedOnPrecision", b => b.FoundedOnPrecision),
            new("dissolvedOn", b => b.DissolvedOn),
            new("dissolvedOnPrecision", b => b.DissolvedOnPrecision),
            Field<Body>.List("predecessors", b => b.Predecessors),
            Field<Body>.List("successors", b => b.Successors),
            Field<Body>.List("identifiers", b => b.Identifiers),
            new("website", b => b.Website),
            new("paymentCount", b => b.PaymentCount),
            new("sumAmount", b => b.SumAmount),
            new("extra", b => b.Extra),
            Field<Body>.List("provenance", b => b.Provenance),
            new("links", b => b.Links),
            new("source.id", b => b.Source?.Id),
            new("source.sha256", b => b.Source?.Sha256),
            new("source.file", b => b.Source?.File),
            new("source.sheet", b => b.Source?.Sheet),
            new("source.line", b => b.Source?.Line),
        ],
        []
    )
    {
        Headlines = BodyHeadline.All,
        LongestLists = (connection, lists) => RecordSql.LongestLists(connection, "bodies", lists),
    };
}

/// <summary>What bodies can be picked by.</summary>
internal sealed record BodyFilter : ListParameters
{
    /// <summary>Words to look for in names, areas and identifiers; understood as in the other lists.</summary>
    /// <example>west midlands</example>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>Ids of bodies; may be repeated up to 100 times.</summary>
    /// <example>["west-midlands-pcc"]</example>
    [FromQuery(Name = "id")]
    public string[]? Id { get; init; }

    /// <summary>Kinds of body; may be repeated.</summary>
    /// <example>["policeAndCrimeCommissioner"]</example>
    [FromQuery(Name = "kind")]
    public string[]? Kind { get; init; }

    public override void Apply(Where where)
    {
        where.In("p.id", "id", Id);
        where.In("p.kind", "kind", Kind);
        where.Search(BodyTable.Instance.TextTable, Q);
    }
}

/// <summary>What the filters of bodies may hold.</summary>
internal sealed class BodyFilterValidator : ListValidator<BodyFilter>
{
    public BodyFilterValidator()
        : base(BodyList.Definition.Keys, BodyList.Definition.Fields)
    {
        RuleFor(f => f.Q).IsSearch();
        RuleFor(f => f.Id).AreTexts();
        RuleFor(f => f.Kind).AreOneOf(BodyKinds.All);
    }
}
