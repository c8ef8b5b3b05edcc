using DecisionsApi.Expenditure;
using DecisionsApi.Tabular;

namespace DecisionsApi.Contracts.Registers;

/// <summary>What registers put in the place of a value: that it is not known, not there, or withheld.</summary>
internal static class NotSaid
{
    private static readonly HashSet<string> Nothing =
    [
        "",
        "tbc",
        "tba",
        "tbd",
        "na",
        "none",
        "nil",
        "unknown",
        "various",
        "varioussuppliers",
        "multiple",
        "multiplesuppliers",
        "notapplicable",
        "notawardedtosupplier",
        "tobeconfirmed",
        "notknown",
        "ongoing",
        "openended",
        "rolling",
    ];

    public static bool Is(string text) => Nothing.Contains(Headings.Normalise(text)) || Withholding.IsWithheld(text);
}
