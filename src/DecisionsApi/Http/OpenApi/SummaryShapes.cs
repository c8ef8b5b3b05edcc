using System.Reflection;
using System.Text.Json.Nodes;
using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace DecisionsApi.Http.OpenApi;

/// <summary>Says of a summary's parameters what is enforced: the filters of its list, and what is its own.</summary>
internal static class SummaryShapes
{
    public static void Apply(OpenApiOperation operation, SummaryContract contract, IServiceProvider services)
    {
        var summary = contract.Summary;
        var known = KnownParameters.Of<SummaryParameters>().Names;
        operation.Parameters = [.. operation.Parameters!.Where(p => !SummaryConventions.OfListsAlone.Contains(p.Name))];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            var isOwn = known.Contains(parameter.Name);
            var owner = isOwn ? typeof(SummaryParameters) : contract.Filter;
            var validator = isOwn
                ? summary.Validator
                : (IValidator)services.GetRequiredService(typeof(IValidator<>).MakeGenericType(contract.Filter));
            var property = owner.GetProperties().Single(p => p.GetCustomAttribute<FromQueryAttribute>()?.Name == parameter.Name);
            if (parameter.Name == "sort")
            {
                QueryShapes.Describe(parameter, new() { OneOf = SummaryValidator.Sorts(summary.Measures) });
                parameter.Description =
                    "Order of the groups: by their names (`group`) or by something measured; a leading minus turns it round. By name unless "
                    + $"given, with `top` by `{summary.Largest}`. Groups without a value come last either way.";
            }
            else if (parameter.Name == "format")
            {
                // Its list has feeds as well.
                QueryShapes.Describe(parameter, new() { OneOf = ParameterRules.Formats });
            }
            else
            {
                QueryShapes.Describe(parameter, ParameterShapes.Of(validator, property.Name) ?? new());
            }
            parameter.Example ??= parameter.Name switch
            {
                "cursor" => contract.Cursor,
                "sort" => "-count",
                "measures" => new JsonArray([.. summary.DefaultMeasures.Select(m => (JsonNode)m)]),
                _ => new JsonArray(summary.Names[0]),
            };
            QueryShapes.Name(parameter, contract.Example);
        }
    }
}
