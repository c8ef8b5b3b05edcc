using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Register;

namespace DecisionsApi.Http;

/// <summary>Answers a list as a feed: a page of it, newest in the register first.</summary>
internal sealed class FeedHandler(Lister lister, ServiceSettings settings)
{
    // A feed shows every record whole, in one order.
    private static readonly string[] Refused = ["sort", "fields", "facet", "include"];

    /// <summary>Handles a request for a list as a feed; its parameters have been validated.</summary>
    public IResult Handle<TRow, TRecord>(
        HttpContext context,
        ListDefinition<TRow, TRecord> list,
        ListParameters parameters,
        IReadOnlyCollection<KeyValuePair<string, string>> given,
        FeedFormat format
    )
        where TRow : IListed
    {
        var refused = Refused.Where(context.Request.Query.ContainsKey).ToList();
        if (refused.Count > 0)
        {
            return Problems.InvalidParameters(
                refused.Select(name => new FluentValidation.Results.ValidationFailure(
                    name,
                    $"left out of a feed, which has {(name == "sort" ? "an order of its own: what is newest in the register comes first" : "a title and a summary of each record")}"
                )),
                name => (name, context.Request.Query[name].ToString())
            );
        }
        var query = ListQuery.OfFeed(list, parameters, given);
        if (query.HasForeignCursor)
        {
            return Problems.ForeignCursor();
        }
        var page = lister.Page(list, query, context.RequestAborted);
        var sources = ListHandler.SourcesOf(list, page.Records);
        var licences = AnswerLicences.State(context, AnswerLicences.ScopeOfList(list.Name, query, sources));
        Links.OfPage(context, page.Next);
        return new FeedResult(format, FeedOf(context, list.Name, page.Entries, page.Next, licences, format));
    }

    private Feed FeedOf(
        HttpContext context,
        string list,
        IReadOnlyList<Entry> entries,
        Cursor? next,
        LicenceStatement licences,
        FeedFormat format
    )
    {
        var request = context.Request;
        var root = $"{Links.Origin(request)}{request.PathBase.ToUriComponent()}/v1/";
        var state = context.Features.Get<RegisterState>()!;
        return new()
        {
            Id = Tag($"{list}{Links.Filters(request)}"),
            Title = FeedFormat.Clean($"{Words.Code(list)} in the register{Subject(request)}"),
            Updated = Instant(entries.Select(entry => entry.UpdatedAt).Max(StringComparer.Ordinal) ?? state.ChangedAt ?? state.ImportedAt),
            Self = Links.InForm(request, list, format.Name, request.Query["cursor"]),
            First = Links.InForm(request, list, format.Name, cursor: null),
            Next = next is null ? null : Links.InForm(request, list, format.Name, next.ToString()),
            List = Links.InForm(request, list, form: null, cursor: null),
            Others =
            [
                .. FeedFormat
                    .All.Where(other => other != format)
                    .Select(other => (other.MediaType, Links.InForm(request, list, other.Name, cursor: null))),
            ],
            Rights = FeedFormat.Clean($"{licences.Licence.Name}. {licences.Attribution}"),
            Licences = [.. licences.Licences.Select(licence => licence.Url).OfType<string>().Select(url => new Uri(url).AbsoluteUri)],
            Entries =
            [
                .. entries.Select(entry => new FeedEntry
                {
                    Id = Tag($"{list}/{Uri.EscapeDataString(entry.Id)}"),
                    Address = root + entry.Path,
                    Title = FeedFormat.Clean(entry.Headline.Title),
                    Summary = FeedFormat.Clean(entry.Headline.Summary),
                    Author = entry.Body is null ? null : FeedFormat.Clean(entry.Body),
                    Published = Instant(entry.PublishedAt),
                    Updated = Instant(entry.UpdatedAt),
                }),
            ],
        };
    }

    /// <summary>A tag of this register (RFC 4151): whoever has the host had it on the first day of 2026, and the rest never changes.</summary>
    private string Tag(string specific)
    {
        var isNamed = Uri.TryCreate(settings.PublicUrl, UriKind.Absolute, out var url) && url.HostNameType is not UriHostNameType.IPv6;
        return $"tag:{(isNamed ? url!.IdnHost : "localhost")},2026:{specific}";
    }

    private static string Subject(HttpRequest request)
    {
        var filters = Links.FiltersOf(request).Select(filter => $"{filter.Name} {filter.Value}").ToList();
        return filters.Count == 0 ? "" : ": " + string.Join(", ", filters);
    }

    /// <summary>An empty register has not changed since the beginning of time.</summary>
    private static string Instant(string? at) => at ?? "1970-01-01T00:00:00Z";

    private sealed class FeedResult(FeedFormat format, Feed feed) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = format.MediaType + "; charset=utf-8";
            if (!Methods.IsHead(httpContext))
            {
                format.Write(feed, httpContext.Response.BodyWriter);
            }
            await httpContext.Response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        }
    }
}
