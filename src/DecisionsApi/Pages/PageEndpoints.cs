using System.Reflection;
using DecisionsApi.Data;
using DecisionsApi.Http;
using DecisionsApi.Http.OpenApi;
using DecisionsApi.Querying;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Pages;

/// <summary>The addresses for people with a browser.</summary>
internal static class PageEndpoints
{
    private static readonly string[] Resources = ["decisions", "contracts", "expenditure", "programmes", "suppliers", "bodies", "sources"];

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AddEndpointFilter(KnownParameters.Check).ExcludeFromDescription();
        pages.Get("/", Front);
        pages.Get("/search", Search).WithMetadata(new KnownParameters(["q", "type", "cursor"]));
        pages.Get("/site.css", () => Style("site.css"));
        pages.Get("/docs.css", () => Style("docs.css"));
        pages.Get("/problems/{name}", Problem);
    }

    /// <summary>The front page, or for programs an index of the API.</summary>
    internal static IResult Front(HttpContext context, Database database, CancellationToken stop)
    {
        if (!Layout.IsForBrowser(context))
        {
            return TypedResults.Ok(Index.Instance);
        }
        using var reading = database.Read(stop);
        return Layout.Page(
            "DecisionsApi: what public bodies decided, contracted and spent",
            FrontPage.Make(reading.Connection),
            head: FrontPage.Feeds
        );
    }

    /// <summary>What a search finds.</summary>
    internal static IResult Search(
        [FromQuery] string? q,
        [FromQuery] string? type,
        [FromQuery] string? cursor,
        SearchPage page,
        CancellationToken stop
    )
    {
        var words = q?.Trim() ?? "";
        var status = words.Length == 0 || SearchPage.IsSearch(words) ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return Layout.Page($"{(words.Length == 0 ? "Search" : words)}: DecisionsApi", page.Make(words, type, cursor, stop), status);
    }

    /// <summary>What a type of problem means.</summary>
    internal static IResult Problem(string name, HttpContext context)
    {
        var isForBrowser = Layout.IsForBrowser(context);
        if (!ProblemTypes.Pages.TryGetValue(name, out var text))
        {
            return TypedResults.NotFound();
        }
        return isForBrowser
            ? Layout.Page(
                $"{name}: DecisionsApi",
                Html.Of(
                    $"<h1>Problem: {ProblemTypes.Title(name)}</h1><p>{text}</p><p>The type of this problem is <code>/problems/{name}</code>.</p>"
                )
            )
            : TypedResults.Text($"{ProblemTypes.Title(name)}\n\n{text}\n", "text/plain; charset=utf-8");
    }

    private static FileStreamHttpResult Style(string name) =>
        TypedResults.Stream(
            Assembly.GetExecutingAssembly().GetManifestResourceStream("DecisionsApi.Pages." + name)!,
            "text/css; charset=utf-8"
        );

    /// <summary>Where everything is, for programs that begin at the root.</summary>
    internal sealed record Index(
        string Name,
        string Openapi,
        string Documentation,
        string Status,
        string Search,
        IReadOnlyDictionary<string, string> Resources,
        SourceLicence Licence
    )
    {
        public static readonly Index Instance = new(
            "DecisionsApi",
            OpenApiRoutes.Path,
            "/docs",
            "/v1/status",
            "/v1/search{?q}",
            PageEndpoints.Resources.ToDictionary(name => name, name => "/v1/" + name),
            SourceLicence.OpenGovernment
        );
    }
}
