using System.Globalization;
using System.Text;
using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Importing;

/// <summary>Reports written as HTML and called .xls, as SAP and Oracle do, and OpenDocument spreadsheets, as departments publish them.</summary>
public sealed class OtherWorkbookTests
{
    private const string Report = """
        <html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"><style>td { mso-number-format: "\@" }</style></head>
        <body><table border=1>
        <tr><td colspan=4>Payments over £500</td></tr>
        <tr><th>Posting Date</th><th>Vendor Name</th><th>Amount in LC</th><th>Document Number</th></tr>
        <tr><td rowspan=2>13.04.2023</td><td>Bolt &amp; Nut
          Ltd</td><td align=right>1,234.56&nbsp;</td><td>0019</td></tr>
        <tr><td>Acme<br>Ltd</td><td>38,937.00-</td><td>0020</td></tr>
        <tr><td>14.04.2023</td><td>Cork Ltd</td><td>5.00</td><td>0021</td></tr>
        </table><script>document.write("<table><tr><td>9</td></tr></table>")</script></body></html>
        """;

    private const string Namespaces =
        "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
        + "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"";

    [Fact]
    public async Task A_report_that_is_a_page_with_a_table_is_read_as_the_table()
    {
        await using var register = new GivenRegister();

        var report = register.Import("april.xls", Report);

        Assert.Equal(("april.xls", null, 3, -37_697.44m), (report.SourceName, report.Sheet, report.Rows!.Saved, report.SumAmount));
        var payments = await register.Walk("/v1/expenditure?sort=amount");
        Assert.Equal(
            ["4  -38937.00 Acme Ltd 0020", "5 2023-04-14 5.00 Cork Ltd 0021", "3 2023-04-13 1234.56 Bolt & Nut Ltd 0019"],
            payments.Select(Line)
        );
        var source = payments[0].GetProperty("source").GetProperty("id").GetString();
        Assert.Equal(Report, await register.GetText($"/v1/sources/{source}/original"));
    }

    private const string Excel2003 = """
        <?xml version="1.0"?>
        <?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
          xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:html="http://www.w3.org/TR/REC-html40">
        <Worksheet ss:Name="Notes"><Table><Row><Cell><Data ss:Type="String">kept inside</Data></Cell></Row></Table>
          <x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
        <Worksheet ss:Name="April 2023"><Table ss:ExpandedColumnCount="4">
          <Row><Cell ss:MergeAcross="4"><Data ss:Type="String">Payments over £500</Data></Cell></Row>
          <Row ss:Index="3"><Cell><Data ss:Type="String">Payment Date</Data></Cell><Cell><Data ss:Type="String">Cost Centre</Data></Cell>
            <Cell><Data ss:Type="String">Supplier</Data></Cell>
            <Cell><Data ss:Type="String">Amount</Data></Cell><Cell><Data ss:Type="String">Reference</Data></Cell></Row>
          <Row><Cell><Data ss:Type="DateTime">2023-04-13T00:00:00.000</Data></Cell><Cell><Data ss:Type="String">Roads</Data></Cell>
            <Cell><ss:Data ss:Type="String"><html:B>Bolt</html:B> &amp; Nut Ltd</ss:Data><Comment><ss:Data>asked twice</ss:Data></Comment></Cell>
            <Cell ss:Formula="=1"><Data ss:Type="Number">642.3000000000001</Data></Cell><Cell><Data ss:Type="String">0019</Data></Cell></Row>
          <Row><Cell><Data ss:Type="DateTime">2023-04-14T00:00:00.000</Data></Cell>
            <Cell ss:Index="3"><Data ss:Type="String">Acme Ltd</Data></Cell><Cell><Data ss:Type="Number">-38937</Data></Cell><Cell><Data ss:Type="String">0020</Data></Cell></Row>
        </Table></Worksheet></Workbook>
        """;

