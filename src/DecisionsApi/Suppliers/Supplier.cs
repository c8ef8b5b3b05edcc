using System.ComponentModel.DataAnnotations;
using DecisionsApi.Register;

namespace DecisionsApi.Suppliers;

/// <summary>Somebody public bodies paid: every spelling of a name that differs only in case, spacing or punctuation.</summary>
public sealed record Supplier
{
    /// <summary>Identifier of the supplier: opaque, URL-safe, the same wherever the same files are imported.</summary>
    /// <example>1fct6wk19pc208xk</example>
    [RegularExpression(Identity.Pattern)]
    public required string Id { get; init; }

    /// <summary>Name: of the spellings published, the first that is not all capitals.</summary>
    /// <example>iMPOWER</example>
    public required string Name { get; init; }

    /// <summary>Every spelling published.</summary>
    /// <example>["iMPOWER","IMPOWER CONSULTING LTD"]</example>
    public required IReadOnlyList<string> NamesAsPublished { get; init; }

    /// <summary>Number of payments, reported totals left out.</summary>
    /// <example>12</example>
    public required long PaymentCount { get; init; }

    /// <summary>Sum of those payments in pounds.</summary>
    /// <example>98765.43</example>
    public required decimal SumAmount { get; init; }
}
