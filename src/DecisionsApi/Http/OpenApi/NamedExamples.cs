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
                    var resource = path.Split('/')[2];
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
                if (responses["206"] is { } part)
                {
                    Show(part["content"]!.AsObject(), answer);
                }
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
            var format = TableFormat.All.FirstOrDefault(f => f.MediaType == mediaType);
            JsonNode value = format switch
            {
                _ when mediaType == JsonRecords.MediaType => answer.DeepClone(),
                Csv => id is null ? $"{name}\r\n" : $"{name}\r\n{id}\r\n",
                JsonLines => id is null ? "" : $"{{\"{name}\":\"{id}\"}}\n",
                _ => answer.ToString(),
            };
            if (mediaType != JsonRecords.MediaType)
            {
                media["schema"] = new JsonObject { ["type"] = "string", ["description"] = format?.Description ?? "The bytes of the file." };
                if (format?.IsText != true)
                {
                    media["schema"]!["format"] = "binary";
                }
                if (format?.IsText == false)
                {
                    continue;
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
