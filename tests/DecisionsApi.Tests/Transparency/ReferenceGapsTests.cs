using DecisionsApi.Transparency;

namespace DecisionsApi.Tests.Transparency;

public sealed class ReferenceGapsTests
{
    [Theory]
    [InlineData("WMPCC 044 2013", 2013, 44)]
    [InlineData("PCC Decision 009-2020", 2020, 9)]
    [InlineData("PCC Decision – 019-2021 –", 2021, 19)]
    [InlineData("2023/52", 2023, 52)]
    [InlineData("2012/13", 2012, 13)]
    [InlineData("001 Decision Form 2012/13", 2012, 1)]
    [InlineData("PCC/D/2025/01", 2025, 1)]
    [InlineData("Decision 2-2012", 2012, 2)]
    [InlineData("PCD 1636", null, 1636)]
    [InlineData("PCD 2012", 2012, null)]
    public void Reads_year_and_number(string reference, int? year, int? number) =>
        Assert.Equal((year, (long?)number), ReferenceGaps.Parse(reference)!.Value);

    [Theory]
    [InlineData("Decision – Traditional Forensics")]
    [InlineData("Lot 2 of Decision 4")]
    [InlineData("12345678901234567890")]
    public void Has_no_number_where_none_is_clear(string reference) => Assert.Null(ReferenceGaps.Parse(reference));

    [Fact]
    public void Spellings_of_one_scheme_are_one_series()
    {
        var series = ReferenceGaps.Of([
            "PCC Decision 009-2020",
            "Decision 012-2020- Vans",
            "Decision 11/2020",
            "PCD 1",
            "PCD 3",
            "Nothing",
        ]);

        Assert.Equal([(2020, 9, 12, 3, 1), (null, 1, 3, 2, 1)], series.Select(s => (s.Year, s.First, s.Last, s.Count, s.MissingCount)));
        Assert.Equal([10, 2], series.SelectMany(s => s.Missing));
    }

    [Fact]
    public void A_series_without_years_runs_on_through_numbers_that_look_like_years()
    {
        var only = Assert.Single(ReferenceGaps.Of(["PCD 1998", "PCD 1999", "PCD 1897", "PCD 2001"]));

        Assert.Equal((null, 1897, 2001, 4), (only.Year, only.First, only.Last, only.Count));
    }

    [Fact]
    public void Lists_no_more_than_a_hundred_and_counts_all()
    {
        var only = Assert.Single(ReferenceGaps.Of(["1/2020", "999999999/2020"]));

        Assert.Equal((999_999_997, 100), (only.MissingCount, only.Missing.Count));
    }
}
