using System.Text;
using System.Text.Json;
using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Importing;

/// <summary>Spend files as publishers put them out; the expected figures come from an independent reader (Python's csv and decimal).</summary>
public sealed class RealFileTests(RealFileTests.Imported imported) : IClassFixture<RealFileTests.Imported>
{
    private static readonly string[] Sets = ["devon", "devon-cards", "oxford", "trafford", "trafford-cards", "gla"];

    [Theory]
    [InlineData("devon", 14, 115289, 0, 9852, 1, 736525025.44)]
    [InlineData("devon-cards", 4, 14036, 0, 0, 0, 948934.69)]
    [InlineData("oxford", 13, 46292, 0, 0, 1, 177120546.67)]
    [InlineData("trafford", 1, 38055, 0, 0, 0, 95896941.89)]
    [InlineData("trafford-cards", 1, 2024, 0, 0, 0, 494906.66)]
    [InlineData("gla", 1, 28145, 0, 0, 0, 1000083306.00)]
    public void Every_row_is_accounted_for(string set, int files, int saved, int rejected, int blank, int notData, decimal sum)
    {
        var reports = imported.Reports(set);

        Assert.Equal(
            (files, saved, rejected, blank, notData, sum),
            (
                reports.Count,
                reports.Sum(r => r.Rows!.Saved),
                reports.Sum(r => r.Rows!.Rejected),
                reports.Sum(r => r.Rows!.Blank),
                reports.Sum(r => r.Rows!.NotData),
                reports.Sum(r => r.SumAmount)
            )
        );
    }

    [Fact]
    public void A_quarter_without_usable_days_is_undated_with_an_issue_on_each_row()
    {
        var report = imported.Reports("oxford").Single(r => r.SourceName!.Contains("apr-jun-2014", StringComparison.Ordinal));

        Assert.Equal((report.Rows!.Saved, null), (report.Issues!["dateUnreadable"], report.Detected!.DateOrder));
    }

    [Fact]
    public async Task Two_hundred_payments_stand_in_their_files_as_the_register_says()
    {
        var folder = RealData.Folder("spend");
        var files = new Dictionary<string, List<string>>();
        var random = new Random(7);
        var seen = 0;
        foreach (var set in Sets)
        {
            var page = await imported.Register.Get($"/v1/expenditure?body={Imported.BodyOf(set)}&limit=1000&include=raw&sort=amount");
            foreach (var payment in page.GetProperty("data").EnumerateArray().OrderBy(_ => random.Next()).Take(34))
            {
                var source = payment.GetProperty("source");
                var path = Path.Combine(folder, set, source.GetProperty("file").GetString()!);
                var lines = files.TryGetValue(path, out var known) ? known : files[path] = PhysicalLines(path);
                var raw = source.GetProperty("raw").GetString()!;
                Assert.Equal(raw, string.Join('\n', lines.Skip(source.GetProperty("line").GetInt32() - 1).Take(1 + raw.CountOf('\n'))));
                seen++;
            }
        }
        Assert.Equal(204, seen);
    }

    [Fact]
    public async Task A_walk_of_all_of_Devon_gives_every_payment_once_and_adds_up_while_another_file_comes_in()
    {
        _ = RealData.Folder("spend");
        var first = await imported.Register.Get("/v1/expenditure?body=devon&limit=1000&fields=id,amount");
        var (ids, sum) = (new HashSet<string>(), 0m);
        for (var page = first; ; )
        {
            foreach (var payment in page.GetProperty("data").EnumerateArray())
            {
                Assert.True(ids.Add(payment.GetProperty("id").GetString()!));
                sum += payment.GetProperty("amount").GetDecimal();
            }
            if (ids.Count == 20_000)
            {
                imported.Register.Import("more.csv", "Date,Supplier Name,Amount\n05/05/2015,Late Ltd,99\n", new() { Body = "devon" });
            }
            if (page.GetProperty("page").GetProperty("next").GetString() is not { } next)
            {
                break;
            }
            page = await imported.Register.Get(next);
        }

        var total = first.GetProperty("page");
        Assert.Equal((total.GetProperty("count").GetInt32(), total.GetProperty("sumAmount").GetDecimal()), (ids.Count, sum));
    }

