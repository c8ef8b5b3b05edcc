using Microsoft.Net.Http.Headers;

namespace DecisionsApi.Http;

/// <summary>A file of which a part may be asked for; it counts among the exports.</summary>
internal sealed class PartialFile(Stream bytes, string mediaType, string name, string tag, DateTimeOffset modified) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Methods.IsHead(httpContext))
        {
            // What sends files knows by the method that no body is wanted; a range is of a body.
            httpContext.Request.Method = HttpMethods.Head;
            httpContext.Request.Headers.Range = default;
            return Send(httpContext);
        }
        return httpContext
            .RequestServices.GetRequiredService<Exports>()
            .Run(
                httpContext,
                async stop =>
                {
                    using var cut = stop.Register(httpContext.Abort);
                    await Send(httpContext);
                }
            );
    }

    private async Task Send(HttpContext context)
    {
        if (context.Request.GetTypedHeaders().Range is { Unit.Value: not "bytes" })
        {
            // A unit that is not known asks for nothing.
            context.Request.Headers.Range = default;
        }
        await TypedResults
            .Stream(bytes, mediaType, name, modified, new EntityTagHeaderValue(tag), enableRangeProcessing: true)
            .ExecuteAsync(context);
        var response = context.Response;
        if (response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest })
        {
            // What was said of the file is not said of the problem, but for how long the file is.
            var headers = response.Headers;
            (headers.ContentLength, headers.ContentType, headers.ContentDisposition) = (null, default, default);
            (headers.ETag, headers.LastModified) = (default, default);
            await Problems.OfStatus(response.StatusCode, context.Request.Method).ExecuteAsync(context);
        }
    }
}
