using System.Globalization;
using System.Text;
using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Formats;

/// <summary>What the register exports is a copy: importing it changes nothing.</summary>
public sealed class ReimportTests
{
    private static readonly string[] Resources =
    [
        "bodies",
        "decisions",
        "contracts",
        "programmes",
        "expenditure",
        "suppliers",
        "links",
        "sources",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_whole_register_comes_back_unchanged_in_every_form(int seed)
    {
        await using var register = new GivenRegister(("RateLimit:Enabled", "false")).Shipped();
        register.Import("spend.csv", Spend(new Random(seed)), new() { Body = "test-council" });
        var before = Sequence(register);
        foreach (var format in new[] { "csv", "jsonl", "xlsx" })
        {
            foreach (var report in await Reimport(register, format))
            {
                Assert.True(report.Error is null, $"{report.File}: {report.Error?.Message}");
                Assert.Equal("", string.Join('\n', (report.Rejected ?? []).Take(5)));
                Assert.True(
                    report.Skipped is not null || report.Rows is { Saved: 0, Rejected: 0, Withdrawn: 0 },
                    $"{report.File} {report.Rows}"
                );
            }
            Assert.Equal(before, Sequence(register));
        }
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task A_copy_that_says_something_else_is_refused_with_the_field()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", "Date,Supplier Name,Amount,Purpose\n01/02/2013,Acme,12.50,Tea\n02/02/2013,Brown,7,Milk\n");
        var before = Sequence(register);
        var copy = (await register.GetText("/v1/expenditure.csv")).Replace(",Tea,", ",Coffee,", StringComparison.Ordinal);

        var report = register.Import("copy.csv", copy);

        Assert.Equal((1, 1, 0), (report.Rows!.AlreadyPublished, report.Rows.Rejected, report.Rows.Saved));
        var fault = Assert.Single(report.Rejected!);
        Assert.Equal(("purpose", "copyDiffers", "Coffee"), (fault.Column, fault.Code, fault.Found));
        Assert.StartsWith("Tea, as the register has it", fault.Expected, StringComparison.Ordinal);
        Assert.Equal(before, Sequence(register));
    }

    [Fact]
    public async Task A_copy_of_what_was_withdrawn_does_not_bring_it_back()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", "Date,Supplier Name,Amount\n01/02/2013,Acme,12.50\n02/02/2013,Brown,7\n");
        var copy = await register.GetText("/v1/expenditure.csv");
        register.Import("a.csv", "Date,Supplier Name,Amount\n01/02/2013,Acme,12.50\n");
        var before = Sequence(register);

        var report = register.Import("copy.csv", copy);

        Assert.Equal((2, 0), (report.Rows!.AlreadyPublished, report.Rows.Rejected));
        Assert.Equal(before, Sequence(register));
    }

    [Fact]
    public async Task A_copy_is_no_new_version_of_a_file_of_the_same_name()
    {
        await using var register = new GivenRegister();
        register.Import("expenditure.csv", "Date,Supplier Name,Amount\n01/02/2013,Acme,12.50\n02/02/2013,Brown,7\n");
        var before = Sequence(register);

        var report = register.Import("expenditure.csv", await register.GetText("/v1/expenditure.csv?minAmount=10"));

        Assert.Equal((1, 0, "export of expenditure.csv"), (report.Rows!.AlreadyPublished, report.Rows.Withdrawn, report.SourceName));
        Assert.Equal(before, Sequence(register));
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task What_a_register_does_not_have_is_taken_in()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend(new Random(4)));
        var page = (await register.Get("/v1/expenditure?limit=1")).GetProperty("page");
        await using var other = new GivenRegister();

        var report = other.Import("copy.csv", await register.GetText("/v1/expenditure.csv"));

        Assert.Equal(
            (page.GetProperty("count").GetInt32(), page.GetProperty("sumAmount").GetDecimal()),
            (report.Rows!.Saved, report.SumAmount!.Value)
        );
    }

    [Fact]
    public async Task Real_contracts_come_back_unchanged()
    {
        var contracts = RealData.Folder("contracts");
        var ocds = RealData.Folder("ocds");
        await using var register = new GivenRegister(("RateLimit:Enabled", "false"), ("Exports:PerClient", "8")).Shipped();
        register.ImportAll(contracts);
        register.ImportAll(ocds);
        var before = Sequence(register);

        foreach (var format in new[] { "csv", "jsonl", "xlsx" })
        {
            var reports = await Reimport(register, format);

            Assert.Equal("", string.Join('\n', reports.SelectMany(report => report.Rejected ?? []).Take(5)));
            Assert.Equal(before, Sequence(register));
        }
    }

    private static async Task<List<TableReport>> Reimport(GivenRegister register, string format)
    {
        var folder = Directory.CreateDirectory(Path.Combine(register.Folder, format)).FullName;
        foreach (var resource in Resources)
        {
            var bytes = await register.Client.GetByteArrayAsync(
                new Uri($"/v1/{resource}.{format}", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{resource}.{format}"), bytes, TestContext.Current.CancellationToken);
        }
        return register.ImportAll(folder);
    }

    private static long Sequence(GivenRegister register)
    {
        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        return DecisionsApi.Register.RegisterSql.Head(reading.Connection);
    }

    private static string Spend(Random random)
    {
        string[] suppliers = ["=Acme Ltd", "'=quoted", "Brown & Sons", "Ævar \"Café\"", "REDACTED PERSONAL DATA", "00123", ""];
        string[] purposes =
        [
            "-1+1",
            "two\r\nlines",
            "tab\tinside",
            "_x0041_",
            "control \u0001",
            new string('x', 40_000),
            "",
            "1/2",
            "TRUE",
            "[1]",
            "{}",
        ];
        var text = new StringBuilder("Date,Supplier Name,Amount,Purpose,Invoice No,Fund,VAT,Contact email\n");
        for (var i = 0; i < 60; i++)
        {
            var day =
                random.Next(9) == 0
                    ? "TBC"
                    : new DateOnly(2012, 1, 1).AddDays(random.Next(900)).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
            var vat = random.Next(3) == 0 ? "" : "1";
            var (supplier, purpose, fund) = (Quoted(Pick(suppliers)), Quoted(Pick(purposes)), Quoted(Pick(purposes)[..1]));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{day},{supplier},{random.Next(-500_000, 5_000_000) / 100m},{purpose},00{i},{fund},{vat},a@b.c\n"
            );
        }
        return text.ToString();

        string Pick(string[] texts) => texts[random.Next(texts.Length)] is { Length: > 0 } picked ? picked : " ";
        static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
