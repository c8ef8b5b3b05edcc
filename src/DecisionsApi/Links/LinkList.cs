using DecisionsApi.Data;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Links;

/// <summary>The list of links: its order and its columns.</summary>
internal static class LinkList
{
    private static readonly SortKey Id = new("id", "p.id", IsNullable: false, IsNumber: false);

    public static readonly ListDefinition<LinkSql.Row, Link> Definition = new(
        "links",
        "links",
        _ => (LinkSql.Columns, "FROM links p"),
        [Id],
        new(Id, Descending: false),
        (connection, rows, _) =>
            [
                .. rows.Zip(
                    LinkSql.From(connection, rows),
                    (row, link) =>
                        new Link
                        {
                            Id = row.Id,
                            From = link.From,
                            Relation = link.Relation,
                            To = link.To,
                            Basis = link.Basis,
                            Evidence = link.Evidence,
                            Confidence = link.Confidence,
                        }
                ),
            ],
        [
            new("id", l => l.Id),
            new("from.resource", l => l.From.Resource),
            new("from.id", l => l.From.Id),
            new("from.title", l => l.From.Title),
            new("relation", l => l.Relation),
            new("to.resource", l => l.To.Resource),
            new("to.id", l => l.To.Id),
            new("to.title", l => l.To.Title),
            new("basis", l => l.Basis),
            new("evidence", l => l.Evidence),
            new("confidence", l => l.Confidence),
        ],
        []
    )
    {
        Headlines = LinkHeadline.All,
        IsDerived = true,
    };
}

/// <summary>What links can be picked by.</summary>
internal sealed record LinkFilter : ListParameters
{
    public static readonly string[] Resources = ["bodies", "contracts", "decisions", "expenditure", "programmes"];

    /// <summary>Words to look for in the records at either end, as their own lists find them.</summary>
    /// <example>"business partnering"</example>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>Ids of records at either end; may be repeated.</summary>
    /// <example>["west-midlands-business-partnering"]</example>
    [FromQuery(Name = "record")]
    public string[]? Record { get; init; }

    /// <summary>Resource of the record a link comes from; may be repeated.</summary>
    /// <example>["decisions"]</example>
    [FromQuery(Name = "fromResource")]
    public string[]? FromResource { get; init; }

    /// <summary>Resource of the record a link leads to; may be repeated.</summary>
    /// <example>["contracts"]</example>
    [FromQuery(Name = "toResource")]
    public string[]? ToResource { get; init; }

    /// <summary>Relations, such as cancels, partOf or paidUnder; may be repeated.</summary>
    /// <example>["cancels"]</example>
    [FromQuery(Name = "relation")]
    public string[]? Relation { get; init; }

    /// <summary>On what links rest: stated, curated or one of the rules; may be repeated.</summary>
    /// <example>["curated"]</example>
    [FromQuery(Name = "basis")]
    public string[]? Basis { get; init; }

    public override void Apply(Where where)
    {
        if (Record is { Length: > 0 })
        {
            where.Add(LinkSql.OfRecord(Resources), "record", Record);
        }
        if (Q is not null)
        {
            where.Add(LinkSql.OfWords, "q", FullText.Expression(Q)!);
        }
        where.In("p.from_resource", "fromResource", FromResource);
        where.In("p.to_resource", "toResource", ToResource);
        where.In("p.relation", "relation", Relation);
        where.In("p.basis", "basis", Basis);
    }
}

/// <summary>What the filters of links may hold.</summary>
internal sealed class LinkFilterValidator : ListValidator<LinkFilter>
{
    public LinkFilterValidator()
        : base(LinkList.Definition.Keys, LinkList.Definition.Fields)
    {
        RuleFor(f => f.Q).IsSearch();
        RuleFor(f => f.Record).AreTexts();
        RuleFor(f => f.FromResource).AreOneOf(LinkFilter.Resources);
        RuleFor(f => f.ToResource).AreOneOf(LinkFilter.Resources);
        RuleFor(f => f.Relation).AreTexts();
        RuleFor(f => f.Basis).AreOneOf(["stated", "curated", .. LinkRuleSql.Rules]);
    }
}
