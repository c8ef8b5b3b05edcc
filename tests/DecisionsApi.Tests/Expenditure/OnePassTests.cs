using System.Globalization;
using System.Text;

namespace DecisionsApi.Tests.Expenditure;

/// <summary>What the head of a file says is taken until the rest says otherwise: then the file reads as if all of it had been known before.</summary>
public sealed class OnePassTests
{
    private const int Head = 50_000;

    [Fact]
    public async Task Days_that_fit_both_orders_for_long_are_read_as_a_later_one_decides()
    {
        await using var register = new GivenRegister();
        var text = Rows(Head, i => $"{1 + (i % 12):00}/{1 + (i / 12 % 12):00}/2024") + "12/25/2024,T,Late Ltd,1.00\n";

        var report = register.Import("spend.csv", text);

        Assert.Equal(("monthFirst", Head + 1, null), (report.Detected!.DateOrder, report.Rows!.Saved, report.Detected.Notes));
        Assert.Empty(report.Issues!);
        Assert.Equal("2024-02-01", await DayOf(register, 3));
        Assert.Equal("2024-12-25", await DayOf(register, Head + 2));
        await LeavesNoTrace(register, text);
    }

    [Fact]
    public async Task Days_of_both_orders_that_show_late_leave_those_that_fit_both_undated()
    {
        await using var register = new GivenRegister();
        var text =
            Rows(Head, i => $"{1 + (i % 28):00}/06/2024") + string.Concat(Enumerable.Repeat("06/25/2024,T,Late Ltd,1.00\n", Head / 10));

        var report = register.Import("spend.csv", text);

        Assert.Contains(report.Detected!.Notes!, note => note.StartsWith("dateOrderMixed", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, Head).Count(i => i % 28 < 12 && i % 28 != 5), report.Issues!["dateAmbiguous"]);
        await LeavesNoTrace(register, text);
    }

    [Theory]
    [InlineData("1.00 CR", -1.00)]
    [InlineData("-1.00", -1.00)]
    public async Task Credits_that_show_late_are_credits(string late, decimal amount)
    {
        await using var register = new GivenRegister();
        var text = Rows(2_000, _ => "13/06/2024") + $"14/06/2024,T1,Late Ltd,{late}\n15/06/2024,T2,Later Ltd,{late}\n";

        var report = register.Import("spend.csv", text);

        Assert.Equal((2_002, 0, 20_000 + (2 * amount)), (report.Rows!.Saved, report.Rows.Rejected, report.SumAmount));
        await LeavesNoTrace(register, text);
    }

    [Fact]
    public async Task A_minus_that_shows_late_means_that_a_marker_decides_no_sign()
    {
        await using var register = new GivenRegister();
        var rows = new StringBuilder("Date,Supplier Name,Amount,INV/CRN\n");
        for (var i = 0; i < 2_000; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"13/06/2024,Supplier {i},10.00,{(i % 10 == 0 ? "CRN" : "INV")}\n");
        }

        var without = register.Import("without.csv", rows.ToString());
        var with = register.Import("with.csv", rows + "14/06/2024,Late Ltd,-5.00,CRN\n");

        Assert.Equal((16_000m, 19_995m), (without.SumAmount, with.SumAmount));
    }

    [Fact]
    public async Task A_body_that_shows_late_gets_its_own_rows()
    {
        await using var register = new GivenRegister();
        register.Import("known.csv", "Date,Supplier Name,Amount\n13/06/2024,A,1\n", new() { Body = "north" });
        register.Import("known.csv", "Date,Supplier Name,Amount\n13/06/2024,A,1\n", new() { Body = "south" });
        var rows = new StringBuilder("Body Name,Date,Supplier Name,Amount\n");
        for (var i = 0; i < 2_000; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"north,13/06/2024,Supplier {i},10.00\n");
        }

        var path = Path.Combine(register.Folder, "both.csv");
        await File.WriteAllTextAsync(path, rows + "south,14/06/2024,Late Ltd,5.00\n", TestContext.Current.CancellationToken);

        var report = register.ImportAll(path).Single();

        Assert.Equal(["north", "south"], Assert.IsAssignableFrom<IEnumerable<string>>(report.Body));
        Assert.Equal(2, (await register.Walk("/v1/expenditure?body=south")).Count);
        Assert.Empty(register.Faults());
    }

    /// <summary>The register is as if the reading had never begun twice: the same file again changes nothing, and all is sound.</summary>
    private static async Task LeavesNoTrace(GivenRegister register, string text)
    {
        var again = register.Import("spend.csv", text);
        Assert.Equal((again.Changes!.From, 0), (again.Changes.To, again.Rows!.Saved));
        Assert.Empty(register.Faults());
        var source = (await register.Get("/v1/sources")).GetProperty("data")[0].GetProperty("id").GetString();
        Assert.Equal(text, await register.GetText($"/v1/sources/{source}/original"));
    }

    private static async Task<string?> DayOf(GivenRegister register, int line)
    {
        var reference = string.Create(CultureInfo.InvariantCulture, $"T{line - 2}");
        var found = await register.Get($"/v1/expenditure?q={(line == Head + 2 ? "Late" : reference)}");
        return found.GetProperty("data")[0].GetProperty("paidOn").GetString();
    }

    private static string Rows(int count, Func<int, string> day)
    {
        var text = new StringBuilder("Date,Transaction Number,Supplier Name,Amount\n");
        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{day(i)},T{i},Supplier {i % 50} Ltd,10.00\n");
        }
        return text.ToString();
    }
}
