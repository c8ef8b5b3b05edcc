using System.Text.Json.Nodes;
using DecisionsApi.Formats;
using DecisionsApi.Querying;

namespace DecisionsApi.Http.OpenApi;

/// <summary>
/// Three views of a record: its fields (a list with <c>fields=</c> gives some), the whole record (all of them are there), and the
/// record with others included. An included record includes nothing itself, so no schema contains itself.
/// </summary>
internal static class RecordSchemas
{
    private const string Prefix = "#/components/schemas/";
    private const string PageOf = "PageOf";

    public static void Split(JsonObject paths, JsonObject schemas)
    {
        var pages = schemas.Select(s => s.Key).Where(name => name.Contains(PageOf, StringComparison.Ordinal)).ToList();
        foreach (var (page, name) in pages.Select(page => (page, page.Split(PageOf)[1])))
        {
            var record = schemas[name]!.DeepClone().AsObject();
            var description = record["description"]!.ToString();
            var included = record["properties"]!["included"]?.DeepClone();
            record["properties"]!.AsObject().Remove("included");
            var data = schemas[page]!["properties"]!["data"]!.AsObject();
            data["maxItems"] = ListQuery.MaxLimit;
            data["items"] = Reference(name + (included is null ? "Fields" : "Listed"));

            var parted = Parted(record, schemas);
            schemas[name] = All(name + "Fields", description, ("required", record["required"]!.DeepClone()), ("properties", parted));
            schemas[name + "Fields"] = Fields(record, parted, schemas);
            if (included is not null)
            {
                schemas[name + "Listed"] = All(name + "Fields", description + " As in a list.", ("properties", Included(included)));
                schemas[name + "WithIncluded"] = All(name, description + " With linked records.", ("properties", Included(included)));
                Replace(paths, name, name + "WithIncluded");
            }
        }
        Prune(paths, schemas);
        Sort(schemas);
    }

    /// <summary>A record without an address of its own is given in lists only: nothing refers to the whole of it, nor then to its parts.</summary>
    private static void Prune(JsonObject paths, JsonObject schemas)
    {
        var listedOnly = schemas
            .Select(s => s.Key)
            .Where(name => schemas.ContainsKey(name + "Fields") && !IsUsed(name, paths, schemas))
            .ToList();
        foreach (var name in listedOnly)
        {
            schemas[name + "Fields"]!["description"] = schemas[name]!["description"]!.ToString();
            schemas.Remove(name);
        }
        if (listedOnly.Count > 0)
        {
            Prune(paths, schemas);
        }
    }

    /// <summary>The properties that are records of their own, so that <c>fields=</c> can pick parts of them.</summary>
    private static JsonObject Parted(JsonObject record, JsonObject schemas) =>
        new(
            record["properties"]!
                .AsObject()
                .Where(p => Target(p.Value!.AsObject()) is { } target && schemas[target]!["properties"] is not null)
                .Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))
        );

    /// <summary>The record with none of its fields, nor of their parts, required.</summary>
    private static JsonObject Fields(JsonObject record, JsonObject parted, JsonObject schemas)
    {
        record.Remove("required");
        record["description"] = $"{record["description"]} Its fields; the parameter of that name picks some of them.";
        foreach (var (name, property) in parted)
        {
            var target = Target(property!.AsObject())!;
            var part = schemas[target]!.DeepClone().AsObject();
            part.Remove("required");
            schemas[target + "Fields"] = part;
            var reference = record["properties"]![name]!.AsObject();
            ((reference["anyOf"] as JsonArray)?[0]!.AsObject() ?? reference)["$ref"] = Prefix + target + "Fields";
        }
        return record;
    }

    private static string? Target(JsonObject property) =>
        (property["$ref"] ?? (property["anyOf"] as JsonArray)?[0]!["$ref"])?.ToString()[Prefix.Length..];

    private static JsonObject Included(JsonNode included) => new() { ["included"] = included.DeepClone() };

    private static void Sort(JsonObject schemas)
    {
        var sorted = schemas.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value!.DeepClone())).ToList();
        schemas.Clear();
        sorted.ForEach(s => schemas[s.Key] = s.Item2);
    }

    private static bool IsUsed(string name, params JsonObject[] places) =>
        places.Any(place => place.ToJsonString(Json.Options).Contains($"\"{Prefix}{name}\"", StringComparison.Ordinal));

    public static JsonObject Reference(string name) => new() { ["$ref"] = Prefix + name };

    /// <summary>The schema a reference points at, or the schema itself.</summary>
    public static JsonObject Resolve(JsonObject schema, JsonObject schemas) =>
        schema["$ref"] is { } reference ? schemas[reference.ToString()[Prefix.Length..]]!.AsObject() : schema;

    private static JsonObject All(string name, string description, params (string Name, JsonNode Value)[] more)
    {
        var schema = new JsonObject
        {
            ["description"] = description,
            ["type"] = "object",
            ["allOf"] = new JsonArray(Reference(name)),
        };
        foreach (var (key, value) in more.Where(m => m.Value is not JsonObject { Count: 0 }))
        {
            schema[key] = value.DeepClone();
        }
        return schema;
    }

    private static void Replace(JsonObject paths, string name, string by)
    {
        foreach (var (_, _, operation) in PublishedDocument.Operations(paths))
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
