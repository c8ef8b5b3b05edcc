using DecisionsApi.Data;
using DecisionsApi.Querying;
using Microsoft.AspNetCore.Diagnostics;

namespace DecisionsApi.Http;

/// <summary>Turns what handlers throw into problem details; what has begun to stream is broken off.</summary>
internal sealed partial class ProblemHandler(QueryBudget budget, ILogger<ProblemHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }
        if (Database.IsInterrupted(exception))
        {
            httpContext.Response.Headers.RetryAfter = "10";
            await Problems.TooSlow(budget.Limit).ExecuteAsync(httpContext);
            return true;
        }
        Failed(log, exception, httpContext.Request.Path);
        return false;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request for {Path} failed")]
    private static partial void Failed(ILogger log, Exception exception, PathString path);
}
