namespace DecisionsApi.Reconciliation;

/// <summary>What is asked: a name, a type, properties that should agree.</summary>
internal sealed record ReconciliationQuery
{
    public const int DefaultLimit = 10;
    public const int MaxLimit = 50;

    /// <summary>The name; null when none is given, or nothing in it could be one.</summary>
    public QueryName? Name { get; init; }

    /// <summary>Ids of types.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary><c>any</c> of the types, <c>all</c> of them, or <c>should</c>: another type only counts against a candidate.</summary>
    public string TypeStrict { get; init; } = "any";

    /// <summary>Most candidates.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>Properties, each with the values of which one should be the entity's.</summary>
    public IReadOnlyList<(EntityProperty Property, IReadOnlyList<string> Values)> Properties { get; init; } = [];

    /// <summary>Whether types are those asked for.</summary>
    public bool IsOfType(IReadOnlyList<ReconciliationType> types)
    {
        bool Has(string id) => types.Any(type => type.Id == id);
        return Types.Count == 0 || (TypeStrict == "all" ? Types.All(Has) : Types.Any(Has));
    }

    /// <summary>The values given for some properties.</summary>
    public IEnumerable<string> ValuesOf(params string[] properties) =>
        Properties.Where(p => properties.Contains(p.Property.Id)).SelectMany(p => p.Values);
}

/// <summary>What is wrong with a text that a client sent: where, what was found, what may stand there.</summary>
internal sealed record Fault(string Place, string Found, string Allowed);

/// <summary>More was asked for at once than may be.</summary>
internal sealed record TooMany(string What, int Found, int Allowed);
