using DecisionsApi.Register;
using FsCheck.Xunit;

namespace DecisionsApi.Tests.Records;

public sealed class DayIdTests
{
    /// <summary>The number puts two records in the order of their days and ids, those without a day first.</summary>
    [Property(MaxTest = 1000)]
    public bool It_is_in_the_order_of_day_and_id(DateTime one, DateTime other, Guid a, Guid b, bool isDated, bool sameDay)
    {
        DateOnly? first = isDated ? DateOnly.FromDateTime(one) : null;
        DateOnly? second = sameDay ? first : DateOnly.FromDateTime(other);
        var (ida, idb) = (Identity.Of(a.ToByteArray()), Identity.Of(b.ToByteArray()));
        var expected = Comparer<DateOnly?>.Default.Compare(first, second) is not 0 and var days ? days : string.CompareOrdinal(ida, idb);
        return Math.Sign(DayId.Of(first, ida).CompareTo(DayId.Of(second, idb))) == Math.Sign(expected);
    }

    [Fact]
    public void A_day_reaches_from_its_first_number_to_its_last()
    {
        var day = new DateOnly(2012, 11, 22);

        Assert.Equal(DayId.From(day), DayId.Of(day, "0000000000000000"));
        Assert.Equal(DayId.Until(day), DayId.Of(day, "zzzzzzzzzzzzzzzz"));
        Assert.Equal(DayId.From(day), DayId.Until(day.AddDays(-1)) + 1);
        Assert.Equal(DayId.Dated, $"{DayId.From(DateOnly.MinValue)}");
        Assert.True(DayId.Of((DateOnly?)null, "zzzzzzzzzzzzzzzz") < DayId.From(DateOnly.MinValue));
    }
}
