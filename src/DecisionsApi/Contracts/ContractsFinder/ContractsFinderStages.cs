using DecisionsApi.Tabular;

namespace DecisionsApi.Contracts.ContractsFinder;

/// <summary>What kind of notice a row is, in the words of our closed lists.</summary>
internal static class ContractsFinderStages
{
    /// <summary>Stage, status and reason of the end; what the two columns do not say is null, and other words in them are an issue.</summary>
    public static (string? Stage, string? Status, string? EndReason) Of(
        string? noticeType,
        string? status,
        bool hasSuppliers,
        List<MappingIssue> issues
    )
    {
        var isEarly = Headings.Normalise(noticeType ?? "") is "pipeline" or "futureopportunity" or "preprocurement" or "earlyengagement";
        var stage = isEarly ? "planning" : "tender";
        switch (Headings.Normalise(status ?? ""))
        {
            case "awarded":
                return ("award", "active", null);
            // A notice is closed when its time for offers is over; the procurement goes on.
            case "open" or "published" or "closed":
                return (stage, isEarly ? "planned" : "active", null);
            case "cancelled":
                return (stage, "cancelled", "procurementCancelled");
            case "withdrawn":
                return (stage, "cancelled", null);
            default:
                issues.Add(new("statusUnknown", "status", status));
                return (hasSuppliers ? "award" : stage, null, null);
        }
    }
}
