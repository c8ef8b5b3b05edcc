using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DecisionsApi.Tests.Fetching;

/// <summary>A real server on this machine that answers as it is told, call by call.</summary>
internal sealed class MisbehavingServer : IAsyncDisposable
{
    public const string Spend = "Date,Supplier Name,Amount,Transaction Number\n12/01/2011,A,1,T1\n";
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (Func<HttpContext, int, Task> Answer, StrongBox Calls)> _paths = new();

    private MisbehavingServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>Every request in the order of its coming: path and conditional headers.</summary>
    public ConcurrentQueue<(string Path, string? IfNoneMatch, string? IfModifiedSince)> Requests { get; } = [];

    public static async Task<MisbehavingServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new MisbehavingServer(app);
        app.Run(server.Answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        server.Address = new(app.Urls.First());
        return server;
    }

    /// <summary>What a path answers; the number of the call, from 1, comes with it.</summary>
    public string On(string path, Func<HttpContext, int, Task> answer)
    {
        _paths["/" + path] = (answer, new());
        return new Uri(Address, path).ToString();
    }

    public string On(string path, string text = Spend) => On(path, (context, _) => context.Response.WriteAsync(text));

    public int Calls(string path) => Requests.Count(r => r.Path == "/" + path);

    private Task Answer(HttpContext context)
    {
        var headers = context.Request.Headers;
        Requests.Enqueue((context.Request.Path, Text(headers.IfNoneMatch), Text(headers.IfModifiedSince)));
        if (!_paths.TryGetValue(context.Request.Path, out var told))
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        }
        return told.Answer(context, Interlocked.Increment(ref told.Calls.Value));
    }

    private static string? Text(Microsoft.Extensions.Primitives.StringValues values) => values.Count == 0 ? null : values.ToString();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class StrongBox
    {
        public int Value;
    }
}
