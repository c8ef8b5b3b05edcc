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
        "CREDITVOUCHER", // Telford and Wrekin purchase cards
        "REFUND",
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
        "PURCHASE", // Telford and Wrekin purchase cards
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

    /// <summary>Whether a column says so whatever its heading is: nothing but whole words for invoices and for credits, both of them.</summary>
    public static bool IsTold(ColumnProfile profile) =>
        Fit(profile) == 1 && profile.Values.Any(IsCredit) && profile.Values.All(value => Bare(value).Length > 2);

    private static string Bare(string text) => Headings.Normalise(text);
}
