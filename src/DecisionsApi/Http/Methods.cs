using DecisionsApi.Http.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Http;

/// <summary>
/// What may be done with an address: read it (GET), read only its headers (HEAD), ask what may be done (OPTIONS); where a question
/// may be longer than an address, ask it in a body (POST). The server
/// itself leaves out the body of an answer to HEAD; handlers see a GET and, where it saves work, that no body is wanted.
/// </summary>
internal static class Methods
{
    public const string Reading = "GET, HEAD, OPTIONS";
    public const string Asking = "GET, HEAD, POST, OPTIONS";

    /// <summary>Lets every address that answers GET answer HEAD.</summary>
    public static Task HeadAsGet(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Features.Set(new HeadersOnly());
            context.Request.Method = HttpMethods.Get;
        }
        return next(context);
    }

    /// <summary>Answers OPTIONS, and says with 405 what would be allowed.</summary>
    public static async Task Allow(HttpContext context, RequestDelegate next)
    {
        await next(context);
        var isReading = HttpMethods.IsGet(context.Request.Method);
        var exists =
            context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed
            || (context.Response.StatusCode == StatusCodes.Status404NotFound && OpenApiRoutes.IsPage(context.Request.Path));
        if (isReading || !exists || context.Response.HasStarted)
        {
            return;
        }
        // What the routes allow, they have said themselves.
        var takesPost = context.Response.Headers.Allow.ToString().Contains(HttpMethods.Post, StringComparison.Ordinal);
        context.Response.Headers.Allow = takesPost ? Asking : Reading;
        context.Response.StatusCode = HttpMethods.IsOptions(context.Request.Method)
            ? StatusCodes.Status204NoContent
            : StatusCodes.Status405MethodNotAllowed;
    }

    /// <summary>Whether a request wants headers only.</summary>
    public static bool IsHead(HttpContext context) => context.Features.Get<HeadersOnly>() is not null;

    private sealed record HeadersOnly;
}
