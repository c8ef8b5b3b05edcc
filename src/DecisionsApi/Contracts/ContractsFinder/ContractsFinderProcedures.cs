namespace DecisionsApi.Contracts.ContractsFinder;

/// <summary>The procedures of Contracts Finder as OCDS methods, as its own OCDS releases have them.</summary>
internal static class ContractsFinderProcedures
{
    /// <summary>
    /// The method of a procedure, or null where its name does not settle it: <c>Other</c> with words of the publisher, and
    /// <c>NegotiatedWithoutCompetition</c>, which no release shows.
    /// </summary>
    public static string? MethodOf(string? procedure) =>
        Plain(procedure ?? "") switch
        {
            "Open" => "open",
            "Restricted" or "Negotiated" => "selective",
            "CallOffFromFrameworkAgreement" or "CallOffFromDynamicPurchasingSystem" => "selective",
            "CompetitiveDialogue" or "CompetitiveDialog" or "CompetitiveProcedureWithNegotiation" => "selective",
            "CompetitiveQuotation" or "NegotiatedProcedureWithoutPriorPublication" => "limited",
            "SingleTenderAction" or "DirectAward" => "direct",
            _ => null,
        };

    /// <summary>The name without what it says of thresholds and haste.</summary>
    private static string Plain(string procedure)
    {
        foreach (var ending in (ReadOnlySpan<string>)["NonOJEU", "OJEU", "Accelerated"])
        {
            procedure = procedure.EndsWith(ending, StringComparison.Ordinal) ? procedure[..^ending.Length] : procedure;
        }
        return procedure;
    }
}
