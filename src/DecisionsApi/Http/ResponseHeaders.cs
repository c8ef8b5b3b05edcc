namespace DecisionsApi.Http;

/// <summary>Headers of every answer: what a browser may do with it, and that any page may read it.</summary>
internal static class ResponseHeaders
{
    private const string Exposed = "Link, ETag, Content-Disposition, Retry-After, RateLimit, RateLimit-Policy";

    public static void Use(WebApplication app)
    {
        var strict = Policy(csp => csp.AddDefaultSrc().None());
        // The pages of the documentation bring scripts and styles of their own, and nothing from elsewhere.
        var pages = Policy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddScriptSrc().Self().UnsafeInline();
            csp.AddStyleSrc().Self().UnsafeInline();
            csp.AddImgSrc().Self().Data();
            csp.AddFontSrc().Self();
            csp.AddConnectSrc().Self();
        });
        app.UseWhen(context => OpenApi.IsPage(context.Request.Path), branch => branch.UseSecurityHeaders(pages));
        app.UseWhen(context => !OpenApi.IsPage(context.Request.Path), branch => branch.UseSecurityHeaders(strict));
        app.UseCors(policy =>
            policy.AllowAnyOrigin().WithMethods("GET", "HEAD", "OPTIONS").AllowAnyHeader().SetPreflightMaxAge(TimeSpan.FromDays(1))
        );
    }

    private static HeaderPolicyCollection Policy(Action<CspBuilder> content) =>
        new HeaderPolicyCollection()
            .AddContentSecurityPolicy(csp =>
            {
                content(csp);
                csp.AddFrameAncestors().None();
                csp.AddBaseUri().None();
                csp.AddFormAction().Self();
            })
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyStrictOriginWhenCrossOrigin()
            .AddCrossOriginResourcePolicy(policy => policy.CrossOrigin())
            .AddStrictTransportSecurityMaxAge(maxAgeInSeconds: 31_536_000)
            // Said to everybody, asked or not: a shared cache may keep the answer for a page of another origin.
            .AddCustomHeader("Access-Control-Allow-Origin", "*")
            .AddCustomHeader("Access-Control-Expose-Headers", Exposed)
            .RemoveServerHeader();
}
