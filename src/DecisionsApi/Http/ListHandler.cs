using System.Reflection;
using System.Text.Json;
using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace DecisionsApi.Http;

/// <summary>Answers a list in the form asked for: checks the parameters, runs the query, writes a page or streams everything.</summary>
internal sealed class ListHandler(Lister lister, LongestLists longest, FeedHandler feeds)
{
    /// <summary>Handles one request for a list.</summary>
    public IResult Handle<TRow, TRecord, TFilter>(
        HttpContext context,
        ListDefinition<TRow, TRecord> list,
        TFilter filter,
        IValidator<TFilter> validator
    )
        where TRow : IListed
        where TFilter : ListParameters
    {
        var format = context.Features.Get<Representation>()!.Form!.Format;
        if (FeedFormat.Named(format) is { } feed)
        {
            return validator.Validate(filter) is { IsValid: false } invalid
                ? Invalid<TFilter>(context, invalid)
                : feeds.Handle(context, list, filter, Given(context), feed);
        }
        var (query, problem) = Understand(context, list, filter, validator);
        if (query is null)
        {
            return problem!;
        }
        var isPage = format is "json" or LinkedData.Format;
        if (query.Facets.Count > 0 && !isPage)
        {
            return Problems.InvalidParameter(
                "facet",
                string.Join(',', query.Facets),
                $"left out of {format}, which holds the records alone"
            );
        }
        return isPage || filter.Limit is not null
            ? OnePage(context, list, query, filter, format)
            : Everything(context, list, query, filter, format);
    }

    /// <summary>One page of a list that is given in a form of its own, without count or sums; or what is wrong with the parameters.</summary>
    public (ListPage<TRecord>? Page, IResult? Problem) Read<TRow, TRecord, TFilter>(
        HttpContext context,
        ListDefinition<TRow, TRecord> list,
        TFilter filter,
        IValidator<TFilter> validator
    )
        where TRow : IListed
        where TFilter : ListParameters
    {
        var (query, problem) = Understand(context, list, filter, validator);
        return query is null ? (null, problem) : (lister.Page(list, query with { Counts = false }, context.RequestAborted), null);
    }

    private static (ListQuery? Query, IResult? Problem) Understand<TRow, TRecord, TFilter>(
        HttpContext context,
        ListDefinition<TRow, TRecord> list,
        TFilter filter,
        IValidator<TFilter> validator
    )
        where TRow : IListed
        where TFilter : ListParameters
    {
        if (validator.Validate(filter) is { IsValid: false } invalid)
        {
            return (null, Invalid<TFilter>(context, invalid));
        }
        var query = ListQuery.Of(list, filter, Given(context));
        return query.HasForeignCursor ? (null, Problems.ForeignCursor()) : (query, null);
    }

    /// <summary>Every parameter of a request with each of its values.</summary>
    public static List<KeyValuePair<string, string>> Given(HttpContext context) => Given(context.Request.Query);

