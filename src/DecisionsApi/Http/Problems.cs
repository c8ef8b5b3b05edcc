using System.Globalization;
using System.Text.Json;
using DecisionsApi.Formats;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

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

    /// <summary>One parameter whose value is not allowed.</summary>
    public static ProblemHttpResult InvalidParameter(string name, string found, string allowed) =>
        InvalidParameters([new ValidationFailure(name, allowed)], _ => (name, found.Length > 200 ? found[..200] + "…" : found));

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

    /// <summary>A file that is made every so often has not been made yet.</summary>
    /// <param name="isComing">Whether the service makes it by itself.</param>
    public static ProblemHttpResult NotMadeYet(bool isComing) =>
        TypedResults.Problem(
            new ProblemDetails
            {
                Type = "/problems/not-made-yet",
                Title = "Not made yet",
                Status = StatusCodes.Status404NotFound,
                Detail =
                    "There is no file of the register as it is now. "
                    + (
                        isComing
                            ? "The service is making it: ask again in some minutes."
                            : "This service makes none by itself: whoever runs it can make it with 'decisions publish'."
                    )
                    + " '/v1/exports' lists it once it is there; until then the lists themselves are offered as CSV and in other forms.",
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
    public static RetryLater TooSlow(TimeSpan limit) =>
        Later(
            "query-too-slow",
            "Query took too long",
            StatusCodes.Status503ServiceUnavailable,
            $"The query was stopped after {limit.TotalSeconds:0.##} seconds. Narrow it, for example with body, from and to, or leave out the count with count=none.",
            seconds: 10
        );

    /// <summary>A client has made all the requests it may for now.</summary>
    public static RetryLater TooManyRequests(int quota, int seconds) =>
        Later(
            "too-many-requests",
            "Too many requests",
            StatusCodes.Status429TooManyRequests,
            $"One address may make {quota} requests a minute; what is asked for with If-None-Match and has not changed does not count.",
            seconds
        );

    /// <summary>All exports that may run at once are running.</summary>
    public static RetryLater TooManyExports() =>
        Later(
            "too-many-exports",
            "Too many exports",
            StatusCodes.Status503ServiceUnavailable,
            "As many whole lists and files as may be sent at once are being sent. Try again, or take the list in pages with limit.",
            seconds: 5
        );

    /// <summary>More is asked at once than can be answered in time.</summary>
    public static readonly RetryLater Overloaded = Later(
        "overloaded",
        "Overloaded",
        StatusCodes.Status503ServiceUnavailable,
        "More is being asked than can be answered in time, of this address or of all together. Try again in a moment, with fewer requests at once.",
        seconds: 2
    );

    /// <summary>The service is being stopped.</summary>
    public static RetryLater Stopping() =>
        Later(
            "stopping",
            "Service is stopping",
            StatusCodes.Status503ServiceUnavailable,
            "The service is being stopped and takes no new requests. Try again in a moment.",
            seconds: 10
        );

    /// <summary>More was asked for at once than may be.</summary>
    public static ProblemHttpResult BatchTooLarge(string what, int found, int allowed) =>
        TypedResults.Problem(
            new ProblemDetails
            {
                Type = "/problems/batch-too-large",
                Title = "Batch too large",
                Status = StatusCodes.Status413PayloadTooLarge,
                Detail = $"There are {found} {what} in one batch, but there may be {allowed} at most. Ask in several batches.",
            }
        );

    /// <summary>A body is longer than it may be.</summary>
    public static ProblemHttpResult BodyTooLarge(int most) =>
        OfForm(StatusCodes.Status413PayloadTooLarge, $"The body may have {most} bytes at most.");

    /// <summary>A body is not of the one type that is understood.</summary>
    public static ProblemHttpResult UnsupportedBody(string? found, string allowed) =>
        OfForm(
            StatusCodes.Status415UnsupportedMediaType,
            $"The body is {(found is null ? "of no stated type" : $"'{(found.Length > 100 ? found[..100] + "…" : found)}'")}, but must be {allowed}."
        );

    private static ProblemHttpResult OfForm(int status, string detail) =>
        TypedResults.Problem(
            new ProblemDetails
            {
                Type = "/problems/http",
                Title = ReasonPhrases.GetReasonPhrase(status),
                Status = status,
                Detail = detail,
            }
        );

    /// <summary>An error that HTTP itself defines.</summary>
    public static IResult OfStatus(int status, string method) => TypedResults.Problem(Http(status, method));

    /// <summary>What is said of an error that HTTP itself defines.</summary>
    public static ProblemDetails Http(int status, string method) =>
        new()
        {
            Type = "/problems/http",
            Title = ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = status switch
            {
                StatusCodes.Status404NotFound => "There is nothing at this address.",
                StatusCodes.Status405MethodNotAllowed =>
                    $"This address cannot be asked with {(method.Length > 20 ? method[..20] + "…" : method)}; the Allow header says with what it can.",
                StatusCodes.Status408RequestTimeout => "The headers of the request did not arrive in time.",
                StatusCodes.Status412PreconditionFailed => "The answer has changed since; ask without If-Match and If-Unmodified-Since.",
                StatusCodes.Status413PayloadTooLarge => "This address takes no body; send the parameters in the query.",
                StatusCodes.Status414UriTooLong => "The address is too long or has too many parameters. Ask for fewer values at a time.",
                StatusCodes.Status416RangeNotSatisfiable => "The file has no such part; Content-Range says how many bytes it has.",
                StatusCodes.Status431RequestHeaderFieldsTooLarge => "The headers of the request are too long, or too many.",
                StatusCodes.Status500InternalServerError => "The service has failed; the fault is its own and has been recorded.",
                _ => null,
            },
        };

    private static RetryLater Later(string type, string title, int status, string detail, int seconds) =>
        new(
            TypedResults.Problem(
                new ProblemDetails
                {
                    Type = "/problems/" + type,
                    Title = title,
                    Status = status,
                    Detail = detail,
                }
            ),
            seconds
        );

    /// <summary>A problem that passes.</summary>
    internal sealed record RetryLater(ProblemHttpResult Problem, int Seconds) : IResult, IStatusCodeHttpResult
    {
        // Written beforehand: most is refused when there is least time for it.
        private readonly byte[] _body = JsonSerializer.SerializeToUtf8Bytes(Problem.ProblemDetails, Json.Options);
        private readonly string _seconds = Seconds.ToString(CultureInfo.InvariantCulture);

        public int? StatusCode => Problem.StatusCode;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = Problem.StatusCode;
            response.ContentType = MediaType;
            response.ContentLength = _body.Length;
            response.Headers.RetryAfter = _seconds;
            return response.Body.WriteAsync(_body, httpContext.RequestAborted).AsTask();
        }
    }
}

/// <summary>A parameter whose value is not allowed.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Found">What it was.</param>
/// <param name="Allowed">What it may be.</param>
public sealed record ParameterError(string Parameter, string Found, string Allowed);
