using DecisionsApi.Contracts;

namespace DecisionsApi.OcdsReleases;

/// <summary>The closed lists of the register in the codes of OCDS 1.1; the guide has the tables.</summary>
internal static class ReleaseCodes
{
    private static readonly HashSet<string> Methods = ["open", "selective", "limited", "direct"];

    /// <summary>How far a process has come, also where its source does not say.</summary>
    public static string Stage(Contract contract) =>
        contract.Stage ?? (contract.Suppliers.Any(ContractTable.Supplies) ? "award" : "tender");

    /// <summary>Code of tenderStatus, of a process without an award.</summary>
    public static string? OfTender(Contract contract) =>
        contract.Status switch
        {
            "planned" => Stage(contract) == "planning" ? "planning" : "planned",
            "active" => "active",
            "cancelled" or "terminated" => "cancelled",
            "complete" => "complete",
            _ => null,
        };

    /// <summary>Code of awardStatus, of an award whose contract is not published: one that was carried out, or ended early, had been made.</summary>
    public static string? OfAward(Contract contract) =>
        contract.Status switch
        {
            "planned" => "pending",
            "active" or "complete" or "terminated" => "active",
            "cancelled" => "cancelled",
            _ => null,
        };

    /// <summary>Code of contractStatus, which has one for every end.</summary>
    public static string? OfContract(Contract contract) =>
        contract.Status switch
        {
            "planned" => "pending",
            "active" => "active",
            "cancelled" => "cancelled",
            "terminated" or "complete" => "terminated",
            _ => null,
        };

    /// <summary>Whether a contract ended before its time; null where nothing is said of an end.</summary>
    public static bool? EndedEarly(Contract contract) =>
        contract.Status switch
        {
            "terminated" => true,
            "complete" when Stage(contract) is "award" or "contract" => false,
            _ => null,
        };

    /// <summary>Codes of releaseTag: what the release tells.</summary>
    public static IReadOnlyList<string> Tags(Contract contract, bool hasTransactions)
    {
        var isCancelled = contract.Status == "cancelled";
        var isAmended = contract.Amendments.Count > 0;
        return Stage(contract) switch
        {
            "planning" when !isCancelled => ["planning"],
            "planning" => ["planning", "tenderCancellation"],
            "tender" => ["tender", .. If(isAmended, "tenderAmendment"), .. If(isCancelled, "tenderCancellation")],
            "award" => ["award", .. If(isCancelled, "awardCancellation"), .. If(hasTransactions, "implementation")],
            _ =>
            [
                "contract",
                .. If(isAmended, "contractAmendment"),
                .. If(hasTransactions, "implementation"),
                .. If(contract.Status == "terminated", "contractTermination"),
            ],
        };
    }

    /// <summary>Code of method; null for a procedure that is none.</summary>
    public static string? Method(string? procedure) => procedure is not null && Methods.Contains(procedure) ? procedure : null;

    private static string[] If(bool isSo, string tag) => isSo ? [tag] : [];
}
