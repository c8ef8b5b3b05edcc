using Microsoft.Net.Http.Headers;

namespace DecisionsApi.Http;

/// <summary>A file sent as it is; it counts among the exports.</summary>
internal sealed class FileResult(string name, Func<Stream, CancellationToken, Task> write) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Methods.IsHead(httpContext))
        {
            Describe(httpContext.Response);
            return httpContext.Response.StartAsync(httpContext.RequestAborted);
        }
        return httpContext
            .RequestServices.GetRequiredService<Exports>()
            .Run(
                httpContext,
                stop =>
                {
                    Describe(httpContext.Response);
                    return write(httpContext.Response.Body, stop);
                }
            );
    }

    private void Describe(HttpResponse response)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        response.ContentType = "application/octet-stream";
        response.Headers.ContentDisposition = disposition.ToString();
    }
}
