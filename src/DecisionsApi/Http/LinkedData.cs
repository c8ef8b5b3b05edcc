using System.Text.Json;
using System.Text.Json.Nodes;
using DecisionsApi.Formats;

namespace DecisionsApi.Http;

/// <summary>Records as linked data: their JSON with a context, each with the address it has and its type (JSON-LD 1.1).</summary>
internal static class LinkedData
{
    public const string Format = "jsonld";
    public const string MediaType = "application/ld+json";
    private const string ContextPath = "/v1/context.jsonld";

    // The service's own address where it has been told none: terms need one that is whole.
    private const string OwnMachine = "http://127.0.0.1:5080";

    public static void MapContext(this IEndpointRouteBuilder routes) =>
        routes
            .Get("/context", Context)
            .WithTags("Dictionary")
            .WithName("getContext")
            .WithMetadata(Offers.LinkedDocuments)
            .Produces<JsonElement>(StatusCodes.Status200OK, MediaType, JsonRecords.MediaType);

    /// <summary>JSON-LD context</summary>
    /// <remarks>
    /// What the members of decisions, contracts and payments mean in terms of schema.org, Dublin Core and the payments ontology. What has no term
    /// there has one of this register's own, which <c>/v1/dictionary</c> explains. Also at <c>/v1/context.jsonld</c>.
    /// </remarks>
    /// <response code="200">The context.</response>
    internal static IResult Context(HttpContext context) => Document(context, VocabularyOf(context.Request).Context());

    /// <summary>The terms under the address of the service.</summary>
    public static Vocabulary VocabularyOf(HttpRequest request)
    {
        var origin = Links.Origin(request);
        return new((origin.Length == 0 ? OwnMachine : origin) + request.PathBase.ToUriComponent());
    }

    /// <summary>A document of linked data, in the media type the caller accepts.</summary>
    public static IResult Document(HttpContext context, JsonObject document) =>
        TypedResults.Json(document, Json.Options, context.Features.Get<Representation>()!.Form!.MediaType);

    /// <summary>Lets a record's address give it as JSON-LD too.</summary>
    public static RouteHandlerBuilder WithLinkedData<T>(this RouteHandlerBuilder route, string resource) =>
        route
            .WithMetadata(Offers.LinkedRecords)
            .Produces<T>(StatusCodes.Status200OK, JsonRecords.MediaType, MediaType)
            .AddEndpointFilter(
                async (context, next) =>
                {
                    var result = await next(context);
                    var isAsked = context.HttpContext.Features.Get<Representation>()?.Form?.Format == Format;
                    return isAsked && ((result as INestedHttpResult)?.Result ?? result) is IStatusCodeHttpResult { StatusCode: 200 } ok
                        ? new LinkedResult(resource, ((IValueHttpResult)ok).Value!)
                        : result;
                }
            );

    /// <summary>A page of records as linked data.</summary>
    public static JsonObject Page(string root, string resource, JsonObject page)
    {
        var linked = new JsonObject { ["@context"] = root + ContextPath };
        foreach (var (name, value) in page)
        {
            linked[name] =
                name == "data"
                    ? new JsonArray([.. value!.AsArray().Select(record => Described(root, resource, record!.AsObject(), []))])
                    : value?.DeepClone();
        }
        return linked;
    }

    /// <summary>A record as linked data.</summary>
    public static JsonObject Record(string root, string resource, JsonObject record) =>
        Described(root, resource, record, new() { ["@context"] = root + ContextPath });

    /// <summary>Where the paths of addresses begin.</summary>
    public static string Root(HttpRequest request) => Links.Origin(request) + request.PathBase.ToUriComponent();

    private static JsonObject Described(string root, string resource, JsonObject record, JsonObject linked)
    {
        if (record["id"]?.ToString() is { } id)
        {
            linked["@id"] = $"{root}/v1/{resource}/{Uri.EscapeDataString(id)}";
        }
        linked["@type"] = Vocabulary.Types[resource];
        foreach (var (name, value) in record)
        {
            linked[name] = value?.DeepClone();
        }
        return linked;
    }

    /// <summary>A record as JSON-LD; still the record to whoever asks where it comes from.</summary>
    private sealed class LinkedResult(string resource, object value) : IResult, IValueHttpResult
    {
        public object? Value => value;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var record = JsonSerializer.SerializeToNode(value, value.GetType(), Json.Options)!.AsObject();
            var linked = Record(Root(httpContext.Request), resource, record);
            return TypedResults.Json(linked, Json.Options, MediaType).ExecuteAsync(httpContext);
        }
    }
}
