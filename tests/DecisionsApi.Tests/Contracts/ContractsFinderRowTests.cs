using System.Text.Json.Nodes;
using DecisionsApi.Contracts;
using DecisionsApi.Contracts.ContractsFinder;
using DecisionsApi.Tabular;

namespace DecisionsApi.Tests.Contracts;

public sealed class ContractsFinderRowTests
{
    private const string Suppliers = "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]";

    [Fact]
    public void A_notice_is_read_whole()
    {
        var notice = Read(
            ("Notice Identifier", "tender_236244/890471"),
            ("Notice Type", "Contract"),
            ("Organisation Name", "MINISTRY OF DEFENCE"),
            ("Status", "Awarded"),
            ("Published Date", "2020-07-21T00:00:00Z"),
            ("Title", "Soldiers&apos; boots"),
            ("Description", "Boots,\r\nmany"),
            ("Region", "London"),
            ("Cpv Codes", "33100000 50421000 33100000 "),
            ("Contact Name", "P. Person"),
            ("Contact Email", "p@example.org"),
            ("Contact Telephone", "01234"),
            ("Supplier's contact name", "Q. Person"),
            ("Start Date", "01/08/2020"),
            ("End Date", "31/07/2021"),
            ("Value Low", "0"),
            ("Value High", "2000000"),
            ("Awarded Date", "13/07/2020"),
            ("Awarded Value", "1463380.43"),
            (Suppliers, "[Boot Ltd|1 Street, Town|COMPANIES_HOUSE|2989025|Yes|No]"),
            ("Contract start date", "01/08/2020"),
            ("Contract end date", "31/08/2021"),
            ("OJEU Procedure Type", "OpenAcceleratedOJEU ")
        );

        var expected = """
            {
              "reference": "tender_236244/890471", "title": "Soldiers' boots", "description": "Boots,\r\nmany", "stage": "award", "status": "active",
              "buyers": [{ "body": null, "name": "MINISTRY OF DEFENCE", "roles": ["buyer"] }],
              "suppliers": [{ "name": "Boot Ltd", "roles": ["supplier"], "identifiers": [{ "scheme": "GB-COH", "id": "02989025" }] }],
              "value": 1463380.43, "maxValue": 2000000, "awardedOn": "2020-07-13", "publishedOn": "2020-07-21", "startOn": "2020-08-01", "endOn": "2021-08-31",
              "procedure": "open", "procedureDetails": "OpenAcceleratedOJEU",
              "classifications": [{ "scheme": "CPV", "id": "33100000" }, { "scheme": "CPV", "id": "50421000" }],
              "extra": { "Value Low": "0", "End Date": "31/07/2021", "Region": "London", "Awarded Date": "13/07/2020" }
            }
            """;
        Same(expected, notice.Fields);
        Assert.Equal([new("amountPlaceholder", "minValue", "0")], notice.Issues);
    }

    [Theory]
    [InlineData("[A, B & C [UK] Ltd|1 Street|NONE||No|No]", "A, B & C [UK] Ltd")]
    [InlineData("[One|x|NONE||No|No][Two\r\nLtd|y|NONE_OTHER||Yes|No]", "One; Two\r\nLtd")]
    [InlineData("[WILLIAMS LEA|10 TERRACE |  |  | LONDON|NONE||Yes|No]", "WILLIAMS LEA")]
    [InlineData("[A|x|NONE||No|No]\n[[B] Ltd|null|NONE||No|No]", "A; [B] Ltd")]
    [InlineData("NOT AWARDED TO SUPPLIER", "")]
    [InlineData("[NOT AWARDED TO SUPPLIER]", "")]
    [InlineData("[NOT AWARDED TO SUPPLIER|||||]", "")]
    [InlineData("[A|x|NONE||No|No][NOT AWARDED TO SUPPLIER|x|NONE||No|No]", "A")]
    [InlineData("", "")]
    public void A_cell_holds_many_suppliers(string cell, string names)
    {
        var notice = Read((Suppliers, cell), ("Status", "Awarded"));

        Assert.Equal(names, string.Join("; ", notice.Fields["suppliers"]?.AsArray().Select(supplier => (string?)supplier!["name"]) ?? []));
        Assert.Empty(notice.Issues);
    }

