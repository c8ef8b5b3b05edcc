using System.Globalization;
using System.Text.Json;

namespace DecisionsApi.Tests.OcdsReleases;

/// <summary>What a release must be beyond its schema: whole in itself, in the codes of the standard.</summary>
internal static class OcdsStructure
{
    private static readonly string[] Tags =
    [
        "planning",
        "tender",
        "tenderAmendment",
        "tenderCancellation",
        "award",
        "awardCancellation",
        "contract",
        "contractAmendment",
        "implementation",
        "contractTermination",
    ];

    /// <summary>The faults of a release, each with its place.</summary>
    public static IReadOnlyList<string> Faults(JsonElement release)
    {
        var faults = new List<string>();
        var parties = List(release, "parties").ToDictionary(p => p.GetProperty("id").GetString()!, p => p.GetProperty("name").GetString());
        Check(Text(release, "initiationType") == "tender", "initiationType");
        Check(release.GetProperty("id").GetString()!.StartsWith(Text(release, "ocid") + "-", StringComparison.Ordinal), "id");
        Check(DateTimeOffset.TryParse(Text(release, "date"), CultureInfo.InvariantCulture, out _), "date");
        Check(List(release, "tag").Any() && List(release, "tag").All(tag => Tags.Contains(tag.GetString())), "tag");
        Check(
            Text(release, "ocid")!.StartsWith("ocds-", StringComparison.Ordinal) || !release.GetProperty("ocidRegistered").GetBoolean(),
            "ocidRegistered"
        );
        Check(!List(release, "parties").Any(p => List(p, "roles").Any() is false), "a party without a role");
        var awards = List(release, "awards").Select(a => Text(a, "id")).ToList();
        Check(List(release, "contracts").All(c => awards.Contains(Text(c, "awardID"))), "awardID");
        Walk(release, "");
        return faults;

        void Walk(JsonElement part, string path)
        {
            foreach (var member in part.EnumerateObject())
            {
                var at = $"{path}/{member.Name}";
                Check(member.Value.ValueKind != JsonValueKind.Null, $"{at} is null");
                if (member.Name is "buyer" or "procuringEntity" or "payer" or "payee")
                {
                    Refers(member.Value, at);
                }
                if (member.Name is "uri" or "url" or "recordUri" or "linkedPaymentsUri")
                {
                    Check(Uri.IsWellFormedUriString(member.Value.GetString(), UriKind.Absolute), $"{at} {member.Value}");
                }
                if (member.Value.ValueKind == JsonValueKind.Object)
                {
                    Walk(member.Value, at);
                }
                foreach (var element in member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray() : default)
                {
                    if (member.Name is "suppliers" or "tenderers")
                    {
                        Refers(element, at);
                    }
                    if (element.ValueKind == JsonValueKind.Object)
                    {
                        Walk(element, at);
                    }
                }
                var ids = member.Value.ValueKind == JsonValueKind.Array ? Ids(member.Value) : [];
                Check(ids.Count == ids.Distinct().Count(), $"{at} has an id twice");
            }
        }

        void Refers(JsonElement reference, string at) =>
            Check(parties.GetValueOrDefault(Text(reference, "id")!) == Text(reference, "name"), $"{at} is no party");

        void Check(bool holds, string what)
        {
            if (!holds)
            {
                faults.Add($"{Text(release, "ocid")}: {what}");
            }
        }
    }

    public static IEnumerable<JsonElement> List(JsonElement part, string name) =>
        part.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];

    public static string? Text(JsonElement part, string name) => part.TryGetProperty(name, out var text) ? text.ToString() : null;

    private static List<string?> Ids(JsonElement list) =>
        [
            .. list.EnumerateArray()
                .Where(e => e.ValueKind == JsonValueKind.Object && e.TryGetProperty("id", out _))
                .Select(e => Text(e, "id")),
        ];

    /// <summary>Every release of a register, page by page, each page a package.</summary>
    public static async Task<List<JsonElement>> Packages(GivenRegister register, string query)
    {
        var pages = new List<JsonElement>();
        for (var next = "/v1/ocds/releases?" + query; next is not null; )
        {
            pages.Add(await register.Get(next));
            next = pages[^1].TryGetProperty("links", out var links) ? new Uri(Text(links, "next")!).PathAndQuery : null;
        }
        return pages;
    }

    public static async Task<List<JsonElement>> Releases(GivenRegister register, string query = "limit=1000") =>
        [.. (await Packages(register, query)).SelectMany(page => List(page, "releases"))];
}
