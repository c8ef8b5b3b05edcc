using System.Text.Json;
using System.Text.Json.Nodes;

namespace DecisionsApi.Tests.Http;

/// <summary>The published contract: what it says can be asked, and the answers it shows are those of the shipped register.</summary>
public sealed class OpenApiTests(ShippedRegister shipped, ExampleRegister example)
    : IClassFixture<ShippedRegister>,
        IClassFixture<ExampleRegister>
{
    private const string Sha256OfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task The_answers_it_shows_are_those_of_the_shipped_register()
    {
        // The service reads its examples when it is built: after approving new ones, build and approve the document.
        var folder = Path.Combine(Repository.Root, "src", "DecisionsApi", "Http", "OpenApi", "Examples");
        foreach (var (path, operation) in await Operations())
        {
            var form = operation["requestBody"]?["content"]!.AsObject().Single().Value!["examples"]!["found"]!["value"]!.AsObject();
            var (status, text) = form is null ? await Get(Request(path, operation, "found")) : await Post(path, form);

            Assert.Equal(200, status);
            var isJson = operation["responses"]!["200"]!["content"]!
                .AsObject()
                .Any(form => form.Key.EndsWith("json", StringComparison.Ordinal));
            var shown = isJson
                ? JsonNode.Parse(text)
                : JsonValue.Create(path.EndsWith(".sqlite", StringComparison.Ordinal) ? text[..15] : text);
            // Any field more makes another file.
            if (path == "/v1/exports" && shown!["data"]![0] is { } export)
            {
                (export["sizeBytes"], export["sha256"]) = (761856, Sha256OfNothing);
            }
            var file = Path.Combine(folder, operation["operationId"] + ".json");
            Snapshot.Compare(shown!.ToJsonString(Readable), file, Path.ChangeExtension(file, ".received.json"));
        }
    }

    [Fact]
    public async Task The_feeds_it_shows_are_those_of_the_shipped_register()
    {
        var folder = Path.Combine(Repository.Root, "src", "DecisionsApi", "Http", "OpenApi", "Examples");
        var lists = (await Operations())
            .Where(o => o.Operation["responses"]!["200"]!["content"]!["application/atom+xml"] is not null)
            .ToList();

        Assert.Equal(8, lists.Count);
        foreach (var (path, operation) in lists)
        {
            foreach (var form in new[] { "atom", "feed" })
            {
                var (status, text) = await Get(Request($"{path}.{form}", operation, "found"));

                Assert.Equal(200, status);
                var file = Path.Combine(folder, $"{operation["operationId"]}.{form}");
                Snapshot.Compare(text, file, Path.Combine(folder, $"{operation["operationId"]}.received.{form}"));
            }
        }
    }

    [Fact]
    public async Task What_it_says_is_not_found_is_not_found()
    {
        foreach (var (path, operation) in (await Operations()).Where(o => o.Path.Contains("{id}", StringComparison.Ordinal)))
        {
            var (status, text) = await Get(Request(path, operation, "notFound"));

            var shown = operation["responses"]!["404"]!["content"]!["application/problem+json"]!["examples"]!["notFound"]!["value"];
            Assert.Equal((404, true), (status, JsonNode.DeepEquals(shown, JsonNode.Parse(text))));
        }
    }

    [Fact]
    public async Task Every_value_it_shows_for_a_parameter_is_allowed()
    {
        foreach (var (path, operation) in await Operations())
        {
            foreach (var parameter in Parameters(operation).Where(p => p["in"]!.ToString() == "query" && p["example"] is not null))
            {
                var needed = Parameters(operation)
                    .Where(p => p["in"]!.ToString() == "query" && p["required"]?.GetValue<bool>() == true && p != parameter)
                    .Select(p => Query(p, p["examples"]!["found"]!["value"]!));
                var query = string.Join('&', [Query(parameter, parameter["example"]!), .. needed]);
                // How many groups are shown says nothing without groups.
                query += parameter["name"]!.ToString() == "top" ? "&groupBy=month" : "";
                var address = path.Replace("{id}", Found(operation, "id")?.ToString(), StringComparison.Ordinal) + "?" + query;

                var (status, text) = await Get(address);

                Assert.True(status == 200, $"{address}: {status} {text}");
            }
        }
    }

    [Theory]
    [InlineData("unknownParameter", "/v1/decisions?bdy=x")]
    [InlineData("invalidParameter", "/v1/decisions?limit=0")]
    [InlineData("foreignCursor", "/v1/decisions?cursor=YW5vdGhlcjAKMQowCj0")]
    public async Task The_problems_it_shows_are_those_it_answers_with(string name, string path)
    {
        var document = await Document();
        var (status, text) = await Get(path);

        var shown = document["components"]!["responses"]!["BadRequest"]!["content"]!["application/problem+json"]!["examples"]![name]![
            "value"
        ]!;
        var answered = JsonNode.Parse(text)!;
        Assert.Equal(
            (400, shown["type"]!.ToString(), shown["title"]!.ToString()),
            (status, answered["type"]!.ToString(), answered["title"]!.ToString())
        );
        Assert.Equal(shown.AsObject().Select(p => p.Key), answered.AsObject().Select(p => p.Key));
    }

    [Fact]
    public async Task Everything_is_described_and_has_an_example()
    {
        var document = await Document();
        var missing = new List<string>();
        foreach (var (path, operation) in Operations(document))
        {
            foreach (var parameter in Parameters(operation))
            {
                Need(parameter["description"], $"{path} {parameter["name"]} description");
                Need(parameter["example"] ?? parameter["examples"], $"{path} {parameter["name"]} example");
            }
            foreach (var (status, response) in operation["responses"]!.AsObject().Where(r => r.Value!["$ref"] is null))
            {
                Need(response!["description"], $"{path} {status} description");
                foreach (var (type, media) in response["content"]!.AsObject())
                {
                    var isFile = media!["schema"]?["format"]?.ToString() == "binary";
                    Need(isFile ? media["schema"]!["description"] : media["examples"], $"{path} {status} {type} example");
                }
            }
            foreach (var status in new[] { "400", "404", "406", "429", "500", "503" })
            {
                Need(operation["responses"]![status], $"{path} {status}");
            }
        }
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            Need(schema!["description"], $"{name} description");
            foreach (var (field, value) in schema["properties"]?.AsObject() ?? [])
            {
                Need(value!["description"] ?? value["$ref"], $"{name}.{field} description");
                Need(value["examples"], $"{name}.{field} example");
            }
        }
        Assert.Empty(missing);

        void Need(JsonNode? node, string what)
        {
            if (node is null)
            {
                missing.Add(what);
            }
        }
    }

    [Fact]
    public async Task It_is_of_the_version_and_has_the_parts_that_public_bodies_ask_for()
    {
        var document = await Document();

        Assert.Equal("3.1.0", document["openapi"]!.ToString());
        Assert.Matches(@"^\d+\.\d+\.\d+$", document["info"]!["version"]!.ToString());
        Assert.NotNull(document["info"]!["contact"]);
        Assert.NotNull(document["info"]!["license"]!["url"]);
        Assert.Equal("/", new Uri(document["servers"]!.AsArray().Single()!["url"]!.ToString()).AbsolutePath);
        var operations = Operations(document).ToList();
        Assert.Equal(operations.Count, operations.Select(o => o.Operation["operationId"]!.ToString()).Distinct().Count());
        Assert.All(operations, o => Assert.Matches(@"^(/[a-z0-9-]+|/\{id\})+(\.sqlite)?$", o.Path));
    }

    private async Task<(int Status, string Text)> Get(string path)
    {
        var register = path.StartsWith("/v1/insights/", StringComparison.Ordinal) ? example.Register : shipped.Register;
        using var response = await register.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<(int Status, string Text)> Post(string path, JsonObject fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Key, field.Value!.ToString())));
        using var response = await shipped.Register.Client.PostAsync(
            new Uri(path, UriKind.Relative),
            form,
            TestContext.Current.CancellationToken
        );
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<JsonNode> Document() => JsonNode.Parse((await Get("/openapi/decisions-api.json")).Text)!;

    private async Task<List<(string Path, JsonNode Operation)>> Operations() => [.. Operations(await Document())];

    private static IEnumerable<(string Path, JsonNode Operation)> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (path.Key, operation.Value!)));

    private static IEnumerable<JsonNode> Parameters(JsonNode operation) => (operation["parameters"]?.AsArray() ?? []).OfType<JsonNode>();

    private static JsonNode? Found(JsonNode operation, string name) =>
        Parameters(operation).FirstOrDefault(p => p["name"]!.ToString() == name)?["examples"]?["found"]?["value"];

    private static string Request(string path, JsonNode operation, string name)
    {
        var named = Parameters(operation).Where(p => p["examples"]?[name] is not null).ToList();
        var id = named.Find(p => p["in"]!.ToString() == "path")?["examples"]![name]!["value"]!.ToString();
        var query = named.Where(p => p["in"]!.ToString() == "query").Select(p => Query(p, p["examples"]![name]!["value"]!)).ToList();
        return path.Replace("{id}", id, StringComparison.Ordinal) + (query.Count > 0 ? "?" + string.Join('&', query) : "");
    }

    private static string Query(JsonNode parameter, JsonNode value)
    {
        var name = parameter["name"]!.ToString();
        var values = value is JsonArray array ? array.Select(v => v!.ToString()) : [value.ToString()];
        return parameter["explode"]?.GetValue<bool>() == false
            ? $"{name}={string.Join(',', values)}"
            : string.Join('&', values.Select(v => $"{name}={Uri.EscapeDataString(v)}"));
    }
}
