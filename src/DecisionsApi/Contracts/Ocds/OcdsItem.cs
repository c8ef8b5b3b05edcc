using System.Text.Json.Nodes;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>What stands at one place of an OCDS file.</summary>
/// <param name="Line">Physical line, counted from 1, on which it starts.</param>
internal abstract record OcdsItem(int Line);

/// <summary>A release: what a publisher said about one contracting process at one time.</summary>
/// <param name="Line">Physical line, counted from 1, on which it starts.</param>
/// <param name="Raw">Its exact text; contact persons are still in it, see <see cref="OcdsPrivacy"/>.</param>
/// <param name="Ocid">Identifier of the contracting process.</param>
/// <param name="Id">Identifier of the release, or null where none is published.</param>
/// <param name="Date">When it was published, as published, or null.</param>
/// <param name="Json">The release itself.</param>
internal sealed record OcdsRelease(int Line, string Raw, string Ocid, string? Id, string? Date, JsonObject Json) : OcdsItem(Line);

/// <summary>Something that is no release where one should be. It quotes no text that could name a person.</summary>
/// <param name="Line">Physical line, counted from 1, on which it starts, or on which the text stops being JSON.</param>
/// <param name="Code">Code of the fault.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What is allowed.</param>
internal sealed record OcdsFault(int Line, string Code, string Found, string Expected) : OcdsItem(Line);

/// <summary>How much of a file is read; beyond it lies no published release.</summary>
internal sealed record OcdsLimits
{
    /// <summary>Size of one release.</summary>
    public int ReleaseBytes { get; init; } = 16 << 20;

    /// <summary>Size of a document that is no JSON Lines, and of one line of JSON Lines.</summary>
    public int DocumentBytes { get; init; } = 256 << 20;

    /// <summary>How deep one release may be nested.</summary>
    public int Depth { get; init; } = 64;
}
