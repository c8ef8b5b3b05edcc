using System.IO.Compression;
using System.Text.Json;
using DecisionsApi.Data;
using DecisionsApi.Http;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Sources;

/// <summary>The addresses of sources.</summary>
internal static class SourceEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/sources").WithTags("Sources");
        group.MapGet("", List).WithName("listSources").WithList<SourceFilter, Source>();
        group.MapGet("/{id}", Find).WithName("getSource");
        group.MapGet("/{id}/rejected", Rejected).WithName("getSourceRejected");
        group
            .MapGet("/{id}/original", Original)
            .WithName("getSourceOriginal")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream");
    }

    /// <summary>Sources</summary>
    /// <remarks>Lists the imported files, newest import first, with what was detected and what became of their rows.</remarks>
    internal static Task<IResult> List(
        [AsParameters] SourceFilter filter,
        IValidator<SourceFilter> validator,
        ListHandler lists,
        HttpContext context
    ) => lists.Handle(context, SourceList.Definition, filter, validator);

    /// <summary>One source</summary>
    /// <param name="id">Id of the source.</param>
    internal static Results<Ok<Source>, ProblemHttpResult> Find(string id, Database database, CancellationToken stop)
    {
        using var reading = database.Read(stop);
        return SourceSql.Find(reading.Connection, id) is { } found ? TypedResults.Ok(found) : Problems.NotFound("sources", id);
    }

    /// <summary>Rejected rows of a source</summary>
    /// <remarks>The rows that could not be taken in, verbatim, each with its faults: line, column, what was found, what is allowed.</remarks>
    /// <param name="id">Id of the source.</param>
    internal static Results<Ok<RejectedRowList>, ProblemHttpResult> Rejected(string id, Database database, CancellationToken stop)
    {
        using var reading = database.Read(stop);
        if (SourceSql.Find(reading.Connection, id) is null)
        {
            return Problems.NotFound("sources", id);
        }
        var rows = SourceSql
            .Rejected(reading.Connection, id)
            .Select(r => new RejectedRow(r.Line, r.Raw, JsonSerializer.Deserialize<JsonElement>(r.Faults)));
        return TypedResults.Ok(new RejectedRowList([.. rows]));
    }

    /// <summary>The media type of a file as archived: tables and documents by what was detected, with their encoding, anything else as bytes.</summary>
    private static string MediaTypeOf(Source source)
    {
        string? Text(string name) =>
            source.Detected.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        var charset = Text("encoding") is { } encoding ? "; charset=" + encoding : "";
        return Text("delimiter") switch
        {
            "\t" => "text/tab-separated-values" + charset,
            not null => "text/csv" + charset,
            null => Path.GetExtension(source.File).ToUpperInvariant() switch
            {
                ".JSON" => "application/json",
                ".JSONL" or ".NDJSON" => "application/x-ndjson",
                ".XLSX" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                ".XLS" => "application/vnd.ms-excel",
                ".ZIP" => "application/zip",
                _ => "application/octet-stream",
            },
        };
    }

    /// <summary>A source as published</summary>
    /// <remarks>The file's bytes as they were imported; columns with contact persons are blanked. A file whose content a later version withholds is no longer served.</remarks>
    /// <param name="id">Id of the source.</param>
    internal static IResult Original(string id, Database database, CancellationToken stop)
    {
        var reading = database.Read(stop);
        if (SourceSql.Find(reading.Connection, id) is not { } source || !ArchiveSql.IsServed(reading.Connection, source.Sha256))
        {
            reading.Dispose();
            return Problems.NotFound("sources", id);
        }
        return TypedResults.Stream(
            async output =>
            {
                using (reading)
                {
                    await using var pieces = new GZipStream(
                        new PieceReader(ArchiveSql.Pieces(reading.Connection, source.Sha256)),
                        CompressionMode.Decompress
                    );
                    await pieces.CopyToAsync(output, stop);
                }
            },
            MediaTypeOf(source),
            source.File
        );
    }
}

/// <summary>The rejected rows of a source.</summary>
/// <param name="Data">The rows, in the order of the file.</param>
public sealed record RejectedRowList(IReadOnlyList<RejectedRow> Data);

/// <summary>A row that could not be taken in.</summary>
/// <param name="Line">Physical line on which it starts.</param>
/// <param name="Raw">The row as published.</param>
/// <param name="Faults">Its faults: line, column, code, found, expected.</param>
public sealed record RejectedRow(long Line, string Raw, JsonElement Faults);
