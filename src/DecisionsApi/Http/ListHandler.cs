using System.Globalization;
using System.Reflection;
using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Http;

/// <summary>Answers a list in the form asked for: checks the parameters, runs the query, writes a page or streams everything.</summary>
internal sealed class ListHandler(Lister lister)
{
    /// <summary>Handles one request for a list.</summary>
    public async Task<IResult> Handle<TRow, TRecord, TFilter>(
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
            return Problems.InvalidParameters(invalid.Errors, property => Given<TFilter>(context, property));
        }
        var given = context.Request.Query.SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v ?? "")));
        var query = ListQuery.Of(list, filter, given);
        if (query.Cursor is { } cursor && cursor.Query != query.Fingerprint)
        {
            return Problems.ForeignCursor();
        }
        var format = Negotiation.FormatOf(context.Request, filter.Format);
        if (format is null)
        {
            return Negotiation.NotAcceptable();
        }
        return format == "json" || filter.Limit is not null
            ? OnePage(context, list, query, filter, format)
            : await Everything(context, list, query, filter, format);
    }

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
        var next = page.Next is null ? null : Links.Next(context.Request, page.Next.ToString());
        if (next is not null)
        {
            context.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        }
        if (format != "json")
        {
            return new StreamResult<TRecord>(
                list.Name,
                [page.Records],
                Fields(list, query),
                query.Fields,
                format,
                parameters.Bom?.Value ?? false
            );
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
            Licence = Licence.OpenGovernment,
            Attribution = Licence.Attribution,
        };
        return TypedResults.Json(body, Json.Options);
    }

    private Task<IResult> Everything<TRow, TRecord>(
        HttpContext context,
        ListDefinition<TRow, TRecord> list,
        ListQuery query,
        ListParameters parameters,
        string format
    )
        where TRow : IListed
    {
        var batches = lister.Walk(list, query, context.RequestAborted);
        return Task.FromResult<IResult>(
            new StreamResult<TRecord>(list.Name, batches, Fields(list, query), query.Fields, format, parameters.Bom?.Value ?? false)
        );
    }

    private static IReadOnlyList<Field<TRecord>> Fields<TRow, TRecord>(ListDefinition<TRow, TRecord> list, ListQuery query)
        where TRow : IListed =>
        query.Fields is null ? list.Fields : [.. query.Fields.SelectMany(asked => list.Fields.Where(f => f.IsPartOf(asked))).Distinct()];

    private static (string Name, string Found) Given<TFilter>(HttpContext context, string property)
    {
        var name = typeof(TFilter).GetProperty(property)?.GetCustomAttribute<FromQueryAttribute>()?.Name ?? property;
        var found = string.Join(", ", context.Request.Query[name].AsEnumerable());
        return (name, found.Length > 200 ? found[..200] + "…" : found);
    }
}

/// <summary>A list written as a stream; the stream breaks off when it fails half-way, so that clients see it.</summary>
internal sealed class StreamResult<T>(
    string name,
    IEnumerable<IReadOnlyList<T>> batches,
    IReadOnlyList<Field<T>> fields,
    IReadOnlyList<string>? asked,
    string format,
    bool byteOrderMark
) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = format == "csv" ? Csv.MediaType + "; charset=utf-8; header=present" : JsonRecords.LinesMediaType;
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{name}.{format}\"");
        return format == "csv"
            ? Export.Csv(response.BodyWriter, batches, fields, byteOrderMark, httpContext.RequestAborted)
            : Export.Lines(response.BodyWriter, batches, asked, httpContext.RequestAborted);
    }
}
