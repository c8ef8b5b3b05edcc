using DecisionsApi.Querying;

namespace DecisionsApi.Reconciliation;

/// <summary>Answers reconciliation queries from one state of the register each.</summary>
internal sealed class Reconciler(Reader reader)
{
    /// <summary>How far suggestions can be followed.</summary>
    public const int LastSuggestion = 400;

    /// <summary>The candidates of every query of a batch.</summary>
    public IReadOnlyDictionary<string, ReconciliationResult> Match(
        EntityKind kind,
        IReadOnlyDictionary<string, ReconciliationQuery> batch,
        CancellationToken stop
    ) => Read(kind, entities => batch.ToDictionary(q => q.Key, q => new ReconciliationResult(Candidates(entities, q.Value))), stop);

    private static IReadOnlyList<ReconciliationCandidate> Candidates(EntityReading entities, ReconciliationQuery query)
    {
        var found = entities.Find(query);
        var keys = found.Select(f => f.Entity.Key).ToList();
        var values = query.Properties.Select(p => (p.Property, Given: p.Values, Known: entities.Values(p.Property, keys))).ToList();
        return Scoring.Rank(
            query,
            found,
            f =>
                [
                    .. values
                        .GroupBy(v => v.Property)
                        .Select(same => (same.Key.Id, Agreement(same.Select(v => (v.Given, v.Known[f.Entity.Key].ToList())), same.Key))),
                ]
        );
    }

    /// <summary>Whether a value given is one of an entity's; null where it has none.</summary>
    private static bool? Agreement(IEnumerable<(IReadOnlyList<string> Given, List<ExtensionValue> Known)> values, EntityProperty property)
    {
        var all = values.ToList();
        return all.TrueForAll(v => v.Known.Count == 0)
            ? null
            : all.TrueForAll(v => v.Given.Any(given => v.Known.Exists(known => property.IsSame(given, known))));
    }

    /// <summary>Values of properties of records.</summary>
    /// <param name="kind">Of what records.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="serviceOf">The address of the service that knows the records of a resource.</param>
    /// <param name="stop">Ends the work.</param>
    public ExtensionAnswer Extend(EntityKind kind, ExtensionQuery query, Func<string, string> serviceOf, CancellationToken stop) =>
        Read(
            kind,
            entities =>
            {
                var found = query.Ids.Select(id => (Id: id, Entity: entities.Of(id))).ToList();
                long[] keys = [.. found.Select(f => f.Entity?.Key).OfType<long>().Distinct()];
                var values = query.Properties.ToDictionary(property => property.Id, property => entities.Values(property, keys));
                return new ExtensionAnswer
                {
                    Meta = [.. query.Properties.Select(property => Column(kind, property, serviceOf))],
                    Rows = found.ToDictionary(
                        f => f.Id,
                        IReadOnlyDictionary<string, IReadOnlyList<ExtensionValue>> (f) => Row(values, f.Entity)
                    ),
                };
            },
            stop
        );

    private static Dictionary<string, IReadOnlyList<ExtensionValue>> Row(
        Dictionary<string, ILookup<long, ExtensionValue>> values,
        Entity? entity
    ) => values.ToDictionary(v => v.Key, v => (IReadOnlyList<ExtensionValue>)(entity is null ? [] : [.. v.Value[entity.Key]]));

    private static ExtensionColumn Column(EntityKind kind, EntityProperty property, Func<string, string> serviceOf)
    {
        var type = property.Target is null ? null : BodyEntities.Instance.Types[0];
        return new()
        {
            Id = property.Id,
            Name = property.Name,
            Type = type is null ? null : new(type.Id, type.Name),
            Service = property.Target is { } target && target != kind.Resource ? serviceOf(target) : null,
        };
    }

    /// <summary>Entities that begin so.</summary>
    public EntitySuggestions Suggest(EntityKind kind, string prefix, int skip, CancellationToken stop) =>
        new(
            prefix.Length == 0
                ? []
                : Read(
                    kind,
                    entities =>
                        entities
                            .Beginning(prefix)
                            .Skip(skip)
                            .Take(EntitySuggestions.Most)
                            .Select(e => new EntitySuggestion
                            {
                                Id = e.Id,
                                Name = e.Name,
                                Description = e.Description,
                                Notable = e.Types,
                            })
                            .ToList(),
                    stop
                )
        );

    /// <summary>An entity with the values of all its properties; null when there is none of the id.</summary>
    public (Entity Entity, IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Facts)? Show(
        EntityKind kind,
        string id,
        CancellationToken stop
    ) =>
        Read(
            kind,
            entities =>
                entities.Of(id) is { } entity
                    ? (
                        entity,
                        (IReadOnlyList<(string, IReadOnlyList<string>)>)
                            [
                                .. kind.Properties.Select(p =>
                                    (p.Name, (IReadOnlyList<string>)[.. entities.Values(p, [entity.Key])[entity.Key].Select(v => v.Shown)])
                                ),
                            ]
                    )
                    : ((Entity, IReadOnlyList<(string, IReadOnlyList<string>)>)?)null,
            stop
        );

    private T Read<T>(EntityKind kind, Func<EntityReading, T> answer, CancellationToken stop)
    {
        using var reading = reader.Read(stop);
        using var snapshot = reading.Connection.BeginTransaction(deferred: true);
        return answer(kind.Open(reading.Connection));
    }
}
