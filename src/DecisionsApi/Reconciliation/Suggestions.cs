using System.ComponentModel.DataAnnotations;

namespace DecisionsApi.Reconciliation;

/// <summary>Records that may be meant by the beginning of a name.</summary>
/// <param name="Result">The records, the likeliest first.</param>
public sealed record EntitySuggestions([property: MaxLength(EntitySuggestions.Most)] IReadOnlyList<EntitySuggestion> Result)
{
    /// <summary>How many are given at once.</summary>
    internal const int Most = 10;
}

/// <summary>A record that may be meant.</summary>
public sealed record EntitySuggestion
{
    /// <summary>Its id.</summary>
    /// <example>1fct6wk19pc208xk</example>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    /// <example>iMPOWER</example>
    public required string Name { get; init; }

    /// <summary>What tells it from its namesakes.</summary>
    /// <example>12 payments of £98,765.43</example>
    public required string Description { get; init; }

    /// <summary>Its types, the narrowest first.</summary>
    public required IReadOnlyList<ReconciliationType> Notable { get; init; }
}

/// <summary>Types whose name or id begins so.</summary>
/// <param name="Result">The types.</param>
public sealed record TypeSuggestions([property: MaxLength(100)] IReadOnlyList<ReconciliationType> Result);

/// <summary>Properties whose name or id begins so.</summary>
/// <param name="Result">The properties.</param>
public sealed record PropertySuggestions([property: MaxLength(100)] IReadOnlyList<PropertySuggestion> Result);

/// <summary>Something known of records, to match by and to fetch.</summary>
/// <param name="Id" example="identifier">Its id.</param>
/// <param name="Name" example="Identifier">Its name.</param>
/// <param name="Description" example="Identifiers that contracts give, with the list they are of: GB-COH-05532481.">What it means.</param>
public sealed record PropertySuggestion(string Id, string Name, string Description);

/// <summary>Properties that can be fetched of records of a type.</summary>
/// <param name="Type" example="supplier">The type asked for.</param>
/// <param name="Limit" example="3">The most asked for; null for all.</param>
/// <param name="Properties">The properties; none where the type is not known.</param>
public sealed record PropertyProposal(
    string Type,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
        int? Limit,
    [property: MaxLength(100)] IReadOnlyList<ProposedProperty> Properties
);

/// <summary>A property that can be fetched.</summary>
/// <param name="Id" example="identifier">Its id.</param>
/// <param name="Name" example="Identifier">Its name.</param>
public sealed record ProposedProperty(string Id, string Name);
