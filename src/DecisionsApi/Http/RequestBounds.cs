using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DecisionsApi.Http;

/// <summary>
/// Bounds on what a request brings. The server's own bounds lie a little wider, because what it refuses by itself has no problem
/// document.
/// </summary>
internal sealed class RequestBounds(RequestDelegate next, ServiceSettings settings)
{
    /// <summary>The bounds the server keeps, and its silence about itself.</summary>
    public static void Configure(KestrelServerOptions server, ServiceSettings settings)
    {
        server.AddServerHeader = false;
        var limits = server.Limits;
        limits.MaxRequestBodySize = 0;
        limits.MaxRequestLineSize = settings.Requests.MaxTargetLength + 16_384;
        limits.MaxRequestHeadersTotalSize = settings.Requests.MaxHeadersLength + 16_384;
        limits.MaxRequestHeaderCount = 200;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(settings.Requests.HeaderSeconds);
        limits.MaxConcurrentConnections = settings.Requests.Connections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MinResponseDataRate =
            settings.Exports.MinBytesPerSecond == 0 ? null : new(settings.Exports.MinBytesPerSecond, TimeSpan.FromSeconds(10));
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (Refused(context) is { } status)
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }
        return next(context);
    }

    private int? Refused(HttpContext context)
    {
        var (request, bounds) = (context.Request, settings.Requests);
        if (request.Path.Value?.Length + request.QueryString.Value?.Length > bounds.MaxTargetLength)
        {
            return StatusCodes.Status414UriTooLong;
        }
        if (request.Headers.Sum(header => header.Key.Length + header.Value.Sum(value => value?.Length ?? 0)) > bounds.MaxHeadersLength)
        {
            return StatusCodes.Status431RequestHeaderFieldsTooLarge;
        }
        if (HttpMethods.IsGet(request.Method) && HasBody(context))
        {
            return StatusCodes.Status413PayloadTooLarge;
        }
        return request.Query.Sum(parameter => parameter.Value.Count) > bounds.MaxValues ? StatusCodes.Status414UriTooLong : null;
    }

    private static bool HasBody(HttpContext context) =>
        context.Request.ContentLength > 0
        || (
            context.Request.ContentLength is null
            && context.Request.Headers.TransferEncoding.Count > 0
            && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false
        );
}
