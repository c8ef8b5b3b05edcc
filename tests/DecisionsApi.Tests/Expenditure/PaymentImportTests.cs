using System.Text;
using System.Text.Json;
using DecisionsApi.Formats;
using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Expenditure;

public sealed class PaymentImportTests
{
    private const string Heading = "Date,Supplier Name,Amount,Transaction Number,Expense Code\n";

    [Fact]
    public async Task Reports_what_it_did_with_every_row()
    {
        await using var register = new GivenRegister();

        var report = register.Import(
            "quirks.csv",
            Heading
                + "12/01/2011,A LTD,\"1,440.00\",T1,7401\n"
                + ",,,,\n"
                + "13/01/2011,B LTD,(978),T2,7402\n"
                + "00:00:00,REDACTED UNDER DP ACT,73423.70999999999,T3,\n"
                + "14/01/2011,C LTD,12 CR,T4,\n"
                + "14/01/2011,D, LTD,12.00,T5,\n"
                + "Date,Supplier Name,Amount,Transaction Number,Expense Code\n"
                + "\"15/01/2011\",\"E \"odd\" LTD\",1.00,T6,\n"
                + ",,73885.71,,\n"
                + "© Test Council,,,,\n"
        );

        Snapshot.Match(JsonSerializer.Serialize(report, Json.Report));
    }

    [Theory]
    [InlineData(",,3.00,,", 1)] // the sum of all rows
    [InlineData(",,57.00,,", 1)] // a sum of other rows, alone in its row
    [InlineData("Total,,4.00,,", 0)] // a word is no evidence
    [InlineData("Total,,3.00,,", 1)] // the sum of all rows, and no day, supplier or reference
    [InlineData(",Total Gas,3.00,,", 0)]
    [InlineData(",,7.00,,7401", 0)] // a payment without day, supplier and reference
    [InlineData(",,3.00,,7401", 1)]
    public async Task A_total_is_told_by_what_it_adds_up_or_by_being_alone(string row, int notData)
    {
        await using var register = new GivenRegister();

        var report = register.Import("t.csv", Heading + "12/01/2011,A LTD,1,T1,1\n12/01/2011,A LTD,2,T2,1\n" + row + "\n");

        Assert.Equal((notData, 3 - notData), (report.Rows!.NotData, report.Rows.Saved));
    }

    [Fact]
    public async Task Shows_a_payment_with_its_origin()
    {
        await using var register = new GivenRegister();
        register.Import(
            "one.csv",
            "Date, Amount ,Supplier Name,Purpose,Name of  Body\n\n2012-11-22 00:00:00, 519.89 ,\"Smith, & \"\"Sons\"\"\",=1+1,Test Council\n"
        );

        var payment = (await register.Walk("/v1/expenditure")).Single();
        var single = await register.Get($"/v1/expenditure/{payment.GetProperty("id").GetString()}");

        Snapshot.Match(JsonSerializer.Serialize(single, Json.Report));
    }

