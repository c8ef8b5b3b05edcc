using DecisionsApi.Querying;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.ResponseCompression;

namespace DecisionsApi.Http;

/// <summary>
/// Answers again what was answered before, from memory, in the encoding it was sent in. An answer is found by its ETag, which stands for
/// address, form, encoding and state of the register; it is kept only when nothing at all was committed while it was worked out, and
/// forgotten with the next commit.
/// </summary>
internal sealed class KeptAnswers(RequestDelegate next, AnswerStore store, RegisterWatch watch)
{
    /// <summary>Remembers where bytes go that need no more encoding; stands before the compression.</summary>
    public static Task Begin(HttpContext context, RequestDelegate next)
    {
        context.Features.Set(new Beneath(context.Features.Get<IHttpResponseBodyFeature>()!));
        return next(context);
    }

    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<Validators>() is { } validators && IsKept(context)
            ? store.Find(validators.Observed, validators.Tag) is { } kept
                ? Send(context, kept)
                : Work(context, validators)
            : next(context);

    private bool IsKept(HttpContext context) =>
        store.IsOpen
        && context.Features.Get<Representation>() is { Form.Format: "json" }
        && !Methods.IsHead(context)
        && !Revalidation.AnyMatches(context.Request);

    private async Task Work(HttpContext context, Validators validators)
    {
        var beyond = context.Features.Get<IHttpResponseBodyFeature>()!;
        using var written = new MemoryStream();
        var capture = new StreamResponseBodyFeature(written);
        context.Features.Set<IHttpResponseBodyFeature>(capture);
        try
        {
            await next(context);
            await capture.CompleteAsync();
        }
        finally
        {
            context.Features.Set(beyond);
        }
        if (context.Response.StatusCode != StatusCodes.Status200OK)
        {
            await beyond.Writer.WriteAsync(written.GetBuffer().AsMemory(0, (int)written.Length), context.RequestAborted);
            return;
        }
        var answer = new KeptAnswer(
            Encoded(context, written),
            context.Response.ContentType,
            context.Response.Headers.Link.ToArray(),
            context.Features.Get<AnswerLicences>()
        );
        if (ReferenceEquals(watch.Now(), validators.Observed))
        {
            store.Keep(validators.Observed, validators.Tag, answer);
        }
        await Write(context, answer);
    }

    private static byte[] Encoded(HttpContext context, MemoryStream plain)
    {
        var compression = context.RequestServices.GetRequiredService<IResponseCompressionProvider>();
        if (compression.GetCompressionProvider(context) is not { } provider)
        {
            return plain.ToArray();
        }
        using var encoded = new MemoryStream();
        using (var encoder = provider.CreateStream(encoded))
        {
            plain.WriteTo(encoder);
        }
        return encoded.ToArray();
    }

    private static Task Send(HttpContext context, KeptAnswer kept)
    {
        context.Response.ContentType = kept.ContentType;
        context.Response.Headers.Link = kept.Links;
        context.Features.Set(kept.Licences);
        return Write(context, kept);
    }

    private static async Task Write(HttpContext context, KeptAnswer answer)
    {
        var body = context.Features.Get<Beneath>()!.Body;
        context.Features.Set(body);
        context.Response.Headers.ContentEncoding = context.Features.Get<Representation>()!.Encoding;
        context.Response.ContentLength = answer.Bytes.Length;
        await body.Writer.WriteAsync(answer.Bytes, context.RequestAborted);
    }

    private sealed record Beneath(IHttpResponseBodyFeature Body);
}
