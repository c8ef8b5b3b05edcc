using DecisionsApi.Formats;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.ResponseCompression;

namespace DecisionsApi.Http;

/// <summary>The form an answer will have, decided before it is worked out.</summary>
/// <param name="Offers">What the address offers.</param>
/// <param name="Form">The form chosen; null when none of the offered ones is accepted, or there is but one.</param>
/// <param name="Negotiated">Whether the Accept header decided.</param>
/// <param name="Encoding">Content encoding the caller will get; null for none.</param>
internal sealed record Representation(Offers Offers, Offer? Form, bool Negotiated, string? Encoding)
{
    private const string FeedsAreOfRecords = "a feed has the records of a list, such as /v1/decisions.atom, and this address lists none";

    /// <summary>Decides: the path's suffix, else <c>format=</c>, else the Accept header.</summary>
    public static Representation Of(HttpContext context, Offers offers)
    {
        var named = context.Features.Get<PathSuffix>()?.Format ?? (string?)context.Request.Query["format"];
        if (offers.Forms.Count == 0)
        {
            return new(offers, null, Negotiated: false, EncodingOf(context, offers.IsCompressible));
        }
        // A name that is not offered is refused later, as a parameter or as a path.
        var form = named is null ? Negotiation.Preferred(context.Request, offers) : offers.Named(named) ?? offers.Forms[0];
        var encoding = EncodingOf(context, form?.IsText ?? offers.IsCompressible);
        return new(offers, form, Negotiated: named is null && offers.Forms.Count > 1, encoding);
    }

    /// <summary>Whether it is the same byte for byte each time it is made.</summary>
    public bool IsExact => Form?.IsText ?? true;

    /// <summary>Whether the caller's Accept-Encoding makes a difference.</summary>
    public bool IsCompressible => Offers.IsCompressible && IsExact;

    /// <summary>Refuses what cannot be answered in the form asked for.</summary>
    public static async ValueTask<object?> Check(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (Refused(http) is { } refused)
        {
            return refused;
        }
        var result = await next(context);
        return Revalidation.AnyMatches(http.Request) && IsSuccess(result)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : result;
    }

    private static string? EncodingOf(HttpContext context, bool isCompressible) =>
        isCompressible
            ? context.RequestServices.GetRequiredService<IResponseCompressionProvider>().GetCompressionProvider(context)?.EncodingName
            : null;

    private static IResult? Refused(HttpContext context)
    {
        if (context.Features.Get<Representation>() is not { } representation)
        {
            return null;
        }
        var suffix = context.Features.Get<PathSuffix>();
        var named = suffix?.Format ?? (string?)context.Request.Query["format"];
        if (named is not null && representation.Offers == Offers.Tables && OnlyOfRecords(named) is { } reason)
        {
            var names = string.Join(", ", representation.Offers.Forms.Select(form => form.Format));
            return Problems.InvalidParameter("format", named, $"one of {names}: {reason}");
        }
        if (suffix is not null)
        {
            if (representation.Offers.Forms.Count < 2 || representation.Offers.Named(suffix.Format) is null)
            {
                return Problems.OfStatus(StatusCodes.Status404NotFound, context.Request.Method);
            }
            if (context.Request.Query.TryGetValue("format", out var format) && format != suffix.Format)
            {
                return Problems.InvalidParameter("format", format.ToString(), $"left out, or {suffix.Format} as in the path");
            }
        }
        return representation is { Form: null, Offers.Forms: { Count: > 0 } forms }
            ? NotAcceptable(forms, AsksForFeed(context.Request))
            : null;
    }

    private static bool IsSuccess(object? result) =>
        result switch
        {
            INestedHttpResult nested => IsSuccess(nested.Result),
            IStatusCodeHttpResult status => status.StatusCode is null or StatusCodes.Status200OK,
            IResult => true,
            _ => false,
        };

    private static string? OnlyOfRecords(string format) =>
        FeedFormat.Named(format) is not null ? FeedsAreOfRecords
        : format == LinkedData.Format ? "JSON-LD is given of records, such as /v1/decisions.jsonld, and this address lists none"
        : null;

    private static bool AsksForFeed(HttpRequest request) =>
        FeedFormat.All.Any(feed => request.Headers.Accept.ToString().Contains(feed.MediaType, StringComparison.OrdinalIgnoreCase));

    /// <summary>None of the forms there are is accepted.</summary>
    public static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult NotAcceptable(
        IReadOnlyList<Offer> forms,
        bool asksForFeed = false
    ) =>
        TypedResults.Problem(
            new ProblemDetails
            {
                Type = "/problems/not-acceptable",
                Title = "Not acceptable",
                Status = StatusCodes.Status406NotAcceptable,
                Detail =
                    $"None of the accepted media types is offered here. There is {string.Join(", ", forms.Select(f => f.MediaType))}."
                    + (asksForFeed ? $" For a feed: {FeedsAreOfRecords}." : ""),
                Extensions = { ["offered"] = forms.Select(f => f.MediaType) },
            }
        );
}
