using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DecisionsApi.Http.OpenApi;

/// <summary>Says of addresses of a protocol what their routes cannot: several kinds of answer, and the form they take.</summary>
internal sealed class ProtocolShapes : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<ProtocolContract>().FirstOrDefault() is not { } contract)
        {
            return;
        }
        var ok = (OpenApiResponse)operation.Responses!["200"];
        ok.Description = contract.Answer;
        if (contract.Answers.Count > 0)
        {
            var kinds = contract.Answers.Select(type => context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository)).ToList();
            ((OpenApiMediaType)ok.Content!["application/json"]).Schema = kinds is [var only] ? only : new OpenApiSchema { AnyOf = kinds };
        }
        if (
            operation.Parameters?.Any(p => p.Name == Callback.Parameter) == true
            || contract.Form.Any(field => field.Name == Callback.Parameter)
        )
        {
            ok.Content!.Add(Callback.MediaType, new OpenApiMediaType());
        }
        foreach (var id in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Path))
        {
            id.Description = "Id of the record.";
            id.Example = contract.Id;
        }
        if (contract.Form.Count > 0)
        {
            operation.RequestBody = Body(contract);
        }
    }

    private static OpenApiRequestBody Body(ProtocolContract contract) =>
        new()
        {
            Description = "One of the fields; a form with none is answered as a GET without parameters is.",
            Required = true,
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                [FormBody.MediaType] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Properties = contract.Form.ToDictionary(
                            field => field.Name,
                            field =>
                                (IOpenApiSchema)
                                    new OpenApiSchema
                                    {
                                        Type = JsonSchemaType.String,
                                        Description = field.Description,
                                        MaxLength = FormBody.MaxBytes,
                                    }
                        ),
                    },
                    Examples = new Dictionary<string, IOpenApiExample>
                    {
                        [NamedExamples.Found] = new OpenApiExample
                        {
                            Summary = "Part of the example of the answer",
                            Value = new JsonObject { [contract.Form[0].Name] = contract.FormExample },
                        },
                    },
                },
            },
        };
}
