using System.ComponentModel.DataAnnotations;
using DecisionsApi.Register;

namespace DecisionsApi.Suppliers;

/// <summary>Suppliers that may be the same as another; a proposal for people, never acted upon.</summary>
/// <param name="Id" example="1fct6wk19pc208xk">Id of the supplier.</param>
/// <param name="Notice" example="Proposals by likeness of names; none of them has been acted upon.">What the list is worth.</param>
/// <param name="Similar">Those that may be the same, the likeliest first.</param>
public sealed record SimilarSuppliers(
    string Id,
    string Notice,
    [property: MaxLength(SimilarSupplierSql.Most)] IReadOnlyList<SimilarSupplier> Similar
);

/// <summary>A supplier that may be the same as another.</summary>
public sealed record SimilarSupplier
{
    /// <summary>Its id.</summary>
    /// <example>1fct6wk19pc208xk</example>
    [RegularExpression(Identity.Pattern)]
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    /// <example>iMPOWER</example>
    public required string Name { get; init; }

    /// <summary>How alike they are, from 0 to 1: the share of letter pairs their names have in common, raised where more speaks for them.</summary>
    /// <example>0.95</example>
    [Range(0, 1)]
    public required decimal Score { get; init; }

    /// <summary>What speaks for it: <c>name</c>, <c>legalForm</c> (equal but for it, spaces and an article) or <c>identifier</c>.</summary>
    /// <example>legalForm</example>
    public required string Basis { get; init; }

    /// <summary>What speaks for it, in a sentence.</summary>
    /// <example>Equal but for the legal form, spaces and an article.</example>
    public required string Evidence { get; init; }

    /// <summary>Number of its payments, reported totals left out.</summary>
    /// <example>12</example>
    public required long PaymentCount { get; init; }

    /// <summary>Their sum in pounds.</summary>
    /// <example>98765.43</example>
    public required decimal SumAmount { get; init; }
}
