using System.Diagnostics;

namespace DecisionsApi.Http;

/// <summary>One structured entry for each request. It is written as JSON, in which no header or path can begin a line of its own.</summary>
internal sealed partial class AccessLog(RequestDelegate next, ILoggerFactory loggers)
{
    public const string Category = "DecisionsApi.Access";
    private const int MaxLength = 300;
    private readonly ILogger _log = loggers.CreateLogger(Category);

    public async Task InvokeAsync(HttpContext context)
    {
        var began = Stopwatch.GetTimestamp();
        var request = context.Request;
        // As they came: what follows rewrites some of them.
        var (method, target) = (request.Method, request.Path.Value + request.QueryString.Value);
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await next(context);
            status = context.Response.StatusCode;
        }
        finally
        {
            Requested(
                _log,
                Short(method),
                Short(target),
                context.RequestAborted.IsCancellationRequested ? StatusCodes.Status499ClientClosedRequest : status,
                Stopwatch.GetElapsedTime(began).TotalMilliseconds,
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                Short(request.Headers.UserAgent.ToString())
            );
        }
    }

    private static string Short(string text) => text.Length > MaxLength ? text[..MaxLength] + "…" : text;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Target} {Status} {ElapsedMs} {Client} {UserAgent}")]
    private static partial void Requested(
        ILogger log,
        string method,
        string target,
        int status,
        double elapsedMs,
        string client,
        string userAgent
    );
}
