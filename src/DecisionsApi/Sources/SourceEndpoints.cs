using System.ComponentModel.DataAnnotations;
using System.IO.Compression;
using System.Text.Json;
using DecisionsApi.Formats;
using DecisionsApi.Http;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Sources;

/// <summary>The addresses of sources.</summary>
internal static class SourceEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/sources").WithTags("Sources");
        group
            .Get("", List)
            .WithName("listSources")
            .WithList<SourceFilter, SourceSql.Row, Source>(SourceList.Definition, "kind=expenditure&limit=1");
        group.Get("/{id}", Find).WithName("getSource");
        group.Get("/{id}/rejected", Rejected).WithName("getSourceRejected");
        group
            .Get("/{id}/original", Original)
            .WithName("getSourceOriginal")
            .WithMetadata(Offers.Bytes)
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream");
    }

    /// <summary>Sources</summary>
    /// <remarks>Lists the imported files, newest import first, with what was detected and what became of their rows.</remarks>
    /// <response code="200">One page of the list as JSON; as CSV or JSON Lines the whole list, unless <c>limit</c> is given.</response>
    internal static IResult List(
        [AsParameters] SourceFilter filter,
        IValidator<SourceFilter> validator,
        ListHandler lists,
        HttpContext context
    ) => lists.Handle(context, SourceList.Definition, filter, validator);

    /// <summary>One source</summary>
    /// <remarks>An imported file: what was detected in it and what became of its rows.</remarks>
    /// <param name="id" example="g9w25fd4s655g566">Id of the source.</param>
    /// <response code="200">The source.</response>
    internal static Results<Ok<Source>, ProblemHttpResult> Find(string id, Reader reader, CancellationToken stop)
    {
        using var reading = reader.Read(stop);
        return SourceSql.Find(reading.Connection, id) is { } found ? TypedResults.Ok(found) : Problems.NotFound("sources", id);
    }

    /// <summary>Rejected rows of a source</summary>
    /// <remarks>The rows that could not be taken in, verbatim, each with its faults: line, column, what was found, what is allowed.</remarks>
    /// <param name="id" example="g9w25fd4s655g566">Id of the source.</param>
    /// <response code="200">The rejected rows, in the order of the file.</response>
    internal static Results<Ok<RejectedRowList>, ProblemHttpResult> Rejected(string id, Reader reader, CancellationToken stop)
    {
        using var reading = reader.Read(stop);
        if (SourceSql.Find(reading.Connection, id) is null)
        {
            return Problems.NotFound("sources", id);
        }
        var rows = SourceSql
            .Rejected(reading.Connection, id)
            .Select(r => new RejectedRow(r.Line, r.Raw, JsonSerializer.Deserialize<SourceFault[]>(r.Faults, Json.Options)!));
        return TypedResults.Ok(new RejectedRowList([.. rows]));
    }

    /// <summary>A source as published</summary>
    /// <remarks>The file's bytes as they were imported; columns with contact persons are blanked. A file whose content a later version withholds is no longer served.</remarks>
    /// <param name="id" example="g9w25fd4s655g566">Id of the source.</param>
    /// <response code="200">The file.</response>
    internal static IResult Original(string id, Reader reader, CancellationToken stop)
    {
        using var reading = reader.Read(stop);
        if (SourceSql.Find(reading.Connection, id) is not { } source || !ArchiveSql.IsServed(reading.Connection, source.Sha256))
        {
            return Problems.NotFound("sources", id);
        }
        var pieces = ArchiveSql.CountPieces(reading.Connection, source.Sha256);
        return new FileResult(source.File, (output, left) => Write(output, reader, source.Sha256, pieces, left));
    }

    private static async Task Write(Stream output, Reader reader, string sha256, long pieces, CancellationToken stop)
    {
        await using var bytes = new GZipStream(new PieceReader(Pieces()), CompressionMode.Decompress);
        await bytes.CopyToAsync(output, stop);

        // Each is read by itself: a slow reader keeps no connection.
        IEnumerable<byte[]> Pieces()
        {
            for (var piece = 0; piece < pieces; piece++)
            {
                stop.ThrowIfCancellationRequested();
                using var reading = reader.Read(stop);
                yield return ArchiveSql.Piece(reading.Connection, sha256, piece);
            }
        }
    }
}

/// <summary>The rejected rows of a source.</summary>
/// <param name="Data">The rows, in the order of the file.</param>
public sealed record RejectedRowList([property: MaxLength(int.MaxValue)] IReadOnlyList<RejectedRow> Data);

/// <summary>A row that could not be taken in.</summary>
/// <param name="Line" example="17">Physical line on which it starts.</param>
/// <param name="Raw" example="12/01/2011,B,oops,T2">The row as published.</param>
/// <param name="Faults">Its faults.</param>
public sealed record RejectedRow(long Line, [property: MaxLength(RecordBounds.MaxRaw)] string Raw, IReadOnlyList<SourceFault> Faults);

/// <summary>Why a row could not be taken in.</summary>
/// <param name="Line" example="17">Physical line on which the row starts.</param>
/// <param name="Column" example="Amount">Heading of the column; null where the fault is of the whole row.</param>
/// <param name="Code" example="amountUnreadable">Code of the fault.</param>
/// <param name="Found" example="oops">What was found.</param>
/// <param name="Expected" example="an amount such as 1,234.50">What is allowed.</param>
public sealed record SourceFault(long Line, string? Column, string Code, string Found, string Expected);
