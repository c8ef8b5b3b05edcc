using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>A column that says of each amount whether it is an invoice or a credit (West Mercia: INV and CRN).</summary>
internal static class CreditMarker
{
    private static readonly HashSet<string> Credits = new(StringComparer.OrdinalIgnoreCase)
    {
        "CRN",
        "CR",
        "CN",
        "C",
        "CREDIT",
        "CREDITNOTE",
        "CREDITMEMO",
        "CREDITS",
    };

    private static readonly HashSet<string> Debits = new(StringComparer.OrdinalIgnoreCase)
    {
        "INV",
        "I",
        "D",
        "DR",
        "DEBIT",
        "INVOICE",
        "STANDARD",
        "SI",
        "PI",
    };

    public static bool IsCredit(string text) => Credits.Contains(Bare(text));

    /// <summary>
    /// 1 where all cells are such words and some say invoice, 0 where some are others: then the column tells something else, as
    /// one where C stands for capital.
    /// </summary>
    public static double Fit(ColumnProfile profile) =>
        profile.Values.Any(value => Debits.Contains(Bare(value)))
        && profile.Values.All(value => IsCredit(value) || Debits.Contains(Bare(value)))
            ? 1
            : 0;

    private static string Bare(string text) => Headings.Normalise(text);
}
