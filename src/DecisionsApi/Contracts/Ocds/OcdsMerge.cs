using System.Globalization;
using System.Text.Json.Nodes;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>
/// Makes one compiled release of all releases of a contracting process, by the merging rules of OCDS 1.1
/// (https://standard.open-contracting.org/1.1/en/schema/merging/): later values replace earlier ones, field by field.
/// </summary>
internal static class OcdsMerge
{
    /// <summary>Lists the release schema replaces as a whole: two that it marks, and one whose elements have no identifier there.</summary>
    private static readonly HashSet<string> WholeLists = ["additionalIdentifiers", "additionalClassifications", "changes"];

    private static readonly HashSet<string> OmittedWhenMerged = ["id", "date", "tag"];

    /// <summary>
    /// The compiled release. The order of <paramref name="releases"/> makes no difference: they are taken by their dates, those
    /// without a date first, and releases of one date by their identifiers.
    /// </summary>
    public static JsonObject Compile(IReadOnlyList<JsonObject> releases)
    {
        var ordered = InOrder(releases);
        var compiled = new JsonObject { ["tag"] = new JsonArray("compiled") };
        foreach (var release in ordered)
        {
            foreach (var (name, value) in release.Where(field => !OmittedWhenMerged.Contains(field.Key)))
            {
                MergeField(compiled, name, value);
            }
        }
        if (ordered.Select(release => OcdsText.Of(release["date"])).LastOrDefault(date => date is not null) is { } last)
        {
            compiled["date"] = last;
            compiled["id"] = $"{OcdsText.Of(compiled["ocid"])}-{last}";
        }
        return compiled;
    }

    /// <summary>The releases in the order they were published, equal ones once.</summary>
    internal static IReadOnlyList<JsonObject> InOrder(IEnumerable<JsonObject> releases) =>
        [
            .. releases
                .Select(release => (Release: release, Text: release.ToJsonString()))
                .DistinctBy(release => release.Text, StringComparer.Ordinal)
                .OrderBy(release => Instant(release.Release))
                .ThenBy(release => OcdsText.Of(release.Release["id"]), StringComparer.Ordinal)
                .ThenBy(release => release.Text, StringComparer.Ordinal)
                .Select(release => release.Release),
        ];

    // A time alone would be read as one of today: only a text that begins with a day is a date.
    private static DateTimeOffset Instant(JsonObject release) =>
        OcdsDays.Of(release["date"]) is not { } day ? DateTimeOffset.MinValue
        : TryRead(OcdsText.Of(release["date"])!, out var instant) || TryRead(day, out instant) ? instant
        : DateTimeOffset.MinValue;

    private static bool TryRead(string date, out DateTimeOffset instant) =>
        DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);

    private static void MergeField(JsonObject into, string name, JsonNode? value)
    {
        switch (value)
        {
            case null:
                into.Remove(name);
                break;
            case JsonObject { Count: 0 }:
                break;
            case JsonObject part:
                MergeObject(Part<JsonObject>(into, name), part);
                break;
            case JsonArray list when IsMergedById(name, list, into[name] as JsonArray):
                MergeList(Part<JsonArray>(into, name), list);
                break;
            case JsonArray { Count: 0 } when into[name] is not JsonArray { Count: > 0 } && !WholeLists.Contains(name):
                break;
            default:
                into[name] = value.DeepClone();
                break;
        }
    }

    private static void MergeObject(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            MergeField(into, name, value);
        }
    }

    /// <summary>
    /// Whether a list is merged element by element. Extensions are not looked up in their schemas: a list of objects none of
    /// which has an identifier, now or before (the delivery addresses of Contracts Finder), is one value.
    /// </summary>
    private static bool IsMergedById(string name, JsonArray list, JsonArray? before) =>
        !WholeLists.Contains(name) && list.All(element => element is JsonObject) && (list.Any(HasId) || (before?.Any(HasId) ?? false));

    private static bool HasId(JsonNode? element) => IdOf(element) is not null;

    private static string? IdOf(JsonNode? element) => element is JsonObject part ? OcdsText.Of(part["id"]) : null;

    private static void MergeList(JsonArray into, JsonArray list)
    {
        var known = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var element in into.OfType<JsonObject>().Where(HasId))
        {
            known.TryAdd(IdOf(element)!, element);
        }
        foreach (var element in list.Cast<JsonObject>())
        {
            var id = IdOf(element);
            if (id is null || !known.TryGetValue(id, out var match))
            {
                match = [];
                into.Add(match);
                if (id is not null)
                {
                    known.Add(id, match);
                }
            }
            MergeObject(match, element);
        }
    }

    /// <summary>The object or list of a name, made where there is none or something of another kind.</summary>
    private static T Part<T>(JsonObject into, string name)
        where T : JsonNode
    {
        if (into[name] is T present)
        {
            return present;
        }
        JsonNode made = typeof(T) == typeof(JsonArray) ? new JsonArray() : new JsonObject();
        into[name] = made;
        return (T)made;
    }
}
