using System.Globalization;

namespace DecisionsApi.Tests.Expenditure;

/// <summary>
/// Layouts that the law, Treasury and LGA guidance and the exports of common ledgers make publishers use: headings, two rows, and
/// what the first payment must be. A dash stands for "not published".
/// </summary>
public sealed class PaymentLayoutsTests(PaymentLayoutsTests.OneRegister shared) : IClassFixture<PaymentLayoutsTests.OneRegister>
{
    public static TheoryData<string, string, string, string> Layouts { get; } =
        new()
        {
            // Transparency Code 2015, LGA guidance and the esd schema
            {
                "Date incurred|Department which incurred it|Beneficiary|Summary of purpose|Amount|VAT that cannot be recovered|Merchant category",
                "01/04/2019|Adults|Acme Ltd|Care|1,200.50|0.00|Health",
                "2019-04-01|1200.50|Acme Ltd|Care|unknown|unknown",
                "LGTC 2015"
            },
            {
                "Body name|Transaction date|Supplier (beneficiary)|Transaction number|Net amount|Irrecoverable VAT|Department/service where expenditure occurred|Procurement category|CIPFA expenditure code|Purpose of expenditure (narrative)|Card transaction",
                "Testshire|01/04/2019|Acme Ltd|T1|600.00|0.00|Roads|Works|C1|Kerbs|N",
                "2019-04-01|600.00|Acme Ltd|Kerbs|unknown|net",
                "LGA guidance 2015"
            },
            {
                "OrganisationLabel|OrganisationalUnit|TransactionNumber|BeneficiaryName|ExpenseType|PaymentDate|Amount",
                "Testshire|Roads|T1|Acme Ltd|Works|2019-04-01|600.00",
                "2019-04-01|600.00|Acme Ltd|Works|paid|unknown",
                "Cheltenham"
            },
            {
                "PaymentDate|BeneficiaryName|OrganisationalUnit|ServiceCategoryLabel|Purpose|Amount|IrrecoverableVATAmount|TransactionNumber",
                "01/04/2019|Acme Ltd|Roads|Works|Kerbs|600.00|0|T1",
                "2019-04-01|600.00|Acme Ltd|Kerbs|paid|unknown",
                "Hounslow"
            },
            {
                "Date|Department|Beneficiary|Amount|Irrecoverable VAT|Summary of purpose|Merchant category",
                "01/04/2019|Roads|Acme Ltd|60.00|0|Kerbs|Works",
                "2019-04-01|60.00|Acme Ltd|Kerbs|unknown|unknown",
                "LGTC cards"
            },
            // HM Treasury spend over £25,000
            {
                "Department family|Entity|Date|Expense type|Expense area|Supplier|Transaction number|Amount|Description|Supplier postcode|Supplier type|Contract number|Project code|Expenditure type|VAT registration number",
                "Home Office|Home Office|01/04/2019|IT|HQ|Acme Ltd|T1|26000.00|Software|AB1 2CD|SME|C1|P1|Resource|GB1",
                "2019-04-01|26000.00|Acme Ltd|Software|unknown|unknown",
                "HMT spend-25k"
            },
            {
                "Department family|Entity|Date|Expense type|Expense area|Supplier|Transaction number|Amount",
                "Home Office|Home Office|01/04/2019|IT|HQ|Acme Ltd|T1|26000.00",
                "2019-04-01|26000.00|Acme Ltd|IT|unknown|unknown",
                "HMT spend-25k required"
            },
            // The Specified Information Order and policing bodies
            {
                "Recipient|Purpose of expenditure|Reasons for value for money|Date|Amount",
                "Acme Ltd|Kerbs|Tendered|01/04/2019|600.00",
                "2019-04-01|600.00|Acme Ltd|Kerbs|unknown|unknown",
                "SI 2011/3050"
            },
            {
                "URI|Company Name|Transaction Date|Voucher Number|Invoice Number|Amount|Supplier|G/L Description|G/L Code|Cost Centre|INV/CRN|Total Invoice Amount",
                "U1|Acme Ltd|01/04/2019|V1|I1|600.00|S1|Kerbs|4001|CC1|INV|720.00",
                "2019-04-01|600.00|Acme Ltd|Kerbs|unknown|unknown",
                "West Mercia"
            },
            {
                "Service Division Org.|Detailed Expense Type|Expense code|Date|Supplier Name|Amount",
                "HQ|Kerbs|E1|01/04/2019|Acme Ltd|600.00",
                "2019-04-01|600.00|Acme Ltd|Kerbs|unknown|unknown",
                "Avon and Somerset"
            },
            {
                "Expenditure Category|Date|Total Invoice Amount|SUPPLIER",
                "Works|01/04/2019|600.00|Acme Ltd",
                "2019-04-01|600.00|Acme Ltd|-|unknown|unknown",
                "a police and crime commissioner"
            },
            {
                "Supplier|Payment Date|Gross Amount Inc VAT|Description",
                "Acme Ltd|01/04/2019|720.00|Kerbs",
                "2019-04-01|720.00|Acme Ltd|Kerbs|paid|gross",
                "Dorset"
            },
            // Councils
            {
                "* Date|* Supplier Name|* Amount",
                "01/04/2019|Acme Ltd|600.00",
                "2019-04-01|600.00|Acme Ltd|-|unknown|unknown",
                "starred headings"
            },
            {
                "+Date|Supplier Name *******|Amount (£)",
                "01/04/2019|Acme Ltd|600.00",
                "2019-04-01|600.00|Acme Ltd|-|unknown|unknown",
                "Lambeth"
            },
            {
                "Payment Date|Payee Name|£",
                "01/04/2019|Acme Ltd|600.00",
                "2019-04-01|600.00|Acme Ltd|-|paid|unknown",
                "a pound sign alone"
            },
            {
                "Vendor ID|Vendor|Account Code|Account Description|Doc No|Amount|Date",
                "V1|Acme Ltd|A1|Kerbs|D1|600.00|01 Apr 2019",
                "2019-04-01|600.00|Acme Ltd|Kerbs|unknown|unknown",
                "GLA"
            },
            {
                "Supplier Name|Net|VAT|Gross|Invoice Date",
                "Acme Ltd|600.00|120.00|720.00|01/04/2019",
                "2019-04-01|600.00|Acme Ltd|-|invoice|net",
                "Salford"
            },
            {
                "Body|Body Name|Service Area|Expenditure Catergory|Paid Date|Trans No|Amount|Supplier ID|Supplier Name",
                "B1|Testshire|Roads|Works|01/04/2019|T1|600.00|1234|Acme Ltd",
                "2019-04-01|600.00|Acme Ltd|-|paid|unknown",
                "Oxford"
            },
            {
                "Body|Name of  Body|Date|Transaction number| Amount |Supplier name|Supplier ID|VAT reg no|Expense area|Expense type",
                "1|Testshire|01/04/2019|T1| 600.00 |Acme Ltd|77|GB1|Roads|Kerbs",
                "2019-04-01|600.00|Acme Ltd|Kerbs|unknown|unknown",
                "Devon"
            },
            {
                "Transaction Date|Local Authority Establishment|Benificiary (Merchant)|Amount|Unrecoverable VAT|Expenditure Purpose|Merchant Category",
                "01/04/2019|School|Acme Ltd|60.00|0|Paper|Books",
                "2019-04-01|60.00|Acme Ltd|Paper|unknown|unknown",
                "Devon cards"
            },
            {
                "Directorate|Subjective desctiption|Supplier|Posting Date|Amount (excl VAT)",
                "Roads|Kerbs|Acme Ltd|01/04/2019|600.00",
                "2019-04-01|600.00|Acme Ltd|Kerbs|posted|net",
                "Brent"
            },
            {
                "Supplier Number|Supplier|Invoice Nett Amount|Payment Made Date|Invoice Gross Amount",
                "77|Acme Ltd|600.00|01/04/2019|720.00",
                "2019-04-01|600.00|Acme Ltd|-|paid|net",
                "Lambeth rows"
            },
            {
                "Spend|Spend|Supplier|Date",
                "Works|600.00|Acme Ltd|01/04/2019",
                "2019-04-01|600.00|Acme Ltd|-|unknown|unknown",
                "South Tyneside: one column of words, one of sums"
            },
            {
                "Cost Centre Description|Creditor Name|Value|Date Paid",
                "Roads|Acme Ltd|600.00|01-04-2019",
                "2019-04-01|600.00|Acme Ltd|-|paid|unknown",
                "common"
            },
            {
                "Responsible Unit|Payee|Narrative|Amount Paid|Paid Date",
                "Roads|Acme Ltd|Kerbs|600.00|01.04.2019",
                "2019-04-01|600.00|Acme Ltd|Kerbs|paid|unknown",
                "common"
            },
            {
                "Organisation Name|Organisation Code|Effective Date|Beneficiary|Payment Amount",
                "Testshire|E01|31/03/2019|Acme Ltd|600.00",
                "2019-03-31|600.00|Acme Ltd|-|period|unknown",
                "LGTC sibling schemas"
            },
            {
                "Name:|Payment Date|Amount Paid",
                "Acme Ltd|01/04/2019|600.00",
                "2019-04-01|600.00|Acme Ltd|-|paid|unknown",
                "a printed report"
            },
            // Ledgers
            {
                "Clearing Date|Vendor Name|Document Number|Amount in Local Currency|Cost Element Description",
                "01.04.2019|Acme Ltd|5100|600.00|Kerbs",
                "2019-04-01|600.00|Acme Ltd|Kerbs|paid|unknown",
                "SAP"
            },
            {
                "Pstng Date|Doc. Date|Vendor|Name of Vendor|Amount in LC|Text",
                "01.04.2019|28.03.2019|1000123|Acme Ltd|600.00|Kerbs",
                "2019-04-01|600.00|Acme Ltd|-|posted|unknown",
                "SAP list"
            },
            {
                "VENDOR_NAME|INVOICE_NUM|GL_DATE|DISTRIBUTION_AMOUNT|LINE_DESCRIPTION",
                "Acme Ltd|I1|01-APR-2019|600.00|Kerbs",
                "2019-04-01|600.00|Acme Ltd|Kerbs|posted|unknown",
                "Oracle"
            },
            {
                "Supplier Name|Invoice Line Amount|Invoice Amount|Payment Date|Invoice Num",
                "Acme Ltd|600.00|1800.00|01-APR-19|I1",
                "2019-04-01|600.00|Acme Ltd|-|paid|unknown",
                "Oracle lines"
            },
            {
                "Voucher No|Trans Date|Apar ID|Apar ID(T)|Account(T)|Amount",
                "V1|01/04/2019|77|Acme Ltd|Kerbs|600.00",
                "2019-04-01|600.00|Acme Ltd|Kerbs|unknown|unknown",
                "Agresso, Unit4"
            },
            {
                "TransNo|TransDate|Supplier|Supplier(T)|CostC(T)|Amount",
                "V1|01/04/2019|77|Acme Ltd|Roads|600.00",
                "2019-04-01|600.00|Acme Ltd|-|unknown|unknown",
                "Unit4"
            },
            {
                "Cheque Date|Cheque Number|Creditor|Net Value",
                "01/04/2019|0012|Acme Ltd|600.00",
                "2019-04-01|600.00|Acme Ltd|-|paid|net",
                "Integra"
            },
            {
                "FIN.TRANSDATE|FIN.POSTING DATE|FIN.TRANSACTION AMOUNT|MCH.MERCHANT NAME|MCH.CATEGORY",
                "01/04/2019|02/04/2019|60.00|Acme Ltd|Books",
                "2019-04-01|60.00|Acme Ltd|-|unknown|unknown",
                "card statements"
            },
            {
                "Purchase Date|Merchant Name|Net Cost|Gross Cost|Merchant Category Description",
                "01/04/2019|Acme Ltd|50.00|60.00|Books",
                "2019-04-01|50.00|Acme Ltd|-|unknown|net",
                "card statements"
            },
            {
                "Tax Date|Account Name|Details|Net Amount|Supplier",
                "01/04/2019|Kerbs and more|INV|600.00|Acme Ltd",
                "2019-04-01|600.00|Acme Ltd|Kerbs and more|invoice|net",
                "Sage"
            },
            // Words of several
            {
                "Date of Payment to Supplier|Name of Supplier or Contractor|Total Amount Exc VAT (£)",
                "01/04/2019|Acme Ltd|600.00",
                "2019-04-01|600.00|Acme Ltd|-|paid|net",
                "long headings"
            },
            {
                "Invoice Payment Date|Vendor / Supplier Description|Sum of Amount excluding VAT",
                "01/04/2019|Acme Ltd|600.00",
                "2019-04-01|600.00|Acme Ltd|-|paid|net",
                "long headings"
            },
            {
                "AP_INVOICE_DATE|AP_SUPPLIER_NAME|AP_AMOUNT_GBP",
                "01/04/2019|Acme Ltd|600.00",
                "2019-04-01|600.00|Acme Ltd|-|invoice|unknown",
                "prefixed headings"
            },
            {
                "Due Date|Payment Date|Invoice Date|Supplier|Amount",
                "30/04/2019|01/04/2019|28/03/2019|Acme Ltd|600.00",
                "2019-04-01|600.00|Acme Ltd|-|paid|unknown",
                "three dates"
            },
            {
                "Period|Date|Supplier|Amount",
                "201901|01/04/2019|Acme Ltd|600.00",
                "2019-04-01|600.00|Acme Ltd|-|unknown|unknown",
                "GLA: a period and a day"
            },
            {
                "Payment Date|Supplier ID|Supplier|Amount net of VAT|VAT amount|Amount including VAT",
                "01/04/2019|77|Acme Ltd|600.00|120.00|720.00",
                "2019-04-01|600.00|Acme Ltd|-|paid|net",
                "net beats gross"
            },
            {
                "Supplier|Supplier Name|Amount|Date",
                "100077|Acme Ltd|600.00|01/04/2019",
                "2019-04-01|600.00|Acme Ltd|-|unknown|unknown",
                "a code under Supplier"
            },
            {
                "Vendor|Vendor Description|Value|Amount|Date",
                "100077|Acme Ltd|Low|600.00|01/04/2019",
                "2019-04-01|600.00|Acme Ltd|-|unknown|unknown",
                "Value is a word here"
            },
            {
                "Zahlung|Wer|Wieviel",
                "01/04/2019|Acme Ltd|600.00",
                "2019-04-01|600.00|Acme Ltd|-|unknown|unknown",
                "headings that say nothing: one column each of days, firms and sums"
            },
        };

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task A_layout_is_read_without_configuration(string headings, string row, string expected, string why)
    {
        var (register, body) = (shared.Register, shared.NextBody());
        var second = row.Replace("2019", "2020", StringComparison.Ordinal);
        var text = string.Join('\n', new[] { headings, row, second, second, second, second }.Select(Csv)) + "\n";

        var report = register.Import($"{body}.csv", text, new() { Body = body });

        Assert.True(report.Error is null, $"{why}: {report.Error?.Message}");
        Assert.Equal((5, 0), (report.Rows!.Saved, report.Rows.Rejected));
        var payment = (await register.Walk($"/v1/expenditure?sort=paidOn&body={body}")).First();
        var actual = string.Join(
            '|',
            payment.GetProperty("paidOn").GetString() ?? "-",
            payment.GetProperty("amount").GetDecimal().ToString("0.00", CultureInfo.InvariantCulture),
            payment.GetProperty("supplier") is { ValueKind: not System.Text.Json.JsonValueKind.Null } supplier
                ? supplier.GetProperty("nameAsPublished").GetString()
                : "-",
            payment.GetProperty("purpose").GetString() ?? "-",
            payment.GetProperty("dateKind").GetString(),
            payment.GetProperty("vatBasis").GetString()
        );
        Assert.Equal(expected, actual);
    }

    /// <summary>One register for all layouts, a body for each.</summary>
    public sealed class OneRegister : IAsyncDisposable
    {
        private int _bodies;

        internal GivenRegister Register { get; } = new();

        internal string NextBody() => string.Create(CultureInfo.InvariantCulture, $"body-{++_bodies}");

        public ValueTask DisposeAsync() => Register.DisposeAsync();
    }

    private static string Csv(string cells) => string.Join(',', cells.Split('|').Select(cell => $"\"{cell}\""));
}
