using FluentValidation.Results;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Http;

/// <summary>Every error of the service as problem details (RFC 9457): what was found, what is allowed, where.</summary>
internal static class Problems
{
    public const string MediaType = "application/problem+json";

    /// <summary>A parameter that is not one of the endpoint's, with the nearest that is.</summary>
    public static ProblemHttpResult UnknownParameter(string name, IReadOnlyCollection<string> known)
    {
        var nearest = Spelling.Nearest(name, known);
        return TypedResults.Problem(
            new ProblemDetails
            {
                Type = "/problems/unknown-parameter",
                Title = "Unknown parameter",
                Status = StatusCodes.Status400BadRequest,
                Detail = $"There is no parameter '{name}' here." + (nearest is null ? "" : $" Did you mean '{nearest}'?"),
                Extensions =
                {
                    ["parameter"] = name,
                    ["nearest"] = nearest,
                    ["allowed"] = known.Order(StringComparer.Ordinal),
                },
            }
        );
    }

    /// <summary>Parameters whose values are not allowed.</summary>
    public static ProblemHttpResult InvalidParameters(
        IEnumerable<ValidationFailure> failures,
        Func<string, (string Name, string Found)> given
    )
    {
        var errors = failures
            .Select(f => (Given: given(f.PropertyName), f.ErrorMessage))
            .Select(f => new ParameterError(f.Given.Name, f.Given.Found, f.ErrorMessage))
            .ToArray();
        return TypedResults.Problem(
            new ProblemDetails
            {
                Type = "/problems/invalid-parameter",
                Title = "Invalid parameter",
                Status = StatusCodes.Status400BadRequest,
                Detail = string.Join(" ", errors.Select(e => $"'{e.Parameter}' is '{e.Found}', but must be {e.Allowed}.")),
                Extensions = { ["errors"] = errors },
            }
        );
    }

    /// <summary>Something to include that the record cannot.</summary>
    public static ProblemHttpResult InvalidInclude(string found, IReadOnlyList<string> allowed) =>
        InvalidParameters(
            [new ValidationFailure("include", $"names from {string.Join(", ", allowed)}, separated by commas")],
            name => (name, found)
        );

    /// <summary>A cursor that belongs to another list, order or filter.</summary>
    public static ProblemHttpResult ForeignCursor() =>
        TypedResults.Problem(
            new ProblemDetails
            {
                Type = "/problems/foreign-cursor",
                Title = "Cursor of another query",
                Status = StatusCodes.Status400BadRequest,
                Detail = "The cursor was made for another list, order or filter. Repeat the query it came from, or begin without a cursor.",
                Extensions = { ["parameter"] = "cursor" },
            }
        );

    /// <summary>No record of this id.</summary>
    public static ProblemHttpResult NotFound(string resource, string id) =>
        TypedResults.Problem(
            new ProblemDetails
            {
                Type = "/problems/not-found",
                Title = "Not found",
                Status = StatusCodes.Status404NotFound,
                Detail = $"There is nothing with the id '{id}' in {resource}.",
                Extensions = { ["id"] = id },
            }
        );

    /// <summary>The record was withdrawn; its last version can still be read.</summary>
    public static ProblemHttpResult Withdrawn(string resource, string id, long sequence) =>
        TypedResults.Problem(
            new ProblemDetails
            {
                Type = "/problems/withdrawn",
                Title = "Withdrawn",
                Status = StatusCodes.Status410Gone,
                Detail = $"The publisher no longer publishes '{id}'. Its last version is at the address 'lastVersion'.",
                Extensions =
                {
                    ["id"] = id,
                    ["withdrawnSequence"] = sequence,
                    ["lastVersion"] = $"/v1/{resource}/{Uri.EscapeDataString(id)}/versions",
                },
            }
        );

    /// <summary>The query was interrupted because it took too long.</summary>
    public static ProblemHttpResult TooSlow(TimeSpan limit) =>
        TypedResults.Problem(
            new ProblemDetails
            {
                Type = "/problems/query-too-slow",
                Title = "Query took too long",
                Status = StatusCodes.Status503ServiceUnavailable,
                Detail =
                    $"The query was stopped after {limit.TotalSeconds:0} seconds. Narrow it, for example with body, from and to, or leave out the count with count=none.",
            }
        );
}

/// <summary>A parameter whose value is not allowed.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Found">What it was.</param>
/// <param name="Allowed">What it may be.</param>
public sealed record ParameterError(string Parameter, string Found, string Allowed);
