using DecisionsApi.Http.OpenApi;

namespace DecisionsApi.Http;

/// <summary>Headers of every answer: what a browser may do with it, and that any page may read it.</summary>
internal static class ResponseHeaders
{
    private const int OneYear = 31_536_000;
    private const string Exposed =
        "Link, ETag, Accept-Ranges, Content-Range, Content-Disposition, Retry-After, RateLimit, RateLimit-Policy";

    public static void Use(WebApplication app, ServiceSettings settings)
    {
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(KeepNothing, context.Response.Headers);
                return next(context);
            }
        );
        var strict = Policy(settings, csp => csp.AddDefaultSrc().None());
        // The pages of the documentation bring scripts and styles of their own, and nothing from elsewhere.
        var pages = Policy(
            settings,
            csp =>
            {
                csp.AddDefaultSrc().None();
                csp.AddScriptSrc().Self().UnsafeInline();
                csp.AddStyleSrc().Self().UnsafeInline();
                csp.AddImgSrc().Self().Data();
                csp.AddFontSrc().Self();
                csp.AddConnectSrc().Self();
            }
        );
        // Our own pages have one style sheet and a form.
        var plain = Policy(
            settings,
            csp =>
            {
                csp.AddDefaultSrc().None();
                csp.AddStyleSrc().Self();
                csp.AddImgSrc().Self();
            }
        );
        // Previews are made to be shown inside the pages of others.
        var framed = Policy(
            settings,
            csp =>
            {
                csp.AddDefaultSrc().None();
                csp.AddStyleSrc().Self();
            },
            csp => csp.AddFrameAncestors().From("*")
        );
        Apply(app, pages, path => OpenApiRoutes.IsPage(path));
        Apply(app, framed, IsPreview);
        Apply(app, strict, path => IsData(path) && !IsPreview(path));
        Apply(app, plain, path => !OpenApiRoutes.IsPage(path) && !IsData(path));
        AllowOrigins(app, path => !IsReconciliation(path), Methods.Reading);
        AllowOrigins(app, IsReconciliation, Methods.Asking);
    }

    private static void AllowOrigins(WebApplication app, Func<PathString, bool> to, string methods) =>
        app.UseWhen(
            context => to(context.Request.Path),
            branch =>
                branch.UseCors(policy =>
                    policy.AllowAnyOrigin().WithMethods(methods.Split(", ")).AllowAnyHeader().SetPreflightMaxAge(TimeSpan.FromDays(1))
                )
        );

    private static void Apply(WebApplication app, HeaderPolicyCollection policy, Func<PathString, bool> to) =>
        app.UseWhen(context => to(context.Request.Path), branch => branch.UseSecurityHeaders(policy));

    private static bool IsData(PathString path) =>
        path.StartsWithSegments("/v1")
        || path.StartsWithSegments("/openapi")
        || path.StartsWithSegments("/health")
        || path.StartsWithSegments("/metrics");

    private static bool IsReconciliation(PathString path) => path.StartsWithSegments("/v1/reconcile");

    private static bool IsPreview(PathString path) => IsReconciliation(path) && path.Value!.Contains("/preview/", StringComparison.Ordinal);

    /// <summary>What has no validators is not kept by anybody: errors, redirects, how the service is.</summary>
    private static Task KeepNothing(object state)
    {
        var headers = (IHeaderDictionary)state;
        if (headers.CacheControl.Count == 0 && headers.ETag.Count == 0)
        {
            headers.CacheControl = "no-store";
        }
        return Task.CompletedTask;
    }

    private static HeaderPolicyCollection Policy(ServiceSettings settings, Action<CspBuilder> content, Action<CspBuilder>? frames = null)
    {
        var policy = new HeaderPolicyCollection()
            .AddContentSecurityPolicy(csp =>
            {
                content(csp);
                (frames ?? (c => c.AddFrameAncestors().None()))(csp);
                csp.AddBaseUri().None();
                csp.AddFormAction().Self();
            })
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyStrictOriginWhenCrossOrigin()
            .AddCrossOriginResourcePolicy(policy => policy.CrossOrigin())
            // Said to everybody, asked or not: a shared cache may keep the answer for a page of another origin.
            .AddCustomHeader("Access-Control-Allow-Origin", "*")
            .AddCustomHeader("Access-Control-Expose-Headers", Exposed)
            .RemoveCustomHeader("x-swagger-ui-version")
            .RemoveServerHeader();
        // The proxy that ends TLS may speak plainly to us; what the public sees is what counts.
        return settings.PublicUrl?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true
            ? policy.AddCustomHeader("Strict-Transport-Security", $"max-age={OneYear}")
            : policy.AddStrictTransportSecurityMaxAge(OneYear);
    }
}
