using System.Net;
using System.Text.Json;
using Dapper;
using DecisionsApi.Formats;
using DecisionsApi.Suppliers;

namespace DecisionsApi.Tests.Suppliers;

/// <summary>Suppliers as things: how spellings become one, by what, and how that is undone.</summary>
public sealed class SupplierTests
{
    private const string Spend = """
        Date,Supplier,Amount,Reference
        01/04/2024,LANCASHIRE COUNTY COUNCIL (200398),100.00,1
        02/04/2024,Lancashire County Council ,200.00,2
        03/05/2023,LANCASHIRE C.C. T/A Trading Standards,300.00,3
        04/05/2023,Acme Services Limited,10.00,4
        05/05/2023,ACME SERVICES LTD,20.00,5
        06/05/2023,Acme Services,40.00,6
        07/05/2023,REDACTED PERSONAL DATA,50.00,7
        """;

    private const string Aliases = """
        alias,supplier,evidence
        LANCASHIRE C.C.,Lancashire County Council,C.C. is short for County Council.
        """;

    [Fact]
    public async Task Spellings_become_one_and_say_how()
    {
        await using var register = new GivenRegister();
        register.Import("aliases.csv", Aliases);
        register.Import("spend.csv", Spend);

        var suppliers = await register.Walk("/v1/suppliers");

        Assert.Equal(
            ["Acme Services 1 40.00", "Acme Services Limited 2 30.00", "Lancashire County Council 3 600.00"],
            suppliers.Select(s => $"{Name(s)} {s.GetProperty("paymentCount")} {s.GetProperty("sumAmount")}")
        );
        Match(await register.Get($"/v1/suppliers/{Id(suppliers, "Lancashire County Council")}"));
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task A_supplier_is_found_by_the_words_of_any_spelling()
    {
        await using var register = new GivenRegister();
        register.Import("aliases.csv", Aliases);
        register.Import("spend.csv", Spend);

        Assert.Equal(["Lancashire County Council"], (await register.Walk("/v1/suppliers?q=trading+stand*")).Select(Name));
        Assert.Equal(2, (await register.Walk("/v1/suppliers?q=acme+-lancashire")).Count);
    }

    [Fact]
    public async Task What_may_be_one_is_proposed_and_not_done()
    {
        await using var register = new GivenRegister();
        register.Import("spend.csv", Spend);
        var id = Id(await register.Walk("/v1/suppliers"), "Acme Services");

        var similar = (await register.Get($"/v1/suppliers/{id}/similar")).GetProperty("similar")[0];

        Assert.Equal(
            ("Acme Services Limited", 0.95m, "legalForm"),
            (Name(similar), similar.GetProperty("score").GetDecimal(), similar.GetProperty("basis").GetString())
        );
    }

    [Fact]
    public async Task An_alias_that_comes_later_comes_to_the_same_and_can_be_taken_back()
    {
        await using var first = new GivenRegister();
        first.Import("aliases.csv", Aliases);
        first.Import("spend.csv", Spend);
        await using var later = new GivenRegister();
        later.Import("spend.csv", Spend);
        var before = await Suppliers(later);

        later.Import("aliases.csv", Aliases);
        Assert.Equal(await Suppliers(first), await Suppliers(later));
        Assert.Empty(later.Faults());

        later.Import("aliases.csv", "alias,supplier,evidence\nSOMEBODY ELSE,Nobody,Another matter.\n");
        Assert.Equal(before, await Suppliers(later));
        Assert.Empty(later.Faults());
    }

    [Fact]
    public async Task A_name_can_be_told_apart_from_what_the_rules_join_it_to()
    {
        await using var register = new GivenRegister();
        register.Import("spend.csv", Spend);

        register.Import("aliases.csv", "alias,supplier,evidence\nACME SERVICES LTD,ACME SERVICES LTD,Two companies of one name.\n");

        var suppliers = await register.Walk("/v1/suppliers");
        Assert.Contains("Acme Services Limited", suppliers.Select(Name));
        Assert.Contains("ACME SERVICES LTD", suppliers.Select(Name));
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 2, 0)]
    public async Task An_identifier_joins_names_whatever_came_first(params int[] order)
    {
        await using var register = new GivenRegister();
        Action[] files =
        [
            () => register.Import("spend.csv", Spend),
            () => register.Import("one.json", Contract("A-1", "Acme Services Ltd", "01234567")),
            () => register.Import("two.json", Contract("A-2", "ACME FACILITIES LTD", "1234567")),
        ];
        foreach (var file in order)
        {
            files[file]();
        }
        var suppliers = await register.Walk("/v1/suppliers");

        var acme = suppliers.Single(s => s.GetProperty("identifiers").GetArrayLength() > 0);
        Assert.Equal(
            ("ACME FACILITIES LTD, ACME SERVICES LTD, Acme Services Limited, Acme Services Ltd", "30.00", "GB-COH 01234567", "2"),
            (
                string.Join(", ", acme.GetProperty("namesAsPublished").EnumerateArray().Select(n => n.GetString())),
                acme.GetProperty("sumAmount").ToString(),
                $"{acme.GetProperty("identifiers")[0].GetProperty("scheme")} {acme.GetProperty("identifiers")[0].GetProperty("id")}",
                acme.GetProperty("contractCount").ToString()
            )
        );
        Match(await register.Get($"/v1/suppliers/{acme.GetProperty("id")}"));
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task Whoever_was_joined_leads_to_the_other_and_comes_back_when_the_contract_goes()
    {
        await using var register = new GivenRegister();
        register.Import("one.json", Contract("A-1", "Acme Services Ltd", "01234567"));
        register.Import("spend.csv", "Date,Supplier,Amount\n01/04/2024,ACME FACILITIES LTD,7.00\n02/04/2024,ACME SERVICES LTD,8.00\n");
        var alone = await register.Walk("/v1/suppliers");
        register.Import("two.json", Contract("A-2", "ACME FACILITIES LTD", "01234567"));

        var joined = Assert.Single(await register.Walk("/v1/suppliers"));
        Assert.Equal("15.00", joined.GetProperty("sumAmount").ToString());
        foreach (var id in alone.Select(s => s.GetProperty("id").GetString()!))
        {
            var answer = await Send(register, $"/v1/suppliers/{id}");
            Assert.Equal(
                id == joined.GetProperty("id").GetString() ? HttpStatusCode.OK : HttpStatusCode.PermanentRedirect,
                answer.StatusCode
            );
            Assert.Equal(2, (await register.Get($"/v1/expenditure?supplier={id}")).GetProperty("page").GetProperty("count").GetInt32());
            Assert.Equal(2, (await register.Get($"/v1/contracts?supplier={id}")).GetProperty("page").GetProperty("count").GetInt32());
        }

        register.Import("two.json", Contract("A-3", "SOMEBODY ELSE LTD", "07654321"));
        Assert.Equal(
            ["ACME FACILITIES LTD 7.00", "Acme Services Ltd 8.00", "SOMEBODY ELSE LTD 0.00"],
            (await register.Walk("/v1/suppliers")).Select(s => $"{Name(s)} {s.GetProperty("sumAmount")}")
        );
        Assert.Empty(register.Faults());
    }

    [Theory]
    [InlineData("ACME FACILITIES LTD", "01234567", "Nothing in common", "01234567")]
    [InlineData("ACME FACILITIES LTD", "00000000", "Acme Services Ltd", "00000000")]
    public async Task A_number_alone_joins_nobody(string one, string number, string other, string otherNumber)
    {
        await using var register = new GivenRegister();
        register.Import("one.json", Contract("A-1", one, number));
        register.Import("two.json", Contract("A-2", other, otherNumber));

        Assert.Equal(2, (await register.Walk("/v1/suppliers")).Count);
    }

    [Fact]
    public async Task The_id_of_a_spelling_leads_to_its_supplier()
    {
        await using var register = new GivenRegister();
        register.Import("spend.csv", Spend);
        var supplier = Id(await register.Walk("/v1/suppliers"), "Lancashire County Council");
        string spelling;
        using (var connection = register.Database.Write())
        {
            spelling = connection.ExecuteScalar<string>(
                "SELECT spelling_id FROM supplier_names WHERE name = 'LANCASHIRE COUNTY COUNCIL (200398)'"
            )!;
        }

        var answer = await Send(register, $"/v1/suppliers/{spelling}/similar");

        Assert.Equal(
            (HttpStatusCode.PermanentRedirect, $"/v1/suppliers/{supplier}/similar"),
            (answer.StatusCode, answer.Headers.Location?.OriginalString)
        );
    }

    [Fact]
    public async Task A_register_resolved_by_other_rules_is_resolved_again()
    {
        await using var register = new GivenRegister();
        register.Import("spend.csv", Spend);
        var resolved = await Suppliers(register);
        using (var connection = register.Database.Write())
        {
            // As an earlier program left it: every spelling a supplier of its own.
            connection.Execute(
                """
                INSERT INTO suppliers (id, name, name_folded, created_sequence, changed_sequence)
                SELECT 'old' || key, name, name_folded, 1, 1 FROM supplier_names;
                UPDATE supplier_names SET own_key = s.key, supplier_key = s.key, basis = NULL, evidence = NULL
                FROM suppliers s WHERE s.id = 'old' || supplier_names.key;
                UPDATE payments SET supplier_key = n.supplier_key FROM supplier_names n WHERE n.key = payments.supplier_name_key;
                DELETE FROM suppliers WHERE id NOT LIKE 'old%';
                UPDATE suppliers SET (payment_count, payment_pence) =
                  (SELECT count(*), coalesce(sum(amount_pence), 0) FROM payments p WHERE p.supplier_key = suppliers.key);
                DELETE FROM payment_suppliers;
                INSERT INTO payment_suppliers
                SELECT body_key, coalesce(supplier_key, 0), financial_year, kind, count(*), sum(amount_pence) FROM payments GROUP BY 1, 2, 3, 4;
                DELETE FROM payment_supplier_years;
                INSERT INTO payment_supplier_years
                SELECT supplier_key, financial_year, kind, sum(payments), sum(pence) FROM payment_suppliers GROUP BY 1, 2, 3;
                """
            );
            using var transaction = register.Database.Begin(connection);
            SupplierResolutionSql.RenewAll(new(connection, transaction, 0, 1));
            transaction.Commit();
        }

        Assert.Equal(resolved, await Suppliers(register));
        Assert.Empty(register.Faults());
    }

    private static string Contract(string reference, string supplier, string company) =>
        $$"""
            {"contracts": [{
              "title": "Work {{reference}}", "reference": "{{reference}}", "stage": "contract", "status": "active",
              "buyers": [{"body": "test-council"}],
              "suppliers": [{"name": "{{supplier}}", "identifiers": [{"scheme": "GB-COH", "id": "{{company}}"}]}]}]}
            """;

    private static async Task<List<string>> Suppliers(GivenRegister register) =>
        [
            .. (await register.Walk("/v1/suppliers")).Select(s =>
                string.Join('|', s.EnumerateObject().Select(p => $"{p.Name}={p.Value.GetRawText()}"))
            ),
        ];

    private static async Task<HttpResponseMessage> Send(GivenRegister register, string path) =>
        await register.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    private static string Name(JsonElement supplier) => supplier.GetProperty("name").GetString()!;

    private static string Id(IEnumerable<JsonElement> suppliers, string name) =>
        suppliers.Single(s => Name(s) == name).GetProperty("id").GetString()!;

    private static void Match(
        JsonElement answer,
        [System.Runtime.CompilerServices.CallerFilePath] string file = "",
        [System.Runtime.CompilerServices.CallerMemberName] string test = ""
    ) => Snapshot.Match(JsonSerializer.Serialize(answer, Json.Report), "json", file, test);
}
