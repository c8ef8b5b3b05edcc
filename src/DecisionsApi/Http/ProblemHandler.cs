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
        var answer = exception switch
        {
            _ when Database.IsInterrupted(exception) => Problems.TooSlow(budget.Limit),
            BadHttpRequestException bad => Problems.OfStatus(bad.StatusCode, httpContext.Request.Method),
            _ => null,
        };
        if (answer is null)
        {
            Failed(log, exception, httpContext.Request.Path);
            answer = Problems.OfStatus(StatusCodes.Status500InternalServerError, httpContext.Request.Method);
        }
        await answer.ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request for {Path} failed")]
    private static partial void Failed(ILogger log, Exception exception, PathString path);
}
