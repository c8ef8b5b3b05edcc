using System.Text.Json.Nodes;
using DecisionsApi.Contracts.Ocds;

namespace DecisionsApi.OcdsReleases;

/// <summary>What the releases of a process come to.</summary>
internal static class CompiledRelease
{
    /// <summary>
    /// The compiled release by the standard's rules, which take the latest list of roles. The releases here are of one moment and of
    /// several contracts: a party has every role that any of them gives it.
    /// </summary>
    public static JsonObject Of(IReadOnlyList<JsonObject> releases)
    {
        var compiled = OcdsMerge.Compile(releases);
        var roles = releases
            .SelectMany(Parties)
            .SelectMany(party => (party["roles"] as JsonArray ?? []).Select(role => (Id: party["id"]!.ToString(), Role: role!.ToString())))
            .ToLookup(party => party.Id, party => party.Role);
        foreach (var party in Parties(compiled))
        {
            party["roles"] = Members.Texts(roles[party["id"]!.ToString()].Distinct().Order(StringComparer.Ordinal));
        }
        return compiled;
    }

    private static IEnumerable<JsonObject> Parties(JsonObject release) => (release["parties"] as JsonArray ?? []).OfType<JsonObject>();
}
