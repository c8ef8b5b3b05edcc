using System.IO.Compression;
using System.IO.Pipelines;
using DecisionsApi.Formats;

namespace DecisionsApi.Tests.Formats;

public sealed class WorkbookTests
{
    private const string Spend = """
        Date,Supplier Name,Amount,Invoice No,Purpose
        01/02/2013,"=HYPERLINK(""x"")",12.50,00123456,=1+1
        02/02/2013,REDACTED PERSONAL DATA,-7,00123457,
        ,Brown,1000,00123458,Tea
        """;

    [Fact]
    public async Task Days_and_amounts_are_such_and_everything_else_is_text()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);

        var sheet = Opened.Workbook(
            await Get(register, "/v1/expenditure.xlsx?fields=paidOn,amount,supplier.name,invoiceReference,purpose")
        )[0];

        Assert.Equal("expenditure", sheet.Name);
        Assert.Equal(
            [
                ["paidOn", "amount", "supplier.name", "invoiceReference", "purpose"],
                [new DateTime(2013, 2, 2), -7d, null, "00123457", null],
                [new DateTime(2013, 2, 1), 12.5d, "=HYPERLINK(\"x\")", "00123456", "=1+1"],
                [null, 1000d, "Brown", "00123458", "Tea"],
            ],
            sheet.Rows
        );
    }

    [Fact]
    public async Task A_workbook_says_where_it_comes_from_and_what_its_columns_mean()
    {
        await using var register = new GivenRegister(("PublicUrl", "https://register.example"));
        register.Import("a.csv", Spend);

        var book = Opened.Workbook(await Get(register, "/v1/expenditure?format=xlsx&minAmount=0&fields=id,amount"));

        Assert.Equal(["expenditure", "About", "Columns"], book.Select(sheet => sheet.Name));
        var about = book[1].Rows.ToLookup(row => (string)row[0]!, row => row[1]);
        Assert.Equal("https://register.example/v1/expenditure?fields=id,amount&format=xlsx&minAmount=0", about["Query"].Single());
        Assert.Equal(
            (4d, 2d, 1012.5d),
            ((double)about["Register sequence"].Single()!, (double)about["Rows"].Single()!, (double)about["Sum of amounts"].Single()!)
        );
        Assert.Equal("2026-01-02T03:04:05Z", about["Register changed"].Single());
        Assert.Contains("Open Government Licence v3.0", (string)about["Licence"].Single()!, StringComparison.Ordinal);
        Assert.NotNull(about["Attribution"].Single());
        Assert.Equal(["column", "id", "amount"], book[2].Rows.Select(row => row[0]));
        Assert.Equal("number", book[2].Rows[2][1]);
        Assert.StartsWith("Amount in pounds", (string)book[2].Rows[2][2]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_withheld_is_grey_and_what_is_not_published_is_not()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);

        var xml = await Part(
            await Get(register, "/v1/expenditure.xlsx?fields=supplier.name,purpose&maxAmount=0"),
            "xl/worksheets/sheet1.xml"
        );

        // The one record: its supplier is withheld, its purpose was not published.
        var cells = xml.Split("<row")[2];
        Assert.Matches("""<c[^>]* s="\d+"[^>]*(/>|></c>)\s*<c(?![^>]* s=)[^>]*/>""", cells);
    }

    [Fact]
    public async Task The_heading_stays_in_sight_and_can_be_filtered_by()
    {
        await using var register = new GivenRegister().Shipped();

        var xml = await Part(await Get(register, "/v1/decisions.xlsx?fields=id,title"), "xl/worksheets/sheet1.xml");

        Assert.Contains("state=\"frozen\"", xml, StringComparison.Ordinal);
        Assert.Contains("<autoFilter ref=\"A1:B1048576\"", xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_beyond_a_sheet_go_on_on_the_next_and_it_says_so()
    {
        var book = Opened.Workbook(await Written(new Xlsx(rowsOnSheet: 3), Enumerable.Range(1, 5).Select(i => $"row {i}")));

        Assert.Equal(["things", "things (2)", "things (3)", "About", "Columns"], book.Select(sheet => sheet.Name));
        Assert.Equal(
            [
                ["text"],
                ["row 1"],
                ["row 2"],
                ["text"],
                ["row 3"],
                ["row 4"],
                ["text"],
                ["row 5"],
            ],
            book.Take(3).SelectMany(sheet => sheet.Rows).Select(row => row.Select(cell => (string)cell!))
        );
        Assert.Contains("over 3 sheets", (string)book[3].Rows.Single(row => Equals(row[0], "Sheets"))[1]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_no_cell_can_hold_is_cut_and_says_so()
    {
        var book = Opened.Workbook(await Written(new Xlsx(), [new string('x', 40_000), "short"]));

        var cell = (string)book[0].Rows[1][0]!;
        Assert.Equal(Xlsx.MaxText, cell.Length);
        Assert.EndsWith("xxx … (cut: 40,000 characters)", cell, StringComparison.Ordinal);
        Assert.StartsWith("1 cells are cut", (string)book[1].Rows.Single(row => Equals(row[0], "Cut"))[1]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\u0001b\u001f")]
    [InlineData("_x0041_ as published")]
    [InlineData(" leading and trailing ")]
    [InlineData("two\nlines\ttab\r\nand three")]
    [InlineData("<&>\"'😀")]
    public async Task Any_text_comes_back_as_it_was(string text)
    {
        var book = Opened.Workbook(await Written(new Xlsx(), [text]));

        Assert.Equal(text, book[0].Rows[1][0]);
    }

    [Fact]
    public async Task An_empty_list_is_a_workbook_with_a_heading()
    {
        var book = Opened.Workbook(await Written(new Xlsx(), []));

        Assert.Equal("text", Assert.Single(book[0].Rows)[0]);
    }

    private static async Task<byte[]> Written(TableFormat format, IEnumerable<string> texts)
    {
        using var output = new MemoryStream();
        var pipe = PipeWriter.Create(output);
        var table = new Table<string>(
            "things",
            [
                [.. texts],
            ],
            [new("text", text => text)]
        );
        await format.Write(table, pipe, TestContext.Current.CancellationToken);
        await pipe.CompleteAsync();
        return output.ToArray();
    }

    private static async Task<string> Part(byte[] workbook, string name)
    {
        await using var zip = new ZipArchive(new MemoryStream(workbook));
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync(TestContext.Current.CancellationToken));
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<byte[]> Get(GivenRegister register, string path)
    {
        using var response = await register.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, path);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", response.Content.Headers.ContentType?.ToString());
        Assert.Empty(response.Content.Headers.ContentEncoding);
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}
