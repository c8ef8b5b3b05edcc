using System.Text;
using Dapper;
using DecisionsApi.Erasing;

namespace DecisionsApi.Tests.Erasing;

/// <summary>A value that was erased is nowhere, stays away, and leaves a note that it was there.</summary>
public sealed class ErasureTests
{
    private const string Heading = "Date,Supplier Name,Amount,Transaction Number,Purpose,Ledger note\n";
    private const string Spend =
        Heading + "12/01/2011,Jane Doe,1,,Care of Jim Roe,See Ann Poe\n13/01/2011,Firm,2,T2,Works,\n13/01/2011,Jane Doe,oops,T3,,\n";

    [Theory]
    [InlineData("supplier.name", "Jane Doe", "jane")]
    [InlineData("purpose", "Jim Roe", "jim")]
    [InlineData("extra.Ledger note", "Ann Poe", null)]
    public async Task A_field_goes_everywhere_and_everything_else_stays(string field, string text, string? word)
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend.Replace("Jane Doe,1,", "Jane Doe,9,", StringComparison.Ordinal));
        register.Import("a.csv", Spend);
        var id = await IdOf(register, 1);

        var outcome = Erase(register, $"expenditure/{id}", field);

        Assert.True(outcome.Done, outcome.Message);
        var payment = await register.Get($"/v1/expenditure/{id}");
        Assert.Equal(
            (1.00m, ""),
            (payment.GetProperty("amount").GetDecimal(), payment.GetProperty("source").GetProperty("raw").GetString())
        );
        Assert.Contains(field, payment.GetProperty("withheld").ToString(), StringComparison.Ordinal);
        AssertNowhere(register, text);
        Assert.True(word is null || (await register.Walk($"/v1/expenditure?q={word}")).Count == 0);
        Assert.Single(await register.Walk("/v1/expenditure?q=works"));
        Assert.Equal(2, (await register.Get($"/v1/expenditure/{id}/versions")).GetProperty("versions").GetArrayLength());
        Assert.Empty(register.Faults());
    }

    [Theory]
    [InlineData(Spend)]
    [InlineData(
        "Date,Supplier,Value,Transaction No,Description,Ledger remark\n13/01/2011,Firm,2,T2,Works,\n2011-01-12,Jane Doe,£1.00,,Care of Jim Roe,See Ann Poe\n"
    )]
    [InlineData(Heading + "12/01/2011,Jane Doe,1,,Care of Jim Roe,See Ann Poe\n13/01/2011,Firm,3,T2,Works,\n")]
    public async Task It_does_not_come_back_with_its_file_nor_with_one_written_otherwise(string again)
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var id = await IdOf(register, 1);
        Erase(register, $"expenditure/{id}", "supplier.name");
        var before = (await register.Get("/v1/status")).GetProperty("sequence").GetInt64();

        var report = register.Import("a.csv", again);

        Assert.Null(report.Error);
        Assert.Equal(again.Contains(",3,", StringComparison.Ordinal) ? 1 : 0, report.Changes!.To - before);
        Assert.Equal(id, await IdOf(register, 1));
        Assert.DoesNotContain(await register.Walk("/v1/suppliers"), s => s.ToString().Contains("Jane", StringComparison.Ordinal));
        Assert.Empty(await register.Walk("/v1/expenditure?q=jane"));
        Assert.Empty(register.Faults());
    }

    [Theory]
    [InlineData(Spend)]
    [InlineData(
        "Date,Supplier,Value,Transaction No,Description,Ledger remark\n13/01/2011,Firm,2,T2,Works,\n2011-01-12,Jane Doe,£1.00,,Care of Jim Roe,See Ann Poe\n"
    )]
    public async Task A_payment_erased_whole_is_gone_and_its_row_is_refused_without_being_quoted(string again)
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var id = await IdOf(register, 1);

        Assert.True(Erase(register, $"expenditure/{id}", "").Done);

        AssertNowhere(register, "Jane Doe", "Jim Roe", "Ann Poe");
        using var gone = await register.Client.GetAsync(
            new Uri($"/v1/expenditure/{id}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(410, (int)gone.StatusCode);
        var report = register.Import("a.csv", again);
        var fault = report.Rejected!.Single(f => f.Code == "erased");
        Assert.Equal(("", 0, 1), (fault.Found, report.Rows!.Saved, report.Rows.Unchanged));
        Assert.Single(await register.Walk("/v1/expenditure"));
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task An_earlier_life_of_the_payment_does_not_come_back_either()
    {
        await using var register = new GivenRegister();
        var earlier = Spend.Replace("Jane Doe,1,", "Jane Doe,9,", StringComparison.Ordinal);
        register.Import("a.csv", earlier);
        register.Import("a.csv", Spend);
        Erase(register, $"expenditure/{await IdOf(register, 1)}", "supplier.name");

        register.Import("a.csv", earlier);

        Assert.Equal(
            System.Text.Json.JsonValueKind.Null,
            (await register.Walk("/v1/expenditure?minAmount=9")).Single().GetProperty("supplier").ValueKind
        );
        AssertNowhere(register, "Jane Doe");
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task A_source_erased_is_no_longer_served_and_neither_are_its_records()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var source = (await register.Walk("/v1/sources")).Single().GetProperty("id").GetString();

        Assert.True(Erase(register, $"sources/{source}", "").Done);

        AssertNowhere(register, "Jane Doe", "Jim Roe", "Ann Poe", "Firm");
        Assert.Empty(await register.Walk("/v1/expenditure"));
        Assert.Equal(64, (await register.Get($"/v1/sources/{source}")).GetProperty("sha256").GetString()!.Length);
        Assert.Equal(0, register.Import("a.csv", Spend).Rows!.Saved);
        Assert.Empty(register.Faults());
    }

    [Theory]
    [InlineData("summary")]
    [InlineData("decidedBy.name")]
    [InlineData("title")]
    [InlineData("")]
    public async Task A_decision_forgets_and_does_not_learn_again(string field)
    {
        await using var register = new GivenRegister();
        const string Text = """
            {"decisions": [{"body": "x-pcc", "reference": "1/2012", "title": "Jane Doe is paid", "summary": "Jane Doe gets it",
              "decidedBy": [{"post": "Commissioner", "name": "Jane Doe"}], "decidedOn": "2012-11-22"}]}
            """;
        register.Import("d.json", Text.Replace("gets it", "may get it", StringComparison.Ordinal));
        register.Import("d.json", Text);
        var id = (await register.Walk("/v1/decisions")).Single().GetProperty("id").GetString();
        string[] fields = field.Length > 0 ? [field] : [""];

        Assert.All(fields, f => Assert.True(Erase(register, $"decisions/{id}", f).Done));
        register.Import("d.json", Text);

        var seen = (await register.Get($"/v1/decisions/{id}/versions")).ToString();
        var rest = field switch
        {
            "summary" => "gets it",
            "decidedBy.name" => "\"name\":\"Jane Doe\"",
            "title" => "is paid",
            _ => "Jane",
        };
        Assert.DoesNotContain(rest, seen, StringComparison.Ordinal);
        Assert.Equal(field.Length == 0 ? 0 : 1, (await register.Walk("/v1/decisions")).Count);
        Assert.Empty(register.Faults());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_name_of_a_supplier_goes_from_all_payments_to_it_and_stays_away(bool byName)
    {
        await using var register = new GivenRegister();
        var later = Heading + "12/02/2011,JANE DOE,5,T5,Works,\n13/02/2011,Firm,6,T6,Works,\n";
        register.Import("a.csv", Spend.Replace("Jane Doe,1,", "Jane Doe,9,", StringComparison.Ordinal));
        register.Import("a.csv", Spend);
        register.Import("b.csv", later, new() { Body = "other" });
        var supplier = (await register.Walk("/v1/expenditure?supplierName=jane+doe"))[0]
            .GetProperty("supplier")
            .GetProperty("id")
            .GetString();

        var outcome = Erase(register, byName ? "suppliers/jane doe" : $"suppliers/{supplier}", "name");

        Assert.True(outcome.Done, outcome.Message);
        AssertNowhere(register, "Jane Doe", "JANE DOE");
        register.Import("a.csv", Spend);
        register.Import("b.csv", later, new() { Body = "other" });
        Assert.Equal(2, (await register.Walk("/v1/expenditure?withheld=supplier.name")).Count);
        Assert.Equal(["Firm"], (await register.Walk("/v1/suppliers")).Select(s => s.GetProperty("name").GetString()));
        Assert.Empty(await register.Walk("/v1/expenditure?q=jane"));
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task A_note_without_the_content_stays()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var id = await IdOf(register, 1);
        Erase(register, $"expenditure/{id}", "purpose");

        using var reading = register.Database.Read(TestContext.Current.CancellationToken);
        var note = reading.Connection.QuerySingle<(string, string, string, string, string)>(
            "SELECT record_id, field, erased_at, reason, erased_by FROM erasures"
        );
        Assert.Equal((id, "purpose", "2026-01-02T03:04:05Z", "Article 17 request 12", "A. Officer"), note);
    }

    [Theory]
    [InlineData("expenditure/nothing", "")]
    [InlineData("decisions/nothing", "summary")]
    [InlineData("sources/nothing", "")]
    [InlineData("suppliers/nothing", "name")]
    [InlineData("suppliers/Firm", "address")]
    [InlineData("bodies/test-council", "")]
    public async Task What_cannot_be_erased_says_so_and_changes_nothing(string record, string field)
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var before = (await register.Get("/v1/status")).GetProperty("sequence").GetInt64();

        Assert.False(Erase(register, record, field).Done);
        Assert.False(Erase(register, $"expenditure/{await IdOf(register, 2)}", "amount").Done);
        Assert.False(Erase(register, $"expenditure/{await IdOf(register, 2)}", "department").Done);

        Assert.Equal(before, (await register.Get("/v1/status")).GetProperty("sequence").GetInt64());
    }

    private static ErasureOutcome Erase(GivenRegister register, string record, string field)
    {
        var parts = record.Split('/', 2);
        return new Erasure(register.Database, new FixedTime()).Run(new(parts[0], parts[1], field, "Article 17 request 12", "A. Officer"));
    }

    private static async Task<string?> IdOf(GivenRegister register, decimal amount) =>
        (await register.Walk("/v1/expenditure")).Single(p => p.GetProperty("amount").GetDecimal() == amount).GetProperty("id").GetString();

    /// <summary>Not in the bytes of the database either, but for the archive, whose pieces are packed: that it is closed is enough.</summary>
    private static void AssertNowhere(GivenRegister register, params string[] texts)
    {
        using (var connection = register.Database.Write())
        {
            Assert.Equal(0, connection.ExecuteScalar<int>("SELECT count(*) FROM archive"));
            Data.Database.Flush(connection);
        }
        var bytes = Encoding.Latin1.GetString(File.ReadAllBytes(register.Database.Path));
        var log = register.Database.Path + "-wal";
        bytes += File.Exists(log) ? Encoding.Latin1.GetString(File.ReadAllBytes(log)) : "";
        Assert.All(texts, text => Assert.False(bytes.Contains(text, StringComparison.Ordinal), $"'{text}' stands in the database file"));
    }
}
