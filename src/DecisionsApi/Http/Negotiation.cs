using DecisionsApi.Formats;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace DecisionsApi.Http;

/// <summary>Which form of a list a caller wants: <c>format=</c> first, then the Accept header by its q-values.</summary>
internal static class Negotiation
{
    private static readonly (string Format, MediaTypeHeaderValue Type)[] Offered =
    [
        ("json", new(JsonRecords.MediaType)),
        ("csv", new(Csv.MediaType)),
        ("jsonl", new(JsonRecords.LinesMediaType)),
        ("jsonl", new("application/x-ndjson")),
    ];

    /// <summary>The format, or null when none of the accepted ones is offered.</summary>
    public static string? FormatOf(HttpRequest request, string? format)
    {
        if (format is not null)
        {
            return format;
        }
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted is null or { Count: 0 })
        {
            return "json";
        }
        return accepted
            .Where(range => range.Quality is null or > 0)
            .OrderByDescending(range => range.Quality ?? 1)
            .Select(range => Offered.FirstOrDefault(offer => offer.Type.IsSubsetOf(range)).Format)
            .FirstOrDefault(found => found is not null);
    }

    public static ProblemHttpResult NotAcceptable() =>
        TypedResults.Problem(
            new ProblemDetails
            {
                Type = "/problems/not-acceptable",
                Title = "Not acceptable",
                Status = StatusCodes.Status406NotAcceptable,
                Detail = "None of the accepted media types is offered here.",
                Extensions = { ["offered"] = Offered.Select(o => o.Type.ToString()) },
            }
        );
}
