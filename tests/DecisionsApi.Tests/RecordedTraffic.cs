using System.Text;
using System.Text.Json;
using DecisionsApi.Formats;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DecisionsApi.Tests;

/// <summary>
/// Writes what the tests ask and what they are answered to the file that the environment variable DECISIONS_RECORD_TRAFFIC names, one
/// exchange a line, so that an outside judge can hold every answer against the published contract.
/// </summary>
internal sealed class RecordedTraffic(string file) : IStartupFilter
{
    private static readonly Lock Gate = new();

    public static void AddTo(IServiceCollection services)
    {
        if (Environment.GetEnvironmentVariable("DECISIONS_RECORD_TRAFFIC") is { Length: > 0 } file)
        {
            services.AddSingleton<IStartupFilter>(new RecordedTraffic(file));
        }
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(Record);
            next(app);
        };

    private async Task Record(HttpContext context, RequestDelegate next)
    {
        var (method, target) = (context.Request.Method, context.Request.Path.ToUriComponent() + context.Request.QueryString);
        using var copy = new MemoryStream();
        var body = context.Response.Body;
        context.Response.Body = copy;
        await next(context);
        context.Response.Body = body;
        if (context.Response.StatusCode is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified))
        {
            await body.WriteAsync(copy.ToArray(), context.RequestAborted);
        }
        var line = JsonSerializer.Serialize(
            new
            {
                method,
                target,
                accept = context.Request.Headers.Accept.ToString(),
                status = context.Response.StatusCode,
                headers = context.Response.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()),
                body = Convert.ToBase64String(copy.ToArray()),
            },
            Json.Options
        );
        lock (Gate)
        {
            File.AppendAllText(file, line + "\n", Encoding.UTF8);
        }
    }
}
