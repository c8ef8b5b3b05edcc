using System.Globalization;
using DecisionsApi.Contracts.Registers;

namespace DecisionsApi.Tests.Contracts;

/// <summary>Sums and suppliers as registers state them: exactly, or not at all.</summary>
public sealed class RegisterSumTests
{
    [Theory]
    [InlineData("£1,234.50", "1234.50")]
    [InlineData("£1.2m", "1200000.00")]
    [InlineData("£1.2 million", "1200000.00")]
    [InlineData("25K", "25000.00")]
    [InlineData("£0.5bn", "500000000.00")]
    [InlineData("£25k pa", "25000.00 a year")]
    [InlineData("£25,000 p.a.", "25000.00 a year")]
    [InlineData("£10,000 per annum (ex VAT)", "10000.00 a year")]
    [InlineData("10000/year", "10000.00 a year")]
    [InlineData("£10,000 + VAT", "10000.00")]
    [InlineData("£90,000 over 3 years", "90000.00 in all")]
    [InlineData("£90,000 over the length of the contract", "90000.00 in all")]
    [InlineData("1,000 - 5,000", "1000.00 to 5000.00")]
    [InlineData("1000000-4000000", "1000000.00 to 4000000.00")]
    [InlineData("between £5k and £10k per annum", "5000.00 to 10000.00 a year")]
    [InlineData("£1m – £5m", "1000000.00 to 5000000.00")]
    [InlineData("up to £10,000", "to 10000.00")]
    [InlineData("Not exceeding £2.5m", "to 2500000.00")]
    [InlineData("minimum of £500", "500.00 to")]
    [InlineData("£25-50k", null)]
    [InlineData("5,000 - 1,000", null)]
    [InlineData("c. £10,000", null)]
    [InlineData("approx £10k", null)]
    [InlineData("under £10,000", null)]
    [InlineData("£100 per month", null)]
    [InlineData("£12.50 per hour", null)]
    [InlineData("£90,000 total per annum", null)]
    [InlineData("£10,000 each", null)]
    [InlineData("€10,000", null)]
    [InlineData("Lot 1 £10,000", null)]
    [InlineData("£10,000; £20,000", null)]
    [InlineData("£1.2345678m", null)]
    [InlineData("1.2.3m", null)]
    [InlineData("2019 - 2021 contract", null)]
    [InlineData("", null)]
    public void A_sum_is_read_exactly_or_not_at_all(string text, string? expected)
    {
        Assert.Equal(expected, RegisterSum.Read(text) is { } sum ? Text(sum) : null);
    }

    [Theory]
    [InlineData("Acme Ltd; Bolt Limited", "Acme Ltd|Bolt Limited")]
    [InlineData("1. Acme Ltd\n2. Bolt & Nut LLP\n3. Cork plc (formerly Korg)", "Acme Ltd|Bolt & Nut LLP|Cork plc (formerly Korg)")]
    [InlineData("Acme Ltd and Bolt Ltd", "Acme Ltd|Bolt Ltd")]
    [InlineData("Acme Ltd, Bolt Ltd & Cork Ltd.", "Acme Ltd|Bolt Ltd|Cork Ltd.")]
    [InlineData("Smith, Jones and Co Ltd", "Smith, Jones and Co Ltd")]
    [InlineData("Acme Ltd\n12 High Street, Leeds", "Acme Ltd 12 High Street, Leeds")]
    [InlineData("Acme Ltd/St Saviours", "Acme Ltd/St Saviours")]
    [InlineData("Ltd; Bolt Ltd", "Ltd; Bolt Ltd")]
    public void Several_suppliers_are_told_where_each_ends_as_a_firm_does(string cell, string names)
    {
        Assert.Equal(names, string.Join('|', SupplierCell.Names(cell)));
    }

    private static string Text(RegisterSum sum) =>
        string.Join(
            ' ',
            new[] { Pounds(sum.Pence), Pounds(sum.Least), sum.Least is null && sum.Most is null ? "" : "to", Pounds(sum.Most) }.Where(
                part => part.Length > 0
            )
        )
        + (sum.IsYearly ? " a year" : "")
        + (sum.IsTotal ? " in all" : "");

    private static string Pounds(long? pence) => pence is { } p ? (p / 100m).ToString("0.00", CultureInfo.InvariantCulture) : "";
}
