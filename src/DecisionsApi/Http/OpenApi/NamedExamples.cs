using System.Reflection;
using System.Text.Json.Nodes;
using DecisionsApi.Formats;

namespace DecisionsApi.Http.OpenApi;

/// <summary>
/// Requests and answers that belong together by name: <c>found</c> and <c>notFound</c>. The answers are those of the shipped register;
/// a test asks for each and compares.
/// </summary>
internal static class NamedExamples
{
    public const string Found = "found";
    public const string NotFound = "notFound";

    public static void Add(JsonObject paths)
    {
        foreach (var (path, item) in paths)
        {
            var operation = item!["get"]!.AsObject();
            var responses = operation["responses"]!.AsObject();
            foreach (var parameter in operation["parameters"]?.AsArray().OfType<JsonObject>() ?? [])
            {
                if (parameter["in"]?.ToString() == "path")
                {
                    var resource = path["/v1/".Length..path.IndexOf("/{", StringComparison.Ordinal)];
                    var id = parameter["example"]!.ToString();
                    parameter.Remove("example");
                    parameter["examples"] = new JsonObject
                    {
                        [Found] = Example("A record of the shipped register", id),
                        [NotFound] = Example("An id that no record has", Responses.MissingId),
                    };
                    var problem = Responses.Answer.Value(Problems.NotFound(resource, Responses.MissingId));
                    responses["404"] = new JsonObject
                    {
                        ["description"] = "There is nothing of this id.",
                        ["content"] = Responses.Answer.Content([(NotFound, problem)]),
                    };
                }
            }
            if (Answer(operation["operationId"]!.ToString()) is { } answer)
            {
                Show(responses["200"]!["content"]!.AsObject(), answer);
            }
        }
    }

    /// <summary>Names one value of a parameter, where it belongs to an example of the answer.</summary>
    public static JsonObject Example(string summary, JsonNode value) => new() { ["summary"] = summary, ["value"] = value };

    private static void Show(JsonObject content, JsonNode answer)
    {
        foreach (var (mediaType, node) in content)
        {
            var media = node!.AsObject();
            var first = ((answer as JsonObject)?["data"] as JsonArray)?.FirstOrDefault()?.AsObject();
            var (name, id) = first?.ContainsKey("id") == false ? (first.First().Key, first.First().Value) : ("id", first?["id"]);
            JsonNode value = mediaType switch
            {
                JsonRecords.MediaType => answer.DeepClone(),
                Csv.MediaType => id is null ? $"{name}\r\n" : $"{name}\r\n{id}\r\n",
                JsonRecords.LinesMediaType => id is null ? "" : $"{{\"{name}\":\"{id}\"}}\n",
                _ => answer.ToString(),
            };
            if (mediaType != JsonRecords.MediaType)
            {
                media["schema"] = new JsonObject
                {
                    ["type"] = "string",
                    ["description"] = mediaType switch
                    {
                        Csv.MediaType =>
                            "The records as CSV (RFC 4180) with a heading line; the columns are the fields of the record, parts of a field by their dot path.",
                        JsonRecords.LinesMediaType => "The records as JSON Lines: one JSON object a line.",
                        _ => "The bytes of the file.",
                    },
                };
                if (mediaType == "application/octet-stream")
                {
                    media["schema"]!["format"] = "binary";
                }
            }
            media["examples"] = new JsonObject { [Found] = Example("From the shipped register", value) };
        }
    }

    private static JsonNode? Answer(string operation)
    {
        using var stream = Assembly
            .GetExecutingAssembly()
            .GetManifestResourceStream($"DecisionsApi.Http.OpenApi.Examples.{operation}.json");
        return stream is null ? null : JsonNode.Parse(stream);
    }
}
