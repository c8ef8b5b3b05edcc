using System.Globalization;
using DecisionsApi.Formats;
using DecisionsApi.Http;
using DecisionsApi.Querying;
using FluentValidation;

namespace DecisionsApi.Search;

/// <summary>The address of the search in everything.</summary>
internal static class SearchEndpoints
{
    private const string Example = "q=business+partnering&limit=1";
    private static readonly Sort ByScore = new(new("score", "score", IsNullable: false, IsNumber: true), Descending: true);

    private static readonly IReadOnlyList<Field<SearchHit>> Fields =
    [
        new("type", h => h.Type),
        new("id", h => h.Id),
        new("url", h => h.Url),
        new("title", h => h.Title),
        new("snippet", h => h.Snippet),
        new("body", h => h.Body),
        new("date", h => h.Date),
        new("count", h => h.Count),
        new("amount", h => h.Amount),
        new("score", h => h.Score),
    ];

    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        var cursor = new Cursor(Fingerprint([KeyValuePair.Create("q", "business partnering")]), 1, "1", "decisions-1");
        routes
            .Get("/search", Search)
            .WithTags("Search")
            .WithName("search")
            .WithMetadata(
                KnownParameters.Of<SearchFilter>(),
                Offers.Tables,
                new ListContract(typeof(SearchFilter), "score", cursor.ToString(), Example)
            )
            .ProducesForms<SearchAnswer>();
    }

    /// <summary>Search in everything</summary>
    /// <remarks>
    /// Finds decisions, contracts, programmes, suppliers, bodies, and payments added up by body, supplier, purpose and category. Each type
    /// is ranked by itself, and the hits are taken from the types in turn.
    /// </remarks>
    /// <response code="200">One page of hits with the counts of every type; as CSV or JSON Lines the same hits.</response>
    internal static IResult Search(
        [AsParameters] SearchFilter filter,
        IValidator<SearchFilter> validator,
        Searcher searcher,
        HttpContext context
    )
    {
        if (validator.Validate(filter) is { IsValid: false } invalid)
        {
            return ListHandler.Invalid<SearchFilter>(context, invalid);
        }
        var fingerprint = Fingerprint(ListHandler.Given(context));
        var cursor = filter.Cursor is null ? null : Cursor.Parse(filter.Cursor);
        if (cursor is not null && cursor.Query != fingerprint)
        {
            return Problems.ForeignCursor();
        }
        var limit = filter.Limit?.Value ?? SearchFilter.DefaultLimit;
        var result = searcher.Find(SearchQuery.Of(filter.Q!, filter.Body)!, filter.Type ?? [], cursor, limit, context.RequestAborted);
        return Answer(context, filter, result.Addressed(Http.Links.Origin(context.Request)), limit, fingerprint);
    }

    private static IResult Answer(HttpContext context, SearchFilter filter, SearchResult result, int limit, string fingerprint)
    {
        var next = Http.Links.OfPage(
            context,
            result.Next is var (number, id)
                ? new Cursor(fingerprint, result.Sequence, number.ToString(CultureInfo.InvariantCulture), id)
                : null
        );
        var format = context.Features.Get<Representation>()!.Form!.Format;
        var licences = AnswerLicences.State(context, new());
        return format == "json"
            ? TypedResults.Json(result.Answer(limit, next, licences), Json.Options)
            : TableResult.Of(format, new Table<SearchHit>("search", [result.Hits], Fields) { ByteOrderMark = filter.Bom?.Value ?? false });
    }

    /// <summary>Which search a cursor belongs to.</summary>
    public static string Fingerprint(IEnumerable<KeyValuePair<string, string>> given) => ListQuery.FingerprintOf("search", ByScore, given);
}
