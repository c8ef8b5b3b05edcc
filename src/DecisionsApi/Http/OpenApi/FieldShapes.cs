using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using DecisionsApi.Formats;
using DecisionsApi.Records;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DecisionsApi.Http.OpenApi;

/// <summary>Says of every field what values it takes, whether it may be null, and which fields are always there.</summary>
internal sealed class FieldShapes : ISchemaFilter
{
    // What a JSON number carries exactly everywhere; amounts are kept as 64-bit pence.
    private const string LargestInteger = "9007199254740991";
    private const string LargestAmount = "92233720368547758";

    private static readonly string[] Precisions = ["day", "month", "year"];

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema field)
        {
            return;
        }
        if (context.MemberInfo is null && field.Properties is { Count: > 0 } properties)
        {
            Describe(field, properties, context.Type);
        }
        if (context.MemberInfo?.GetCustomAttribute<OneOfAttribute>() is { } closed)
        {
            Close(field, closed.Values);
        }
        else if (context.MemberInfo?.Name.EndsWith("Precision", StringComparison.Ordinal) == true)
        {
            Close(field, Precisions);
        }
        Bound(field);
    }

    private static void Describe(OpenApiSchema schema, IDictionary<string, IOpenApiSchema> fields, Type type)
    {
        schema.AdditionalPropertiesAllowed = true;
        var nullability = new NullabilityInfoContext();
        foreach (var property in type.GetProperties())
        {
            var name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonName(property.Name);
            if (!fields.TryGetValue(name, out var field))
            {
                continue;
            }
            var isNullable = nullability.Create(property).ReadState == NullabilityState.Nullable;
            if (isNullable && field is OpenApiSchemaReference reference)
            {
                fields[name] = new OpenApiSchema
                {
                    Description = field.Description,
                    AnyOf = [reference, new OpenApiSchema { Type = JsonSchemaType.Null }],
                };
            }
            if (property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            {
                (schema.Required ??= new HashSet<string>()).Add(name);
            }
        }
    }

    private static void Close(OpenApiSchema field, IReadOnlyList<string> values)
    {
        field.Enum = [.. values.Select(value => (JsonNode)value)];
        if (field.Type?.HasFlag(JsonSchemaType.Null) == true)
        {
            field.Enum.Add(JsonNullSentinel.JsonNull);
        }
    }

    private static void Bound(OpenApiSchema field)
    {
        switch (field.Type & ~JsonSchemaType.Null)
        {
            case JsonSchemaType.String when field is { Enum: null, Format: null, MaxLength: null }:
                field.MaxLength = RecordBounds.MaxText;
                break;
            case JsonSchemaType.Integer:
                field.Minimum ??= "0";
                field.Maximum ??= field.Format == "int32" ? "2147483647" : LargestInteger;
                break;
            case JsonSchemaType.Number:
                field.Format = null;
                field.Minimum ??= "-" + LargestAmount;
                field.Maximum ??= LargestAmount;
                break;
            case JsonSchemaType.Array:
                field.MaxItems ??= RecordBounds.MaxItems;
                break;
            default:
                break;
        }
    }

    private static string JsonName(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);
}
