using System.Text.Json;
using System.Text.Json.Nodes;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>What our own extension says in releases that a register of this kind has put out: read back as it was.</summary>
internal static class OcdsOwn
{
    /// <summary>Whether a release is such a one; where it is not, everything is as the standard says.</summary>
    public static bool Is(OcdsNode release) => Flag(release, "ocidRegistered") is not null;

    /// <summary>Whether a contract is there for its payments alone; these belong to the register that lists them.</summary>
    public static bool IsImplied(OcdsNode contract) => Flag(contract, "impliedByPayments") == true;

    /// <summary>Whether a contract ended before its time; null where that is not said.</summary>
    public static bool? EndedEarly(OcdsNode contract) => Flag(contract, "terminatedEarly");

    /// <summary>Status of an award that was carried out or ended early, which OCDS calls active all the same.</summary>
    public static string? StatusOfAward(OcdsNode award) =>
        Flag(award, "terminatedEarly") switch
        {
            true => "terminated",
            false => "complete",
            null => null,
        };

    /// <summary>Why it ended.</summary>
    public static string? EndReason(OcdsNode stage) =>
        ContractValidator.EndReasons.Contains(stage.Peek("endReason")) ? stage.Text("endReason") : null;

    /// <summary>Every sum beside the value, in place of what would be gathered from the parts of a release.</summary>
    public static JsonArray Amounts(OcdsNode? stage, List<MappingIssue> issues)
    {
        var all = new JsonArray();
        foreach (var stated in stage?.List("statedAmounts") ?? [])
        {
            var (sum, least, most) = (Sum("value"), Sum("minValue"), Sum("maxValue"));
            all.Add(
                OcdsLists.Fields(
                    ("measure", stated.Text("measure")),
                    ("amount", sum?.Amount),
                    ("minAmount", least?.Amount),
                    ("maxAmount", most?.Amount),
                    ("currency", (sum ?? least ?? most)?.Currency),
                    ("scope", stated.Text("scope")),
                    ("description", stated.Text("description")),
                    ("asAt", OcdsLists.Day(stated, "asAt", "amounts.asAt", issues)),
                    ("source", stated.Text("source"))
                )
            );

            OcdsMoney? Sum(string name) => OcdsMoney.Of(stated.Object(name), "amounts", issues);
        }
        return all;
    }

    /// <summary>An address as its publisher wrote it, where the standard wants it otherwise.</summary>
    public static string? AsPublished(OcdsNode part, string name)
    {
        var address = part.Text(name);
        return part.Text(name + "AsPublished") ?? address;
    }

    /// <summary>The programme it belongs to.</summary>
    public static string? Programme(OcdsNode? planning)
    {
        var budget = planning?.Object("budget");
        _ = budget?.Text("project");
        return budget?.Text("projectID");
    }

    private static bool? Flag(OcdsNode part, string name)
    {
        var kind = part.Value(name)?.GetValueKind();
        if (kind is not (JsonValueKind.True or JsonValueKind.False))
        {
            return null;
        }
        part.Carry(name);
        return kind == JsonValueKind.True;
    }
}
