using System.Globalization;
using DecisionsApi.Register;

namespace DecisionsApi.Records;

/// <summary>What records other than payments are identified by. Spellings that differ only in case and punctuation are one.</summary>
internal static class RecordIds
{
    /// <summary>A decision with a reference of its own.</summary>
    public static string Decision(string body, string reference) => Identity.Of("decision", body, "reference", Folding.Name(reference));

    /// <summary>A decision without one.</summary>
    public static string Decision(string body, string title, DateOnly? day) =>
        Identity.Of("decision", body, "title", Folding.Name(title), Day(day));

    /// <summary>One of several decisions under the same reference.</summary>
    public static string Decision(string body, string reference, string title, DateOnly? day) =>
        Identity.Of("decision", body, "reference", Folding.Name(reference), Folding.Name(title), Day(day));

    /// <summary>A contract, award or process with a published ocid.</summary>
    public static string Process(string ocid, string? contractId) => Identity.Of("contract", "ocid", ocid, contractId ?? "");

    /// <summary>A contract with its buyer's reference; the buyer by its id, or by its name where it has none.</summary>
    public static string Contract(string buyer, string reference) =>
        Identity.Of("contract", Folding.Fold(buyer), "reference", Folding.Name(reference));

    /// <summary>A contract that its file has given a name.</summary>
    public static string ContractByKey(string buyer, string key) => Identity.Of("contract", Folding.Fold(buyer), "key", key);

    /// <summary>A contract known only by its content.</summary>
    public static string ContractByContent(params ReadOnlySpan<string> parts) => Identity.Of(["contract", "content", .. parts]);

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
