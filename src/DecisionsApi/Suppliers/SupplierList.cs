using DecisionsApi.Data;
using DecisionsApi.Formats;
using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Suppliers;

/// <summary>The list of suppliers: its orders and its columns.</summary>
internal static class SupplierList
{
    private static readonly SortKey Name = new("name", "p.name_folded", IsNullable: false, IsNumber: false);
    private static readonly SortKey SumAmount = new("sumAmount", "p.payment_pence", IsNullable: false, IsNumber: true);

    public static readonly ListDefinition<SupplierSql.Row, Supplier> Definition = new(
        "suppliers",
        "suppliers",
        _ => (SupplierSql.Columns, SupplierSql.Tables),
        [Name, SumAmount],
        new(Name, Descending: false),
        (connection, rows, _) => SupplierSql.From(connection, rows),
        [
            new("id", s => s.Id),
            new("name", s => s.Name),
            Field<Supplier>.List("namesAsPublished", s => s.NamesAsPublished),
            Field<Supplier>.List("identifiers", s => s.Identifiers),
            new("paymentCount", s => s.PaymentCount),
            new("sumAmount", s => s.SumAmount),
            new("firstPaidOn", s => s.FirstPaidOn),
            new("lastPaidOn", s => s.LastPaidOn),
            new("contractCount", s => s.ContractCount),
        ],
        []
    )
    {
        Headlines = SupplierHeadline.All,
        LongestLists = SupplierSql.LongestLists,
    };
}

/// <summary>What suppliers can be picked by.</summary>
internal sealed record SupplierFilter : ListParameters
{
    /// <summary>Words to look for in any spelling of the name: all must occur; <c>"a phrase"</c>, <c>-without</c> and <c>begin*</c> are understood.</summary>
    /// <example>impower</example>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>Ids of suppliers; may be repeated up to 100 times.</summary>
    /// <example>["1fct6wk19pc208xk"]</example>
    [FromQuery(Name = "id")]
    public string[]? Id { get; init; }

    /// <summary>Names as published, compared without case; may be repeated.</summary>
    /// <example>["iMPOWER"]</example>
    [FromQuery(Name = "supplierName")]
    public string[]? SupplierName { get; init; }

    /// <summary>Smallest sum of payments in pounds, inclusive.</summary>
    /// <example>100000</example>
    [FromQuery(Name = "minAmount")]
    public Parsed<decimal>? MinAmount { get; init; }

    /// <summary>Largest sum of payments in pounds, inclusive.</summary>
    /// <example>1000000</example>
    [FromQuery(Name = "maxAmount")]
    public Parsed<decimal>? MaxAmount { get; init; }

    public override void Apply(Where where)
    {
        where.Key("p.key", SupplierSql.OfId, "id", Id);
        where.Folded("p.key", "SELECT supplier_key FROM supplier_names WHERE name_folded", "supplierName", SupplierName);
        where.Pounds("p.payment_pence", MinAmount, MaxAmount);
        if (Q is not null)
        {
            where.Add(SupplierSql.OfWords, "q", FullText.Expression(Q)!);
        }
    }
}

/// <summary>What the filters of suppliers may hold.</summary>
internal sealed class SupplierFilterValidator : ListValidator<SupplierFilter>
{
    public SupplierFilterValidator()
        : base(SupplierList.Definition.Keys, SupplierList.Definition.Fields)
    {
        RuleFor(f => f.Q).IsSearch();
        RuleFor(f => f.Id).AreTexts();
        RuleFor(f => f.SupplierName).AreTexts();
        RuleFor(f => f.MinAmount).IsPounds();
        RuleFor(f => f.MaxAmount).IsPounds();
    }
}
