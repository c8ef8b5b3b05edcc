using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using DecisionsApi.Records;
using DecisionsApi.Register;

namespace DecisionsApi.Suppliers;

/// <summary>Somebody public bodies paid or contracted: every spelling of a name that the rules of names, an identifier or a curated alias say is one.</summary>
public sealed record Supplier
{
    /// <summary>Identifier of the supplier: opaque, URL-safe, the same wherever the same files are imported.</summary>
    /// <example>1fct6wk19pc208xk</example>
    [RegularExpression(Identity.Pattern)]
    public required string Id { get; init; }

    /// <summary>Name: of the spellings published, the first without code or trade name that is not all capitals.</summary>
    /// <example>iMPOWER</example>
    public required string Name { get; init; }

    /// <summary>Every spelling published.</summary>
    /// <example>["iMPOWER","IMPOWER CONSULTING LTD"]</example>
    public required IReadOnlyList<string> NamesAsPublished { get; init; }

    /// <summary>Identifiers that contracts give with one of the names, each of the form its list prescribes.</summary>
    public required IReadOnlyList<Identifier> Identifiers { get; init; }

    /// <summary>Number of payments, reported totals left out.</summary>
    /// <example>12</example>
    public required long PaymentCount { get; init; }

    /// <summary>Sum of those payments in pounds.</summary>
    /// <example>98765.43</example>
    public required decimal SumAmount { get; init; }

    /// <summary>Day of the first dated payment; null when there is none.</summary>
    /// <example>2012-04-30</example>
    public DateOnly? FirstPaidOn { get; init; }

    /// <summary>Day of the last dated payment; null when there is none.</summary>
    /// <example>2012-11-22</example>
    public DateOnly? LastPaidOn { get; init; }

    /// <summary>Number of contracts that name it as supplier.</summary>
    /// <example>2</example>
    public required long ContractCount { get; init; }

    /// <summary>Every spelling with how it was matched and what was paid under it; in a list left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SupplierName>? Names { get; init; }

    /// <summary>What each body paid it in each financial year; in a list left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SupplierTotal>? Totals { get; init; }

    /// <summary>Contracts that name it as supplier, the latest 100; all of them through <c>/v1/contracts</c> with <c>supplier</c>. In a list left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [MaxLength(SupplierProfileSql.MostContracts)]
    public IReadOnlyList<RecordReference>? Contracts { get; init; }
}

/// <summary>A spelling of a supplier's name, and how it was matched.</summary>
public sealed record SupplierName
{
    /// <summary>The name as published.</summary>
    /// <example>IMPOWER CONSULTING LIMITED</example>
    public required string Name { get; init; }

    /// <summary>
    /// On what the match rests: <c>rule:spelling</c> (equal but for case, spacing, punctuation and accents), <c>rule:entities</c>,
    /// <c>rule:legalForm</c>, <c>rule:article</c>, <c>rule:code</c>, <c>rule:tradingAs</c>, <c>rule:identifier</c> or <c>curated</c>.
    /// </summary>
    /// <example>rule:legalForm</example>
    public required string Basis { get; init; }

    /// <summary>How it was matched, in a sentence.</summary>
    /// <example>The legal form is read as its abbreviation.</example>
    public required string Evidence { get; init; }

    /// <summary>Number of payments under this spelling, reported totals left out.</summary>
    /// <example>7</example>
    public required long PaymentCount { get; init; }

    /// <summary>Their sum in pounds.</summary>
    /// <example>54321.00</example>
    public required decimal SumAmount { get; init; }

    /// <summary>Day of the first dated payment under this spelling.</summary>
    /// <example>2012-04-30</example>
    public DateOnly? FirstPaidOn { get; init; }

    /// <summary>Day of the last dated payment under this spelling.</summary>
    /// <example>2012-11-22</example>
    public DateOnly? LastPaidOn { get; init; }
}

/// <summary>What a body paid a supplier in a financial year.</summary>
public sealed record SupplierTotal
{
    /// <summary>Id of the body.</summary>
    /// <example>west-midlands-pcc</example>
    public required string Body { get; init; }

    /// <summary>Financial year, from April to March; null for undated payments.</summary>
    /// <example>2012-13</example>
    public string? FinancialYear { get; init; }

    /// <summary>Number of payments, reported totals left out.</summary>
    /// <example>7</example>
    public required long PaymentCount { get; init; }

    /// <summary>Their sum in pounds.</summary>
    /// <example>54321.00</example>
    public required decimal SumAmount { get; init; }
}
