using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DecisionsApi.Tabular;

namespace DecisionsApi.Formats;

/// <summary>
/// What every field means, taken from the contract that is published (<c>openapi/decisions-api.json</c>), so that there is one text;
/// where definitions come from and what other standards call a field stands in <c>field-sources.csv</c>.
/// </summary>
internal static class FieldDictionary
{
    private const string Parts = "Fields";
    private const int Deepest = 5;

    private static readonly Lazy<JsonObject> Schemas = new(() =>
        JsonNode.Parse(Resource("contract.json"))!["components"]!["schemas"]!.AsObject()
    );

    private static readonly Lazy<Dictionary<(string Resource, string Field), IReadOnlyList<string>>> Known = new(Definitions);

    private static readonly ConcurrentDictionary<(string Resource, string Record), IReadOnlyList<DictionaryEntry>> Entries = new();

    /// <summary>Every field of a record, in its order; the parts of a nested one follow it.</summary>
    public static IReadOnlyList<DictionaryEntry> Of(string resource, string record) =>
        Entries.GetOrAdd((resource, record), _ => [.. Fields(resource, "", Schema(record), 0)]);

    /// <summary>What a column of a table holds; null where it is no field.</summary>
    public static DictionaryEntry? OfColumn(string resource, string record, string column)
    {
        var field = SpreadLists.FieldOf(column);
        return Of(resource, record).FirstOrDefault(entry => entry.Field == field);
    }

    /// <summary>Fields of which <c>field-sources.csv</c> says something though there is no such field.</summary>
    public static IEnumerable<(string Resource, string Field)> Strays(IEnumerable<DictionaryEntry> all) =>
        Known.Value.Keys.Except(all.Select(entry => (entry.Resource, entry.Field)));

    private static IEnumerable<DictionaryEntry> Fields(string resource, string prefix, JsonNode? schema, int depth)
    {
        foreach (var (name, field) in schema?["properties"]?.AsObject() ?? [])
        {
            var path = prefix + name;
            var shape = Shape.Of(field!);
            var known = Known.Value.GetValueOrDefault((resource, path));
            yield return new()
            {
                Resource = resource,
                Field = path,
                Datatype = shape.Type,
                Nullable = shape.IsNullable,
                Values = shape.Values,
                Unit = known is [{ Length: > 0 } unit, ..] ? unit : shape.Unit,
                Meaning = field!["description"]?.ToString() ?? "",
                DefinedBy = Said(known, 1),
                Ocds = Said(known, 2),
                LocalGovernment = Said(known, 3),
                Treasury = Said(known, 4),
                Example = field["examples"]?[0]?.ToJsonString(Json.Options),
            };
            if (shape.Part is { } part && depth < Deepest)
            {
                foreach (var inner in Fields(resource, path + (shape.IsList ? "[]." : "."), Schema(part), depth + 1))
                {
                    yield return inner;
                }
            }
        }
    }

    /// <summary>The schema that has all fields of a record.</summary>
    private static JsonNode? Schema(string record) => Schemas.Value[record + Parts] ?? Schemas.Value[record];

    private static string? Said(IReadOnlyList<string>? known, int column) => known?[column] is { Length: > 0 } text ? text : null;

    private static Dictionary<(string, string), IReadOnlyList<string>> Definitions()
    {
        var definitions = new Dictionary<(string, string), IReadOnlyList<string>>();
        using var records = new RecordReader(Resource("field-sources.csv"), ',');
        while (records.Read())
        {
            if (records.Line > 1 && !records.Raw.StartsWith('#'))
            {
                definitions.Add((records[0], records[1]), [.. Enumerable.Range(2, 5).Select(i => records[i])]);
            }
        }
        return definitions;
    }

    private static string Resource(string name)
    {
        using var stream = typeof(FieldDictionary).Assembly.GetManifestResourceStream("DecisionsApi.Formats." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What a schema says of a field.</summary>
    private sealed record Shape(string Type, bool IsNullable, string? Part, bool IsList, string? Unit, IReadOnlyList<string>? Values)
    {
        public static Shape Of(JsonNode field)
        {
            if (field["anyOf"] is JsonArray any)
            {
                return Of(any[0]!) with { IsNullable = true };
            }
            if (field["$ref"]?.ToString().Split('/')[^1] is { } name)
            {
                var part = name.EndsWith(Parts, StringComparison.Ordinal) ? name[..^Parts.Length] : name;
                return new("record", false, part, false, null, null);
            }
            var types = field["type"] is JsonArray several
                ? several.Select(t => t!.ToString()).ToList()
                : [field["type"]?.ToString() ?? ""];
            var isNullable = types.Remove("null");
            var values = field["enum"]?.AsArray().Select(v => v?.ToString()).OfType<string>().ToList();
            var (type, unit) = (types.FirstOrDefault(), field["format"]?.ToString()) switch
            {
                ("string", "date") => ("day", "day (ISO 8601)"),
                ("string", "date-time") => ("instant", "instant (RFC 3339, UTC)"),
                ("string", _) => ("text", null),
                ("integer", _) => ("whole number", null),
                ("number", _) => ("number", "GBP"),
                ("boolean", _) => ("true or false", null),
                ("object", _) => ("map", null),
                _ => ("list", (string?)null),
            };
            if (type == "list" && field["items"] is { } items)
            {
                var inner = Of(items);
                return inner with { Type = "list of " + inner.Type, IsNullable = isNullable, IsList = true };
            }
            return new(type, isNullable, null, false, unit, values);
        }
    }
}
