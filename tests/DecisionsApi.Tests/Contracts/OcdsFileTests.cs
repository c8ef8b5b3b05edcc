using System.Text;
using DecisionsApi.Contracts.Ocds;

namespace DecisionsApi.Tests.Contracts;

public sealed class OcdsFileTests
{
    private const string A = """{"ocid":"ocds-1-a","id":"1","date":"2024-01-02T03:04:05Z"}""";
    private const string B = """{"ocid": "ocds-1-b", "id": 2}""";

    [Theory]
    [InlineData("{0}", new[] { 1 })]
    [InlineData("\uFEFF{0}\n", new[] { 1 })]
    [InlineData("{0}\n{1}\n", new[] { 1, 2 })]
    [InlineData("\r\n{0}\r\n\r\n{1}", new[] { 2, 4 })]
    [InlineData("{0}\r{1}", new[] { 1, 2 })]
    [InlineData("[{0},\n{1}]", new[] { 1, 2 })]
    [InlineData("{{\"uri\":\"x\",\"releases\":[{0},\n\n{1}],\"links\":{{\"next\":\"y\"}}}}", new[] { 1, 3 })]
    [InlineData("{{\n\"releases\": [\r\n{0}\r\n,\n{1}\n]\n}}", new[] { 3, 5 })]
    [InlineData("{{\"releases\": [\n{0}\n]}}", new[] { 2 })]
    [InlineData("{{\"releases\":[{0}]}}\n{{\"releases\":[{1}]}}\n", new[] { 1, 2 })]
    [InlineData(
        "{{\"records\":[{{\"ocid\":\"ocds-1-a\",\"releases\":[{0}],\"compiledRelease\":{{}}}},\n{{\"releases\":[{1}]}}]}}",
        new[] { 1, 2 }
    )]
    [InlineData("{{\"ocid\":\"ocds-1-a\",\"releases\":[{0}]}}\n{{\"ocid\":\"ocds-1-b\",\"compiledRelease\":{1}}}", new[] { 1, 2 })]
    public void Finds_every_release_and_the_line_it_starts_on(string layout, int[] lines)
    {
        var items = Read(string.Format(System.Globalization.CultureInfo.InvariantCulture, layout, A, B));

        var releases = items.Select(Assert.IsType<OcdsRelease>).ToList();
        Assert.Equal(lines, releases.Select(release => release.Line));
        Assert.Equal(new[] { A, B }.Take(lines.Length), releases.Select(release => release.Raw));
        Assert.Equal(new[] { "1", "2" }.Take(lines.Length), releases.Select(release => release.Id!));
    }

    [Fact]
    public void Knows_what_identifies_a_release_and_does_without_its_id_and_date()
    {
        var releases = Read(A + "\n{\"ocid\":\"ocds-1-c\"}").Cast<OcdsRelease>().ToList();

        Assert.Equal(("ocds-1-a", "1", "2024-01-02T03:04:05Z"), (releases[0].Ocid, releases[0].Id, releases[0].Date));
        Assert.Equal(("ocds-1-c", null, null), (releases[1].Ocid, releases[1].Id, releases[1].Date));
    }

    [Fact]
    public void A_record_of_addresses_gives_its_compiled_release()
    {
        var items = Read(
            """{"records":[{"releases":[{"url":"https://x","date":"2024-01-01"}],"compiledRelease":"""
                + A
                + ""","versionedRelease":{"ocid":"v"}}]}"""
        );

        Assert.Equal(A, Assert.IsType<OcdsRelease>(Assert.Single(items)).Raw);
    }

    [Theory]
    [InlineData("""{"id":"3"}""", "ocidMissing")]
    [InlineData("""{"ocid":""}""", "ocidMissing")]
    [InlineData("""[1]""", "releaseNotObject")]
    [InlineData("\"text\"", "releaseNotObject")]
    [InlineData("null", "releaseNotObject")]
    [InlineData("""{"url":"https://x"}""", "releaseLinked")]
    [InlineData("""{"ocid":"a","ocid":"b"}""", "nameRepeated")]
    [InlineData("""{"ocid":"a","title":"\ud83d"}""", "textUnreadable")]
    [InlineData("""{"ocid":"a","a":[[[[1]]]]}""", "releaseTooDeep")]
    [InlineData(
        """{"ocid":"a","title":"0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789"}""",
        "releaseTooLarge"
    )]
    public void One_bad_release_does_not_lose_the_others(string bad, string code)
    {
        var items = Read($"{{\"releases\":[\n{A},\n{bad},\n{B}]}}", new() { ReleaseBytes = 80, Depth = 4 });

        Assert.Equal([A, null, B], items.Select(item => (item as OcdsRelease)?.Raw));
        var fault = Assert.IsType<OcdsFault>(items[1]);
        Assert.Equal((code, 3), (fault.Code, fault.Line));
        Assert.NotEmpty(fault.Found);
        Assert.NotEmpty(fault.Expected);
    }

