using System.Globalization;
using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Finds rows whose sum is the price of one of several things bought, where a file has quantities and prices and no sums of its rows. What
/// was paid is published nowhere: a price times a number may leave out a discount, carriage or a tax.
/// </summary>
internal sealed class UnitPrices(PaymentColumns columns)
{
    private static readonly HashSet<string> Quantities = ["quantity", "qty", "units", "noofunits", "numberofunits", "quantityordered"];
    private readonly int _quantity = IsPriceOfOne(columns)
        ? Enumerable.Range(0, columns.Headings.Length).Where(i => Quantities.Contains(columns.Normal(i))).FirstOrDefault(-1)
        : -1;

    /// <summary>The fault of such a row, or null.</summary>
    public RowFault? Find(int line, string[] cells) =>
        _quantity < 0
        || cells[columns["amount"]].Length == 0
        || (decimal.TryParse(cells[_quantity], NumberStyles.Number, CultureInfo.InvariantCulture, out var quantity) && quantity == 1)
            ? null
            : new(
                line,
                columns.Headings[columns["amount"]],
                "amountIsUnitPrice",
                $"{cells[columns["amount"]]} for each of {cells[_quantity]}",
                "the sum of the row"
            );

    private static bool IsPriceOfOne(PaymentColumns columns) =>
        columns["amount"] is >= 0 and var amount
        && Headings.Words(columns.Headings[amount]) is var words
        && (words.Contains("unit") || words.Contains("each") || words is ["price"] or ["rate"]);
}
