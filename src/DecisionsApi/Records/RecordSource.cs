using System.Text.Json.Serialization;

namespace DecisionsApi.Records;

/// <summary>The place in a published file where a record's present content was first published.</summary>
public sealed record RecordSource
{
    /// <summary>Id of the source, for <c>/v1/sources/{id}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the file's bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Name of the file.</summary>
    public required string File { get; init; }

    /// <summary>Sheet of a workbook, else null.</summary>
    public string? Sheet { get; init; }

    /// <summary>Physical line on which the record starts, counted from 1; CRLF, LF and lone CR each end a line, also inside quotes.</summary>
    public required long Line { get; init; }

    /// <summary>The record's text as published, without its final line end; given for a single record and with <c>include=raw</c>.</summary>
    public string? Raw { get; init; }

    /// <summary>The record's cells as published, by their heading, beside <c>raw</c>; left out where a record is no row of cells.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Cells { get; init; }
}
