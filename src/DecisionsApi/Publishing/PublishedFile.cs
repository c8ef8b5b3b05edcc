using System.Globalization;

namespace DecisionsApi.Publishing;

/// <summary>The register as a file, as it lies there.</summary>
internal sealed record PublishedFile
{
    /// <summary>Its name for readers.</summary>
    public const string Name = "register.sqlite";

    public const string MediaType = "application/vnd.sqlite3";

    /// <summary>Where it lies.</summary>
    public required string Path { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>SHA-256 of its bytes, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Head of the register when it was made.</summary>
    public required long Sequence { get; init; }

    /// <summary>The newest import it knows of.</summary>
    public required long Imports { get; init; }

    /// <summary>Erasures on lawful request that it has taken into account.</summary>
    public required long Erasures { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The program that made it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>When it was made, RFC 3339 UTC.</summary>
    public string MadeAtText => MadeAt.ToString(AboutRegister.Instant, CultureInfo.InvariantCulture);
}
