using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Register;

namespace DecisionsApi.Sources;

/// <summary>One imported file: what it was, what was understood, and what was not.</summary>
public sealed record Source
{
    internal static readonly string[] Kinds = ["decisions", "contracts", "expenditure", "programmes", "bodies", "aliases"];

    /// <summary>Identifier of the source.</summary>
    /// <example>g9w25fd4s655g566</example>
    [RegularExpression(Identity.Pattern)]
    public required string Id { get; init; }

    /// <summary>Name under which its versions belong together: the file's name unless another was given.</summary>
    /// <example>expenditure.json</example>
    public required string Name { get; init; }

    /// <summary>Kind of records: decisions, contracts, expenditure, programmes or bodies.</summary>
    /// <example>expenditure</example>
    [OneOf(typeof(Source), nameof(Kinds))]
    public required string Kind { get; init; }

    /// <summary>Id of the publishing body.</summary>
    /// <example>devon-county-council</example>
    [RegularExpression(Slugs.Pattern)]
    public string? Body { get; init; }

    /// <summary>SHA-256 of the file's bytes, lower-case hexadecimal.</summary>
    /// <example>3c802204a93013dbd91b24b1f7185f86817e7388a3b55d9e3e9eaa3eb5161ae1</example>
    [RegularExpression("^[0-9a-f]{64}$")]
    public required string Sha256 { get; init; }

    /// <summary>Name of the file.</summary>
    /// <example>expenditure.json</example>
    public required string File { get; init; }

    /// <summary>Sheet of a workbook, else null.</summary>
    /// <example>January</example>
    public string? Sheet { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    /// <example>1340</example>
    public required long SizeBytes { get; init; }

    /// <summary>What was found out before the rows were read: encoding, delimiter, heading row, order of dates, columns.</summary>
    /// <example>{"encoding":"windows-1252","delimiter":",","headerLine":1,"dateOrder":"dayFirst","columns":{"paidOn":"Date"}}</example>
    public required JsonElement Detected { get; init; }

    /// <summary>Records after the heading, by what became of them.</summary>
    public required SourceRows Rows { get; init; }

    /// <summary>Sum of the amounts taken in, in pounds.</summary>
    /// <example>500000.00</example>
    public required decimal SumAmount { get; init; }

    /// <summary>When the file was first imported, RFC 3339 UTC.</summary>
    /// <example>2026-01-02T03:04:05Z</example>
    [DataType(DataType.DateTime)]
    public required string ImportedAt { get; init; }

    /// <summary>Address it was fetched from; null for a file that was handed in.</summary>
    /// <example>https://www.example.org/spending-2024-01.csv</example>
    public string? Url { get; init; }

    /// <summary>Licence it was published under, as the manifest of sources last named it; null where nobody has said.</summary>
    public SourceLicence? Licence { get; init; }

    /// <summary>When it was fetched, RFC 3339 UTC; null for a file that was handed in.</summary>
    /// <example>2026-01-02T03:04:05Z</example>
    [DataType(DataType.DateTime)]
    public string? RetrievedAt { get; init; }
}

/// <summary>Records after the heading of a file, by what became of them on its first import.</summary>
/// <param name="Read" example="1">All of them.</param>
/// <param name="Saved" example="1">Created or changed a record.</param>
/// <param name="Unchanged" example="0">Said what the register had.</param>
/// <param name="AlreadyPublished" example="0">Published before under another source name.</param>
/// <param name="Rejected" example="0">Could not be taken in.</param>
/// <param name="Blank" example="0">Had no text.</param>
/// <param name="NotData" example="0">Totals, footers, repeated headings.</param>
/// <param name="Withdrawn" example="0">Earlier records the file no longer has; no part of <c>read</c>.</param>
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
