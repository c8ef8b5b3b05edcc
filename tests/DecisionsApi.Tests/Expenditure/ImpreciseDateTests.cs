using System.Text.Json;
using DecisionsApi.Expenditure;

namespace DecisionsApi.Tests.Expenditure;

/// <summary>Months and periods in place of days: no day is made of them, and a financial year only where one is said.</summary>
public sealed class ImpreciseDateTests
{
    [Theory]
    [InlineData("2012-13", null, "2012-13")]
    [InlineData("Apr", "2019-20", "2019-20")]
    [InlineData("Period 13", "2019-20", "2019-20")]
    [InlineData("q4", "2019-20", "2019-20")]
    [InlineData("201901", "2018-19", "2018-19")]
    [InlineData("201901", "2019-20", "2019-20")]
    [InlineData("201913", "2019-20", "2019-20")]
    [InlineData("201904", "2018-19", null)]
    [InlineData("201913", "2018-19", null)]
    [InlineData("Apr", null, null)]
    [InlineData("201906", null, null)]
    [InlineData("Apr-21", "2019-20", null)]
    [InlineData("2021", "2019-20", null)]
    public void A_period_without_a_year_is_in_that_of_its_file(string text, string? ofFile, string? year) =>
        Assert.Equal(year, FinancialYears.Stated(text, ofFile));

    [Theory]
    [InlineData("Spend 2019-20.csv", "2019-20")]
    [InlineData("Spend April 2019.csv", null)]
    [InlineData("Spend.csv", null)]
    public async Task Only_a_file_named_after_a_whole_year_says_it(string file, string? year)
    {
        await using var register = new GivenRegister();

        var report = register.Import(file, "Month,Supplier,Amount\nApr,Acme Ltd,1.00\nMarch,Bolt Ltd,2.00\n");

        Assert.Equal((2, 2), (report.Rows!.Saved, report.Issues!["dateImprecise"]));
        Assert.All(
            await register.Walk("/v1/expenditure"),
            payment =>
            {
                Assert.Equal(JsonValueKind.Null, payment.GetProperty("paidOn").ValueKind);
                Assert.Equal("period", payment.GetProperty("dateKind").GetString());
                Assert.Equal(year, payment.GetProperty("financialYear").GetString());
            }
        );
    }
}
