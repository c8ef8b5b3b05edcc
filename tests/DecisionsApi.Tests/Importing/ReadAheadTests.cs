using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Importing;

public sealed class ReadAheadTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(2500)]
    public void Gives_what_it_reads_in_its_order(int count) =>
        Assert.Equal(Enumerable.Range(0, count), ReadAhead.Of(Enumerable.Range(0, count)));

    [Fact]
    public void What_is_wrong_with_the_source_comes_to_the_reader() =>
        Assert.Throws<FormatException>(() => ReadAhead.Of(Source(() => throw new FormatException())).Count());

    [Fact]
    public void The_source_is_closed_when_the_reader_stops_early()
    {
        var closed = false;

        Assert.Equal(0, ReadAhead.Of(Source(() => closed = true)).First());

        Assert.True(closed);
    }

    private static IEnumerable<int> Source(Action last)
    {
        try
        {
            for (var n = 0; n < 5000; n++)
            {
                yield return n;
            }
        }
        finally
        {
            last();
        }
    }
}
