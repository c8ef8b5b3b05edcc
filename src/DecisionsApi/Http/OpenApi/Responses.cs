using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DecisionsApi.Formats;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Http.OpenApi;

/// <summary>What every operation may answer beside its record: nothing new, or a problem.</summary>
internal static class Responses
{
    /// <summary>An id that no record has.</summary>
    public const string MissingId = "0000000000000000";

    private static readonly string[] OfAnswers =
    [
        "ETag",
        "Last-Modified",
        "Cache-Control",
        "Vary",
        "Link",
        "RateLimit",
        "RateLimit-Policy",
    ];

    private static readonly Answer[] Answers =
    [
        new(
            400,
            "BadRequest",
            "A parameter is unknown, or its value is not allowed.",
            [
                ("unknownParameter", Problems.UnknownParameter("bdy", ["body", "cursor", "limit"])),
                (
                    "invalidParameter",
                    Problems.InvalidParameters([new ValidationFailure("limit", "a whole number from 1 to 1000")], name => (name, "0"))
                ),
                ("foreignCursor", Problems.ForeignCursor()),
            ]
        ),
        new(
            404,
            "NotFound",
            "There is nothing of this id.",
            [("notFound", Problems.NotFound("decisions", MissingId)), ("notMadeYet", Problems.NotMadeYet(isComing: true))]
        ),
        new(
            406,
            "NotAcceptable",
            "There is no such representation; the problem lists what there is.",
            [("notAcceptable", Representation.NotAcceptable(Offers.Lists.Forms))]
        ),
        new(
            410,
            "Gone",
            "The publisher has withdrawn the record; the problem says where its last version is.",
            [("withdrawn", Problems.Withdrawn("decisions", "3czmr6g21t85x6x0", 108))]
        ),
        new(
            413,
            "ContentTooLarge",
            "The batch or the body holds more than it may.",
            [("batchTooLarge", Problems.BatchTooLarge("queries", 101, 100)), ("bodyTooLarge", Problems.BodyTooLarge(FormBody.MaxBytes))]
        ),
        new(
            415,
            "UnsupportedMediaType",
            "The body is not of the type that is understood.",
            [("unsupportedBody", Problems.UnsupportedBody("application/json", FormBody.MediaType))]
        ),
        new(
            416,
            "RangeNotSatisfiable",
            "The file has no such part; `Content-Range` says how many bytes it has.",
            [("rangeNotSatisfiable", TypedResults.Problem(Problems.Http(416, "GET")))],
            ["Content-Range"]
        ),
        new(
            429,
            "TooManyRequests",
            "Too many requests; `Retry-After` says when to go on.",
            [("tooManyRequests", Problems.TooManyRequests(6000, 1).Problem)],
            ["Retry-After", "RateLimit", "RateLimit-Policy"]
        ),
        new(
            500,
            "InternalServerError",
            "An error of the service.",
            [("error", Framework(500, "An error occurred while processing your request."))]
        ),
        new(
            503,
            "ServiceUnavailable",
            "The query took too long, or the service is busy or stopping.",
            [
                ("queryTooSlow", Problems.TooSlow(TimeSpan.FromSeconds(10)).Problem),
                ("tooManyExports", Problems.TooManyExports().Problem),
                ("overloaded", Problems.Overloaded.Problem),
                ("stopping", Problems.Stopping().Problem),
            ],
            ["Retry-After"]
        ),
    ];

    public static void Describe(JsonObject paths, JsonObject components, JsonObject headers)
    {
        components["headers"] = headers.DeepClone();
        components["responses"] = new JsonObject([
            .. Answers.Select(answer => KeyValuePair.Create(answer.Name, (JsonNode?)answer.Json())),
            new("NotModified", NotModified()),
            new("PermanentRedirect", PermanentRedirect()),
        ]);
        foreach (var (path, method, operation) in PublishedDocument.Operations(paths))
        {
            var isRead = method == "get";
            var given = operation["responses"]!.AsObject();
            var ok = given["200"]!.DeepClone().AsObject();
            var isStream =
                ok["content"]!.AsObject().ContainsKey("text/csv")
                || path.EndsWith("/original", StringComparison.Ordinal)
                || given.ContainsKey("206");
            string[] names =
                path.StartsWith("/health", StringComparison.Ordinal) ? ["Cache-Control"]
                : !isRead ? ["Cache-Control", "RateLimit", "RateLimit-Policy"]
                : isStream ? [.. OfAnswers, "Content-Disposition"]
                : OfAnswers;
            ok["headers"] = Headers(names);
            var responses = new JsonObject { ["200"] = ok };
            if (given["206"]?.DeepClone() is JsonObject part)
            {
                ok["headers"] = Headers([.. names, "Accept-Ranges"]);
                part["headers"] = Headers([.. names, "Content-Range"]);
                responses["206"] = part;
            }
            if (path.StartsWith("/v1", StringComparison.Ordinal) && isRead)
            {
                responses["304"] = Reference("NotModified");
            }
            if (given.ContainsKey("308"))
            {
                responses["308"] = Reference("PermanentRedirect");
            }
            foreach (var answer in Answers.Where(a => a.IsUsual || given.ContainsKey(a.Status.ToString(CultureInfo.InvariantCulture))))
            {
                responses[answer.Status.ToString(CultureInfo.InvariantCulture)] = Reference(answer.Name);
            }
            operation["responses"] = responses;
        }
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/responses/" + name };

    private static JsonObject Headers(IEnumerable<string> names) =>
        new(names.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["$ref"] = "#/components/headers/" + name })));

    private static JsonObject NotModified() =>
        new()
        {
            ["description"] = "What `If-None-Match` or `If-Modified-Since` names is still valid; there is no body.",
            ["headers"] = Headers(OfAnswers),
        };

    private static JsonObject PermanentRedirect() =>
        new()
        {
            ["description"] = "The id leads to another record, whose address `Location` gives; there is no body.",
            ["headers"] = Headers(["Location"]),
        };

    private static ProblemHttpResult Framework(int status, string title) =>
        TypedResults.Problem(statusCode: status, title: title, type: "/problems/http");

    /// <summary>A problem and how it is described.</summary>
    internal sealed record Answer(
        int Status,
        string Name,
        string Description,
        (string Name, ProblemHttpResult Problem)[] Examples,
        string[]? Headers = null
    )
    {
        /// <summary>Whether every operation may answer so.</summary>
        public bool IsUsual => Status is not (410 or 413 or 415 or 416);

        public JsonObject Json()
        {
            var response = new JsonObject { ["description"] = Description };
            if (Headers is not null)
            {
                response["headers"] = Responses.Headers(Headers);
            }
            response["content"] = Content(Examples.Select(example => (example.Name, (JsonNode)Value(example.Problem))));
            return response;
        }

        public static JsonObject Content(IEnumerable<(string Name, JsonNode Value)> examples) =>
            new()
            {
                [Problems.MediaType] = new JsonObject
                {
                    ["schema"] = RecordSchemas.Reference("Problem"),
                    ["examples"] = new JsonObject(
                        examples.Select(example =>
                            KeyValuePair.Create(
                                example.Name,
                                (JsonNode?)new JsonObject { ["summary"] = example.Value["title"]!.ToString(), ["value"] = example.Value }
                            )
                        )
                    ),
                },
            };

        public static JsonObject Value(ProblemHttpResult problem) =>
            JsonSerializer.SerializeToNode(problem.ProblemDetails, Formats.Json.Options)!.AsObject();
    }
}
