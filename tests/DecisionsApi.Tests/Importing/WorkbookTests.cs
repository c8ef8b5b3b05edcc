using System.Text;
using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Importing;

public sealed class WorkbookTests
{
    private static readonly object?[] Heading = ["Date", "Supplier Name", "Amount", "Ref"];
    private static readonly DateOnly Day = new(2023, 4, 3);
    private const string Csv = "Date,Supplier Name,Amount\n03/04/2023,Acme Ltd,5.00\n";

    [Fact]
    public async Task Each_sheet_is_a_table_with_its_row_numbers_and_what_is_none_is_skipped_with_a_reason()
    {
        await using var register = new GivenRegister();
        var bytes = Xlsx.Of(
            (
                "Cover",
                null,
                [
                    ["Payments over £500"],
                    null,
                    ["Test Council"],
                ]
            ),
            (
                "April",
                null,
                [
                    ["Payments to suppliers"],
                    null,
                    Heading,
                    [Day, "Acme \"A\" Ltd", 73423.70999999999, "T1"],
                    null,
                    [Day, "Bolt,\nLtd", -5.0, 7],
                ]
            ),
            ("May", null, [Heading, [new DateOnly(2023, 5, 4), "Cork Ltd", 7, "T3"]]),
            ("Old", "hidden", [Heading, [Day, "Dale Ltd", 9.0, "T4"]]),
            (
                "Pivot",
                null,
                [
                    ["Supplier Name", "Sum of Amount"],
                    ["Acme Ltd", 73423.71],
                ]
            ),
            ("Empty", null, [])
        );

        var reports = Reports(register, "spend.csv", bytes);

        Assert.Equal(
            [
                "Cover has no heading row that is understood",
                "April 2 73418.71",
                "May 1 7.00",
                "Old is hidden",
                "Pivot it is a summary: it has no days, as other sheets have",
                "Empty is empty",
            ],
            reports.Select(r => $"{r.Sheet} {r.Skipped ?? r.Error?.Message ?? $"{r.Rows!.Saved} {r.SumAmount}"}")
        );
        Assert.Equal("spend.csv#April", reports[1].SourceName);
        Assert.Empty(reports[1].Issues!);
        var payments = await register.Walk("/v1/expenditure?include=raw&sort=amount");
        var source = payments[0].GetProperty("source");
        Assert.Equal(("April", 6), (source.GetProperty("sheet").GetString(), source.GetProperty("line").GetInt32()));
        Assert.Equal("2023-04-03,\"Bolt,\nLtd\",-5.00,7", source.GetProperty("raw").GetString());
        Assert.Equal("2023-04-03", payments[0].GetProperty("paidOn").GetString());
        Assert.Equal(
            bytes,
            await register.Client.GetByteArrayAsync(
                new Uri($"/v1/sources/{source.GetProperty("id").GetString()}/original", UriKind.Relative),
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public async Task A_workbook_with_contact_persons_on_any_sheet_is_not_kept()
    {
        await using var register = new GivenRegister();
        var reports = Reports(
            register,
            "c.xlsx",
            Xlsx.Of(
                ("A", null, [Heading, [Day, "Acme Ltd", 5.0, "T"]]),
                (
                    "B",
                    "hidden",
                    [
                        ["Contact Name", "Amount"],
                        ["Jane Doe", 1],
                    ]
                )
            )
        );

        var source = (await register.Walk("/v1/sources")).Single().GetProperty("id").GetString();
        using var answer = await register.Client.GetAsync(
            new Uri($"/v1/sources/{source}/original", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(1, reports[0].Rows!.Saved);
        Assert.False(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task The_files_of_an_archive_are_read_each_by_its_own_kind_and_no_name_leads_outside()
    {
        await using var register = new GivenRegister();
        var archive = Xlsx.Zip(
            ("2023/april.csv", Encoding.UTF8.GetBytes(Csv)),
            ("2023/may.xlsx", Xlsx.Of(("May", null, [Heading, [Day, "Bolt Ltd", 6.0, "T1"]]))),
            ("../../etc/evil.csv", Encoding.UTF8.GetBytes(Csv)),
            ("readme.txt", "Read me"u8.ToArray()),
            ("inner.zip", Xlsx.Zip(("a.csv", Encoding.UTF8.GetBytes(Csv)))),
            ("page.csv", "<html></html>"u8.ToArray())
        );

        var reports = Reports(register, "all.zip", archive);

        Assert.Equal(
            [
                "all.zip!2023/april.csv 5.00",
                "all.zip!2023/may.xlsx#May 6.00",
                "all.zip!../../etc/evil.csv entryRefused",
                " a .txt file that holds no table",
                "all.zip!inner.zip notATable",
                "all.zip!page.csv notATable",
            ],
            reports.Select(r => $"{r.SourceName} {r.Skipped ?? r.Error?.Code ?? $"{r.SumAmount}"}")
        );
        Assert.Equal(["2023/april.csv", "2023/may.xlsx"], reports.Take(2).Select(r => r.Entry));
    }

    [Fact]
    public async Task An_archive_that_unpacks_without_end_costs_little_and_is_refused()
    {
        await using var register = new GivenRegister();
        var zeros = new byte[64 << 20];

        var zip = Reports(register, "bomb.zip", Xlsx.Zip(("a.csv", zeros))).Single();
        var workbook = Reports(register, "bomb.xlsx", Xlsx.Zip(("[Content_Types].xml", zeros))).Single();

        Assert.Equal(("entryRefused", "fileUnreadable"), (zip.Error!.Code, workbook.Error!.Code));
        Assert.Contains("250 times", zip.Error.Message + workbook.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entities_of_a_workbook_are_not_expanded()
    {
        await using var register = new GivenRegister();
        var good = Xlsx.Of(("A", null, [Heading, [Day, "Acme Ltd", 5.0, "T"]]));
        var laughs =
            "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>";

        var report = Reports(register, "laughs.xlsx", Replaced(good, "xl/worksheets/sheet0.xml", laughs)).Single();

        Assert.Equal("fileUnreadable", report.Error!.Code);
    }

    [Fact]
    public async Task A_map_beside_the_file_is_used_and_named()
    {
        await using var register = new GivenRegister();
        await File.WriteAllTextAsync(
            Path.Combine(register.Folder, "x.columns.json"),
            "{\"amount\": \"Zwei\", \"supplierName\": \"Wer\"}",
            TestContext.Current.CancellationToken
        );

        var report = register.Import("x.csv", "Wer,Eins,Zwei\nAcme Ltd,1.00,2.00\n");

        Assert.Equal((2.00m, "columnsFile: x.columns.json"), (report.SumAmount, report.Detected!.Notes!.Single()));
        Assert.Equal(1, report.Detected.Scores!["amount"]);
    }

    [Fact]
    public async Task Standard_input_may_be_a_workbook()
    {
        await using var register = new GivenRegister();
        using var input = new MemoryStream(Xlsx.Of(("A", null, [Heading, [Day, "Acme Ltd", 5.0, "T"]])));

        var report = new Importer(register.Database, Api.Kinds, new FixedTime())
            .ImportStream(input, new() { Body = GivenRegister.Council, SourceName = "stdin" }, (_, _) => { })
            .Single();

        Assert.Equal(("stdin#A", 5.00m), (report.SourceName, report.SumAmount));
    }

    [Fact]
    public async Task A_workbook_of_the_older_format_is_read_the_same()
    {
        await using var register = new GivenRegister();
        var path = Path.Combine(Repository.Root, "tests/DecisionsApi.Tests/Fixtures/april.xls");

        var reports = Reports(register, "april.csv", await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal(("April 2023", 1195.50m, "is hidden"), (reports[0].Sheet, reports[0].SumAmount, reports[1].Skipped));
        var payment = (await register.Walk("/v1/expenditure?include=raw&sort=amount")).First();
        Assert.Equal("2023-04-13,Café Ltd,-5.00,T2", payment.GetProperty("source").GetProperty("raw").GetString());
        Assert.Equal(("2023-04-13", "net"), (payment.GetProperty("paidOn").GetString(), payment.GetProperty("vatBasis").GetString()));
    }

    private static byte[] Replaced(byte[] archive, string name, string text)
    {
        using var stream = new MemoryStream();
        stream.Write(archive);
        using (var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(name)!.Delete();
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }
        return stream.ToArray();
    }

    private static List<TableReport> Reports(GivenRegister register, string name, byte[] bytes)
    {
        var path = Path.Combine(register.Folder, name);
        File.WriteAllBytes(path, bytes);
        return register.ImportAll(path, new() { Body = GivenRegister.Council });
    }
}
