using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Importing;

/// <summary>Workbooks in which the same money stands twice: sums of the payments, or the payments again, on sheets of their own.</summary>
public sealed class SummarySheetTests
{
    private static readonly object?[] Heading = ["Payment Date", "Supplier Name", "Department", "Amount"];

    private static readonly object?[][] April =
    [
        [Day(4, 3), "Acme Ltd", "Roads", 100.10],
        [Day(4, 3), "Acme Ltd", "Parks", 20.05],
        [Day(4, 11), "Bolt Ltd", "Roads", 7.00],
        [Day(4, 12), "Bolt Ltd", "Roads", -2.50],
        [Day(4, 20), "Cork Ltd", "Parks", 900.00],
    ];

    private static readonly object?[][] May =
    [
        [Day(5, 2), "Acme Ltd", "Roads", 55.55],
        [Day(5, 9), "Bolt Ltd", "Parks", 61.00],
        [Day(5, 9), "Dale Ltd", "Parks", 12.00],
    ];

    public static TheoryData<string, object?[][]> Summaries { get; } =
        new()
        {
            {
                "by supplier, with the day of the last payment",
                [
                    ["Supplier Name", "Last Payment Date", "Total Amount"],
                    ["Acme Ltd", Day(5, 2), 175.70],
                    ["Bolt Ltd", Day(5, 9), 65.50],
                    ["Cork Ltd", Day(4, 20), 900.00],
                    ["Dale Ltd", Day(5, 9), 12.00],
                    ["Grand Total", null, 1153.20],
                ]
            },
            {
                "by month",
                [
                    ["Month", "Amount"],
                    ["April", 1024.65],
                    ["May", 128.55],
                ]
            },
            {
                "by the month's first day",
                [
                    ["Date", "Total Amount"],
                    [Day(4, 1), 1024.65],
                    [Day(5, 1), 128.55],
                ]
            },
            {
                "a pivot by department and supplier, with totals",
                [
                    ["Department", "Supplier Name", "Sum of Amount"],
                    ["Parks", "ACME LTD", 20.05],
                    [null, "BOLT LTD", 61.00],
                    [null, "CORK LTD", 900.00],
                    [null, "DALE LTD", 12.00],
                    ["Parks Total", null, 993.05],
                    ["Roads", "ACME LTD", 155.65],
                    [null, "BOLT LTD", 4.50],
                    ["Roads Total", null, 160.15],
                    ["Grand Total", null, 1153.20],
                ]
            },
            {
                "of one month, in whole pounds",
                [
                    ["Payee", "Date", "Amount"],
                    ["Acme Ltd", Day(4, 30), 120.0],
                    ["Bolt Ltd", Day(4, 30), 5.0],
                    ["Cork Ltd", Day(4, 30), 900.0],
                ]
            },
            { "the whole year again", [Heading, .. April, .. May] },
            {
                "the largest again",
                [
                    ["Date", "Supplier", "£"],
                    .. April.Select(row => new[] { row[0], row[1], row[3] }),
                ]
            },
        };

    [Theory]
    [MemberData(nameof(Summaries))]
    public async Task Sums_of_other_sheets_are_no_payments(string what, object?[][] summary)
    {
        await using var register = new GivenRegister();

        var reports = Import(register, ("April", [Heading, .. April]), ("May", [Heading, .. May]), ("Summary", summary));

        Assert.True(reports.Sum(r => r.SumAmount ?? 0) == 1153.20m, $"{what}: {string.Join("; ", reports.Select(Line))}");
        Assert.Equal(8, (await register.Walk("/v1/expenditure")).Count);
        Assert.Contains(reports, r => r.Skipped?.StartsWith("repeats '", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task What_is_paid_again_every_month_is_no_summary()
    {
        await using var register = new GivenRegister();
        object?[] heading = ["Supplier", "Description", "Amount"];
        object?[][] rents = [.. Enumerable.Range(1, 12).Select(n => new object?[] { $"Landlord {n} Ltd", "Rent", 500.0 + n })];

        var reports = Import(
            register,
            ("April", [heading, .. rents]),
            ("May", [heading, .. rents]),
            ("June", [heading, .. rents, rents[0]])
        );

        Assert.Equal(["April 12", "May 12", "June 13"], reports.Select(Line));
    }

    [Fact]
    public async Task Months_without_days_are_read_beside_months_with_days()
    {
        await using var register = new GivenRegister();
        object?[] heading = ["Supplier", "Voucher Number", "Amount"];

        var reports = Import(
            register,
            ("April", [Heading, .. April]),
            ("May", [Heading, .. May.Select(row => new[] { null, row[1], row[2], row[3] })]),
            ("June", [heading, ["Acme Ltd", "V1", 5.0], ["Bolt Ltd", "V2", 6.0], ["Cork Ltd", "V3", 7.0]])
        );

        Assert.Equal(["April 5", "May 3", "June 3"], reports.Select(Line));
    }

    [Fact]
    public async Task Invoices_beside_their_lines_count_once()
    {
        await using var register = new GivenRegister();

        var reports = Import(
            register,
            (
                "Invoices",
                [
                    ["Invoice Number", "Supplier", "Invoice Date", "Amount"],
                    ["I1", "Acme Ltd", Day(4, 3), 30.0],
                    ["I2", "Bolt Ltd", Day(4, 4), 12.5],
                ]
            ),
            (
                "Lines",
                [
                    ["Invoice Number", "Supplier", "Invoice Date", "Description", "Amount"],
                    ["I1", "Acme Ltd", Day(4, 3), "Kerbs", 10.0],
                    ["I1", "Acme Ltd", Day(4, 3), "Signs", 20.0],
                    ["I2", "Bolt Ltd", Day(4, 4), "Nuts", 12.0],
                    ["I2", "Bolt Ltd", Day(4, 4), "Post", 0.5],
                ]
            )
        );

        Assert.Equal(["Invoices repeats 'Lines': its amounts are theirs, or sums of them", "Lines 4"], reports.Select(Line));
    }

    private static DateOnly Day(int month, int day) => new(2023, month, day);

    private static string Line(TableReport report) =>
        $"{report.Sheet} {report.Skipped ?? report.Error?.Message ?? $"{report.Rows!.Saved}"}";

    private static List<TableReport> Import(GivenRegister register, params (string Name, object?[][] Rows)[] sheets)
    {
        var path = Path.Combine(register.Folder, "spend.xlsx");
        File.WriteAllBytes(path, Xlsx.Of([.. sheets.Select(sheet => (sheet.Name, (string?)null, (object?[]?[])sheet.Rows))]));
        return register.ImportAll(path, new() { Body = GivenRegister.Council });
    }
}
