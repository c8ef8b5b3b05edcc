using System.CommandLine;
using DecisionsApi.Http;
using Microsoft.Extensions.Logging.Console;

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
        // Settings are checked at the start and hold until the end. To watch their file would mean to watch every folder below this one.
        var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        var (settings, faults) = ServiceSettings.Read(builder.Configuration);
        if (faults.Count > 0)
        {
            foreach (var fault in faults)
            {
                await Console.Error.WriteLineAsync(fault);
            }
            return ExitCode.WrongUsage;
        }
        var database = new Data.Database(file.FullName, TimeProvider.System);
        // On another processor, while this one puts the service together and starts the server.
        var opening = Task.Run(() => Opening.Prepare(database), CancellationToken.None);
        var app = Compose(builder, database, settings);
        _ = Task.Run(
            async () =>
            {
                if (await opening)
                {
                    await FirstAnswer.WorkOut(app.Services);
                }
            },
            CancellationToken.None
        );
        Api.Map(app, settings);
        if (!await opening)
        {
            return ExitCode.Failed;
        }
        Admission.ProvideThreads(settings);
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
        var settings = ServiceSettings.Read(builder.Configuration).Settings;
        var app = Compose(builder, database, settings);
        Api.Map(app, settings);
        return app;
    }

    /// <summary>What the service is made of, before it answers anywhere.</summary>
    private static WebApplication Compose(WebApplicationBuilder builder, Data.Database database, ServiceSettings settings)
    {
        Log(builder.Logging);
        builder.WebHost.ConfigureKestrel(server =>
        {
            RequestBounds.Configure(server, settings);
            ServerRefusals.Configure(server);
        });
        builder.Services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = TimeSpan.FromSeconds(settings.ShutdownSeconds);
            // Whatever happens beside the answering of requests does not end it.
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        Telemetry.Add(builder.Services, settings, builder.Configuration);
        Api.AddServices(builder.Services, database, settings);
        var app = builder.Build();
        ServerRefusals.Watch(app.Services);
        return app;
    }

    /// <summary>One JSON object a line on stderr; when nobody takes them entries are lost rather than requests held up.</summary>
    private static void Log(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Warning).AddFilter(AccessLog.Category, LogLevel.Information);
        // Could it write anything, the host would make an activity and a scope for each request, whoever listens.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddJsonConsole(options =>
        {
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        logging.Services.Configure<ConsoleLoggerOptions>(options =>
        {
            options.LogToStandardErrorThreshold = LogLevel.Trace;
            options.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
    }
}
