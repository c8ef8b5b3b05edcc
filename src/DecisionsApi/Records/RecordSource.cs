using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using DecisionsApi.Register;

namespace DecisionsApi.Records;

/// <summary>The place in a published file where a record's present content was first published.</summary>
public sealed record RecordSource
{
    /// <summary>Id of the source, for <c>/v1/sources/{id}</c>.</summary>
    /// <example>j66rrp9kb5mngf1e</example>
    [RegularExpression(Identity.Pattern)]
    public required string Id { get; init; }

    /// <summary>SHA-256 of the file's bytes.</summary>
    /// <example>4a6cee53398561c47d39c9f4efaf0ab30f4a9310d09d77f035c4529efbefd8be</example>
    [RegularExpression("^[0-9a-f]{64}$")]
    public required string Sha256 { get; init; }

    /// <summary>Name of the file.</summary>
    /// <example>decisions.json</example>
    public required string File { get; init; }

    /// <summary>Sheet of a workbook, else null.</summary>
    /// <example>January</example>
    public string? Sheet { get; init; }

    /// <summary>Physical line on which the record starts, counted from 1; CRLF, LF and lone CR each end a line, also inside quotes.</summary>
    /// <example>3</example>
    public required long Line { get; init; }

    /// <summary>The record's text as published, without its final line end; given for a single record and with <c>include=raw</c>.</summary>
    /// <example>22/11/2012,iMPOWER,1234.50</example>
    [MaxLength(RecordBounds.MaxRaw)]
    public string? Raw { get; init; }

    /// <summary>The record's cells as published, by their heading, beside <c>raw</c>; left out where a record is no row of cells.</summary>
    /// <example>{"Date":"22/11/2012","Supplier Name":"iMPOWER","Amount":"1234.50"}</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Cells { get; init; }
}
