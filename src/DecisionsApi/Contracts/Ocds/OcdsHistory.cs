using System.Text.Json.Nodes;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>What the releases of a contracting process say together and their compiled release no longer does.</summary>
internal sealed record OcdsHistory
{
    /// <summary>Day of the first release, or null where none has a date.</summary>
    public required string? FirstPublishedOn { get; init; }

    /// <summary>Whether every release is of a process still being planned.</summary>
    public required bool IsPlanningOnly { get; init; }

    /// <summary>Identifiers of contracts of which a release says that they were terminated before the latest end ever published for them.</summary>
    public required IReadOnlySet<string> TerminatedEarly { get; init; }

    /// <summary>The history of releases of one process, in any order.</summary>
    public static OcdsHistory Of(IReadOnlyList<JsonObject> releases)
    {
        var ordered = OcdsMerge.InOrder(releases);
        var tags = ordered.SelectMany(Tags).ToHashSet(StringComparer.Ordinal);
        return new()
        {
            FirstPublishedOn = ordered.Select(release => OcdsDays.Of(release["date"])).FirstOrDefault(day => day is not null),
            IsPlanningOnly = tags.Count > 0 && tags.IsSubsetOf(["planning", "planningUpdate"]),
            TerminatedEarly = EarlyTerminations(ordered),
        };
    }

    /// <summary>
    /// OCDS calls every contract that has come to its end terminated, in time or early. Only the day of the release that
    /// terminates it, held against the end of its period, tells the two apart.
    /// </summary>
    private static HashSet<string> EarlyTerminations(IReadOnlyList<JsonObject> releases)
    {
        var ends = releases
            .SelectMany(Contracts)
            .Select(contract => (Id: OcdsText.Of(contract["id"]), End: OcdsDays.Of((contract["period"] as JsonObject)?["endDate"])))
            .Where(contract => contract is { Id: not null, End: not null })
            .GroupBy(contract => contract.Id!, contract => contract.End!, StringComparer.Ordinal)
            .ToDictionary(contract => contract.Key, contract => contract.Max(StringComparer.Ordinal)!, StringComparer.Ordinal);
        return
        [
            .. releases
                .Where(release => Tags(release).Contains("contractTermination"))
                .SelectMany(release =>
                    Contracts(release).Select(contract => (Id: OcdsText.Of(contract["id"]), On: OcdsDays.Of(release["date"])))
                )
                .Where(ended =>
                    ended is { Id: not null, On: not null } && ends.TryGetValue(ended.Id, out var end) && IsBefore(ended.On, end)
                )
                .Select(ended => ended.Id!),
        ];
    }

    private static bool IsBefore(string day, string other) => string.CompareOrdinal(day, other) < 0;

    private static IEnumerable<JsonObject> Contracts(JsonObject release) => (release["contracts"] as JsonArray)?.OfType<JsonObject>() ?? [];

    private static IEnumerable<string> Tags(JsonObject release) =>
        (release["tag"] as JsonArray)?.Select(OcdsText.Of).OfType<string>() ?? (OcdsText.Of(release["tag"]) is { } tag ? [tag] : []);
}
