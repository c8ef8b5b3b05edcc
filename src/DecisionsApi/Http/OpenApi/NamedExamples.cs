using System.Reflection;
using System.Text.Json.Nodes;
using DecisionsApi.Formats;

namespace DecisionsApi.Http.OpenApi;

/// <summary>
/// Requests and answers that belong together by name: <c>found</c> and <c>notFound</c>. The answers are those of the shipped register,
/// for patterns with made-up payments; a test asks for each and compares.
/// </summary>
internal static class NamedExamples
{
    public const string Found = "found";
    public const string NotFound = "notFound";

    public static void Add(JsonObject paths)
    {
        foreach (var (path, _, operation) in PublishedDocument.Operations(paths))
        {
            var responses = operation["responses"]!.AsObject();
            foreach (var parameter in operation["parameters"]?.AsArray().OfType<JsonObject>() ?? [])
            {
                if (parameter["in"]?.ToString() == "path")
                {
                    // /v1/{resource}/…, or /v1/reconcile/{resource}/…, or what several words name.
                    var resource = path["/v1/".Length..path.IndexOf("/{", StringComparison.Ordinal)]
                        .Replace("reconcile/", "", StringComparison.Ordinal)
                        .Replace("/preview", "", StringComparison.Ordinal);
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
                var (id, resource) = (operation["operationId"]!.ToString(), path.Split('/')[2]);
                Show(responses["200"]!["content"]!.AsObject(), answer, id, resource);
                if (responses["206"] is { } part)
                {
                    Show(part["content"]!.AsObject(), answer, id, resource);
                }
            }
        }
    }

    /// <summary>Names one value of a parameter, where it belongs to an example of the answer.</summary>
    public static JsonObject Example(string summary, JsonNode value) => new() { ["summary"] = summary, ["value"] = value };

    private static void ShowFeed(JsonObject media, FeedFormat feed, string operation)
    {
        var isJson = feed is JsonFeed;
        media["schema"] = new JsonObject { ["type"] = isJson ? "object" : "string", ["description"] = feed.Description };
        if (Text($"{operation}.{feed.Name}") is { } text)
        {
            media["examples"] = new JsonObject
            {
                [Found] = Example("From the shipped register", isJson ? JsonNode.Parse(text)! : JsonValue.Create(text)),
            };
        }
    }

    private static bool IsJson(string mediaType) =>
        mediaType == JsonRecords.MediaType || mediaType.EndsWith("+json", StringComparison.Ordinal);

    private static void ShowLinked(JsonObject media, JsonObject answer, string resource)
    {
        var linked = answer.ContainsKey("data") ? LinkedData.Page("", resource, answer) : LinkedData.Record("", resource, answer);
        media["schema"] = new JsonObject
        {
            ["type"] = "object",
            ["description"] = "The same JSON with `@context`, and `@id` and `@type` of each record (JSON-LD 1.1).",
        };
        media["examples"] = new JsonObject { [Found] = Example("From the shipped register", linked) };
    }

    private static void Show(JsonObject content, JsonNode answer, string operation, string resource)
    {
        foreach (var (mediaType, node) in content)
        {
            var media = node!.AsObject();
            var first = ((answer as JsonObject)?["data"] as JsonArray)?.FirstOrDefault()?.AsObject();
            var (name, id) = first?.ContainsKey("id") == false ? (first.First().Key, first.First().Value) : ("id", first?["id"]);
            if (FeedFormat.All.FirstOrDefault(f => f.MediaType == mediaType) is { } feed)
            {
                ShowFeed(media, feed, operation);
                continue;
            }
            if (mediaType == LinkedData.MediaType && (answer as JsonObject)?.ContainsKey("@context") == false)
            {
                ShowLinked(media, answer.AsObject(), resource);
                continue;
            }
            var format = TableFormat.All.FirstOrDefault(f => f.MediaType == mediaType);
            JsonNode value = format switch
            {
                _ when IsJson(mediaType) => answer.DeepClone(),
                Csv => id is null ? $"{name}\r\n" : $"{name}\r\n{id}\r\n",
                JsonLines => id is null ? "" : $"{{\"{name}\":\"{id}\"}}\n",
                _ when mediaType == Callback.MediaType => Callback.Script("show", answer.ToJsonString(Json.Options)),
                _ => answer.ToString(),
            };
            if (!IsJson(mediaType))
            {
                var otherwise = mediaType switch
                {
                    "text/html" => "A page.",
                    Callback.MediaType => "A call of the function that `callback` names with the same as JSON.",
                    _ => "The bytes of the file.",
                };
                media["schema"] = new JsonObject { ["type"] = "string", ["description"] = format?.Description ?? otherwise };
                if (mediaType == "application/octet-stream" || format?.IsText == false)
                {
                    media["schema"]!["format"] = "binary";
                }
                if (format?.IsText == false)
                {
                    continue;
                }
            }
            var origin = resource == "insights" ? "From made-up spending files of two councils" : "From the shipped register";
            media["examples"] = new JsonObject { [Found] = Example(origin, value) };
        }
    }

    private static JsonNode? Answer(string operation) => Text(operation + ".json") is { } text ? JsonNode.Parse(text) : null;

    private static string? Text(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("DecisionsApi.Http.OpenApi.Examples." + file);
        using var reader = stream is null ? null : new StreamReader(stream);
        return reader?.ReadToEnd();
    }
}
