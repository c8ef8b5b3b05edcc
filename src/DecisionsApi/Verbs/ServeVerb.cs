using System.CommandLine;

namespace DecisionsApi.Verbs;

/// <summary><c>serve</c>, the default: answers HTTP.</summary>
internal static class ServeVerb
{
    public static void AddTo(RootCommand root, Option<FileInfo> database)
    {
        var urls = new Option<string>("--urls") { Description = "Where to listen.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var serve = new Command("serve", "Serve the register over HTTP (what happens without a verb).") { urls };
        serve.SetAction((parsed, stop) => Run(parsed.GetValue(database)!, parsed.GetValue(urls)!, stop));
        root.Subcommands.Add(serve);
        root.Options.Add(urls);
        root.SetAction((parsed, stop) => Run(parsed.GetValue(database)!, parsed.GetValue(urls)!, stop));
    }

    private static async Task<int> Run(FileInfo file, string urls, CancellationToken stop)
    {
        if (Opening.Open(file) is not { } database)
        {
            return ExitCode.Failed;
        }
        var app = Build(WebApplication.CreateBuilder(), database);
        app.Urls.Clear();
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            app.Urls.Add(url);
        }
        await app.StartAsync(stop);
        await Console.Error.WriteLineAsync($"Serving {database.Path} at {string.Join(", ", app.Urls)}; try {app.Urls.First()}/v1/status");
        await app.WaitForShutdownAsync(stop);
        return ExitCode.Ok;
    }

    /// <summary>The service over a database.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, Data.Database database)
    {
        builder.Logging.ClearProviders().AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        Api.AddServices(builder.Services, database);
        var app = builder.Build();
        Api.Map(app);
        return app;
    }
}
