using Microsoft.AspNetCore.HttpOverrides;

namespace DecisionsApi.Http;

/// <summary>Takes client address, scheme and host from the headers of trusted proxies, and of nobody else.</summary>
internal static class Proxies
{
    // What the framework leaves behind where it has believed a header; a caller could write it too.
    private static readonly string Believed = ForwardedHeadersDefaults.XOriginalHostHeaderName;

    public static void Use(WebApplication app, ServiceSettings settings)
    {
        if (settings.ProxyNetworks.Count == 0)
        {
            return;
        }
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = settings.ProxyNetworks.Count,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.ProxyNetworks)
        {
            options.KnownIPNetworks.Add(network);
        }
        app.Use(
            (context, next) =>
            {
                context.Request.Headers.Remove(Believed);
                return next(context);
            }
        );
        app.UseForwardedHeaders(options);
        app.Use(
            (context, next) =>
            {
                if (context.Request.Headers.ContainsKey(Believed))
                {
                    context.Features.Set(new TrustedForwarding());
                }
                return next(context);
            }
        );
    }
}
