using DecisionsApi.Querying;
using DecisionsApi.Records;
using DecisionsApi.Register;

namespace DecisionsApi.Http;

/// <summary>The licences of the sources that an answer's records come from: in its links, and of a list's page also in its body.</summary>
internal sealed record AnswerLicences(IReadOnlyList<SourceLicence> All)
{
    /// <summary>The links to those that have an address.</summary>
    public IReadOnlyList<string> Links { get; } =
    [.. All.Select(licence => licence.Url).OfType<string>().Select(url => $"<{new Uri(url).AbsoluteUri}>; rel=\"license\"")];

    /// <summary>Names the licences of whatever is answered; a list has named its own.</summary>
    public static async ValueTask<object?> Name(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var http = context.HttpContext;
        if (http.Features.Get<AnswerLicences>() is null && http.Features.Get<RegisterState>() is not null)
        {
            var value = ((result as INestedHttpResult)?.Result ?? result) as IValueHttpResult;
            Set(http, ScopeOf(http, (value?.Value as ISourced)?.Source?.Id));
        }
        return result;
    }

    /// <summary>Settles the licences of an answer.</summary>
    public static IReadOnlyList<SourceLicence> Set(HttpContext context, LicenceScope scope)
    {
        var state = context.Features.Get<RegisterState>()!;
        var all = context.RequestServices.GetRequiredService<Licences>().Of(state, scope, context.RequestAborted);
        context.Features.Set(new AnswerLicences(all));
        return all;
    }

    /// <summary>Settles the licences of an answer that names them in its body too.</summary>
    public static LicenceStatement State(HttpContext context, LicenceScope scope)
    {
        var all = Set(context, scope);
        return new(InOne(all, context.Request), all, Attribution(all));
    }

    /// <summary>Where the records of a list come from; what is included with them may come from anywhere.</summary>
    public static LicenceScope ScopeOfList(string resource, ListQuery query, IReadOnlyList<string>? sources) =>
        query.Includes.Any(name => name != "raw")
            ? new()
            : new()
            {
                Kinds = Licences.KindsOf(resource),
                Bodies = query.Bodies,
                Sources = sources ?? query.Sources,
            };

    private static LicenceScope ScopeOf(HttpContext context, string? source)
    {
        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var id = context.Request.RouteValues["id"] as string;
        return (parts, id) switch
        {
            ([_, "sources", ..], not null) => new() { Sources = [id] },
            ([_, _, _], _) when source is not null && !context.Request.Query.ContainsKey("include") => new() { Sources = [source] },
            ([_, var resource, _, "versions"], _) => new() { Kinds = Licences.KindsOf(resource) },
            ([_, "reconcile", var resource, ..], _) => new() { Kinds = Licences.KindsOf(resource) },
            ([_, "suppliers", ..], _) => new() { Kinds = Licences.KindsOf("suppliers") },
            _ => new(),
        };
    }

    /// <summary>The licence of an answer in one name and address.</summary>
    private static Licence InOne(IReadOnlyList<SourceLicence> all, HttpRequest request) =>
        new(
            string.Join("; ", all.Select(licence => licence.Name)),
            all is [{ Url: { } url }] ? url : $"{Http.Links.Origin(request)}{request.PathBase}/v1/sources?fields=id,licence"
        );

    /// <summary>How to name the source when the data is used.</summary>
    public static string Attribution(IReadOnlyList<SourceLicence> all) =>
        $"Contains public sector information licensed under the {string.Join(" and the ", all.Select(licence => licence.Name))}, as published by the bodies named.";
}
