using System.Text.Json.Nodes;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>The contracts of one contracting process in our own layout.</summary>
internal sealed record OcdsContracts
{
    /// <summary>Metadata of a compiled release, made by merging and not published.</summary>
    private static readonly string[] Metadata = ["id", "date", "tag"];

    /// <summary>One for each contract, for each award without a contract, or the process itself where there is neither.</summary>
    public required IReadOnlyList<MappedContract> Contracts { get; init; }

    /// <summary>Paths such as <c>tender/lots[]/description</c> under which something is published that is carried nowhere; contacts apart.</summary>
    public required IReadOnlyList<string> NotUnderstood { get; init; }

    /// <summary>
    /// Maps a compiled release, and leaves it as it is. <paramref name="history"/>, where its releases are known, tells when the
    /// process was first published and whether a contract ended before its time.
    /// </summary>
    public static OcdsContracts Of(JsonObject compiled, OcdsHistory? history = null)
    {
        var release = new OcdsNode(compiled);
        var contracts = new OcdsProcess(release, history).Contracts();
        return new() { Contracts = contracts, NotUnderstood = release.NotCarried(Metadata) };
    }
}
