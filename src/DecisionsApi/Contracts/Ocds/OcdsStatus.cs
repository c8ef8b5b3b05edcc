namespace DecisionsApi.Contracts.Ocds;

/// <summary>The statuses of OCDS in the words of our closed list.</summary>
internal static class OcdsStatus
{
    /// <summary>Status of a process that has no award yet.</summary>
    public static string? OfTender(string status) =>
        status switch
        {
            "planning" or "planned" => "planned",
            "active" => "active",
            "cancelled" or "unsuccessful" or "withdrawn" => "cancelled",
            "complete" => "complete",
            _ => null,
        };

    /// <summary>Status of an award without a contract.</summary>
    public static string? OfAward(string status) =>
        status switch
        {
            "pending" => "planned",
            "active" => "active",
            "cancelled" or "unsuccessful" => "cancelled",
            _ => null,
        };

    /// <summary>Status of a contract; <c>terminated</c> means with us that it ended before its time, which OCDS does not say.</summary>
    public static string? OfContract(string status, bool endedEarly) =>
        status switch
        {
            "pending" => "planned",
            "active" => "active",
            "cancelled" => "cancelled",
            "terminated" => endedEarly ? "terminated" : "complete",
            _ => null,
        };
}
