using System.Text.Json.Nodes;

namespace DecisionsApi.Http.OpenApi;

/// <summary>Gives every field that is made of others an example made of theirs.</summary>
internal static class SchemaExamples
{
    // A longer example of a list says less than an empty one.
    private const int LongestList = 1500;

    public static void Add(JsonObject schemas)
    {
        foreach (var (_, schema) in schemas)
        {
            foreach (var (_, node) in schema!["properties"]?.AsObject() ?? [])
            {
                var field = node!.AsObject();
                if (field["examples"] is null && Of(field, schemas) is { } example)
                {
                    var isLong = example is JsonArray && example.ToJsonString().Length > LongestList;
                    field["examples"] = new JsonArray(isLong ? new JsonArray() : example);
                }
            }
        }
    }

    private static JsonNode? Of(JsonObject field, JsonObject schemas)
    {
        var schema = RecordSchemas.Resolve(field, schemas);
        if ((field["examples"] ?? schema["examples"]) is JsonArray { Count: > 0 } examples)
        {
            return examples[0]?.DeepClone();
        }
        if (schema["anyOf"] is JsonArray any)
        {
            return Of(any[0]!.AsObject(), schemas);
        }
        if (schema["items"] is JsonObject items)
        {
            return Of(items, schemas) is { } item ? new JsonArray(item) : null;
        }
        var example = schema["allOf"] is JsonArray all ? Of(all[0]!.AsObject(), schemas)!.AsObject() : [];
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            example[name] = Of(property!.AsObject(), schemas);
        }
        return example.Count > 0 ? example : (schema["enum"] as JsonArray)?[0]?.DeepClone();
    }
}
