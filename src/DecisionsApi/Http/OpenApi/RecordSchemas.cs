using System.Text.Json.Nodes;
using DecisionsApi.Querying;

namespace DecisionsApi.Http.OpenApi;

/// <summary>
/// Three views of a record: its fields (a list with <c>fields=</c> gives some), the whole record (all of them are there), and the
/// record with others included. An included record includes nothing itself, so no schema contains itself.
/// </summary>
internal static class RecordSchemas
{
    private const string Prefix = "#/components/schemas/";

    public static void Split(JsonObject paths, JsonObject schemas)
    {
        foreach (
            var name in schemas.Select(s => s.Key).Where(n => n.StartsWith("PageOf", StringComparison.Ordinal)).Select(n => n[6..]).ToList()
        )
        {
            var whole = schemas[name]!.AsObject();
            var fields = whole.DeepClone().AsObject();
            var required = whole["required"]!.DeepClone();
            var included = fields["properties"]!["included"]?.DeepClone();
            fields.Remove("required");
            fields["properties"]!.AsObject().Remove("included");
            fields["description"] = $"{whole["description"]} Its fields; `fields` picks some of them.";
            schemas[name + "Fields"] = fields;
            schemas[name] = All(name + "Fields", whole["description"]!.ToString(), ("required", required));
            var items = schemas["PageOf" + name]!["properties"]!["data"]!.AsObject();
            items["maxItems"] = ListQuery.MaxLimit;
            items["items"] = Reference(name + "Fields");
            if (included is null)
            {
                continue;
            }
            JsonObject Including() => new() { ["included"] = included.DeepClone() };
            schemas[name + "Listed"] = All(name + "Fields", $"{whole["description"]} As in a list.", ("properties", Including()));
            schemas[name + "WithIncluded"] = All(name, $"{whole["description"]} With linked records.", ("properties", Including()));
            items["items"] = Reference(name + "Listed");
            Replace(paths, name, name + "WithIncluded");
        }
        var sorted = schemas
            .OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => KeyValuePair.Create(s.Key, s.Value!.DeepClone()))
            .ToList();
        schemas.Clear();
        foreach (var (name, schema) in sorted)
        {
            schemas[name] = schema;
        }
    }

    public static JsonObject Reference(string name) => new() { ["$ref"] = Prefix + name };

    /// <summary>The schema a reference points at, or the schema itself.</summary>
    public static JsonObject Resolve(JsonObject schema, JsonObject schemas) =>
        schema["$ref"] is { } reference ? schemas[reference.ToString()[Prefix.Length..]]!.AsObject() : schema;

    private static JsonObject All(string name, string description, (string Name, JsonNode Value) more) =>
        new()
        {
            ["description"] = description,
            ["type"] = "object",
            ["allOf"] = new JsonArray(Reference(name)),
            [more.Name] = more.Value,
        };

    private static void Replace(JsonObject paths, string name, string by)
    {
        foreach (var operation in paths.Select(path => path.Value!["get"]!))
        {
            if (
                operation["responses"]!["200"]?["content"]?["application/json"]?["schema"] is JsonObject schema
                && schema["$ref"]?.ToString() == Prefix + name
            )
            {
                schema["$ref"] = Prefix + by;
            }
        }
    }
}
