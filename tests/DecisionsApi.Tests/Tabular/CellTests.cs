using System.Globalization;
using DecisionsApi.Tabular;
using FsCheck.Xunit;

namespace DecisionsApi.Tests.Tabular;

public sealed class CellTests
{
    [Theory]
    [InlineData("1440", 144000)]
    [InlineData("1,440.00", 144000)]
    [InlineData(" 519.89 ", 51989)]
    [InlineData("£1,234", 123400)]
    [InlineData("£ 1,234.5", 123450)]
    [InlineData("-1200.00", -120000)]
    [InlineData("-£177,790.95", -17779095)]
    [InlineData("£-5.10", -510)]
    [InlineData("(978)", -97800)]
    [InlineData("(1,234.00)", -123400)]
    [InlineData("(£12.34)", -1234)]
    [InlineData("38,937.00-", -3893700)]
    [InlineData("−3.00", -300)]
    [InlineData(".5", 50)]
    [InlineData("0", 0)]
    [InlineData("\u00A07.00\u00A0", 700)]
    public void Reads_amounts_as_published(string text, long pence)
    {
        Assert.True(Amounts.TryReadPence(text, out var read, out var rounded));
        Assert.Equal((pence, false), (read, rounded));
    }

    [Theory]
    [InlineData("73423.70999999999", 7342371)]
    [InlineData("-485.99000000000007", -48599)]
    [InlineData("6.82121E-13", 0)]
    [InlineData("-9.09495E-13", 0)]
    [InlineData("771.875", 77188)]
    [InlineData("-771.875", -77188)]
    public void Rounds_dust_to_the_penny_and_says_so(string text, long pence)
    {
        Assert.True(Amounts.TryReadPence(text, out var read, out var rounded));
        Assert.Equal((pence, true), (read, rounded));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("TBC")]
    [InlineData("34405..40")]
    [InlineData("10298896.31.")]
    [InlineData("1,44.00")]
    [InlineData("12,34")]
    [InlineData("1.234,56")]
    [InlineData("1 234.00")]
    [InlineData("--5")]
    [InlineData("(-5)")]
    [InlineData("5 CR")]
    [InlineData("1e9999")]
    [InlineData("6.71467E+12")]
    [InlineData("1000000-4000000")]
    [InlineData("£")]
    [InlineData("99999999999999999999")]
    [InlineData("5.")]
    public void Does_not_guess_an_amount(string text) => Assert.False(Amounts.TryReadPence(text, out _, out _));

    [Property]
    public bool Reads_every_amount_of_pence_back(int pence)
    {
        var text = (pence / 100m).ToString("N2", CultureInfo.InvariantCulture);
        return Amounts.TryReadPence(text, out var read, out var rounded) && read == pence && !rounded;
    }

    [Theory]
    [InlineData("12/01/2011", "2011-01-12")]
    [InlineData("2/3/2026", "2026-03-02")]
    [InlineData("02/06/17", "2017-06-02")]
    [InlineData("21.01.2010", "2010-01-21")]
    [InlineData("03-Apr-23", "2023-04-03")]
    [InlineData("3 Apr 2023", "2023-04-03")]
    [InlineData("2025-03-03 00:00:00", "2025-03-03")]
    [InlineData("2025-03-03T10:11:12Z", "2025-03-03")]
    [InlineData("03/04/2025 10:11", "2025-04-03")]
    public void Reads_days_as_published(string text, string day)
    {
        Assert.True(Days.TryRead(text, DateOrder.DayFirst, out var read));
        Assert.Equal(day, read.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("")]
    [InlineData("TBC")]
    [InlineData("22/04/222")]
    [InlineData("31/02/2020")]
    [InlineData("2012-13")]
    [InlineData("201806")]
    [InlineData("265062")]
    [InlineData("12/25/2015")]
    public void Does_not_guess_a_day(string text) => Assert.False(Days.TryRead(text, DateOrder.DayFirst, out _));

    [Fact]
    public void A_column_is_month_first_only_where_it_cannot_be_day_first()
    {
        Assert.Equal(DateOrder.DayFirst, Days.OrderOf(["03/04/2025", "05/06/2025"]));
        Assert.Equal(DateOrder.MonthFirst, Days.OrderOf(["03/04/2025", "05/26/2025"]));
        Assert.Equal(DateOrder.YearFirst, Days.OrderOf(["2025-04-03", "2025-04-04 00:00:00"]));
        Assert.Null(Days.OrderOf(["00:00:00"]));
    }

    [Theory]
    [InlineData("13/02/01 13/02/08 13/02/15 13/02/28", true, DateOrder.YearFirst)]
    [InlineData("12/12/31 13/01/02 13/01/09 13/01/15", true, DateOrder.YearFirst)]
    [InlineData("01/04/20 01/04/22 01/04/24 01/04/26", false, DateOrder.DayFirst)]
    [InlineData("01/02/13 02/02/13 04/02/13 08/02/13", true, DateOrder.DayFirst)]
    [InlineData("13/02/12 13/02/13 13/02/14 13/02/15", true, DateOrder.DayFirst)]
    [InlineData("13/02/01 13/02/08 13/02/15 28/02/13", true, DateOrder.DayFirst)]
    public void A_column_of_payments_has_short_years_first_only_where_one_day_of_the_month_would_be_in_years_far_apart(
        string days,
        bool withinYears,
        DateOrder order
    )
    {
        var column = new DayColumn();
        foreach (var day in days.Split(' '))
        {
            column.Add(day);
        }
        Assert.Equal(order, column.Order(null, withinYears).Order);
    }
}
