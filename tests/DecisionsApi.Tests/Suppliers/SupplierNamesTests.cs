using DecisionsApi.Suppliers;

namespace DecisionsApi.Tests.Suppliers;

/// <summary>Which spellings the rules of names say are one, and which they leave apart.</summary>
public sealed class SupplierNamesTests
{
    [Theory]
    [InlineData("Lancashire County Council ", "LANCASHIRE COUNTY COUNCIL", "rule:spelling")]
    [InlineData("LANCASHIRE COUNTY COUNCIL (200398)", "Lancashire County Council", "rule:code")]
    [InlineData("VIRGIN MEDIA BUSINESS(80352128)", "Virgin Media Business", "rule:code")]
    [InlineData("Jacobs U.K. Limited", "JACOBS UK LTD", "rule:legalForm")]
    [InlineData("J L A Ltd.", "JLA LIMITED", "rule:spelling")]
    [InlineData("Bytes Software Services P.L.C.", "BYTES SOFTWARE SERVICES PUBLIC LIMITED COMPANY", "rule:spelling")]
    [InlineData("Challenge Supply Company Limited", "CHALLENGE SUPPLY CO LTD", "rule:legalForm")]
    [InlineData("COGENCY LTD THE", "The Cogency Limited", "rule:article")]
    [InlineData("B&amp;E Boys Ltd", "B & E BOYS LIMITED", "rule:entities")]
    [InlineData("B&amp;amp;E Boys Ltd", "B&E Boys Ltd", "rule:entities")]
    [InlineData("CURRIE & BROWN UK LTD", "Currie and Brown UK Ltd", "rule:spelling")]
    [InlineData("Barnardo\u2019s", "BARNARDOS", "rule:spelling")]
    [InlineData("JULIE\uFFFDS BICYCLE", "Julie's Bicycle", "rule:spelling")]
    [InlineData("KARATS LTD T/A PRO SOUND & LIGHT", "Karats Limited", "rule:tradingAs")]
    [InlineData("Karats Ltd trading as Pro Sound", "KARATS LTD", "rule:tradingAs")]
    public void Are_one(string spelling, string other, string basis)
    {
        Assert.Equal(SupplierNames.Read(other).Key, SupplierNames.Read(spelling).Key);
        Assert.Equal(basis, SupplierNames.Read(spelling).Basis);
    }

    [Theory]
    [InlineData("WILLOW HOUSE", "WILLOW HOUSE LTD")]
    [InlineData("ABC LTD", "ABC PLC")]
    [InlineData("QUOD (2010) LIMITED", "QUOD LIMITED")]
    [InlineData("PIZZA HUT (461)", "PIZZA HUT")]
    [InlineData("HARTFORD CARE (3) LIMITED", "HARTFORD CARE (9)LTD")]
    [InlineData("HUNTLEY T/A VENVILLE HOUSE", "HUNTLEY")]
    [InlineData("LEET/A HARDWICK VIEW", "LEE")]
    [InlineData("THE COGENCY LTD", "COGENCY LTD")]
    [InlineData("TOTAL GAS & POWER LTD", "TOTAL GAS LTD")]
    public void Stay_apart(string spelling, string other) =>
        Assert.NotEqual(SupplierNames.Read(other).Key, SupplierNames.Read(spelling).Key);

    [Fact]
    public void Say_by_what_they_are_read()
    {
        Assert.Equal(
            new NameReading(
                "karats ltd",
                "rule:tradingAs",
                "The legal form is read as its abbreviation. The number 200398 after the name is the payer's code. What follows T/A is a name it trades under."
            ),
            SupplierNames.Read("KARATS LIMITED T/A PRO SOUND (200398)")
        );
    }

    [Fact]
    public void Never_come_to_nothing()
    {
        Assert.All(["?", "*** ", "&amp;", "-", "(12345)"], name => Assert.NotEqual("", SupplierNames.Read(name).Key));
    }
}