    /// <summary>The same of a query that is not the request's own.</summary>
    public static List<KeyValuePair<string, string>> Given(IEnumerable<KeyValuePair<string, StringValues>> query) =>
        [.. query.SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v ?? "")))];

    /// <summary>Says which parameters hold what they may not.</summary>
    public static IResult Invalid<TFilter>(HttpContext context, ValidationResult invalid) =>
        Problems.InvalidParameters(invalid.Errors, property => Given<TFilter>(context, property));

    private IResult OnePage<TRow, TRecord>(
        HttpContext context,
        ListDefinition<TRow, TRecord> list,
        ListQuery query,
        ListParameters parameters,
        string format
    )
        where TRow : IListed
    {
        var page = lister.Page(list, query, context.RequestAborted);
        var next = Links.OfPage(context, page.Next);
        var licences = AnswerLicences.State(context, AnswerLicences.ScopeOfList(list.Name, query, SourcesOf(list, page.Records)));
        if (format is not ("json" or LinkedData.Format))
        {
            NameMetadata(context, list.Name, format);
            return TableResult.Of(format, TableOf(context, list, query, parameters, format, [page.Records]));
        }
        var body = new Page<object>
        {
            Data = [.. page.Records.Select(record => JsonRecords.Project(record, query.Fields))],
            Info = new()
            {
                Limit = query.Limit,
                Next = next,
                Count = page.Total?.Count,
                SumAmount = Money.FromPence(page.Total?.SumPence),
                SumReported = Money.FromPence(page.Total?.ReportedPence),
                Sequence = page.Sequence,
            },
            Facets = page.Facets.Count == 0 ? null : FacetAnswers.Of(context.Request, list.Summary!, page.Facets),
            Licence = licences.Licence,
            Licences = licences.Licences,
            Attribution = licences.Attribution,
        };
        if (format == LinkedData.Format)
        {
            var linked = JsonSerializer.SerializeToNode(body, Json.Options)!.AsObject();
            return LinkedData.Document(context, LinkedData.Page(LinkedData.Root(context.Request), list.Name, linked));
        }
        return TypedResults.Json(body, Json.Options);
    }

    /// <summary>Says where a program learns what is in the columns of a CSV: of this one, with these columns.</summary>
    private static void NameMetadata(HttpContext context, string list, string format)
    {
        if (format != "csv")
        {
            return;
        }
        var query = context.Request.QueryString.Value?.TrimStart('?') ?? "";
        var address = $"{LinkedData.Root(context.Request)}/v1/{list}/csv-metadata";
        var described = query.Length == 0 ? address : $"{address}?query={Uri.EscapeDataString(query)}";
        context.Response.Headers.Append("Link", $"<{described}>; rel=\"describedby\"; type=\"{Offers.CsvMetadataType}\"");
    }

    private TableResult<TRecord> Everything<TRow, TRecord>(
        HttpContext context,
        ListDefinition<TRow, TRecord> list,
        ListQuery query,
        ListParameters parameters,
        string format
    )
        where TRow : IListed
    {
        AnswerLicences.Set(context, AnswerLicences.ScopeOfList(list.Name, query, sources: null));
        NameMetadata(context, list.Name, format);
        // Begins when it is first asked for a batch: an answer to HEAD never is.
        var batches = lister.Walk(list, query, context.RequestAborted);
        return TableResult.Of(format, TableOf(context, list, query, parameters, format, batches), isExport: true);
    }

    private Table<TRecord> TableOf<TRow, TRecord>(
        HttpContext context,
        ListDefinition<TRow, TRecord> list,
        ListQuery query,
        ListParameters parameters,
        string format,
        IEnumerable<IReadOnlyList<TRecord>> batches
    )
        where TRow : IListed
    {
        var spreads = TableFormat.Named(format).SpreadsLists;
        var columns = SpreadLists.Columns(list.Fields, query.Fields, spreads, () => longest.Of(list, context.RequestAborted));
        return new(list.Name, batches, columns)
        {
            Asked = query.Fields,
            ByteOrderMark = parameters.Bom?.Value ?? false,
            Amount = list.Amount,
        };
    }

    /// <summary>The sources of some records; null where they do not all name one.</summary>
    public static List<string>? SourcesOf<TRow, TRecord>(ListDefinition<TRow, TRecord> list, IReadOnlyList<TRecord> records)
        where TRow : IListed
    {
        var field = list.Fields.FirstOrDefault(f => f.Name == (list.Name == "sources" ? "id" : "source.id"));
        var sources = records.Select(record => field?.Value(record) as string).Distinct().ToList();
        return sources.Contains(null) ? null : [.. sources.OfType<string>()];
    }

    /// <summary>Name of a parameter, and what was given for it.</summary>
    public static (string Name, string Found) Given<TFilter>(HttpContext context, string property)
    {
        var name = NameOf<TFilter>(property);
        return (name, Found(context.Request.Query[name]));
    }

    /// <summary>The same of a query that is not the request's own.</summary>
    public static (string Name, string Found) Given<TFilter>(IReadOnlyDictionary<string, StringValues> query, string property)
    {
        var name = NameOf<TFilter>(property);
        return (name, Found(query.GetValueOrDefault(name)));
    }

    private static string NameOf<TFilter>(string property) =>
        typeof(TFilter).GetProperty(property)?.GetCustomAttribute<FromQueryAttribute>()?.Name ?? property;

    private static string Found(StringValues values)
    {
        var found = string.Join(", ", values.AsEnumerable());
        return found.Length > 200 ? found[..200] + "…" : found;
    }
}
