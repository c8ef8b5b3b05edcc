using System.Text.Json;
using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Contracts;

/// <summary>Registers with the columns of the Transparency Code, as publishers spell them.</summary>
public sealed class ContractRegisterTests
{
    private const string Code =
        "Reference number,Title of agreement,Department,Description,Supplier name and details,Contract value,Irrecoverable VAT,Start date,End date,Review date,ITQ/ITT,SME,VCS,Company registration number\n";

    [Fact]
    public async Task The_columns_of_the_code_are_a_contract()
    {
        await using var register = new GivenRegister();

        var report = register.Import(
            "register.csv",
            Code + "C1,Kerbs,Roads,Kerb stones,Acme Ltd,\"£1,234.50\",0,01/04/2019,31/03/2022,01/01/2022,ITT,Y,N,1234567\n"
        );

        Assert.Equal(("contracts", 1, 0), (report.Kind, report.Rows!.Saved, report.Rows.Rejected));
        var contract = (await register.Walk("/v1/contracts")).Single();
        Assert.Equal(
            ("C1", "Kerbs", "Kerb stones", "contract", 1234.50m, "2019-04-01", "2022-03-31", "ITT"),
            (
                Text(contract, "reference"),
                Text(contract, "title"),
                Text(contract, "description"),
                Text(contract, "stage"),
                contract.GetProperty("value").GetDecimal(),
                Text(contract, "startOn"),
                Text(contract, "endOn"),
                Text(contract, "procedureDetails")
            )
        );
        var supplier = contract.GetProperty("suppliers")[0];
        Assert.Equal(("Acme Ltd", "01234567"), (Text(supplier, "name"), Text(supplier.GetProperty("identifiers")[0], "id")));
        Assert.Equal(GivenRegister.Council, Text(contract.GetProperty("buyers")[0], "body"));
        var extra = contract.GetProperty("extra");
        Assert.Equal(("Roads", "01/01/2022", "Y"), (Text(extra, "Department"), Text(extra, "Review date"), Text(extra, "SME")));
    }

    [Fact]
    public async Task Sums_in_thousands_are_kept_as_text_and_said_to_be()
    {
        await using var register = new GivenRegister();

        var report = register.Import(
            "register.csv",
            "Reference,Contract title,Supplier,Start date,End date,Contract value (£000)\nC1,Kerbs,Acme Ltd,01/04/2019,31/03/2022,120\n"
        );

        Assert.Equal(["sumInOtherUnit: 'Contract value (£000)' holds no pounds and is kept as text"], report.Detected!.Notes);
        var contract = (await register.Walk("/v1/contracts")).Single();
        Assert.Equal(JsonValueKind.Null, contract.GetProperty("value").ValueKind);
        Assert.Equal("120", Text(contract.GetProperty("extra"), "Contract value (£000)"));
    }