    [Fact]
    public async Task Importing_everything_again_changes_nothing_and_neither_do_shuffled_copies()
    {
        foreach (var set in Sets)
        {
            var again = RealData.Files($"spend/{set}").Select(file => imported.Register.ImportFile(file, Imported.BodyOf(set)));
            Assert.All(again, NothingChanged);
        }
        foreach (var file in RealData.Files("spend/oxford").Concat(RealData.Files("spend/devon-cards")))
        {
            var shuffled = await Shuffled(imported.Register.Folder, file);
            NothingChanged(imported.Register.ImportFile(shuffled, Imported.BodyOf(Path.GetFileName(Path.GetDirectoryName(file))!)));
        }

        static void NothingChanged(TableReport report)
        {
            Assert.Equal(report.Changes!.From, report.Changes.To);
            Assert.Equal((0, 0), (report.Rows!.Saved, report.Rows.Withdrawn));
        }
    }

    [Fact]
    public async Task Another_order_of_files_gives_the_same_register()
    {
        await using var one = new GivenRegister();
        await using var other = new GivenRegister();
        var files = RealData.Files("spend/oxford").Concat(RealData.Files("spend/trafford-cards")).ToList();
        files.ForEach(file => one.ImportFile(file, "same"));
        files.AsEnumerable().Reverse().ToList().ForEach(file => other.ImportFile(file, "same"));

        foreach (var resource in new[] { "expenditure", "suppliers", "bodies" })
        {
            Assert.Equal(await one.GetText($"/v1/{resource}?format=csv"), await other.GetText($"/v1/{resource}?format=csv"));
        }
    }

    /// <summary>Half of the rows of a real file edited: a tenth each removed, changed in amount, and added.</summary>
    [Theory]
    [InlineData("spend/devon/DCCSpendingOver500_201101.csv")]
    [InlineData("spend/oxford/expenditure-over-500-oct-dec-2016.csv")]
    [InlineData("spend/devon/DCCSpendingOver500_202603.csv")]
    public async Task A_half_changed_copy_gives_exactly_the_changed_created_and_withdrawn_rows(string file)
    {
        await using var register = new GivenRegister();
        var path = RealData.Folder(file);
        var before = register.ImportFile(path, "x");
        var edited = EditedCopy.Of(await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken), before.Detected!);
        var copy = Path.Combine(register.Folder, Path.GetFileName(path));
        await File.WriteAllLinesAsync(copy, edited.Lines, TestContext.Current.CancellationToken);

        var report = register.ImportFile(copy, "x");

        Assert.Equal((edited.Saved, edited.Withdrawn), (report.Rows!.Saved, report.Rows.Withdrawn));
        Assert.Equal(
            before.Rows!.Saved + report.Rows.Saved - edited.Changed - edited.Withdrawn,
            before.Rows.Saved + edited.Created - edited.Withdrawn
        );
        var status = await register.Get("/v1/expenditure?limit=1");
        Assert.Equal(before.Rows.Saved + edited.Created - edited.Withdrawn, status.GetProperty("page").GetProperty("count").GetInt32());
    }

    private static async Task<string> Shuffled(string folder, string file)
    {
        var lines = await File.ReadAllTextAsync(file, Encoding.Latin1, TestContext.Current.CancellationToken);
        var ends = lines.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var rows = lines.Split(ends).ToList();
        while (rows[^1].Length == 0)
        {
            rows.RemoveAt(rows.Count - 1);
        }
        var body = rows.Skip(1).ToArray();
        new Random(3).Shuffle(body);
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "shuffled")).FullName, Path.GetFileName(file));
        await File.WriteAllTextAsync(
            path,
            string.Join(ends, [rows[0], .. body]) + ends,
            Encoding.Latin1,
            TestContext.Current.CancellationToken
        );
        return path;
    }

    private static List<string> PhysicalLines(string path)
    {
        var bytes = File.ReadAllBytes(path);
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            text = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
        return [.. text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n')];
    }

    /// <summary>All the sets in one register.</summary>
    public sealed class Imported : IAsyncLifetime
    {
        private readonly Dictionary<string, List<TableReport>> _reports = [];

        internal GivenRegister Register { get; } = new();

        internal static string BodyOf(string set) => set;

        internal List<TableReport> Reports(string set) => _reports.TryGetValue(set, out var known) ? known : Missing(set);

        public ValueTask InitializeAsync()
        {
            if (RealData.IsThere)
            {
                foreach (var set in Sets)
                {
                    _reports[set] = [.. RealData.Files($"spend/{set}").Select(file => Register.ImportFile(file, BodyOf(set)))];
                }
            }
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => Register.DisposeAsync();

        private static List<TableReport> Missing(string set)
        {
            _ = RealData.Folder(set);
            throw new InvalidOperationException($"{set} was not imported");
        }
    }
}

internal static class Characters
{
    public static int CountOf(this string text, char wanted) => text.Count(c => c == wanted);
}
