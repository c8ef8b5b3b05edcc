using DecisionsApi.Importing;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Finds rows whose sum is in another currency by a column that says so; pounds they are not. Where the file has other sums beside,
/// as card statements have that of the shop, the currency may be theirs.
/// </summary>
internal sealed class ForeignSums(PaymentColumns columns)
{
    private static readonly HashSet<string> Headings = ["currency", "currencycode", "ccy"];
    private static readonly HashSet<string> Pounds = new(StringComparer.OrdinalIgnoreCase) { "GBP", "STG", "UKP" };
    private readonly int _currency = HasOtherSums(columns)
        ? -1
        : columns.Extra.Where(i => Headings.Contains(columns.Normal(i))).FirstOrDefault(-1);

    /// <summary>The fault of such a row, or null.</summary>
    public RowFault? Find(int line, string[] cells) =>
        _currency >= 0 && cells[_currency] is { Length: 3 } code && code.All(char.IsAsciiLetter) && !Pounds.Contains(code)
            ? new(line, columns.Headings[_currency], "currencyOther", code, "a sum in pounds (GBP)")
            : null;

    private static bool HasOtherSums(PaymentColumns columns) =>
        columns.Extra.Any(i =>
            columns.Profile(i) is { Filled: > 0 } profile
            && profile.Share(profile.Money) >= 0.5
            && !columns.Normal(i).Contains("vat", StringComparison.Ordinal)
        );
}
