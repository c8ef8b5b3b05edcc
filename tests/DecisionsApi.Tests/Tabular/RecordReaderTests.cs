using DecisionsApi.Tabular;
using FsCheck.Xunit;

namespace DecisionsApi.Tests.Tabular;

public sealed class RecordReaderTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", new[] { 1, 2 })]
    [InlineData("a,b\r\nc,d", new[] { 1, 2 })]
    [InlineData("a,b\rc,d\r", new[] { 1, 2 })]
    [InlineData("\"a\r\nx\ry\nz\",b\nc,d\n", new[] { 1, 5 })]
    public void Knows_the_physical_line_of_a_record(string text, int[] lines) => Assert.Equal(lines, Read(text).Select(r => r.Line));

    [Fact]
    public void Gives_the_exact_text_of_a_record()
    {
        var records = Read("\"a \"\"b\"\"\" ,c\n\"x\ny\",  z \r\n");

        Assert.Equal("textAfterQuote", Fault(records[0]));
        Assert.Equal("\"x\ny\",  z ", records[1].Raw);
        Assert.Equal(["x\ny", "  z "], records[1].Cells);
    }

    [Fact]
    public void A_quote_never_closed_costs_one_line_not_the_rest_of_the_file()
    {
        var records = Read("a,b\n\"open,1\nc,d\ne,f\n");

        Assert.Equal([null, "quoteNotClosed", null, null], records.Select(Fault));
        Assert.Equal(["c", "d"], records[2].Cells);
        Assert.Equal("\"open,1", records[1].Raw);
    }

    [Fact]
    public void A_line_beyond_all_bounds_is_one_fault()
    {
        var records = Read("a,b\n" + new string('x', 3 * RecordReader.MaxRecordLength) + "\nc,d\n");

        Assert.Equal([null, "tooLong", null], records.Select(Fault));
        Assert.Equal((3, "c"), (records[2].Line, records[2].Cells[0]));
    }

    [Property]
    public void Reads_back_what_was_written_with_its_lines(string[][] table, bool crlf)
    {
        var rows = table
            .Where(row => row is { Length: > 0 })
            .Select(row => row.Select(c => c ?? "").ToArray())
            .Where(row => row is not [""])
            .ToArray();
        var end = crlf ? "\r\n" : "\n";
        var written = rows.Select(row => string.Join(',', row.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")))
            .ToArray();

        var records = Read(string.Concat(written.Select(line => line + end)));

        Assert.Equal(rows, records.Select(r => r.Cells));
        Assert.Equal(written, records.Select(r => r.Raw));
        Assert.Equal(records.Select(r => r.Line), written.Aggregate((Lines: new List<int>(), Next: 1), Follow).Lines);

        static (List<int>, int) Follow((List<int> Lines, int Next) state, string line)
        {
            state.Lines.Add(state.Next);
            return (state.Lines, state.Next + line.CountLineEnds() + 1);
        }
    }

    private static string? Fault((int, string, string[], RecordFault? Fault) record) =>
        record.Fault is { } fault ? char.ToLowerInvariant(fault.ToString()[0]) + fault.ToString()[1..] : null;

    private static List<(int Line, string Raw, string[] Cells, RecordFault? Fault)> Read(string text)
    {
        using var reader = new RecordReader(new StringReader(text), ',');
        var records = new List<(int, string, string[], RecordFault?)>();
        while (reader.Read())
        {
            records.Add((reader.Line, reader.Raw.ToString(), [.. Enumerable.Range(0, reader.Count).Select(i => reader[i])], reader.Fault));
        }
        return records;
    }
}

internal static class LineEnds
{
    /// <summary>How many line ends a text has: CRLF, LF and lone CR each are one.</summary>
    public static int CountLineEnds(this string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\r' or '\n');
}
