using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Importing;

/// <summary>
/// Workbooks as police and crime commissioners publish them over the years: a sheet a month, cover and hidden sheets, days as serials or
/// as text, totals between, tax beside, names withheld, tables side by side or one below the other, headings that change. Every value counts.
/// </summary>
public sealed class CommissionerWorkbookTests
{
    [Fact]
    public async Task Months_on_sheets_of_their_own_are_read_whatever_each_looks_like()
    {
        await using var register = new GivenRegister();

        var reports = Import(
            register,
            "OPCC spend 2015-16.xlsx",
            (
                "Cover",
                null,
                [
                    ["Office of the Police and Crime Commissioner"],
                    null,
                    ["Spend over £500 in 2015-16"],
                ]
            ),
            (
                "Apr 15",
                null,
                [
                    ["Payments over £500", null, null, "April 2015"],
                    null,
                    ["Date", "Supplier", "Description", "Net", "VAT", "Gross"],
                    [new DateOnly(2015, 4, 3), "Acme Ltd", "Audit", 1000.0, 200.0, 1200.0],
                    [new DateOnly(2015, 4, 7), "Redacted", "Victim services", 600.5, 0.0, 600.5],
                    [null, null, "Total", 1600.5, 200.0, 1800.5],
                ]
            ),
            (
                "May 15",
                null,
                [
                    ["Payment Date", "Payee", "Purpose of Spend", "Amount (exc VAT)", "VAT", "Amount (inc VAT)"],
                    ["05/05/2015", "Bolt & Sons", "Printing", "£1,500.00", "£300.00", "£1,800.00"],
                    ["06/05/2015", "Bolt & Sons", "Printing", "(£500.00)", "(£100.00)", "(£600.00)"],
                    null,
                    ["Prepared by the finance team"],
                ]
            ),
            (
                "June 2015",
                null,
                [
                    ["Supplier Name", "Details", "Value"],
                    ["Cork Ltd", "Rent", 750.0],
                    ["Dale LLP", "Legal advice", 812.25],
                    ["Dale LLP", "Legal advice", 100.0],
                ]
            ),
            (
                "July 2015",
                "hidden",
                [
                    ["Date", "Supplier", "Net"],
                    [new DateOnly(2015, 7, 1), "Gone Ltd", 1.0],
                ]
            )
        );

        Assert.Equal(
            ["Cover skipped", "Apr 15 2 1600.50", "May 15 2 1000.00", "June 2015 3 1662.25", "July 2015 skipped"],
            reports.Select(Line)
        );
        Assert.All(reports.Where(r => r.Rows is not null), r => Assert.Empty(r.Rejected!));
        Assert.Equal(
            [
                "2015-04-03 1000.00 1200.00 net Acme Ltd Audit",
                "2015-04-07 600.50 600.50 net - Victim services",
                "2015-05-05 1500.00 1800.00 net Bolt & Sons Printing",
                "2015-05-06 -500.00 -600.00 net Bolt & Sons Printing",
                "null 750.00 null unknown Cork Ltd Rent",
                "null 812.25 null unknown Dale LLP Legal advice",
                "null 100.00 null unknown Dale LLP Legal advice",
            ],
            await Payments(register)
        );
    }

    [Fact]
    public async Task Months_side_by_side_are_two_tables()
    {
        await using var register = new GivenRegister();
        object?[] heading = ["Date", "Supplier", "Amount"];

        var reports = Import(
            register,
            "OPCC spend.xlsx",
            (
                "2013",
                null,
                [
                    ["April 2013", null, null, null, "May 2013"],
                    [.. heading, null, .. heading],
                    [new DateOnly(2013, 4, 2), "Acme Ltd", 500.0, null, new DateOnly(2013, 5, 2), "Bolt Ltd", 600.0],
                    [new DateOnly(2013, 4, 3), "Cork Ltd", 510.0, null, null, null, null],
                    [null, null, 1010.0, null, null, null, null],
                ]
            )
        );

        Assert.Equal(["2013 2 1010.00", "2013 (2) 1 600.00"], reports.Select(Line));
        Assert.Equal(
            [
                "2013-04-02 500.00 null unknown Acme Ltd -",
                "2013-04-03 510.00 null unknown Cork Ltd -",
                "2013-05-02 600.00 null unknown Bolt Ltd -",
            ],
            await Payments(register)
        );
    }

    [Fact]
    public async Task Months_one_below_the_other_are_one_table_though_their_columns_change_places()
    {
        await using var register = new GivenRegister();

        var reports = Import(
            register,
            "OPCC spend.xlsx",
            (
                "2014",
                null,
                [
                    ["April 2014"],
                    ["Date", "Supplier", "Description", "Amount"],
                    [new DateOnly(2014, 4, 2), "Acme Ltd", "Audit", 500.0],
                    [new DateOnly(2014, 4, 3), "Cork Ltd", "Rent", 510.0],
                    [null, null, "Total", 1010.0],
                    null,
                    ["May 2014"],
                    ["Supplier", "Description", "Date", "Amount"],
                    ["Bolt Ltd", "Printing", "13/05/2014", 600.0],
                    ["Dale Ltd", "Printing", "41773", 1.0],
                    [null, "Total", null, 601.0],
                ]
            )
        );

        Assert.Equal(["2014 4 1611.00"], reports.Select(Line));
        Assert.Empty(reports[0].Rejected!);
        Assert.Equal(
            [
                "2014-04-02 500.00 null unknown Acme Ltd Audit",
                "2014-04-03 510.00 null unknown Cork Ltd Rent",
                "2014-05-13 600.00 null unknown Bolt Ltd Printing",
                "2014-05-14 1.00 null unknown Dale Ltd Printing",
            ],
            await Payments(register)
        );
    }

    private static async Task<IEnumerable<string>> Payments(GivenRegister register) =>
        (await register.Walk("/v1/expenditure"))
            .OrderBy(p => p.GetProperty("source").GetProperty("sheet").GetString()!, StringComparer.Ordinal)
            .OrderBy(p => Order(p.GetProperty("source").GetProperty("sheet").GetString()!))
            .ThenBy(p => p.GetProperty("source").GetProperty("line").GetInt32())
            .Select(p =>
                string.Join(
                    ' ',
                    Text(p, "paidOn") ?? "null",
                    p.GetProperty("amount").GetRawText(),
                    p.GetProperty("grossAmount").GetRawText(),
                    Text(p, "vatBasis"),
                    p.GetProperty("supplier") is { ValueKind: System.Text.Json.JsonValueKind.Object } supplier
                        ? Text(supplier, "nameAsPublished")
                        : "-",
                    Text(p, "purpose") ?? "-"
                )
            );

    private static int Order(string sheet) => Array.IndexOf(["Apr 15", "May 15", "June 2015", "2013", "2013 (2)", "2014"], sheet);

    private static string? Text(System.Text.Json.JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string Line(TableReport report) =>
        $"{report.Sheet} {(report.Skipped is not null ? "skipped" : report.Error?.Message ?? $"{report.Rows!.Saved} {report.SumAmount}")}";

    private static List<TableReport> Import(
        GivenRegister register,
        string name,
        params (string Name, string? State, object?[]?[] Rows)[] sheets
    )
    {
        var path = Path.Combine(register.Folder, name);
        File.WriteAllBytes(path, Xlsx.Of(sheets));
        return register.ImportAll(path, new() { Body = GivenRegister.Council });
    }
}
