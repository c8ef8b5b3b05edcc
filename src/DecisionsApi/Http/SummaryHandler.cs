using DecisionsApi.Formats;
using DecisionsApi.Querying;
using FluentValidation;
using FluentValidation.Results;

namespace DecisionsApi.Http;

/// <summary>Answers a summary in the form asked for, and the facets of a list.</summary>
internal sealed class SummaryHandler(Summariser summariser)
{
    /// <summary>Handles one request for a summary.</summary>
    public IResult Handle<TFilter>(
        HttpContext context,
        SummaryDefinition summary,
        TFilter filter,
        IValidator<TFilter> validator,
        SummaryParameters asked
    )
        where TFilter : ListParameters
    {
        // A summary has orders of its own.
        var filters = validator.Validate((TFilter)((ListParameters)filter with { Sort = null })).Errors;
        var own = summary.Validator.Validate(asked).Errors;
        var faults = filters.Concat(own).ToList();
        if (faults.Count == 0)
        {
            faults.AddRange(
                SummaryValidator.Contradictions(summary, asked, filter).Select(c => new ValidationFailure(c.Parameter, c.Allowed))
            );
        }
        if (faults.Count > 0)
        {
            return Problems.InvalidParameters(
                faults,
                property =>
                    typeof(SummaryParameters).GetProperty(property) is null
                        ? ListHandler.Given<TFilter>(context, property)
                        : ListHandler.Given<SummaryParameters>(context, property)
            );
        }
        var given = ListHandler.Given(context);
        var query = SummaryQuery.Of(summary, filter, asked, given);
        if (filter.Cursor is { } cursor && Cursor.Parse(cursor)!.Query != query.Fingerprint)
        {
            return Problems.ForeignCursor();
        }
        var format = context.Features.Get<Representation>()!.Form!.Format;
        return format == "json" || filter.Limit is not null
            ? OnePage(context, query, filter, format)
            : Stream(context, query, filter, format, summariser.Walk(query, context.RequestAborted), isExport: true);
    }

    private IResult OnePage(HttpContext context, SummaryQuery query, ListParameters parameters, string format)
    {
        var page = summariser.Page(query, context.RequestAborted);
        var next = Links.OfPage(context, page.Next);
        var licences = AnswerLicences.State(context, new() { Kinds = Licences.KindsOf(query.Summary.Subject.Name) });
        if (format != "json")
        {
            return Stream(context, query, parameters, format, [page.Rows], isExport: false);
        }
        var fields = SummaryRow.Fields(query);
        var links = new GroupLinks(context.Request, query.Summary.Subject, query.GroupBy);
        var body = new Page<object>
        {
            Data = [.. page.Rows.Select(row => WithUrl(links, row).Members(fields))],
            Info = new()
            {
                Limit = query.Top ?? query.Limit,
                Next = next,
                Count = page.Count,
                SumAmount = page.SumAmount,
                SumReported = page.SumReported,
                Groups = page.Groups,
                Overlapping = query.Overlaps,
                Sequence = page.Sequence,
            },
            Licence = licences.Licence,
            Licences = licences.Licences,
            Attribution = licences.Attribution,
        };
        return TypedResults.Json(body, Json.Options);
    }

    private static TableResult<SummaryRow> Stream(
        HttpContext context,
        SummaryQuery query,
        ListParameters parameters,
        string format,
        IEnumerable<IReadOnlyList<SummaryRow>> batches,
        bool isExport
    )
    {
        var fields = SummaryRow.Fields(query);
        var links = new GroupLinks(context.Request, query.Summary.Subject, query.GroupBy);
        var linked = batches.Select(batch => (IReadOnlyList<SummaryRow>)[.. batch.Select(row => WithUrl(links, row))]);
        return TableResult.Of(
            format,
            new Table<SummaryRow>(query.Summary.Subject.Name + "-summary", linked, fields)
            {
                Asked = [.. fields.Select(f => f.Name)],
                ByteOrderMark = parameters.Bom?.Value ?? false,
            },
            isExport
        );
    }

    private static SummaryRow WithUrl(GroupLinks links, SummaryRow row) =>
        row.EverythingElse ? row : row with { Url = links.To(name => row.Values.GetValueOrDefault(name)) };
}
