namespace DecisionsApi.Http;

/// <summary>Refuses new work once the service is being stopped; what runs is finished.</summary>
internal sealed class Draining(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return next(context);
        }
        context.Response.Headers.Connection = "close";
        return Problems.Stopping().ExecuteAsync(context);
    }
}
