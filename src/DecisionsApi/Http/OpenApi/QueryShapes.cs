using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DecisionsApi.Http.OpenApi;

/// <summary>Says of every parameter what its validator enforces.</summary>
internal sealed class QueryShapes(IServiceProvider services) : IOperationFilter
{
    private const int LongestQuery = 8000;

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var list = metadata.OfType<ListContract>().FirstOrDefault();
        var includes = metadata.OfType<RecordContract>().FirstOrDefault()?.Includes;
        if (metadata.OfType<SummaryContract>().FirstOrDefault() is { } summary)
        {
            SummaryShapes.Apply(operation, summary, services);
            return;
        }
        if (metadata.OfType<Offers>().LastOrDefault() is { } offers && (offers.AreOfRecords || offers == Offers.Tables))
        {
            var path = "/" + context.ApiDescription.RelativePath?.TrimEnd('/');
            var others = string.Join(", ", TableFormat.All.Select(format => $"`{path}.{format.Name}` ({format.Title})"));
            operation.Description += $" The same list is at {others}, with the same parameters except `format`.";
            if (offers.AreOfRecords)
            {
                var feeds = string.Join(" and ", FeedFormat.All.Select(format => $"`{path}.{format.Name}` ({format.Title})"));
                operation.Description +=
                    $" {feeds} are feeds of it: a page, newest in the register first; they take the filters, `limit` and `cursor`.";
                operation.Description += offers == Offers.LinkedLists ? $" `{path}.jsonld` is the page as JSON-LD." : "";
            }
        }
        if (metadata.OfType<CsvContract>().FirstOrDefault() is { } csv)
        {
            var query = (OpenApiParameter)operation.Parameters!.Single();
            query.Description = "Query of the CSV that is described, as in its address; that of the whole list unless given.";
            Describe(query, new() { MaxLength = LongestQuery });
            Name(query, QueryHelpers.AddQueryString("", "query", csv.Query));
            return;
        }
        var known = metadata.OfType<KnownParameters>().LastOrDefault();
        operation.Parameters = operation
            .Parameters?.Where(p => p.In != ParameterLocation.Query || known is null || known.Names.Contains(p.Name!))
            .ToList();
        var ids = metadata.OfType<PathIds>().LastOrDefault() ?? new(Slugs.Pattern, Slugs.MaxLength);
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            if (parameter.In == ParameterLocation.Path)
            {
                parameter.Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Pattern = ids.Pattern,
                    MinLength = 1,
                    MaxLength = ids.MaxLength,
                };
            }
            else if (includes is not null)
            {
                Describe(parameter, ParameterShape.Includes(includes));
                parameter.Example ??= new JsonArray(includes[0]);
            }
            else if (list is not null)
            {
                var property = list.Filter.GetProperties().Single(p => p.GetCustomAttribute<FromQueryAttribute>()?.Name == parameter.Name);
                var validator = (IValidator)services.GetRequiredService(typeof(IValidator<>).MakeGenericType(list.Filter));
                Describe(parameter, ParameterShapes.Of(validator, property.Name) ?? new());
                parameter.Example ??= parameter.Name switch
                {
                    "cursor" => list.Cursor,
                    "fields" => new JsonArray("id", list.Sort.TrimStart('-')),
                    _ => list.Sort,
                };
                Name(parameter, list.Example);
            }
        }
    }

    /// <summary>A value that is part of the list's example goes by its name.</summary>
    public static void Name(OpenApiParameter parameter, string example)
    {
        if (QueryHelpers.ParseQuery(example).TryGetValue(parameter.Name!, out var given))
        {
            JsonNode value = parameter.Schema!.Type switch
            {
                JsonSchemaType.Array => new JsonArray([.. given.Select(v => (JsonNode?)v)]),
                JsonSchemaType.Integer => int.Parse(given.ToString(), CultureInfo.InvariantCulture),
                _ => given.ToString(),
            };
            parameter.Example = null;
            parameter.Examples = new Dictionary<string, IOpenApiExample>
            {
                [NamedExamples.Found] = new OpenApiExample { Summary = "Part of the example of the answer", Value = value },
            };
        }
    }

    /// <summary>Gives a parameter its shape.</summary>
    public static void Describe(OpenApiParameter parameter, ParameterShape shape)
    {
        var given = (OpenApiSchema)parameter.Schema!;
        var value = given.Items as OpenApiSchema ?? given;
        parameter.Required = shape.IsRequired || shape.Fewest is not null;
        var schema = new OpenApiSchema
        {
            Type = value.Type & ~JsonSchemaType.Null,
            Format = value.Format,
            Pattern = shape.OneOf is null ? shape.Pattern : null,
            MinLength = shape.MaxLength is null || shape.MayBeEmpty ? null : 1,
            MaxLength = shape.MaxLength,
            Minimum = shape.Minimum?.ToString(CultureInfo.InvariantCulture),
            Maximum = shape.Maximum?.ToString(CultureInfo.InvariantCulture),
            Enum = shape.OneOf is null ? null : [.. shape.OneOf.Select(v => (JsonNode)v)],
        };
        if (shape is { OneOf: not null, Pattern: not null })
        {
            schema = new() { AnyOf = [schema, new OpenApiSchema { Type = schema.Type, Pattern = shape.Pattern }] };
        }
        parameter.Schema = shape.MaxItems is null
            ? schema
            : new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = schema,
                MinItems = shape.Fewest ?? 1,
                MaxItems = shape.MaxItems,
            };
        if (shape.IsSeparatedByCommas)
        {
            (parameter.Style, parameter.Explode) = (ParameterStyle.Form, false);
            parameter.Example = parameter.Example is JsonValue text
                ? new JsonArray([.. text.ToString().Split(',').Select(v => (JsonNode)v)])
                : parameter.Example;
        }
    }
}
