using System.Globalization;
using System.Text.Json;
using DecisionsApi.Importing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DecisionsApi.Tests.Expenditure;

public sealed class RepublicationTests
{
    private const string Heading = "Date,Supplier Name,Amount,Transaction Number\n";

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        await using var register = new GivenRegister();
        var text = Heading + "12/01/2011,A,1,T1\n12/01/2011,A,1,T1\n13/01/2011,B,2,\n";
        register.Import("a.csv", text);

        var again = register.Import("a.csv", text);

        Assert.Equal((0, 3, 0), (again.Rows!.Saved, again.Rows.Unchanged, again.Rows.Withdrawn));
        Assert.Equal(again.Changes!.From, again.Changes.To);
    }

    [Fact]
    public async Task A_row_with_a_unique_reference_keeps_its_record_and_its_earlier_version()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + "12/01/2011,A,1,T1\n13/01/2011,B,2,T2\n");
        var before = (await register.Walk("/v1/expenditure?supplierName=a")).Single();

        var report = register.Import("a.csv", Heading + "12/01/2011,A,1.50,T1\n13/01/2011,B,2,T2\n");

        Assert.Equal((1, 1, 0), (report.Rows!.Saved, report.Rows.Unchanged, report.Rows.Withdrawn));
        var id = before.GetProperty("id").GetString();
        Assert.Equal(1.50m, (await register.Get($"/v1/expenditure/{id}")).GetProperty("amount").GetDecimal());
        var versions = (await register.Get($"/v1/expenditure/{id}/versions")).GetProperty("versions");
        Assert.Equal([1.00m, 1.50m], versions.EnumerateArray().Select(v => v.GetProperty("record").GetProperty("amount").GetDecimal()));
        Assert.Equal(versions[0].GetProperty("toSequence").GetInt64(), versions[1].GetProperty("fromSequence").GetInt64());
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task Two_files_of_one_name_in_one_folder_are_both_named_where_one_is_refused_for_the_other()
    {
        await using var register = new GivenRegister();
        var folder = Path.Combine(register.Folder, "spend");
        foreach (var year in new[] { 2014, 2015 })
        {
            Directory.CreateDirectory(Path.Combine(folder, $"{year}"));
            await File.WriteAllTextAsync(
                Path.Combine(folder, $"{year}", "spend.csv"),
                Heading + $"13/01/{year},A,1,T{year}\n",
                TestContext.Current.CancellationToken
            );
        }

        var reports = register.ImportAll(folder, new() { Body = "x" });

        Assert.Null(reports[0].Error);
        Assert.Equal("otherPeriod", reports[1].Error!.Code);
        Assert.StartsWith($"{reports[0].File} and {reports[1].File} have one name", reports[1].Error!.Message, StringComparison.Ordinal);
        Assert.EndsWith("--source-name 2015-spend.csv", reports[1].Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_files_of_one_name_and_one_month_the_report_says_that_one_withdraws_the_other()
    {
        await using var register = new GivenRegister();
        var folder = Path.Combine(register.Folder, "spend");
        foreach (var department in new[] { "roads", "schools" })
        {
            Directory.CreateDirectory(Path.Combine(folder, department));
            await File.WriteAllTextAsync(
                Path.Combine(folder, department, "spend.csv"),
                Heading + $"13/01/2014,{department},1,T{department}\n",
                TestContext.Current.CancellationToken
            );
        }

        var reports = register.ImportAll(folder, new() { Body = "x" });

        Assert.Equal(1, reports[1].Rows!.Withdrawn);
        Assert.Contains(reports[1].Detected!.Notes!, note => note.StartsWith("sameName: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_spelling_of_the_same_values_is_no_change()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + "12/01/2011,A,1440,T1\n");

        var report = register.Import("a.csv", Heading + "2011-01-12 00:00:00,A,\"£1,440.00\",T1\n");

        Assert.Equal((0, 1), (report.Rows!.Saved, report.Rows.Unchanged));
    }

    [Fact]
    public async Task A_withdrawn_payment_is_gone_with_its_last_version_and_comes_back_as_itself()
    {
        await using var register = new GivenRegister();
        var whole = Heading + "12/01/2011,A,1,T1\n13/01/2011,B,2,T2\n";
        register.Import("a.csv", whole);
        var id = (await register.Walk("/v1/expenditure?supplierName=a")).Single().GetProperty("id").GetString();
        register.Import("a.csv", Heading + "13/01/2011,B,2,T2\n");

        using var gone = await register.Client.GetAsync(
            new Uri($"/v1/expenditure/{id}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        var problem = JsonSerializer.Deserialize<JsonElement>(await gone.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(410, (int)gone.StatusCode);
        var last = await register.Get(problem.GetProperty("lastVersion").GetString()!);
        Assert.Equal(1.00m, last.GetProperty("versions")[0].GetProperty("record").GetProperty("amount").GetDecimal());

        register.Import("a.csv", whole);
        Assert.Equal(1.00m, (await register.Get($"/v1/expenditure/{id}")).GetProperty("amount").GetDecimal());
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task Another_period_under_a_used_name_is_refused_and_nothing_changes()
    {
        await using var register = new GivenRegister();
        register.Import("spend.csv", Heading + "12/01/2011,A,1,T1\n");

        var report = register.Import("spend.csv", Heading + "12/02/2011,A,1,T9\n");

        Assert.Equal("otherPeriod", report.Error!.Code);
        Assert.Contains("--source-name", report.Error.Message, StringComparison.Ordinal);
        Assert.Equal("2011-01-12", (await register.Walk("/v1/expenditure")).Single().GetProperty("paidOn").GetString());
        Assert.Single(await register.Walk("/v1/sources"));
    }

    [Fact]
    public async Task A_field_withheld_later_is_blanked_everywhere()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + "12/01/2011,Jane Doe,1,T1\n13/01/2011,Joan Roe,2,\n14/01/2011,C,3,T3\n");
        var first = (await register.Walk("/v1/sources")).Single().GetProperty("id").GetString();
        var ids = (await register.Walk("/v1/expenditure")).Select(p => p.GetProperty("id").GetString()).ToList();

        register.Import(
            "a.csv",
            Heading + "12/01/2011,REDACTED PERSONAL DATA,1,T1\n13/01/2011,REDACTED PERSONAL DATA,2,\n14/01/2011,C,3,T3\n"
        );

        var seen = string.Concat((await register.Walk("/v1/suppliers")).Select(s => s.ToString()));
        foreach (var id in ids)
        {
            seen += await register.Get($"/v1/expenditure/{id}/versions");
        }
        Assert.DoesNotContain("Jane", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Joan", seen, StringComparison.Ordinal);
        Assert.Empty(await register.Walk("/v1/expenditure?q=jane"));
        using var original = await register.Client.GetAsync(
            new Uri($"/v1/sources/{first}/original", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(404, (int)original.StatusCode);
        Assert.Empty(register.Faults());
    }

    [Fact]
    public async Task A_yearly_file_after_monthly_ones_is_a_further_source()
    {
        await using var register = new GivenRegister();
        string Month(int month) => string.Concat(Enumerable.Range(1, 25).Select(d => $"{d:00}/{month:00}/2011,S{d % 7},{d}.00,\n"));
        register.Import("jan.csv", Heading + Month(1));
        register.Import("feb.csv", Heading + Month(2));

        var report = register.Import("year.csv", Heading + Month(1) + Month(2) + Month(3));
        var again = register.Import("year.csv", Heading + Month(3) + Month(2) + Month(1));

        Assert.Equal((25, 50, 0), (report.Rows!.Saved, report.Rows.AlreadyPublished, report.Issues!.Count));
        Assert.Equal((0, 25, 50), (again.Rows!.Saved, again.Rows.Unchanged, again.Rows.AlreadyPublished));
        Assert.Equal(75, (await register.Walk("/v1/expenditure")).Count);
    }

    [Fact]
    public async Task A_month_that_differs_is_kept_and_pointed_out()
    {
        await using var register = new GivenRegister();
        string Month(decimal last) => string.Concat(Enumerable.Range(1, 25).Select(d => $"{d:00}/01/2011,S,{(d == 25 ? last : d)},\n"));
        register.Import("jan.csv", Heading + Month(25));

        var other = register.Import("other.csv", Heading + Month(26));
        var kept = register.Import("kept.csv", Heading + Month(25), new() { KeepRepublished = true });

        Assert.Equal((25, 24), (other.Rows!.Saved, other.Issues!["possibleRepublication"]));
        Assert.Equal((25, 0), (kept.Rows!.Saved, kept.Issues!.Count));
    }

    [Fact]
    public async Task A_dry_run_reports_and_changes_nothing()
    {
        await using var register = new GivenRegister();

        var report = register.Import("a.csv", Heading + "12/01/2011,A,1,T1\n", new() { DryRun = true });

        Assert.Equal((1, null), (report.Rows!.Saved, report.Changes));
        Assert.Equal(0, (await register.Get("/v1/status")).GetProperty("sequence").GetInt64());
    }

    /// <summary>
    /// Any file, then any edit of it (rows changed, removed, added, all shuffled): the counts are those of a simple model, and
    /// the register afterwards holds exactly the second file.
    /// </summary>
    [Property(MaxTest = 40, Arbitrary = [typeof(Files)])]
    public void A_republication_gives_exactly_the_changed_created_and_withdrawn_rows(EditedFile file)
    {
        var register = new GivenRegister();
        try
        {
            register.Import("p.csv", Heading + string.Concat(file.Before.Select(r => r.Text)));

            var report = register.Import("p.csv", Heading + string.Concat(file.After.Select(r => r.Text)));

            var expected = Model.Compare(file.Before, file.After);
            Assert.Equal(expected, (report.Rows!.Saved, report.Rows.Unchanged, report.Rows.Withdrawn));
            Assert.Equal(file.After.Sum(r => r.Pounds), report.SumAmount);
            var list = register.Get("/v1/expenditure?limit=1000").GetAwaiter().GetResult();
            Assert.Equal(
                file.After.Select(r => (decimal)r.Pounds).Order(),
                list.GetProperty("data").EnumerateArray().Select(p => p.GetProperty("amount").GetDecimal()).Order()
            );
            Assert.Empty(register.Faults());
        }
        finally
        {
            register.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    public sealed record Row(int Day, int Supplier, int Pounds, string Reference)
    {
        public string Text => string.Create(CultureInfo.InvariantCulture, $"{Day:00}/01/2011,S{Supplier},{Pounds},{Reference}\n");
    }

    public sealed record EditedFile(Row[] Before, Row[] After);

    private static class Model
    {
        /// <summary>Saved, unchanged and withdrawn rows, worked out with lists.</summary>
        public static (int Saved, int Unchanged, int Withdrawn) Compare(Row[] before, Row[] after)
        {
            var left = before.ToList();
            var unmatched = after.Where(row => !left.Remove(row)).ToList();
            var changed = unmatched.Count(row =>
                row.Reference.Length > 0
                && before.Count(r => r.Reference == row.Reference) == 1
                && after.Count(r => r.Reference == row.Reference) == 1
                && left.RemoveAll(r => r.Reference == row.Reference) == 1
            );
            Assert.True(changed <= unmatched.Count);
            return (unmatched.Count, after.Length - unmatched.Count, left.Count);
        }
    }

    public static class Files
    {
        public static Arbitrary<EditedFile> EditedFile()
        {
            // Few values, so that equal rows and shared references are common.
            var row =
                from day in Gen.Choose(1, 28)
                from supplier in Gen.Choose(1, 3)
                from pounds in Gen.Choose(1, 4)
                from reference in Gen.OneOf(Gen.Constant(""), Gen.Choose(1, 30).Select(n => $"T{n}"))
                select new Row(day, supplier, pounds, reference);
            var edit =
                from before in row.NonEmptyListOf()
                from fates in Gen.Choose(0, 5).ListOf(before.Count)
                from changes in row.ListOf(before.Count)
                from added in row.ListOf()
                let kept = before.Zip(fates, changes).Where(r => r.Second > 0)
                let edited = kept.Select(r => r.Second == 1 ? r.First with { Pounds = r.Third.Pounds + 10 } : r.First)
                    .Concat(added)
                    .ToArray()
                from shuffled in Gen.Shuffle(edited)
                select new EditedFile([.. before], edited.Length == 0 ? [.. before] : [.. shuffled]);
            return edit.ToArbitrary();
        }
    }
}