    [Theory]
    [InlineData("Boot Ltd", "Boot Ltd")]
    [InlineData("[Boot Ltd|1 Street", "Boot Ltd")]
    [InlineData("[|1 Street|NONE||No|No]", "")]
    public void A_cell_that_cannot_be_read_is_an_issue_without_the_address(string cell, string found)
    {
        var notice = Read((Suppliers, cell), ("Status", "Awarded"));

        Assert.Equal([new("supplierUnreadable", "suppliers", found)], notice.Issues);
    }

    [Theory]
    [InlineData("COMPANIES_HOUSE", "943935", "GB-COH 00943935", null)]
    [InlineData("COMPANIES_HOUSE", "OC 303675", "GB-COH OC303675", null)]
    [InlineData("COMPANIES_HOUSE", "IP21143R", "GB-COH IP21143R", null)]
    [InlineData("COMPANIES_HOUSE", "0", null, "identifierUnreadable")]
    [InlineData("COMPANIES_HOUSE", "216961173", null, "identifierUnreadable")]
    [InlineData("COMPANIES_HOUSE", "0186908SC", null, "identifierUnreadable")]
    [InlineData("COMPANIES_HOUSE", "", null, null)]
    [InlineData("CHARITY_COMMISSION", "1153859", "GB-CHC 1153859", null)]
    [InlineData("CHARITY_COMMISSION", "02674379", null, "identifierUnreadable")]
    [InlineData("DUNS", "123456789", null, "identifierSchemeUnknown")]
    [InlineData("NONE_OTHER", "1", null, null)]
    public void A_number_is_an_identifier_where_its_register_could_have_given_it(
        string kind,
        string number,
        string? identifier,
        string? issue
    )
    {
        var notice = Read((Suppliers, $"[A|x|{kind}|{number}|No|No]"), ("Status", "Awarded"));

        var published = notice.Fields["suppliers"]![0]!["identifiers"]?[0];
        Assert.Equal(identifier, published is null ? null : $"{published["scheme"]} {published["id"]}");
        Assert.Equal(issue, notice.Issues.SingleOrDefault()?.Code);
    }

    [Theory]
    [InlineData("Contract", "Awarded", "award", "active", null)]
    [InlineData("Contract", "Open", "tender", "active", null)]
    [InlineData("Contract", "Closed", "tender", "active", null)]
    [InlineData("Contract", "Withdrawn", "tender", "cancelled", null)]
    [InlineData("Contract", "Cancelled", "tender", "cancelled", "procurementCancelled")]
    [InlineData("Pipeline", "Open", "planning", "planned", null)]
    [InlineData("PreProcurement", "Published", "planning", "planned", null)]
    [InlineData("Contract", "Dreamt of", "tender", null, null)]
    public void A_notice_says_how_far_the_contract_is(string type, string published, string stage, string? status, string? endReason)
    {
        var fields = Read(("Notice Type", type), ("Status", published)).Fields;

        Assert.Equal((stage, status, endReason), ((string?)fields["stage"], (string?)fields["status"], (string?)fields["endReason"]));
    }

    [Theory]
    [InlineData("Open", "open")]
    [InlineData("OpenNonOJEU", "open")]
    [InlineData("RestrictedOJEU", "selective")]
    [InlineData("CallOffFromFrameworkAgreement", "selective")]
    [InlineData("CompetitiveProcedureWithNegotiationAcceleratedOJEU", "selective")]
    [InlineData("NegotiatedProcedureWithoutPriorPublicationOJEU", "limited")]
    [InlineData("CompetitiveQuotationNonOJEU", "limited")]
    [InlineData("SingleTenderActionNonOJEU", "direct")]
    [InlineData("Other Direct Award", null)]
    [InlineData("NegotiatedWithoutCompetition", null)]
    [InlineData("NotSpecified", null)]
    [InlineData("", null)]
    public void A_procedure_is_a_method_where_its_name_settles_it(string procedure, string? method) =>
        Assert.Equal(method, (string?)Read(("OJEU Procedure Type", procedure), ("Status", "Open")).Fields["procedure"]);

    [Fact]
    public void What_cannot_be_read_is_kept_and_is_an_issue()
    {
        var notice = Read(
            ("Status", "Awarded"),
            ("Awarded Value", "1e9999"),
            ("Contract start date", "soon"),
            ("Start Date", "01/02/2020")
        );

        Same(
            """{"stage":"award","status":"active","startOn":"2020-02-01","extra":{"Awarded Value":"1e9999","Contract start date":"soon"}}""",
            notice.Fields
        );
        Assert.Equal(["amountUnreadable", "dateUnreadable"], notice.Issues.Select(issue => issue.Code));
    }

