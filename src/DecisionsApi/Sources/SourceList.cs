using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Sources;

/// <summary>The list of sources: its orders and its columns.</summary>
internal static class SourceList
{
    private static readonly SortKey ImportedAt = new("importedAt", "p.imported_at", IsNullable: false, IsNumber: false);
    private static readonly SortKey File = new("file", "p.file", IsNullable: false, IsNumber: false);

    public static readonly ListDefinition<SourceSql.Row, Source> Definition = new(
        "sources",
        "sources",
        _ => (SourceSql.Columns, SourceSql.Tables),
        [ImportedAt, File],
        new(ImportedAt, Descending: true),
        (_, rows, _) => [.. rows.Select(SourceSql.From)],
        [
            new("id", s => s.Id),
            new("name", s => s.Name),
            new("kind", s => s.Kind),
            new("body", s => s.Body),
            new("sha256", s => s.Sha256),
            new("file", s => s.File),
            new("sheet", s => s.Sheet),
            new("sizeBytes", s => s.SizeBytes),
            new("detected", s => s.Detected),
            new("rows.read", s => s.Rows.Read),
            new("rows.saved", s => s.Rows.Saved),
            new("rows.unchanged", s => s.Rows.Unchanged),
            new("rows.alreadyPublished", s => s.Rows.AlreadyPublished),
            new("rows.rejected", s => s.Rows.Rejected),
            new("rows.blank", s => s.Rows.Blank),
            new("rows.notData", s => s.Rows.NotData),
            new("rows.withdrawn", s => s.Rows.Withdrawn),
            new("sumAmount", s => s.SumAmount),
            new("importedAt", s => s.ImportedAt),
            new("url", s => s.Url),
            new("licence.name", s => s.Licence?.Name),
            new("licence.url", s => s.Licence?.Url),
            new("retrievedAt", s => s.RetrievedAt),
        ],
        []
    )
    {
        Headlines = SourceHeadline.All,
    };
}

/// <summary>What sources can be picked by.</summary>
internal sealed record SourceFilter : ListParameters
{
    /// <summary>Words to look for in the names of sources, files and sheets and in the ids of bodies; understood as in the other lists.</summary>
    /// <example>payments csv</example>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>Ids of sources; may be repeated up to 100 times.</summary>
    /// <example>["g9w25fd4s655g566"]</example>
    [FromQuery(Name = "id")]
    public string[]? Id { get; init; }

    /// <summary>Ids of publishing bodies; may be repeated.</summary>
    /// <example>["west-midlands-pcc"]</example>
    [FromQuery(Name = "body")]
    public string[]? Body { get; init; }

    /// <summary>Kinds of records: decisions, contracts, expenditure, programmes, bodies; may be repeated.</summary>
    /// <example>["expenditure"]</example>
    [FromQuery(Name = "kind")]
    public string[]? Kind { get; init; }

    public override void Apply(Where where)
    {
        where.In("p.id", "id", Id);
        if (Body is { Length: > 0 })
        {
            where.Add(
                "p.series_key IN (SELECT key FROM series WHERE body_key IN (SELECT key FROM bodies WHERE id IN @body))",
                "body",
                Body
            );
        }
        if (Kind is { Length: > 0 })
        {
            where.Add("p.series_key IN (SELECT key FROM series WHERE kind IN @kind)", "kind", Kind);
        }
        where.Search("source_text", Q);
    }
}

/// <summary>What the filters of sources may hold.</summary>
internal sealed class SourceFilterValidator : ListValidator<SourceFilter>
{
    public SourceFilterValidator()
        : base(SourceList.Definition.Keys, SourceList.Definition.Fields)
    {
        RuleFor(f => f.Q).IsSearch();
        RuleFor(f => f.Id).AreTexts();
        RuleFor(f => f.Body).AreTexts();
        RuleFor(f => f.Kind).AreOneOf(Source.Kinds);
    }
}
