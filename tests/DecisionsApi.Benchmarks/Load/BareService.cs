using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DecisionsApi.Benchmarks.Load;

/// <summary>
/// What the service is compared with: Minimal-API endpoints that do nothing but answer the bytes of a file they read once, with its
/// length. Nothing is built or serialised for an answer, so that no service can be faster.
/// </summary>
internal static class BareService
{
    public static async Task Run(string folder, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            app.MapGet("/" + Path.GetFileName(file), () => TypedResults.Bytes(bytes, "application/json; charset=utf-8"));
        }
        app.Urls.Add(address);
        await app.StartAsync();
        await Console.Error.WriteLineAsync("Serving bare answers at " + string.Join(", ", app.Urls));
        await app.WaitForShutdownAsync();
    }
}
