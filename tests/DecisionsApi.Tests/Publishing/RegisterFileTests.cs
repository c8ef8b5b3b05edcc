using System.Globalization;
using System.Text;
using System.Text.Json;
using DecisionsApi.Erasing;
using DecisionsApi.Formats;
using DecisionsApi.Publishing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Tests.Publishing;

/// <summary>The register's file opened as readers open it: it holds what the lists hold, and nothing else.</summary>
public sealed class RegisterFileTests
{
    private const string Heading = "Date,Supplier Name,Amount,Transaction Number,Purpose\n";
    private const string Spend =
        Heading + "12/01/2011,Jane Doe,0.10,T1,Care of Jim Roe\n13/01/2011,=Firm,0.20,T2,Works\n14/01/2011,Firm,5,T3,\"Two\nlines\"\n";

    [Theory]
    [InlineData("decisions")]
    [InlineData("contracts")]
    [InlineData("expenditure")]
    [InlineData("reportedTotals", "/v1/expenditure?kind=reportedTotal")]
    [InlineData("programmes")]
    [InlineData("suppliers")]
    [InlineData("bodies")]
    [InlineData("sources")]
    [InlineData("links")]
    public async Task Every_list_is_a_table_of_the_same_columns_and_cells(string table, string? path = null)
    {
        await using var register = new GivenRegister().Shipped();
        register.Import("a.csv", Spend);
        var list = path ?? "/v1/" + table;
        var expected = Whole(Csv(await register.GetText(As("csv"))), await register.GetText(As("jsonl")));
        var page = (await register.Get(list + (path is null ? "?limit=1" : "&limit=1"))).GetProperty("page");

        using var copy = new SqliteCopy(register.Publish().Path);

        var rows = copy.Ask($"SELECT * FROM {table} ORDER BY id");
        Assert.Equal(expected[0], copy.Texts($"SELECT name FROM pragma_table_info('{table}')"));
        var numbers = copy.Texts($"SELECT name FROM pragma_table_info('{table}') WHERE type = 'REAL'");
        Assert.Equal(
            expected
                .Skip(1)
                .OrderBy(row => row[0], StringComparer.Ordinal)
                .Select(row => row.Select((cell, i) => numbers.Contains(expected[0][i]) ? Number(cell) : cell).ToArray()),
            rows.Select(row => row.Select(Cell).ToArray())
        );
        Assert.Equal(page.GetProperty("count").GetInt32(), rows.Count);
        Assert.True(rows.Count > 0);
        if (page.TryGetProperty("sumAmount", out var sum) && sum.ValueKind == JsonValueKind.Number && table == "expenditure")
        {
            Assert.Equal(sum.GetDecimal(), Convert.ToDecimal(copy.Ask($"SELECT round(sum(amount), 2) FROM {table}")[0][0], null));
        }

        string As(string format) => path is null ? $"{list}.{format}" : list.Replace("?", $".{format}?", StringComparison.Ordinal);
    }

    /// <summary>The cells of a CSV with every list as one, as its JSON Lines have it.</summary>
    private static List<string[]> Whole(List<string[]> csv, string lines)
    {
        var records = lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .ToList();
        var columns = csv[0].Select(SpreadLists.ListOf).Distinct().ToList();
        return
        [
            [.. columns],
            .. csv.Skip(1).Zip(records, (row, record) => columns.Select(column => CellOf(column, row, record)).ToArray()),
        ];

        string CellOf(string column, string[] row, JsonElement record) =>
            Array.IndexOf(csv[0], column) is >= 0 and var i ? row[i]
            : record.GetProperty(column) is { } list && list.GetArrayLength() > 0 ? list.GetRawText()
            : "";
    }