    [Fact]
    public async Task An_XML_Spreadsheet_of_Excel_2003_is_read_sheet_by_sheet()
    {
        await using var register = new GivenRegister();

        var path = Path.Combine(register.Folder, "april.xls");
        await File.WriteAllTextAsync(path, Excel2003, TestContext.Current.CancellationToken);

        var reports = register.ImportAll(path, new() { Body = GivenRegister.Council });

        Assert.Equal(
            ["Notes skipped", "April 2023 2 -38294.70"],
            reports.Select(r => $"{r.Sheet} {(r.Skipped is null ? $"{r.Rows!.Saved} {r.SumAmount}" : "skipped")}")
        );
        var payments = await register.Walk("/v1/expenditure?sort=amount");
        Assert.Equal(["5 2023-04-14 -38937.00 Acme Ltd 0020", "4 2023-04-13 642.30 Bolt & Nut Ltd 0019"], payments.Select(Line));
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", "")]
    [InlineData("", "<Row ss:Index=\"99999999\"/>")]
    [InlineData("", "<Row><Cell ss:Index=\"99999999\"/></Row>")]
    [InlineData("", "<Row><Cell ss:MergeAcross=\"99999999\"/></Row>")]
    [InlineData("", "<Row><Cell>")]
    public async Task A_hostile_XML_Spreadsheet_is_refused(string before, string rows)
    {
        await using var register = new GivenRegister();

        var report = register.Import(
            "april.xls",
            $"<?xml version=\"1.0\"?>{before}<ss:Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><ss:Worksheet ss:Name=\"A\"><ss:Table>"
                + $"{rows.Replace("<R", "<ss:R", StringComparison.Ordinal).Replace("<C", "<ss:C", StringComparison.Ordinal).Replace("</R", "</ss:R", StringComparison.Ordinal)}</ss:Table></ss:Worksheet></ss:Workbook>"
        );

        Assert.NotNull(report.Error);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body><h1>403</h1></body></html>")]
    [InlineData("<html><body><table><tr><td>Menu</td><td>Search</td></tr></table><p>Not found</p></body></html>")]
    [InlineData("<table></table>")]
    public async Task A_page_without_a_table_of_data_is_a_page(string page)
    {
        await using var register = new GivenRegister();

        var report = register.Import("april.csv", page);

        Assert.Equal("notATable", report.Error!.Code);
        Assert.Contains("an HTML page", report.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<div>", 400_000)]
    [InlineData("<table><tr><td>", 100_000)]
    [InlineData("<table><tr><td colspan=1000><td colspan=1000><td colspan=1000><td colspan=1000><td colspan=1000>", 1)]
    [InlineData("<table><tr><td rowspan=65534 colspan=1000>x", 2_000)]
    [InlineData("<b><p>", 20_000)]
    public async Task A_hostile_page_costs_little_and_is_refused(string part, int times)
    {
        await using var register = new GivenRegister();

        var report = register.Import("evil.xls", "<html>" + new StringBuilder().Insert(0, part, times));

        Assert.Contains(report.Error!.Code, new[] { "notATable", "fileUnreadable" });
    }

    [Fact]
    public async Task A_page_beyond_the_bounds_is_refused_by_name()
    {
        await using var register = new GivenRegister();

        var report = register.Import("big.xls", "<html>" + new string('x', 33 << 20));

        Assert.Contains("more than 32 MB", report.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_document_spreadsheet_is_read_by_the_types_of_its_cells()
    {
        await using var register = new GivenRegister();

        var reports = Ods(
            register,
            Sheet("Cover", "", Row(Text("Spend over £25,000"))),
            Sheet(
                "April",
                "",
                Row(Text("Date"), Text("Supplier"), Text("Amount"), Text("Transaction Number")),
                "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
                Row(
                    Day("2023-04-13"),
                    Text("Bolt Ltd<office:annotation><text:p>a note</text:p></office:annotation>"),
                    Sum("1234.5", "£1,234.50"),
                    Sum("19", "0019")
                ),
                Row(Day("2023-04-14T00:00:00"), Text("Acme<text:s/>Ltd"), Sum("-73423.70999999999", "-73423.71"), Text("T2")),
                "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>"
            ),
            Sheet("Old", " table:style-name=\"gone\"", Row(Text("Date"), Text("Supplier"), Text("Amount")))
        );

        Assert.Equal(
            ["Cover has no heading row that is understood", "April 2", "Old is hidden"],
            reports.Select(r => $"{r.Sheet} {r.Skipped ?? r.Error?.Message ?? $"{r.Rows!.Saved}"}")
        );
        Assert.Equal(
            ["5 2023-04-14 -73423.71 Acme Ltd T2", "4 2023-04-13 1234.50 Bolt Ltd 0019"],
            (await register.Walk("/v1/expenditure?sort=amount")).Select(Line)
        );
    }

    [Theory]
    [InlineData(
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><office:document-content>&b;</office:document-content>"
    )]
    [InlineData("<office:document-content><table:table><table:table-row>")]
    [InlineData("")]
    public async Task A_hostile_or_damaged_document_is_refused(string content)
    {
        await using var register = new GivenRegister();

        var report = register.Import(
            "evil.ods",
            Xlsx.Zip(
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray()),
                ("content.xml", Encoding.UTF8.GetBytes(content))
            )
        );

        Assert.Equal("fileUnreadable", report.Error!.Code);
    }

    [Fact]
    public async Task Rows_and_cells_repeated_without_end_are_refused()
    {
        await using var register = new GivenRegister();

        var reports = Ods(
            register,
            Sheet(
                "A",
                "",
                "<table:table-row table:number-rows-repeated=\"2000000000\"><table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>",
                Row(Text("Date"))
            )
        );

        Assert.Contains("has more than 1048576 rows", reports.Single().Error!.Message, StringComparison.Ordinal);
    }

    private static List<TableReport> Ods(GivenRegister register, params string[] sheets)
    {
        var content =
            $"<office:document-content {Namespaces}><office:automatic-styles><style:style style:name=\"gone\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>"
            + $"<office:body><office:spreadsheet>{string.Concat(sheets)}</office:spreadsheet></office:body></office:document-content>";
        var path = Path.Combine(register.Folder, "spend.ods");
        File.WriteAllBytes(
            path,
            Xlsx.Zip(
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray()),
                ("content.xml", Encoding.UTF8.GetBytes(content))
            )
        );
        return [.. register.ImportAll(path, new() { Body = "x" }).Where(report => report.File == path)];
    }

    private static string Sheet(string name, string more, params string[] rows) =>
        $"<table:table table:name=\"{name}\"{more}>{string.Concat(rows)}</table:table>";

    private static string Row(params string[] cells) => $"<table:table-row>{string.Concat(cells)}</table:table-row>";

    private static string Text(string text) =>
        text.IndexOf("<office", StringComparison.Ordinal) is >= 0 and var note
            ? $"<table:table-cell office:value-type=\"string\">{text[note..]}<text:p>{text[..note]}</text:p></table:table-cell>"
            : $"<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>";

    private static string Day(string day) =>
        $"<table:table-cell office:value-type=\"date\" office:date-value=\"{day}\"><text:p>shown otherwise</text:p></table:table-cell>";

    private static string Sum(string value, string shown) =>
        $"<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>{shown}</text:p></table:table-cell>";

    private static string Line(System.Text.Json.JsonElement payment) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{payment.GetProperty("source").GetProperty("line")} {payment.GetProperty("paidOn").GetString()} {payment.GetProperty("amount")} {payment.GetProperty("supplier").GetProperty("nameAsPublished").GetString()} {payment.GetProperty("transactionReference").GetString()}"
        );
}
