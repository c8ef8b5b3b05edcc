using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using DecisionsApi.Importing;
using DecisionsApi.Records;
using DecisionsApi.Register;
using FluentValidation;

namespace DecisionsApi.Suppliers;

/// <summary>What somebody who has looked says of a supplier's name: which supplier it is, or that it is none but itself.</summary>
public sealed record SupplierAlias : IRecord
{
    /// <summary>Identifier: made from the name.</summary>
    public string Id { get; init; } = "";

    /// <summary>Name as published, compared without case, spacing and punctuation.</summary>
    /// <example>LANCASHIRE C.C.</example>
    public string? Alias { get; init; }

    /// <summary>Name of the supplier it is; the same name again says that no rule may join it to another.</summary>
    /// <example>Lancashire County Council</example>
    public string? Supplier { get; init; }

    /// <summary>Why.</summary>
    /// <example>C.C. is the usual short form of County Council.</example>
    public string? Evidence { get; init; }

    /// <summary>Whether it says that the name is nobody but itself.</summary>
    [JsonIgnore]
    public bool IsAlone => SupplierNames.Letters(Alias!) == SupplierNames.Letters(Supplier!);

    /// <summary>What it rests on.</summary>
    public IReadOnlyList<Provenance> Provenance { get; init; } = [];

    /// <summary>Facts that join it to other records; it has none.</summary>
    public IReadOnlyList<RecordLink> Links { get; init; } = [];

    /// <summary>Where its present content was first published.</summary>
    public RecordSource? Source { get; init; }
}

/// <summary>Takes aliases in.</summary>
internal sealed class SupplierAliasImport() : RecordImport<SupplierAlias>(SupplierAliasTable.Instance, new SupplierAliasValidator())
{
    protected override IReadOnlyList<string> Telling => ["alias", "supplier"];

    protected override SupplierAlias Complete(SupplierAlias alias, JsonObject layout, ImportOptions options) =>
        alias with
        {
            Id = Identity.Of("alias", SupplierNames.Letters(alias.Alias ?? "")),
        };

    protected override RecordIdentity Identify(SupplierAlias alias) => new(alias.Id, Identity.Of(alias.Id, alias.Supplier ?? ""), null);
}

/// <summary>What an alias may say.</summary>
internal sealed class SupplierAliasValidator : AbstractValidator<SupplierAlias>
{
    public SupplierAliasValidator()
    {
        RuleFor(a => a.Alias).IsNamed();
        RuleFor(a => a.Supplier).IsNamed();
    }
}

/// <summary>How aliases are kept: whatever one says is done to the names it is about at once.</summary>
internal sealed class SupplierAliasTable : RecordTable<SupplierAlias>
{
    public static readonly SupplierAliasTable Instance = new();

    public override string Resource => "aliases";

    public override string? TextTable => null;

    public override IReadOnlyList<(string Name, object? Value)> Columns(Writing writing, SupplierAlias alias) =>
        [("title", alias.Alias), ("name_folded", SupplierNames.Letters(alias.Alias!))];

    public override (string Title, string Words) Words(SupplierAlias record) => ("", "");

    public override IEnumerable<StatedLink> Links(SupplierAlias record) => [];

    public override SupplierAlias Fill(SupplierAlias alias, RecordRow row, IReadOnlyList<RecordLink> links) =>
        alias with
        {
            Id = row.Id,
            Source = row.Source,
        };

    public override void Relate(Writing writing, long key, SupplierAlias alias) => SupplierResolutionSql.Renew(writing, alias.Alias!);

    public override void Unrelate(Writing writing, long key, SupplierAlias alias) => SupplierResolutionSql.Renew(writing, alias.Alias!);
}