    [Fact]
    public async Task It_says_what_it_is_and_what_every_column_means()
    {
        await using var register = new GivenRegister().Shipped();
        var status = await register.Get("/v1/status");

        using var copy = new SqliteCopy(register.Publish().Path);

        var about = copy.Ask("SELECT name, value FROM about").ToDictionary(row => (string)row[0]!, row => (string?)row[1]);
        Assert.Equal($"{status.GetProperty("sequence").GetInt64()}", about["sequence"]);
        Assert.Equal(("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z", "0"), (about["changedAt"], about["madeAt"], about["erasures"]));
        Assert.StartsWith("Open Government Licence v3.0 (https://", about["licence"], StringComparison.Ordinal);
        Assert.StartsWith("Contains public sector information", about["attribution"], StringComparison.Ordinal);
        Assert.StartsWith("DecisionsApi ", about["madeBy"], StringComparison.Ordinal);
        Assert.Empty(copy.Texts("SELECT name FROM about WHERE meaning IS NULL"));
        var columns = copy.Texts(
            """
            SELECT iif(t.name = 'reportedTotals', 'expenditure', t.name) || ' ' || c.name
            FROM sqlite_master t, pragma_table_info(t.name) c
            WHERE t.type = 'table' AND t.name NOT IN ('about', 'dictionary', 'sqlite_stat1')
            """
        );
        Assert.Empty(columns.Except(copy.Texts("SELECT resource || ' ' || field FROM dictionary WHERE meaning <> ''")));
        Assert.Equal(["ok"], copy.Texts("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task Columns_are_typed_and_questions_are_led_by_indexes()
    {
        await using var register = new GivenRegister();
        var many = Enumerable.Range(1, 500).Select(n => $"{n % 28 + 1:00}/{n % 12 + 1:00}/2012,S{n},{n}.50,N{n},\n");
        register.Import("a.csv", Spend + string.Concat(many));

        using var copy = new SqliteCopy(register.Publish().Path);

        Assert.Equal(
            ["text real text"],
            copy.Texts("SELECT DISTINCT typeof(\"paidOn\") || ' ' || typeof(amount) || ' ' || typeof(\"supplier.name\") FROM expenditure")
        );
        Assert.Equal(["2.5"], copy.Texts("SELECT amount / 2 FROM expenditure WHERE amount = 5"));
        Assert.Equal(["integer"], copy.Texts("SELECT DISTINCT typeof(\"source.line\") FROM expenditure"));
        foreach (
            var (question, index) in new[]
            {
                ("body = 'x' AND \"paidOn\" = '2011-01-12' ORDER BY id", "expenditure by body,paidOn"),
                ("\"supplier.id\" = 'x'", "expenditure by supplier.id,paidOn"),
                ("\"supplier.name\" = 'x'", "expenditure by supplier.name"),
                ("\"paidOn\" = '2011-01-12'", "expenditure by paidOn"),
                ("id = 'x'", "sqlite_autoindex_expenditure_1"),
            }
        )
        {
            var plan = copy.Ask($"EXPLAIN QUERY PLAN SELECT * FROM expenditure WHERE {question}")[0][3];
            Assert.StartsWith($"SEARCH expenditure USING INDEX {index} ", $"{plan}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_withheld_withdrawn_rejected_or_only_in_an_original_is_nowhere_in_its_bytes()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend + "15/01/2011,Firm,7,T4,Never happened\n16/01/2011,Ann Poe,oops,T5,\n");
        Assert.Contains("Jane Doe", Bytes(register.Publish()), StringComparison.Ordinal);
        register.Import("a.csv", Spend.Replace("Jane Doe", "REDACTED PERSONAL DATA", StringComparison.Ordinal));

        var bytes = Bytes(register.Publish());

        Assert.All(["Jane Doe", "Never happened", "Ann Poe", "oops"], text => Assert.DoesNotContain(text, bytes, StringComparison.Ordinal));
        Assert.Contains("Care of Jim Roe", bytes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_an_erasure_the_file_goes_at_once_and_a_new_one_is_without_the_value()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var before = register.Publish();
        var old = await File.ReadAllBytesAsync(before.Path, TestContext.Current.CancellationToken);
        var id = (await register.Walk("/v1/expenditure?q=jim")).Single().GetProperty("id").GetString()!;

        new Erasure(register.Database, new FixedTime()).Run(new("expenditure", id, "purpose", "Article 17 request", "A. Officer"));
        var between = File.Exists(before.Path);
        await File.WriteAllBytesAsync(before.Path, old, TestContext.Current.CancellationToken);
        var restored = await register.Client.GetAsync(
            new Uri("/v1/exports/register.sqlite", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        var after = register.Publish();

        Assert.False(between);
        Assert.Equal(404, (int)restored.StatusCode);
        Assert.False(File.Exists(before.Path));
        Assert.DoesNotContain("Jim Roe", Bytes(after), StringComparison.Ordinal);
        Assert.Equal((0, 1), (before.Erasures, after.Erasures));
    }

    [Fact]
    public async Task What_a_crash_has_left_is_removed_and_two_do_not_write_at_once()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var files = new PublishedFiles(register.Database);
        await File.WriteAllTextAsync(files.Filling, "half a file", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(files.Packed, "half a file", TestContext.Current.CancellationToken);
        using var publisher = new RegisterPublisher(register.Database, files, new FixedTime());

        PublishedFile? refused;
        using (files.TakeTurn())
        {
            refused = publisher.Make(TestContext.Current.CancellationToken);
        }
        var made = publisher.Make(TestContext.Current.CancellationToken);

        Assert.Null(refused);
        Assert.Equal(3, made!.Sequence - 1);
        Assert.Equal([made.Path], Left(register));
    }

    [Fact]
    public async Task One_that_is_broken_off_leaves_nothing_behind()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var files = new PublishedFiles(register.Database);
        using var publisher = new RegisterPublisher(register.Database, files, new FixedTime());
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var fault = Record.Exception(() => publisher.Make(stop.Token));

        Assert.True(fault is OperationCanceledException || Data.Database.IsInterrupted(fault!), $"{fault}");
        Assert.Equal([], Left(register));
    }

    /// <summary>What lies beside the database for the sake of the file, but for whose turn it is.</summary>
    private static IEnumerable<string> Left(GivenRegister register) =>
        Directory.GetFiles(register.Folder, "*-register-*").Where(path => !path.EndsWith("-turn", StringComparison.Ordinal));

    private static string Bytes(PublishedFile file) => Encoding.UTF8.GetString(File.ReadAllBytes(file.Path));

    private static List<string[]> Csv(string text)
    {
        using var csv = new RecordReader(new StringReader(text), ',');
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add([.. Enumerable.Range(0, csv.Count).Select(i => DecisionsApi.Formats.Csv.Restore(csv[i]))]);
        }
        return rows;
    }

    private static string Number(string cell) => cell.Length == 0 ? "" : Cell(double.Parse(cell, CultureInfo.InvariantCulture));

    /// <summary>A value as CSV writes it.</summary>
    private static string Cell(object? value) =>
        value switch
        {
            double number => number.ToString("0.00##", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
}
