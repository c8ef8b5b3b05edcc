using System.Text;
using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Importing;

/// <summary>
/// Mangled files, always the same ones: each must give rows or a reason of one line, all rows accounted for, and never an
/// unhandled fault. <c>DECISIONS_FUZZ</c> sets how many are tried.
/// </summary>
public sealed class FuzzTests
{
    private static readonly int Tries = int.TryParse(Environment.GetEnvironmentVariable("DECISIONS_FUZZ"), out var tries) ? tries : 300;

    private static readonly byte[][] Splices =
    [
        "\""u8.ToArray(),
        ","u8.ToArray(),
        "\r"u8.ToArray(),
        "\n\n"u8.ToArray(),
        "\0"u8.ToArray(),
        [0xFF, 0xFE],
        [0xEF, 0xBB, 0xBF],
        [0x9C],
        [0xC3],
        "=cmd()"u8.ToArray(),
        ",,,,,,,,,,,,,,,,"u8.ToArray(),
        "99999999999999999999"u8.ToArray(),
        "PK\u0003\u0004"u8.ToArray(),
        Encoding.UTF8.GetBytes(new string('x', 5000)),
        Encoding.UTF8.GetBytes(new string(',', 5000)),
    ];

    [Theory]
    [InlineData("text", 1)]
    [InlineData("workbook", 2)]
    [InlineData("archive", 3)]
    [InlineData("register", 4)]
    [InlineData("page", 5)]
    [InlineData("document", 6)]
    public async Task Every_mangled_file_gives_rows_or_a_reason(string kind, int seed)
    {
        await using var register = new GivenRegister();
        var importer = new Importer(register.Database, Api.Kinds, new FixedTime());
        var originals = Originals(kind);
        var random = new Random(seed);
        var path = Path.Combine(register.Folder, "f.csv");
        for (var n = 0; n < Tries; n++)
        {
            var bytes = Mangle(originals[n % originals.Count], random);
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            List<TableReport> reports;
            try
            {
                reports = [.. importer.Import([path], new() { Body = "x", DryRun = true }, (_, _) => { })];
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                throw new InvalidOperationException($"{kind} {n}: {Convert.ToBase64String(bytes)}", e);
            }
            Assert.NotEmpty(reports);
            Assert.All(
                reports,
                report =>
                    Assert.True(
                        report.Rows?.Balances
                            ?? (report.Error?.Message ?? report.Skipped) is { Length: > 0 } reason
                                && !reason.Contains('\n', StringComparison.Ordinal),
                        $"{kind} {n}: {report.Error?.Message ?? report.Skipped}"
                    )
            );
        }
    }

    /// <summary>A million columns, a line of many megabytes, a heading row of thousands of words: each is refused in little time.</summary>
    [Theory]
    [InlineData("a,", 1_000_000, "\n")]
    [InlineData("Amount and date of supplier,", 4_000, "\n")]
    [InlineData("x", 40_000_000, "")]
    [InlineData("\"", 3_000_001, "")]
    public async Task What_is_beyond_all_bounds_is_refused_in_time(string piece, int times, string end)
    {
        await using var register = new GivenRegister();
        var line = new StringBuilder().Insert(0, piece, times).Append(end).ToString();
        var text = times < 10_000 ? new StringBuilder().Insert(0, line, 100).ToString() : line;
        var started = TimeProvider.System.GetTimestamp();

        var report = register.Import("wide.csv", text);

        Assert.Equal("notRecognised", report.Error!.Code);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 20);
    }

    private static List<byte[]> Originals(string kind)
    {
        var csv = Encoding.UTF8.GetBytes(
            "Title\n\nDate,Supplier Name,Amount (£),Ref\n01/04/2023,\"Acme, Ltd\",\"1,200.00\",T1\n13/04/2023,Bolt Ltd,(5.00),T2\n14/04/2023,\"Two\nlines\",7.00,T3\n,,1202.00,\n"
        );
        var register = Encoding.UTF8.GetBytes(
            "Reference number,Title,Supplier,Contract value,Start date,End date\nC1,Kerbs,Acme Ltd,\"1,000\",01/04/2019,31/03/2020\nC2,Bins,TBC,1-5,22/04/222,-\n"
        );
        var book = Xlsx.Of(
            (
                "A",
                null,
                [
                    ["Date", "Supplier", "Amount"],
                    [new DateOnly(2023, 4, 3), "Acme Ltd", 5.0],
                    [new DateOnly(2023, 4, 4), "Bolt Ltd", 6.5],
                ]
            ),
            (
                "B",
                null,
                [
                    ["Note"],
                ]
            )
        );
        return kind switch
        {
            "workbook" => [book],
            "archive" => [Xlsx.Zip(("a.csv", csv), ("b/c.xlsx", book))],
            "register" => [register],
            "page" =>
            [
                "<html><table><tr><th>Date<th>Supplier<th>Amount<tr><td rowspan=2>03/04/2023<td>Acme &amp; Co<td>5.00<tr><td colspan=2>6.50</table><style>x</style>"u8.ToArray(),
            ],
            "document" =>
            [
                Xlsx.Zip(
                    ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray()),
                    (
                        "content.xml",
                        Encoding.UTF8.GetBytes(
                            "<o:d xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:t=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:p=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><t:table t:name=\"A\"><t:table-row><t:table-cell><p:p>Date</p:p></t:table-cell><t:table-cell><p:p>Supplier</p:p></t:table-cell><t:table-cell><p:p>Amount</p:p></t:table-cell></t:table-row><t:table-row t:number-rows-repeated=\"3\"><t:table-cell o:value-type=\"date\" o:date-value=\"2023-04-13\"/><t:table-cell><p:p>Acme Ltd</p:p></t:table-cell><t:table-cell o:value-type=\"float\" o:value=\"5\"/></t:table-row></t:table></o:d>"
                        )
                    )
                ),
            ],
            _ =>
            [
                csv,
                .. Directory
                    .GetFiles(Path.Combine(Repository.Root, "tests/DecisionsApi.Tests/Fixtures/spend"), "*.csv")
                    .Order(StringComparer.Ordinal)
                    .Select(File.ReadAllBytes),
            ],
        };
    }

    private static byte[] Mangle(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1 when at < bytes.Count:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3 when at < bytes.Count:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, Math.Min(random.Next(1, 80), bytes.Count - at)));
                    break;
                default:
                    bytes.InsertRange(at, Splices[random.Next(Splices.Length)]);
                    break;
            }
        }
        return [.. bytes];
    }
}
