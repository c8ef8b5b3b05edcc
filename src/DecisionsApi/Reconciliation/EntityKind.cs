using Microsoft.Data.Sqlite;

namespace DecisionsApi.Reconciliation;

/// <summary>What names can be matched with: the suppliers or the bodies of the register.</summary>
internal abstract class EntityKind
{
    /// <summary>Name of the resource, as in its path.</summary>
    public abstract string Resource { get; }

    /// <summary>Its record in the published contract.</summary>
    public abstract string Record { get; }

    /// <summary>What the service calls itself.</summary>
    public abstract string Title { get; }

    /// <summary>Types an entity may have, the one that all have first.</summary>
    public abstract IReadOnlyList<ReconciliationType> Types { get; }

    /// <summary>What is known of an entity, to match by and to fetch.</summary>
    public abstract IReadOnlyList<EntityProperty> Properties { get; }

    /// <summary>Begins to read entities.</summary>
    public abstract EntityReading Open(SqliteConnection connection);
}

/// <summary>Reads entities, on one connection for one request.</summary>
internal abstract class EntityReading
{
    /// <summary>Entities a query may mean, each with what its name has in common with the query's; in no order.</summary>
    public abstract IReadOnlyList<Found> Find(ReconciliationQuery query);

    /// <summary>The entity an id leads to, or null.</summary>
    public abstract Entity? Of(string id);

    /// <summary>Values of a property, by the keys of entities.</summary>
    public abstract ILookup<long, ExtensionValue> Values(EntityProperty property, IReadOnlyCollection<long> keys);

    /// <summary>Entities whose id or name begins with some letters, or whose name has words that do; the likeliest first.</summary>
    public abstract IEnumerable<Entity> Beginning(string prefix);
}

/// <summary>One of the things names are matched with.</summary>
internal sealed record Entity
{
    public required long Key { get; init; }
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>What tells it from its namesakes.</summary>
    public required string Description { get; init; }

    /// <summary>Its types, the narrowest first.</summary>
    public required IReadOnlyList<ReconciliationType> Types { get; init; }

    /// <summary>Number of its payments.</summary>
    public required long Payments { get; init; }
}

/// <summary>An entity that a query may mean.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Name">What its names have in common with the query's.</param>
/// <param name="HasIdentifier">Whether it has an identifier that the query gives.</param>
internal sealed record Found(Entity Entity, NameMatch Name, bool HasIdentifier);

/// <summary>Something known of entities.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
internal sealed record EntityProperty(string Id, string Name, string Description)
{
    /// <summary>The resource its values are entities of; null for plain values.</summary>
    public string? Target { get; init; }

    /// <summary>Whether a value of a query is one of a record's.</summary>
    public Func<string, ExtensionValue, bool> IsSame { get; init; } = (given, value) => value.IsSame(given);
}
