using System.Text.Json;
using System.Text.Json.Nodes;
using DecisionsApi.Querying;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DecisionsApi.Http.OpenApi;

/// <summary>The contract for outside consumers: made of the routes, the records and their documentation, and shown at <c>/docs</c>.</summary>
internal static class OpenApiRoutes
{
    public const string Path = "/openapi/decisions-api.json";
    public const string Document = "decisions-api";

    public static void Add(IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(
                Document,
                new()
                {
                    Title = "DecisionsApi",
                    Version = typeof(OpenApiRoutes).Assembly.GetName().Version!.ToString(3),
                    License = new() { Name = SourceLicence.OpenGovernment.Name, Url = new(SourceLicence.OpenGovernment.Url!) },
                }
            );
            options.SupportNonNullableReferenceTypes();
            options.MapType<Parsed<int>>(() => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" });
            options.MapType<Parsed<decimal>>(() => new OpenApiSchema { Type = JsonSchemaType.Number });
            options.MapType<Parsed<bool>>(() => new OpenApiSchema { Type = JsonSchemaType.Boolean });
            options.MapType<Parsed<DateOnly>>(() => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" });
            options.MapType<JsonObject>(() => new OpenApiSchema { Type = JsonSchemaType.Object });
            options.MapType<JsonElement>(() => new OpenApiSchema { Type = JsonSchemaType.Object });
            options.IncludeXmlComments(System.IO.Path.Combine(AppContext.BaseDirectory, "decisions.xml"));
            options.CustomSchemaIds(SchemaId);
            options.SchemaFilter<FieldShapes>();
            options.OperationFilter<QueryShapes>();
            options.OperationFilter<ProtocolShapes>();
        });
        services.AddSingleton<PublishedDocument>();
    }

    public static void Map(WebApplication app)
    {
        app.Get(Path, Show).ExcludeFromDescription().WithMetadata(Offers.AsItIs);
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "docs";
            options.SwaggerEndpoint(Path, "DecisionsApi");
            options.InjectStylesheet("/docs.css");
            options.DocumentTitle = "DecisionsApi: reference";
        });
    }

    /// <summary>Whether a path is one of the pages that show the contract, which stand before the routes.</summary>
    public static bool IsPage(PathString path) => path.StartsWithSegments("/docs");

    private static ContentHttpResult Show(PublishedDocument document) => TypedResults.Text(document.Text, "application/json");

    private static string SchemaId(Type type) =>
        type.IsGenericType ? type.Name.Split('`')[0] + "Of" + string.Concat(type.GetGenericArguments().Select(SchemaId)) : type.Name;
}
