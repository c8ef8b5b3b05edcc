using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DecisionsApi.Http;

/// <summary>Metrics and traces for those who run the service; nothing is measured unless somebody asks for it.</summary>
internal sealed class Telemetry : IDisposable
{
    public const string Name = "DecisionsApi";

    /// <summary>Where the service's own figures go.</summary>
    public Meter Meter { get; } = new(Name);

    /// <summary>Sends to the collector of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, and prepares <c>/metrics</c>, where set.</summary>
    public static void Add(IServiceCollection services, ServiceSettings settings, IConfiguration configuration)
    {
        services.AddSingleton<Telemetry>();
        var collector = !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        if (!collector && !settings.Metrics)
        {
            return;
        }
        var version = typeof(Telemetry).Assembly.GetName().Version!.ToString(3);
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("decisions", serviceVersion: version))
            .WithMetrics(metrics =>
            {
                metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter(Name);
                _ = collector ? metrics.AddOtlpExporter() : metrics;
                _ = settings.Metrics ? metrics.AddPrometheusExporter() : metrics;
            });
        if (collector)
        {
            telemetry.WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddOtlpExporter());
        }
    }

    public static void Map(WebApplication app, ServiceSettings settings)
    {
        if (settings.Metrics)
        {
            app.MapPrometheusScrapingEndpoint().WithMetadata(new RateLimits.Unlimited());
        }
    }

    public void Dispose() => Meter.Dispose();
}