    [Fact]
    public void Columns_the_export_does_not_have_are_kept_unless_they_name_people()
    {
        var fields = ContractsFinderRow
            .Read(
                heading => heading == "Status" ? "Awarded" : "x y",
                ["Status", "Region", "Our note", "Second contact e-mail", "Contact Name"]
            )
            .Fields;

        var extra = fields["extra"]!.AsObject().Select(field => field.Key).ToList();
        Assert.Contains("Our note", extra);
        Assert.DoesNotContain(extra, heading => heading is "Second contact e-mail" or "Contact Name" or "Status");
    }

    [Fact]
    public void The_headings_are_recognised_whatever_their_order()
    {
        string[] headings =
        [
            Suppliers,
            "Notice Identifier",
            "Notice Type",
            "Organisation Name",
            "Published Date",
            "Cpv Codes",
            "Awarded Value",
            "Closing Time",
        ];

        Assert.True(ContractsFinderRow.Recognise(headings));
        Assert.True(ContractsFinderRow.Recognise([.. headings.Select(heading => heading.ToUpperInvariant())]));
        Assert.False(ContractsFinderRow.Recognise(headings[1..]));
        Assert.False(ContractsFinderRow.Recognise(["Date", "Supplier Name", "Amount"]));
    }

    [Fact]
    public void Every_notice_of_the_real_export_is_read()
    {
        var file = TableFile.Inspect(Path.Combine(RealData.Folder("contracts"), "contracts-finder-export.csv"));
        var shape = file.Detect(cells => ContractsFinderRow.Recognise(cells) ? cells.Count : 0)!;
        using var records = file.Open(shape);
        Assert.True(records.Read());
        var notices = new List<MappedContract>();
        while (records.Read())
        {
            Assert.Null(records.Fault);
            notices.Add(
                ContractsFinderRow.Read(heading =>
                    shape.Headings.ToList().IndexOf(heading) is >= 0 and var i && i < records.Count ? records[i] : ""
                )
            );
        }

        var suppliers = notices.SelectMany(notice => notice.Fields["suppliers"]!.AsArray()).ToList();
        var schemes = suppliers
            .SelectMany(supplier => supplier!["identifiers"]?.AsArray() ?? [])
            .CountBy(id => $"{id!["scheme"]}")
            .ToDictionary();
        var issues = notices
            .SelectMany(notice => notice.Issues)
            .CountBy(issue => $"{issue.Code} {issue.Field}")
            .OrderBy(issue => issue.Key)
            .ToList();
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", issues.Select(issue => $"{issue.Value} {issue.Key}")));
        TestContext.Current.TestOutputHelper!.WriteLine(
            string.Join(", ", notices.CountBy(notice => (string?)notice.Fields["procedure"] ?? "none").Select(p => $"{p.Value} {p.Key}"))
        );
        TestContext.Current.TestOutputHelper!.WriteLine(
            string.Join("; ", notices.SelectMany(n => n.Issues).Where(i => i.Code[0] == 'i').Select(i => i.Found))
        );
        Assert.Equal((1000, 2562), (notices.Count, suppliers.Count));
        Assert.Equal((495, 5), (schemes["GB-COH"], schemes["GB-CHC"]));
        Assert.All(
            notices,
            notice =>
                Assert.True(
                    notice.Fields is { } f
                        && f["value"] is not null
                        && f["startOn"] is not null
                        && f["endOn"] is not null
                        && f["publishedOn"] is not null
                )
        );
        Assert.DoesNotContain(
            notices.SelectMany(notice => notice.Issues),
            issue => issue.Code is "supplierUnreadable" or "amountUnreadable" or "dateUnreadable"
        );
    }

    private static MappedContract Read(params (string Heading, string Text)[] cells) =>
        ContractsFinderRow.Read(heading => cells.FirstOrDefault(cell => cell.Heading == heading).Text ?? "");

    private static void Same(string expected, JsonNode? actual) =>
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual?.ToJsonString() ?? "null")),
            actual?.ToJsonString()
        );
}