    [Theory]
    [InlineData("{0}\n{{\"ocid\":\n{1}\n", 2)]
    [InlineData("{{\"ocid\": \"x\n{0}\n{1}\n", 1)]
    [InlineData("{0}\n{1}\nnot json", 3)]
    [InlineData("{0}\n{1} trailing\n{1}", 2)]
    public void A_bad_line_costs_one_line(string layout, int line)
    {
        var items = Read(string.Format(System.Globalization.CultureInfo.InvariantCulture, layout, A, B));

        Assert.Equal(2, items.OfType<OcdsRelease>().DistinctBy(release => release.Ocid).Count());
        var fault = Assert.Single(items.OfType<OcdsFault>());
        Assert.Equal(("jsonInvalid", line), (fault.Code, fault.Line));
    }

    [Fact]
    public void A_package_cut_short_gives_what_stands_before_the_cut()
    {
        var items = Read($"{{\"releases\":[\n{A},\n{{\"ocid\":\"ocds-1-b\",\n\"title\":\"cut he");

        Assert.Equal(A, Assert.IsType<OcdsRelease>(items[0]).Raw);
        var fault = Assert.IsType<OcdsFault>(Assert.Single(items.Skip(1)));
        Assert.Equal(("jsonInvalid", 4), (fault.Code, fault.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n ")]
    [InlineData("{\"uri\":\"x\",\"releases\":[]}")]
    [InlineData("{\"uri\":\"x\",\n\"records\":[\n]}")]
    public void Nothing_published_is_no_fault(string text) => Assert.Empty(Read(text));

    [Fact]
    public void A_versioned_release_alone_is_a_fault()
    {
        var fault = Assert.IsType<OcdsFault>(
            Assert.Single(Read("""{"records":[{"ocid":"a","releases":[],"versionedRelease":{"ocid":"a"}}]}"""))
        );

        Assert.Equal("releasesMissing", fault.Code);
    }

    [Fact]
    public void A_line_beyond_the_limit_is_passed_over_and_a_document_beyond_it_refused()
    {
        var limits = new OcdsLimits { DocumentBytes = 1 << 17 };
        var large = new string(' ', 1 << 20);

        var lines = Read($"{A}\n{{\"x\":\"{large}\"}}\r\n{B}", limits);
        Assert.Equal([A, null, B], lines.Select(item => (item as OcdsRelease)?.Raw));
        Assert.Equal(("documentTooLarge", 2), (((OcdsFault)lines[1]).Code, lines[1].Line));
        Assert.Equal(3, lines[2].Line);

        Assert.Equal("documentTooLarge", Assert.IsType<OcdsFault>(Assert.Single(Read($"{{\n{large}\"releases\":[]}}", limits))).Code);
    }

    [Fact]
    public void Reads_lines_of_a_stream_that_comes_in_single_bytes()
    {
        using var stream = new Dribble(Encoding.UTF8.GetBytes($"\uFEFF{A}\r\n{B}\r\n{A}"));

        Assert.Equal([1, 2, 3], OcdsFile.Read(stream).Select(item => Assert.IsType<OcdsRelease>(item).Line));
    }

    [Fact]
    public void Reads_lines_one_at_a_time()
    {
        using var stream = new Endless(Encoding.UTF8.GetBytes(A + "\n"));

        Assert.Equal(100_000, OcdsFile.Read(stream).Take(100_000).Last().Line);
    }

    [Fact]
    public void Nesting_without_end_is_a_fault_and_nothing_worse()
    {
        var deep = "{\"releases\":[" + string.Concat(Enumerable.Repeat("{\"records\":[", 100_000));

        Assert.Equal("jsonInvalid", Assert.IsType<OcdsFault>(Assert.Single(Read(deep))).Code);
        Assert.Equal(
            "releaseTooDeep",
            Assert
                .IsType<OcdsFault>(Assert.Single(Read($"{{\"ocid\":\"a\",\"x\":{new string('[', 100_000)}{new string(']', 100_000)}}}")))
                .Code
        );
    }

    private static List<OcdsItem> Read(string text, OcdsLimits? limits = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return [.. OcdsFile.Read(stream, limits)];
    }

    private sealed class Dribble(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
    }

    private sealed class Endless(byte[] line) : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(count / line.Length, 10) * line.Length;
            for (var at = 0; at < read; at += line.Length)
            {
                line.CopyTo(buffer, offset + at);
            }
            return read > 0 ? read : throw new InvalidOperationException("no room for a line");
        }
    }
}
