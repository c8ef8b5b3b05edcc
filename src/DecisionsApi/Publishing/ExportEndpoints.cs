using DecisionsApi.Data;
using DecisionsApi.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Publishing;

/// <summary>The addresses of whole copies of the register.</summary>
internal static class ExportEndpoints
{
    private const string Route = "/exports";

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Route).WithTags("Exports");
        group.Get("", List).WithName("listExports").WithMetadata(new OwnVersion(OfList));
        group
            .Get("/" + PublishedFile.Name, Register)
            .WithName("getRegisterFile")
            .WithMetadata(Offers.Bytes, new OwnVersion(OfFile))
            .Produces<byte[]>(StatusCodes.Status200OK, PublishedFile.MediaType)
            .Produces<byte[]>(StatusCodes.Status206PartialContent, PublishedFile.MediaType)
            .ProducesProblem(StatusCodes.Status416RangeNotSatisfiable);
    }

    /// <summary>Whole copies of the register</summary>
    /// <remarks>The files there are: which state of the register each shows, how large it is, and its hash to check it by.</remarks>
    /// <response code="200">The files.</response>
    internal static Ok<ExportList> List(HttpContext context)
    {
        var file = context.Features.Get<PublishedFile>();
        var url = $"{Http.Links.Origin(context.Request)}{context.Request.PathBase}/v1{Route}/{PublishedFile.Name}";
        return TypedResults.Ok(new ExportList(file is null ? [] : [Describe(file, url)]));
    }

    /// <summary>The register as a SQLite file</summary>
    /// <remarks>
    /// A copy made for readers, of one state of the register: a table for each list, with its fields as columns, indexes, and what every
    /// column means. It is made every so often, never for a request; <c>Range</c> gives a part of it, <c>If-Range</c> with the entity tag
    /// goes on with a download. <c>/v1/exports</c> says which state it shows.
    /// </remarks>
    /// <response code="200">The file.</response>
    /// <response code="206">The part of the file that <c>Range</c> asks for.</response>
    internal static IResult Register(HttpContext context, ServiceSettings settings) =>
        context.Features.Get<Opened>() is { } opened
            ? new PartialFile(opened.Bytes, PublishedFile.MediaType, PublishedFile.Name, opened.Tag, opened.File.MadeAt)
            : Problems.NotMadeYet(settings.Exports.Register);

    private static ExportFile Describe(PublishedFile file, string url) =>
        new()
        {
            Name = PublishedFile.Name,
            MediaType = PublishedFile.MediaType,
            SizeBytes = file.SizeBytes,
            Sha256 = file.Sha256,
            Sequence = file.Sequence,
            MadeAt = file.MadeAtText,
            Url = url,
        };

    private static AnswerVersion OfList(HttpContext context)
    {
        var file = Find(context);
        return new(file?.Sha256 ?? "none", file?.MadeAt);
    }

    /// <summary>Opens the file at once: what is said of it and what is sent are of one file, though it is replaced meanwhile.</summary>
    private static AnswerVersion? OfFile(HttpContext context)
    {
        while (Find(context) is { } file)
        {
            if (PublishedFiles.Open(file) is { } bytes)
            {
                context.Response.RegisterForDispose(bytes);
                var opened = new Opened(file, bytes);
                context.Features.Set(opened);
                return new(file.Sha256, file.MadeAt) { Tag = opened.Tag };
            }
        }
        return null;
    }

    /// <summary>The file that this request is about, from its beginning to its end.</summary>
    private static PublishedFile? Find(HttpContext context)
    {
        var services = context.RequestServices;
        using var reading = services.GetRequiredService<Database>().Read(context.RequestAborted);
        var file = services.GetRequiredService<PublishedFiles>().Find(reading.Connection);
        context.Features.Set(file);
        return file;
    }

    private sealed record Opened(PublishedFile File, FileStream Bytes)
    {
        public string Tag => $"\"{File.Sha256}\"";
    }
}
