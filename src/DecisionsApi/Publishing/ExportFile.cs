using System.ComponentModel.DataAnnotations;

namespace DecisionsApi.Publishing;

/// <summary>The files there are.</summary>
/// <param name="Data">Each of them; none before the first is made.</param>
public sealed record ExportList(IReadOnlyList<ExportFile> Data);

/// <summary>A file with a whole copy of the register.</summary>
public sealed record ExportFile
{
    /// <summary>Name of the file.</summary>
    /// <example>register.sqlite</example>
    public required string Name { get; init; }

    /// <summary>Media type.</summary>
    /// <example>application/vnd.sqlite3</example>
    public required string MediaType { get; init; }

    /// <summary>Size in bytes.</summary>
    /// <example>761856</example>
    public required long SizeBytes { get; init; }

    /// <summary>SHA-256 of the file, in hexadecimal; also its entity tag.</summary>
    /// <example>e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855</example>
    public required string Sha256 { get; init; }

    /// <summary>Head of the register's sequence that the file shows.</summary>
    /// <example>108</example>
    public required long Sequence { get; init; }

    /// <summary>When it was made, RFC 3339 UTC.</summary>
    /// <example>2026-01-02T03:04:05Z</example>
    [DataType(DataType.DateTime)]
    public required string MadeAt { get; init; }

    /// <summary>Where it is.</summary>
    /// <example>/v1/exports/register.sqlite</example>
    public required string Url { get; init; }
}