    [Theory]
    [InlineData("utf-8", "Café £5 Ltd")]
    [InlineData("utf-8-bom", "Café £5 Ltd")]
    [InlineData("cp1252", "Café £5 Ltd")]
    [InlineData("utf-16", "Café £5 Ltd")]
    public async Task Reads_encodings_by_their_bytes(string encoding, string name)
    {
        await using var register = new GivenRegister();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var text = $"Date,Supplier,Amount\n01/02/2020,{name},5\n";
        byte[] bytes = encoding switch
        {
            "utf-8-bom" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            "cp1252" => Encoding.GetEncoding(1252).GetBytes(text),
            "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            _ => Encoding.UTF8.GetBytes(text),
        };

        register.Import("e.csv", bytes);

        var payment = (await register.Walk("/v1/expenditure")).Single();
        Assert.Equal(name, payment.GetProperty("supplier").GetProperty("nameAsPublished").GetString());
        Assert.Equal("2020-02-01", payment.GetProperty("paidOn").GetString());
    }

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    public async Task Finds_the_delimiter(string delimiter)
    {
        await using var register = new GivenRegister();

        var report = register.Import(
            "d.csv",
            "PAYMENT_DATE,supplier name,Net Amount\n01/02/2020,X,5\n".Replace(",", delimiter, StringComparison.Ordinal)
        );

        Assert.Equal((delimiter, 1, 5.00m), (report.Detected!.Delimiter, report.Rows!.Saved, report.SumAmount));
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>403</body></html>", "notATable", "an HTML page")]
    [InlineData("", "emptyFile", "zero bytes")]
    [InlineData("PK\u0003\u0004........[Content_Types].xml", "fileUnreadable", "the archive is damaged")]
    [InlineData("%PDF-1.7", "notATable", "a PDF document")]
    [InlineData("{\"a\": 1}", "notRecognised", "a JSON document")]
    [InlineData("just,some\nother,table\n", "notRecognised", "no heading row")]
    public async Task Names_a_file_for_what_it_is(string content, string code, string words)
    {
        await using var register = new GivenRegister();

        var report = register.Import("named.csv", content);

        Assert.Equal(code, report.Error!.Code);
        Assert.Contains(words, report.Error.Message, StringComparison.Ordinal);
        Assert.Empty(await register.Walk("/v1/sources"));
    }

    [Fact]
    public async Task Says_what_to_add_where_the_body_is_not_known()
    {
        await using var register = new GivenRegister();
        var path = Path.Combine(register.Folder, "x.csv");
        await File.WriteAllTextAsync(path, Heading + "12/01/2011,A,1,T1,\n", TestContext.Current.CancellationToken);

        var report = new Importer(register.Database, Api.Kinds, new FixedTime()).Import([path], new(), (_, _) => { }).Single();

        Assert.Equal("bodyUnknown", report.Error!.Code);
        Assert.Contains("--body", report.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contact_columns_are_blanked_everywhere()
    {
        await using var register = new GivenRegister();
        register.Import(
            "c.csv",
            "Date,Supplier,Amount,Contact Name,Email\n01/02/2020,X Ltd,5,\"Jane\nDoe\",jane@example.org\n01/02/2020,Y Ltd,oops,John Roe,j@example.org\n02/02/2020,Z Ltd,7,,\n"
        );

        var source = (await register.Walk("/v1/sources")).Single().GetProperty("id").GetString();
        var original = await register.Client.GetStringAsync(
            new Uri($"/v1/sources/{source}/original", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        var seen =
            original
            + await register.Get($"/v1/sources/{source}/rejected")
            + string.Concat((await register.Walk("/v1/expenditure?include=raw")).Select(p => p.ToString()));

        Assert.DoesNotContain("Doe", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Roe", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", seen, StringComparison.Ordinal);
        var last = (await register.Walk("/v1/expenditure?sort=-amount")).First();
        Assert.Equal(5, last.GetProperty("source").GetProperty("line").GetInt32());
        Assert.Equal("02/02/2020,Z Ltd,7,,", original.Split('\n')[4]);
    }

    [Fact]
    public async Task A_map_file_names_the_headings_of_other_people()
    {
        await using var register = new GivenRegister();
        var options = new ImportOptions
        {
            Columns = new Dictionary<string, string> { ["amount"] = "Betrag", ["supplierName"] = "Empfänger" },
        };

        var report = register.Import("m.csv", "Betrag;Empfänger;Datum\n12.50;Müller;01.02.2020\n", options);

        Assert.Equal(1, report.Rows!.Saved);
        var payment = (await register.Walk("/v1/expenditure?supplierName=MÜLLER")).Single();
        Assert.Equal("01.02.2020", payment.GetProperty("extra").GetProperty("Datum").GetString());
    }

    [Fact]
    public async Task The_original_is_kept_byte_for_byte()
    {
        await using var register = new GivenRegister();
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Heading + "12/01/2011,Ä,1,T1,\r\n\r")];
        register.Import("o.csv", bytes);

        var source = (await register.Walk("/v1/sources")).Single().GetProperty("id").GetString();
        var original = await register.Client.GetByteArrayAsync(
            new Uri($"/v1/sources/{source}/original", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(bytes, original);
    }

    [Theory]
    [InlineData("REDACTED UNDER DP ACT", true)]
    [InlineData("Redacted Personal Data", true)]
    [InlineData("*Redact - Personal Information", true)]
    [InlineData("****", true)]
    [InlineData("REDACTIVE PUBLISHING LIMITED", false)]
    [InlineData("SOUTH WEST WATER ***BUSINESS***", false)]
    [InlineData("PERSONAL COMP NEEDS", false)]
    [InlineData("TOTAL GAS & POWER LTD", false)]
    public async Task Withheld_values_are_told_from_firms(string name, bool withheld)
    {
        await using var register = new GivenRegister();
        register.Import("w.csv", Heading + $"12/01/2011,{name},1,T1,\n");

        Assert.Equal(withheld ? 1 : 0, (await register.Walk("/v1/expenditure?withheld=supplier.name")).Count);
        var payment = (await register.Walk("/v1/expenditure")).Single();
        Assert.Equal(withheld, payment.GetProperty("supplier").ValueKind == JsonValueKind.Null);
    }
}
