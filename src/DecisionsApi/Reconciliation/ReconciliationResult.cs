using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace DecisionsApi.Reconciliation;

/// <summary>What a query may mean.</summary>
/// <param name="Result">Candidates, the likeliest first.</param>
public sealed record ReconciliationResult(
    [property: MaxLength(ReconciliationQuery.MaxLimit)] IReadOnlyList<ReconciliationCandidate> Result
);

/// <summary>A record that a query may mean.</summary>
public sealed record ReconciliationCandidate
{
    /// <summary>Id of the record; of suppliers that turned out to be one, that of the one.</summary>
    /// <example>1fct6wk19pc208xk</example>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    /// <example>iMPOWER</example>
    public required string Name { get; init; }

    /// <summary>What tells it from its namesakes.</summary>
    /// <example>12 payments of £98,765.43</example>
    public required string Description { get; init; }

    /// <summary>Its types, the narrowest first.</summary>
    public required IReadOnlyList<ReconciliationType> Type { get; init; }

    /// <summary>How well it answers the query, from 0 to 100; docs/reconciling.md says how it is made of the features.</summary>
    /// <example>100</example>
    [Range(0, 100)]
    public required decimal Score { get; init; }

    /// <summary>Whether it is certain: the id, the name by the rules of names, or an identifier is the query's, that of no other candidate, and nothing given speaks against it.</summary>
    /// <example>true</example>
    public required bool Match { get; init; }

    /// <summary>The numbers the score is made of.</summary>
    public required IReadOnlyList<ReconciliationFeature> Features { get; init; }
}

/// <summary>A number that a score is made of.</summary>
/// <param name="Id" example="nameLikeness">
/// Which: <c>id</c>, <c>exactName</c>, <c>sameCore</c>, <c>type</c> and <c>property.…</c> are 1 or 0; <c>nameLikeness</c> is the share of letter
/// pairs in common, <c>words</c> the share of the query's words found; <c>paymentCount</c> orders candidates of one score.
/// </param>
/// <param name="Value" example="0.95">Its value.</param>
public sealed record ReconciliationFeature(string Id, decimal Value);

/// <summary>A kind of record.</summary>
public sealed record ReconciliationType
{
    /// <summary>Its id.</summary>
    /// <example>supplier</example>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    /// <example>Supplier</example>
    public required string Name { get; init; }

    /// <summary>The type it is a part of, where types are listed.</summary>
    /// <example>[{"id":"body","name":"Public body"}]</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [MaxLength(1)]
    public IReadOnlyList<BroaderType>? Broader { get; init; }

    /// <summary>The type without what it is a part of.</summary>
    internal ReconciliationType Alone => this with { Broader = null };
}

/// <summary>A type that others are a part of.</summary>
/// <param name="Id" example="body">Its id.</param>
/// <param name="Name" example="Public body">Its name.</param>
public sealed record BroaderType(string Id, string Name);
