using System.Globalization;
using DecisionsApi.Formats;
using DecisionsApi.Register;

namespace DecisionsApi.Http;

/// <summary>A table written as a stream; the stream breaks off when it fails half-way, so that clients see it.</summary>
/// <param name="format">The form.</param>
/// <param name="table">What is written.</param>
/// <param name="isExport">Whether it is a whole list, of which only a few may be under way.</param>
internal sealed class TableResult<T>(TableFormat format, Table<T> table, bool isExport) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) =>
        Methods.IsHead(httpContext) ? Begin(httpContext)
        : isExport ? httpContext.RequestServices.GetRequiredService<Exports>().Run(httpContext, stop => Write(httpContext, stop))
        : Write(httpContext, httpContext.RequestAborted);

    private Task Write(HttpContext context, CancellationToken stop)
    {
        Describe(context.Response);
        return format.Write(table with { Origin = OriginOf(context) }, context.Response.BodyWriter, stop);
    }

    private Task Begin(HttpContext context)
    {
        Describe(context.Response);
        return context.Response.StartAsync(context.RequestAborted);
    }

    private void Describe(HttpResponse response)
    {
        response.ContentType = format.ContentType;
        response.Headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture,
            $"attachment; filename=\"{table.Name}.{format.Name}\""
        );
    }

    private static TableOrigin OriginOf(HttpContext context)
    {
        var licences = context.Features.Get<AnswerLicences>()?.All ?? [];
        var state = context.Features.Get<RegisterState>();
        return new()
        {
            Query = Links.OfRequest(context.Request),
            Sequence = state?.Sequence ?? 0,
            ChangedAt = state?.ChangedAt,
            Licences = [.. licences.Select(licence => (licence.Name, licence.Url))],
            Attribution = AnswerLicences.Attribution(licences),
        };
    }
}

/// <summary>Makes results whose type of record is plain from what they hold.</summary>
internal static class TableResult
{
    public static TableResult<T> Of<T>(string format, Table<T> table, bool isExport = false) =>
        new(TableFormat.Named(format), table, isExport);
}
