using System.Text.Json;

namespace DecisionsApi.Sources;

/// <summary>One imported file: what it was, what was understood, and what was not.</summary>
public sealed record Source
{
    /// <summary>Identifier of the source.</summary>
    public required string Id { get; init; }

    /// <summary>Name under which its versions belong together: the file's name unless another was given.</summary>
    public required string Name { get; init; }

    /// <summary>Kind of records: expenditure or bodies.</summary>
    /// <example>expenditure</example>
    public required string Kind { get; init; }

    /// <summary>Id of the publishing body.</summary>
    public string? Body { get; init; }

    /// <summary>SHA-256 of the file's bytes, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Name of the file.</summary>
    public required string File { get; init; }

    /// <summary>Sheet of a workbook, else null.</summary>
    public string? Sheet { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>What was found out before the rows were read: encoding, delimiter, heading row, order of dates, columns.</summary>
    public required JsonElement Detected { get; init; }

    /// <summary>Records after the heading, by what became of them.</summary>
    public required SourceRows Rows { get; init; }

    /// <summary>Sum of the amounts taken in, in pounds.</summary>
    public required decimal SumAmount { get; init; }

    /// <summary>When the file was first imported, RFC 3339 UTC.</summary>
    public required string ImportedAt { get; init; }

    /// <summary>Address it was fetched from; null for a file that was handed in.</summary>
    public string? Url { get; init; }

    /// <summary>Licence it was published under, as the manifest of sources names it; null where nobody has said.</summary>
    public SourceLicence? Licence { get; init; }

    /// <summary>When it was fetched, RFC 3339 UTC; null for a file that was handed in.</summary>
    public string? RetrievedAt { get; init; }
}

/// <summary>The licence of a source.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its text, where known.</param>
public sealed record SourceLicence(string Name, string? Url);

/// <summary>Records after the heading of a file, by what became of them on its first import.</summary>
/// <param name="Read">All of them.</param>
/// <param name="Saved">Created or changed a record.</param>
/// <param name="Unchanged">Said what the register had.</param>
/// <param name="AlreadyPublished">Published before under another source name.</param>
/// <param name="Rejected">Could not be taken in.</param>
/// <param name="Blank">Had no text.</param>
/// <param name="NotData">Totals, footers, repeated headings.</param>
/// <param name="Withdrawn">Earlier records the file no longer has; no part of <c>read</c>.</param>
public sealed record SourceRows(
    long Read,
    long Saved,
    long Unchanged,
    long AlreadyPublished,
    long Rejected,
    long Blank,
    long NotData,
    long Withdrawn
);
