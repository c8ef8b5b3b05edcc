using DecisionsApi.Querying;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DecisionsApi.Http;

/// <summary>The contract for outside consumers: an OpenAPI document made of the routes, the records and their documentation.</summary>
internal static class OpenApi
{
    public const string Path = "/openapi/decisions-api.json";

    public static void Add(IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(
                "decisions-api",
                new()
                {
                    Title = "DecisionsApi",
                    Version = typeof(OpenApi).Assembly.GetName().Version!.ToString(3),
                    Description =
                        "An open register of what public bodies decided, contracted and spent, with the origin of every figure down to file and line.",
                    License = new() { Name = "Open Government Licence v3.0", Url = new(Licence.OpenGovernment.Url) },
                }
            );
            options.SupportNonNullableReferenceTypes();
            options.NonNullableReferenceTypesAsRequired();
            options.MapType<Parsed<int>>(() => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" });
            options.MapType<Parsed<decimal>>(() => new OpenApiSchema { Type = JsonSchemaType.Number });
            options.MapType<Parsed<bool>>(() => new OpenApiSchema { Type = JsonSchemaType.Boolean });
            options.MapType<Parsed<DateOnly>>(() => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" });
            options.IncludeXmlComments(System.IO.Path.Combine(AppContext.BaseDirectory, "decisions.xml"));
            options.CustomSchemaIds(SchemaId);
        });
    }

    public static void Use(WebApplication app)
    {
        app.UseSwagger(options =>
        {
            options.RouteTemplate = "/openapi/{documentName}.json";
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        });
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "docs";
            options.SwaggerEndpoint(Path, "DecisionsApi");
            options.DocumentTitle = "DecisionsApi";
        });
    }

    /// <summary>Whether a path is one of the contract or its pages, which stand before the routes.</summary>
    public static bool Answers(PathString path) => path.StartsWithSegments("/openapi") || IsPage(path);

    /// <summary>Whether a path is one of the pages a browser shows.</summary>
    public static bool IsPage(PathString path) => path.StartsWithSegments("/docs");

    private static string SchemaId(Type type) =>
        type.IsGenericType ? type.Name.Split('`')[0] + "Of" + string.Concat(type.GetGenericArguments().Select(SchemaId)) : type.Name;
}