    [Fact]
    public async Task What_a_cell_does_not_say_is_null_and_what_cannot_be_read_stays_as_text()
    {
        await using var register = new GivenRegister();

        var report = register.Import(
            "register.csv",
            Code
                + "TBC,Kerbs,,,TBC,TBC,,22/04/222,-,,,,,\n"
                + "C2,Bins,,,Bolt Ltd,1000000-4000000,,44927,TBC,,,,,N/A\n"
                + "C3,Trees,,,Cork Ltd,about a million,,13/04/2019,2021,,,,,\n"
                + ",,,,,,,,,,,,,\n"
        );

        Assert.Equal((3, 0, 1), (report.Rows!.Saved, report.Rows.Rejected, report.Rows.Blank));
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["amountUnreadable"] = 1,
                ["dateImprecise"] = 1,
                ["dateUnreadable"] = 1,
            },
            report.Issues!.ToDictionary()
        );
        var contracts = (await register.Walk("/v1/contracts")).ToDictionary(c => Text(c, "title")!);
        Assert.Null(Text(contracts["Kerbs"], "reference"));
        Assert.Null(Text(contracts["Kerbs"], "startOn"));
        Assert.Empty(contracts["Kerbs"].GetProperty("suppliers").EnumerateArray());
        Assert.Equal("22/04/222", Text(contracts["Kerbs"].GetProperty("extra"), "Start date"));
        Assert.Equal(JsonValueKind.Null, contracts["Bins"].GetProperty("value").ValueKind);
        Assert.Equal(
            (1_000_000m, 4_000_000m, "2023-01-01"),
            (
                contracts["Bins"].GetProperty("minValue").GetDecimal(),
                contracts["Bins"].GetProperty("maxValue").GetDecimal(),
                Text(contracts["Bins"], "startOn")
            )
        );
        Assert.Equal("about a million", Text(contracts["Trees"].GetProperty("extra"), "Contract value"));
    }

    [Theory]
    [InlineData(
        "Contract Ref|Contract Title|Supplier|Total Contract Value (£)|Contract Start Date|Contract End Date",
        "C1|Kerbs|Acme Ltd|500|01/04/2019|31/03/2022",
        "500",
        ""
    )]
    [InlineData(
        "Unique Ref.|Name of Contract|Contractor Name|Estimated annual spend|Commencement Date|Expiry Date|Service Area",
        "C1|Kerbs|Acme Ltd|500|01/04/2019|31/03/2022|Roads",
        "",
        "forecast 500"
    )]
    [InlineData(
        "Reference|Agreement Title|Contractor|Total contract value or estimated annual spend|Start|End",
        "C1|Kerbs|Acme Ltd|500|01/04/2019|31/03/2022",
        "",
        "value 500"
    )]
    [InlineData(
        "Organisation Name|Contract Reference Number|Contract Title|Contract Description|Supplier Name|Contract Value|Start Date|End Date|CPV Code",
        "Testshire|C1|Kerbs|Stones|Acme Ltd|500|2019-04-01|2022-03-31|45000000-7",
        "500",
        ""
    )]
    [InlineData(
        "Contract ID|Title|Description|Provider|Annual Value|Total Value|Contract Start|Contract End|Extension",
        "C1|Kerbs|Stones|Acme Ltd|100|500|01-Apr-19|31-Mar-22|1 year",
        "500",
        "forecast 100"
    )]
    [InlineData(
        "Contract Id|Contract Description|Vendor|Product Category |Validity Period Start|Validity Period End|Contract Status |Original Contract Value|Extended Contract Value",
        "C1|Kerbs|Acme Ltd|Stone|2019-04-01|2022-03-31|Live|500|700",
        "500",
        ""
    )]
    [InlineData(
        "CONTRACT_REF|CONTRACT_NAME|WINNING_BIDDER|NAMES_OF_EXCLUDED_BIDDERS|START_DATE|MAXIMUM_END_DATE|CURRENT_END_DATE|CURRENT_VALUE|ESTIMATED_ANNUAL_VALUE",
        "C1|Kerbs|Acme Ltd|Bolt Ltd|2019-04-01|2024-03-31|2022-03-31|500|100",
        "500",
        "forecast 100"
    )]
    [InlineData(
        "Contract reference|Other parties to the contract|Title|Contract completion date|Contract start date|Contract end date|Value",
        "C1|Acme Ltd|Kerbs|14/03/2019|01/04/2019|31/03/2022|£500.00",
        "500",
        ""
    )]
    [InlineData(
        "Contract Reference|Contract Title|Supplier Name|Spend (Total or Annual)|Contract Starting Date|Expiration Date",
        "C1|Kerbs|Acme Ltd|500|01/04/2019|31/03/2022",
        "",
        "value 500"
    )]
    [InlineData(
        "Contract number|Title of agreement|Annual contract value ($)|Annual contract value|Contract value (€)|Contract value per year|Start date|End date|Supplier",
        "C1|Kerbs|130|100|600|100|2019-04-01|2022-03-31|Acme Ltd",
        "",
        "forecast 100"
    )]
    [InlineData(
        "Ref|Contract|Supplier/Contractor|Commencement|Original End Date|Current End Date|Value (£)",
        "C1|Kerbs|Acme Ltd|01/04/2019|31/03/2021|31/03/2022|500",
        "500",
        ""
    )]
    public async Task Publishers_spell_the_columns_their_own_way(string headings, string row, string value, string amounts)
    {
        await using var register = new GivenRegister();

        var report = register.Import("register.csv", $"Contracts register,,\n{Csv(headings)}\n{Csv(row)}\n");

        Assert.Equal(("contracts", 1), (report.Kind, report.Rows?.Saved));
        var contract = (await register.Walk("/v1/contracts")).Single();
        Assert.Equal(
            ("C1", "Kerbs", "Acme Ltd", "2019-04-01", "2022-03-31"),
            (
                Text(contract, "reference"),
                Text(contract, "title"),
                Text(contract.GetProperty("suppliers")[0], "name"),
                Text(contract, "startOn"),
                Text(contract, "endOn")
            )
        );
        Assert.Equal(value, contract.GetProperty("value") is { ValueKind: JsonValueKind.Number } sum ? $"{sum.GetDecimal():0}" : "");
        Assert.Equal(
            amounts,
            string.Join(
                ';',
                contract
                    .GetProperty("amounts")
                    .EnumerateArray()
                    .Select(a => $"{Text(a, "measure")} {a.GetProperty("amount").GetDecimal():0}")
            )
        );
    }

    [Theory]
    [InlineData(
        "Reference number|Contract Ref|Contract title|Supplier|Supplier name|Value|Contract sum|Start date|End date",
        "|C1|Kerbs|12345|Acme Ltd|see note|500|43556|44651"
    )]
    [InlineData(
        "Contract Ref|Title|Description|Supplier(s)|Estimated value|Contract value (ex VAT)|Start Date|End Date|End date (including extensions)",
        "C1|Kerbs|Stones|Acme Ltd|TBC|500|01/04/2019|31/03/2022|31/03/2024"
    )]
    [InlineData(
        "DN Number|Contract Title/Description|Awarded Supplier|Whole life value|From|To|Max end date",
        "C1|Kerbs|Acme Ltd|£0.5k|April 1, 2019|31 March 2022|2024"
    )]
    [InlineData(
        "Agreement reference|Agreement name|Contractor/Supplier|Total Contract Value Excluding VAT|Date of commencement|Contract end date (excluding extensions)|Extension options",
        "C1|Kerbs|Acme Ltd|500.00|2019-04-01|2022-03-31|2 x 12 months"
    )]
    public async Task Content_and_headings_choose_the_columns_together(string headings, string row)
    {
        await using var register = new GivenRegister();

        var report = register.Import("register.csv", $"{Csv(headings)}\n{Csv(row)}\n");

        Assert.Equal(("contracts", 1), (report.Kind, report.Rows?.Saved));
        Assert.Empty(report.Issues!);
        var contract = (await register.Walk("/v1/contracts")).Single();
        Assert.Equal(
            ("C1", "Kerbs", "Acme Ltd", 500m, "2019-04-01", "2022-03-31"),
            (
                Text(contract, "reference"),
                Text(contract, "title"),
                Text(contract.GetProperty("suppliers")[0], "name"),
                contract.GetProperty("value").GetDecimal(),
                Text(contract, "startOn"),
                Text(contract, "endOn")
            )
        );
    }

    [Fact]
    public async Task A_workbook_with_titles_two_rows_of_headings_and_notes_is_read_cell_by_cell()
    {
        await using var register = new GivenRegister();
        var day = new DateOnly(2019, 4, 1);
        var path = Path.Combine(register.Folder, "register.xlsx");
        await File.WriteAllBytesAsync(
            path,
            Importing.Xlsx.Of(
                (
                    "Live contracts",
                    null,
                    [
                        ["Testshire Council contracts register"],
                        null,
                        [null, null, "Supplier", null, "Contract dates", null, "Value"],
                        ["Contract Ref", "Contract Title", "Name", "Company number", "Start", "End", "Total", "Per annum"],
                        ["Roads"],
                        ["C1", "Kerbs", "Acme Ltd", 1234567, day, "31/03/2022", 1500.5, "£500.10 pa"],
                        ["C2", "Bins", "Bolt Ltd; Cork Ltd", "n/a", "45017", "Ongoing", "£1m - £2m", "tbc"],
                        null,
                        ["Values are without VAT."],
                    ]
                ),
                (
                    "Notes",
                    null,
                    [
                        ["Contact the procurement team"],
                    ]
                )
            ),
            TestContext.Current.CancellationToken
        );

        var reports = register.ImportAll(path, new() { Body = GivenRegister.Council });

        Assert.Equal(
            ["Live contracts 2", "Notes skipped"],
            reports.Select(r => $"{r.Sheet} {(r.Skipped is null ? $"{r.Rows?.Saved}" : "skipped")}")
        );
        Assert.Empty(reports[0].Issues!);
        var contracts = (await register.Walk("/v1/contracts")).ToDictionary(c => Text(c, "reference")!);
        Assert.Equal(
            ("2019-04-01", "2022-03-31", 1500.50m, 500.10m, "Acme Ltd"),
            (
                Text(contracts["C1"], "startOn"),
                Text(contracts["C1"], "endOn"),
                contracts["C1"].GetProperty("value").GetDecimal(),
                contracts["C1"].GetProperty("amounts")[0].GetProperty("amount").GetDecimal(),
                Text(contracts["C1"].GetProperty("suppliers")[0], "name")
            )
        );
        Assert.Equal(
            ("2023-04-01", 1_000_000m, 2_000_000m, "Bolt Ltd, Cork Ltd"),
            (
                Text(contracts["C2"], "startOn"),
                contracts["C2"].GetProperty("minValue").GetDecimal(),
                contracts["C2"].GetProperty("maxValue").GetDecimal(),
                string.Join(", ", contracts["C2"].GetProperty("suppliers").EnumerateArray().Select(s => Text(s, "name")))
            )
        );
    }

    [Fact]
    public async Task Two_sums_that_fit_equally_are_not_chosen_between()
    {
        await using var register = new GivenRegister();

        var report = register.Import(
            "register.csv",
            "Ref,Contract title,Supplier,Start date,End date,Contract sum A,Contract sum B\nC1,Kerbs,Acme Ltd,01/04/2019,31/03/2022,500,700\n"
        );

        Assert.Equal(["valueAmbiguous: 'Contract sum A' and 'Contract sum B'"], report.Detected!.Notes);
        var contract = (await register.Walk("/v1/contracts")).Single();
        Assert.Equal(JsonValueKind.Null, contract.GetProperty("value").ValueKind);
        Assert.Equal("700", Text(contract.GetProperty("extra"), "Contract sum B"));
    }

    [Fact]
    public async Task Headings_again_notes_and_totals_are_no_contracts()
    {
        await using var register = new GivenRegister();
        const string Headings = "Reference,Title,Supplier,Start date,End date,Contract value\n";

        var report = register.Import(
            "register.csv",
            Headings
                + "Roads,,,,,\n"
                + "C1,Kerbs,Acme Ltd,01/04/2019,31/03/2022,500\n"
                + "C2,Bins,Bolt Ltd,13/04/2019,Ongoing,£700\n"
                + Headings
                + "C3,Trees,Cork Ltd,14/04/2019,,1200\n"
                + ",Total,,,,\"2,400.00\"\n"
                + "\"Values are estimates, and without VAT\",,,,,\n"
        );

        Assert.Equal((7, 3, 0, 4), (report.Rows!.Read, report.Rows.Saved, report.Rows.Rejected, report.Rows.NotData));
        Assert.Empty(report.Issues!);
        Assert.Equal(["Bins", "Kerbs", "Trees"], (await register.Walk("/v1/contracts")).Select(c => Text(c, "title")).Order());
    }

    [Theory]
    [InlineData("Reference,Title,Description,Start date,End date", "tender")]
    [InlineData("Reference,Title,Firm we chose,Start date,Contract value", null)]
    public async Task Only_a_register_with_neither_supplier_nor_sum_is_of_invitations(string headings, string? stage)
    {
        await using var register = new GivenRegister();

        register.Import("register.csv", headings + "\nC1,Kerbs,Acme Ltd,01/04/2019,\n");

        Assert.Equal(stage, Text((await register.Walk("/v1/contracts")).Single(), "stage"));
    }

    [Theory]
    [InlineData("REDACTED - PERSONAL DATA")]
    [InlineData("Withheld (commercially sensitive)")]
    [InlineData("Multiple suppliers")]
    [InlineData("Various")]
    public async Task What_stands_in_place_of_a_name_is_no_supplier(string text)
    {
        await using var register = new GivenRegister();

        register.Import("register.csv", $"Reference,Title,Supplier,Start date,End date\nC1,Kerbs,{text},01/04/2019,\n");

        var contract = (await register.Walk("/v1/contracts")).Single();
        Assert.Empty(contract.GetProperty("suppliers").EnumerateArray());
        Assert.Equal(text, Text(contract.GetProperty("extra"), "Supplier"));
    }

    [Theory]
    [InlineData("Contract Owner")]
    [InlineData("Lead Officer")]
    [InlineData("Contract Manager Email")]
    [InlineData("Supplier Telephone No.")]
    public async Task Contacts_of_a_register_are_not_kept(string heading)
    {
        await using var register = new GivenRegister();

        register.Import("register.csv", $"Reference,Title,Supplier,Start date,{heading}\nC1,Kerbs,Acme Ltd,01/04/2019,A Person\n");

        Assert.DoesNotContain(
            "A Person",
            (await register.Walk("/v1/contracts?include=raw")).Single().GetRawText(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_row_twice_and_a_reference_of_two_contracts_are_all_accounted_for()
    {
        await using var register = new GivenRegister();
        const string Rows = "C1,Kerbs,,,Acme Ltd,5,,,,,,,,\nC1,Kerbs,,,Acme Ltd,5,,,,,,,,\nC1,Bins,,,Bolt Ltd,6,,,,,,,,\n";

        var first = register.Import("register.csv", Code + Rows);
        var again = register.Import("register.csv", Code + Rows);

        Assert.Equal((3, 0), (first.Rows!.Saved + first.Rows.Unchanged, first.Rows.Rejected));
        Assert.Equal(["Bins", "Kerbs"], (await register.Walk("/v1/contracts")).Select(c => Text(c, "title")).Distinct().Order());
        Assert.Equal(0, again.Rows!.Saved + again.Rows.Withdrawn);
    }

    [Fact]
    public async Task A_register_without_a_body_is_refused()
    {
        await using var register = new GivenRegister();
        var path = Path.Combine(register.Folder, "r.csv");
        await File.WriteAllTextAsync(path, Code, TestContext.Current.CancellationToken);

        Assert.Equal("bodyUnknown", register.ImportAll(path, new ImportOptions()).Single().Error!.Code);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string Csv(string cells) => string.Join(',', cells.Split('|').Select(cell => $"\"{cell}\""));
}
