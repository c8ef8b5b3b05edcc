using Microsoft.AspNetCore.Http.Extensions;

namespace DecisionsApi.Http;

/// <summary>Addresses within the service.</summary>
internal static class Links
{
    /// <summary>The same request with another cursor.</summary>
    public static string Next(HttpRequest request, string cursor)
    {
        var query = new QueryBuilder(
            request.Query.Where(p => p.Key != "cursor").SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v ?? "")))
        )
        {
            { "cursor", cursor },
        };
        return Absolute(request, request.Path + query.ToQueryString().Value);
    }

    private static string Absolute(HttpRequest request, string path) =>
        request.HttpContext.RequestServices.GetRequiredService<IConfiguration>()["PublicUrl"] is { Length: > 0 } origin
            ? origin.TrimEnd('/') + path
            : path;
}
