using System.Globalization;
using DecisionsApi.Http.OpenApi;
using DecisionsApi.Querying;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Extensions;

namespace DecisionsApi.Http;

/// <summary>Addresses within the service, and the links (RFC 8288) an answer carries.</summary>
internal static class Links
{
    /// <summary>Where the service is on one's own machine unless it is told otherwise.</summary>
    public const string OwnMachine = "http://127.0.0.1:5080";

    /// <summary>The same list with another cursor.</summary>
    public static string Next(HttpRequest request, string cursor) =>
        Origin(request) + PathSuffix.PathOf(request.HttpContext) + Query(request, ["cursor"], ("cursor", cursor));

    /// <summary>The same address with another value of a parameter.</summary>
    public static string With(HttpRequest request, (string Name, string Value) parameter) =>
        Origin(request) + PathSuffix.PathOf(request.HttpContext) + Query(request, [parameter.Name], parameter);

    /// <summary>The address that was asked for.</summary>
    public static string OfRequest(HttpRequest request) => Origin(request) + PathSuffix.PathOf(request.HttpContext) + Query(request, []);

    /// <summary>The first page of the same list.</summary>
    public static string First(HttpRequest request) =>
        Origin(request) + PathSuffix.PathOf(request.HttpContext) + Query(request, ["cursor"]);

    /// <summary>Adds the links of a page to its answer: the first, and the next, whose address comes back; null when this is the last.</summary>
    public static string? OfPage(HttpContext context, Cursor? after)
    {
        var next = after is null ? null : Next(context.Request, after.ToString());
        if (next is not null)
        {
            context.Response.Headers.Append("Link", $"<{next}>; rel=\"next\"");
        }
        context.Response.Headers.Append("Link", $"<{First(context.Request)}>; rel=\"first\"");
        return next;
    }

    /// <summary>The same answer under an address that always has this form.</summary>
    public static string As(HttpContext context, string format) =>
        Origin(context.Request) + PathSuffix.PathOf(context) + "." + format + Query(context.Request, []);

    /// <summary>A list under an address that always has a form, its usual one for null, at a cursor or from the beginning.</summary>
    public static string InForm(HttpRequest request, string list, string? form, string? cursor)
    {
        var path = $"{request.PathBase.ToUriComponent()}/v1/{list}{(form is null ? "" : "." + form)}";
        return Origin(request) + path + Query(request, ["cursor", "format"], cursor is null ? [] : [("cursor", cursor)]);
    }

    /// <summary>What a request picks the records of a list by, as a query in one order.</summary>
    public static string Filters(HttpRequest request) =>
        new QueryBuilder(FiltersOf(request).Select(filter => KeyValuePair.Create(filter.Name, filter.Value))).ToString();

    /// <summary>What a request picks the records of a list by.</summary>
    public static IEnumerable<(string Name, string Value)> FiltersOf(HttpRequest request) =>
        Parameters(request).Where(parameter => !ListQuery.IsAboutForm(parameter.Name));

    /// <summary>Adds what describes every answer: its contract and its licences.</summary>
    public static void Describe(HttpContext context)
    {
        var contract = Origin(context.Request) + context.Request.PathBase + OpenApiRoutes.Path;
        context.Response.Headers.Append("Link", $"<{contract}>; rel=\"describedby\"; type=\"application/json\"");
        foreach (var link in context.Features.Get<AnswerLicences>()?.Links ?? [])
        {
            context.Response.Headers.Append("Link", link);
        }
    }

    /// <summary>
    /// Scheme and host under which callers reach the service: as configured, or as a trusted proxy says; else empty, which makes
    /// addresses relative. The Host header alone is anybody's to write.
    /// </summary>
    public static string Origin(HttpRequest request)
    {
        if (request.HttpContext.RequestServices.GetRequiredService<ServiceSettings>().PublicUrl is { Length: > 0 } origin)
        {
            return origin.TrimEnd('/');
        }
        return request.HttpContext.Features.Get<TrustedForwarding>() is null ? "" : $"{request.Scheme}://{request.Host.ToUriComponent()}";
    }

    /// <summary>
    /// The same for formats that want absolute addresses: where neither is said, what this process listens on, which no caller can
    /// write either.
    /// </summary>
    public static string AbsoluteOrigin(HttpContext context)
    {
        if (Origin(context.Request) is { Length: > 0 } origin)
        {
            return origin;
        }
        var server = context.RequestServices.GetRequiredService<IServer>();
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is not { } listening)
        {
            return OwnMachine;
        }
        var address = BindingAddress.Parse(listening);
        var host = address.Host is "+" or "*" or "[::]" or "0.0.0.0" ? "127.0.0.1" : address.Host;
        return string.Create(CultureInfo.InvariantCulture, $"{address.Scheme}://{host}:{address.Port}");
    }

    /// <summary>The absolute address of what is asked for, its parameters in one order.</summary>
    public static string Self(HttpContext context) => AbsoluteOrigin(context) + PathSuffix.PathOf(context) + Query(context.Request, []);

    /// <summary>Names and values of the query, in one order whatever order they were given in.</summary>
    public static IEnumerable<(string Name, string Value)> Parameters(HttpRequest request) =>
        request
            .Query.OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .SelectMany(parameter => parameter.Value.Select(value => (parameter.Key, value ?? "")));

    private static string Query(HttpRequest request, string[] without, params (string Name, string Value)[] with) =>
        new QueryBuilder(
            Parameters(request).Where(p => !without.Contains(p.Name)).Concat(with).Select(p => KeyValuePair.Create(p.Name, p.Value))
        ).ToString();
}

/// <summary>Says that scheme and host of a request come from a proxy that is trusted.</summary>
internal sealed record TrustedForwarding;
