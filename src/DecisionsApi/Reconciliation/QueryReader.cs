using System.Text.Json;

namespace DecisionsApi.Reconciliation;

/// <summary>Reads what clients send as JSON: batches of queries, and what values they want. What is wrong is named with its place.</summary>
internal static class QueryReader
{
    /// <summary>Most queries of a batch, and most records whose values can be fetched at once.</summary>
    public const int BatchSize = 100;

    private const int MaxShown = 100;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };
    private static readonly string[] Members = ["query", "type", "type_strict", "limit", "properties"];
    private static readonly string[] Strictness = ["any", "all", "should"];

    /// <summary>The queries of a batch by their names, or what is wrong with it: a <see cref="Fault"/> or <see cref="TooMany"/>.</summary>
    public static (IReadOnlyDictionary<string, ReconciliationQuery>? Batch, object? Refusal) Batch(EntityKind kind, string text)
    {
        try
        {
            using var document = Parse("queries", text);
            var root = An("queries", document.RootElement, JsonValueKind.Object, "an object of queries by name");
            var count = root.EnumerateObject().Count();
            return count > BatchSize
                ? (null, new TooMany("queries", count, BatchSize))
                : (root.EnumerateObject().ToDictionary(q => q.Name, q => Query(kind, $"queries.{q.Name}", q.Value)), null);
        }
        catch (FaultException e)
        {
            return (null, e.Fault);
        }
    }

    /// <summary>What values are wanted of which records, or what is wrong with that.</summary>
    public static (ExtensionQuery? Query, object? Refusal) Extension(EntityKind kind, string text)
    {
        try
        {
            using var document = Parse("extend", text);
            var root = An("extend", document.RootElement, JsonValueKind.Object, "an object with ids and properties");
            var ids = Needed(root, "extend", "ids", JsonValueKind.Array, "a list of ids")
                .EnumerateArray()
                .Select((id, i) => An($"extend.ids[{i}]", id, JsonValueKind.String, "an id as text").GetString()!)
                .Distinct()
                .ToList();
            if (ids.Count > BatchSize)
            {
                return (null, new TooMany("ids", ids.Count, BatchSize));
            }
            var properties = Needed(root, "extend", "properties", JsonValueKind.Array, "a list of properties")
                .EnumerateArray()
                .Select((property, i) => Wanted(kind, $"extend.properties[{i}]", property))
                .Distinct();
            return (new(ids, [.. properties]), null);
        }
        catch (FaultException e)
        {
            return (null, e.Fault);
        }
    }

    private static ReconciliationQuery Query(EntityKind kind, string place, JsonElement query)
    {
        An(place, query, JsonValueKind.Object, "a query");
        foreach (var member in query.EnumerateObject().Where(m => !Members.Contains(m.Name)))
        {
            throw Wrong($"{place}.{member.Name}", member.Value, $"left out: a query has {string.Join(", ", Members)}");
        }
        var text = Optional(query, "query") is { } name
            ? An($"{place}.query", name, JsonValueKind.String, "a name as text").GetString()
            : null;
        var properties = Properties(kind, place, query);
        if (text is null && properties.Count == 0)
        {
            throw Wrong(place, query, "a query with query or properties, or both");
        }
        return new()
        {
            Name = QueryName.Of(text),
            Types = TypesOf(place, query),
            TypeStrict = StrictnessOf(place, query),
            Limit = LimitOf(place, query),
            Properties = properties,
        };
    }

    private static IReadOnlyList<string> TypesOf(string place, JsonElement query) =>
        Optional(query, "type") is not { } type ? []
        : type.ValueKind == JsonValueKind.Array
            ?
            [
                .. type.EnumerateArray()
                    .Select((t, i) => An($"{place}.type[{i}]", t, JsonValueKind.String, "the id of a type").GetString()!),
            ]
        : [An($"{place}.type", type, JsonValueKind.String, "the id of a type, or a list of them").GetString()!];

    private static string StrictnessOf(string place, JsonElement query) =>
        Optional(query, "type_strict") is not { } strict ? "any"
        : strict.ValueKind == JsonValueKind.String && Strictness.Contains(strict.GetString()) ? strict.GetString()!
        : throw Wrong($"{place}.type_strict", strict, $"one of {string.Join(", ", Strictness)}");

    /// <summary>More than the most is as good as the most: fewer candidates than asked for are an answer too.</summary>
    private static int LimitOf(string place, JsonElement query) =>
        Optional(query, "limit") is not { } limit ? ReconciliationQuery.DefaultLimit
        : limit.ValueKind == JsonValueKind.Number
        && limit.TryGetDecimal(out var number)
        && number >= 1
        && decimal.Truncate(number) == number
            ? (int)Math.Min(number, ReconciliationQuery.MaxLimit)
        : throw Wrong($"{place}.limit", limit, "a whole number from 1");

    private static IReadOnlyList<(EntityProperty, IReadOnlyList<string>)> Properties(EntityKind kind, string place, JsonElement query) =>
        Optional(query, "properties") is not { } properties
            ? []
            :
            [
                .. An($"{place}.properties", properties, JsonValueKind.Array, "a list of properties")
                    .EnumerateArray()
                    .Select((property, i) => Property(kind, $"{place}.properties[{i}]", property)),
            ];

    private static (EntityProperty, IReadOnlyList<string>) Property(EntityKind kind, string place, JsonElement property)
    {
        An(place, property, JsonValueKind.Object, "a property with pid and v");
        var id = Needed(property, place, "pid", JsonValueKind.String, "the id of a property");
        if (!property.TryGetProperty("v", out var value))
        {
            throw new FaultException(new($"{place}.v", "nothing", "a value, or a list of values"));
        }
        return (
            Known(kind, $"{place}.pid", id),
            value.ValueKind == JsonValueKind.Array
                ? [.. value.EnumerateArray().Select((v, i) => Value($"{place}.v[{i}]", v))]
                : [Value($"{place}.v", value)]
        );
    }

    private static string Value(string place, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Object => Needed(value, place, "id", JsonValueKind.String, "the id of a record").GetString()!,
            _ => throw Wrong(place, value, "a text, a number, true, false, or a record with its id"),
        };

    private static EntityProperty Wanted(EntityKind kind, string place, JsonElement property)
    {
        An(place, property, JsonValueKind.Object, "a property with its id");
        if (Optional(property, "settings") is { } settings && HasAny(settings))
        {
            throw Wrong($"{place}.settings", settings, "left out: properties have no settings here");
        }
        return Known(kind, $"{place}.id", Needed(property, place, "id", JsonValueKind.String, "the id of a property"));
    }

    private static bool HasAny(JsonElement settings) => settings.ValueKind != JsonValueKind.Object || settings.EnumerateObject().Any();

    private static EntityProperty Known(EntityKind kind, string place, JsonElement id) =>
        kind.Properties.FirstOrDefault(p => p.Id == id.GetString())
        ?? throw Wrong(place, id, $"one of {string.Join(", ", kind.Properties.Select(p => p.Id))}");

    private static JsonDocument Parse(string place, string text)
    {
        try
        {
            return JsonDocument.Parse(text, Strict);
        }
        catch (JsonException e)
        {
            throw new FaultException(new(place, Shown(text), $"JSON: {e.Message}"));
        }
    }

    private static JsonElement? Optional(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? value : null;

    private static JsonElement Needed(JsonElement parent, string place, string name, JsonValueKind kind, string allowed) =>
        Optional(parent, name) is { } value
            ? An($"{place}.{name}", value, kind, allowed)
            : throw new FaultException(new($"{place}.{name}", "nothing", allowed));

    private static JsonElement An(string place, JsonElement value, JsonValueKind kind, string allowed) =>
        value.ValueKind == kind ? value : throw Wrong(place, value, allowed);

    private static FaultException Wrong(string place, JsonElement found, string allowed) =>
        new(new(place, Shown(found.GetRawText()), allowed));

    private static string Shown(string text) => text.Length > MaxShown ? text[..MaxShown] + "…" : text;

    private sealed class FaultException(Fault fault) : Exception
    {
        public Fault Fault => fault;
    }
}

/// <summary>What values are wanted of which records.</summary>
internal sealed record ExtensionQuery(IReadOnlyList<string> Ids, IReadOnlyList<EntityProperty> Properties);
