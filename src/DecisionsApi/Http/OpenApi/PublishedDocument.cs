using System.Reflection;
using System.Text.Json.Nodes;
using DecisionsApi.Formats;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace DecisionsApi.Http.OpenApi;

/// <summary>The document as it is served: what the generator makes of the code, with what all operations have in common.</summary>
internal sealed class PublishedDocument(ISwaggerProvider generator, ServiceSettings settings)
{
    private readonly Lazy<string> _text = new(() => Build(generator, settings.PublicUrl).ToJsonString(Json.Report));

    public string Text => _text.Value;

    private static JsonObject Build(ISwaggerProvider generator, string? publicUrl)
    {
        var generated = generator.GetSwagger(OpenApiRoutes.Document).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
        var document = JsonNode.Parse(generated.GetAwaiter().GetResult())!.AsObject();
        var common = Common();
        var (paths, components) = (document["paths"]!.AsObject(), document["components"]!.AsObject());
        var schemas = components["schemas"]!.AsObject();
        schemas.Remove("ProblemDetails");
        foreach (var (name, schema) in common["schemas"]!.AsObject())
        {
            schemas[name] = schema!.DeepClone();
        }
        RecordSchemas.Split(paths, schemas);
        SchemaExamples.Add(schemas);
        Responses.Describe(paths, components, common["headers"]!.AsObject());
        NamedExamples.Add(paths);

        var origin = publicUrl is { Length: > 0 } ? publicUrl.TrimEnd('/') : Links.OwnMachine;
        var info = document["info"]!.DeepClone().AsObject();
        foreach (var (name, value) in common["info"]!.AsObject())
        {
            info[name] = value!.DeepClone();
        }
        info["contact"]!["url"] = origin + "/";
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = info,
            ["servers"] = new JsonArray(new JsonObject { ["url"] = origin, ["description"] = "The service this document comes from." }),
            ["security"] = new JsonArray(),
            ["tags"] = common["tags"]!.DeepClone(),
            ["paths"] = paths.DeepClone(),
            ["components"] = components.DeepClone(),
        };
    }

    /// <summary>Every operation with its path and method.</summary>
    public static IEnumerable<(string Path, string Method, JsonObject Operation)> Operations(JsonObject paths) =>
        paths.SelectMany(path => path.Value!.AsObject().Select(operation => (path.Key, operation.Key, operation.Value!.AsObject())));

    private static JsonObject Common()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("DecisionsApi.Http.OpenApi.common.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
