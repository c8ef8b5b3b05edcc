using System.Globalization;
using System.Text;
using System.Text.Json;
using DecisionsApi.Tabular;

namespace DecisionsApi.Tests.Formats;

/// <summary>One list, many forms, the same rows.</summary>
public sealed class SameRowsTests
{
    [Fact]
    public async Task Every_form_has_the_same_rows_for_any_filter()
    {
        await using var register = new GivenRegister(("RateLimit:Enabled", "false"));
        var random = new Random(20121122);
        register.Import("a.csv", Spend(random));
        for (var i = 0; i < 200; i++)
        {
            var filter = Filter(random);
            var page = (await register.Get($"/v1/expenditure?limit=1&{filter}")).GetProperty("page");
            var expected = (page.GetProperty("count").GetInt32(), page.GetProperty("sumAmount").GetDecimal());
            var lines = Rows(await Bytes(register, "jsonl", filter), JsonLines);

            Assert.Equal((filter, expected), (filter, (lines.Count, lines.Sum(row => row.Amount))));
            Assert.Equal(lines, Rows(await Bytes(register, "csv", filter), Csv));
            Assert.Equal(lines, Rows(await Bytes(register, "xlsx", filter), Workbook));
            Assert.Equal(lines, Rows(await Bytes(register, "parquet", filter), Parquet));
        }
    }

    [Theory]
    [InlineData("/v1/decisions")]
    [InlineData("/v1/contracts")]
    [InlineData("/v1/programmes")]
    [InlineData("/v1/bodies")]
    [InlineData("/v1/sources")]
    [InlineData("/v1/suppliers")]
    [InlineData("/v1/links")]
    [InlineData("/v1/expenditure", "&kind=reportedTotal")]
    [InlineData("/v1/contracts/summary", "&groupBy=status,year")]
    [InlineData("/v1/insights/ended-early")]
    [InlineData("/v1/search", "&q=police")]
    [InlineData("/v1/dictionary", "&resource=expenditure")]
    public async Task Every_list_has_every_form(string path, string parameters = "")
    {
        await using var register = new GivenRegister().Shipped();
        using var csv = new RecordReader(new StringReader(await register.GetText($"{path}.csv?{parameters.TrimStart('&')}")), ',');
        var expected = new List<string[]>();
        while (csv.Read())
        {
            expected.Add([.. Enumerable.Range(0, csv.Count).Select(i => csv[i])]);
        }
        Assert.True(expected.Count > 1);

        var sheet = Opened.Workbook(await Get(register, $"{path}.xlsx?{parameters.TrimStart('&')}"))[0].Rows;
        var parquet = await Get(register, $"{path}.parquet?{parameters.TrimStart('&')}");

        Assert.Equal(expected[0], sheet[0].Cast<string>());
        Assert.Equal(expected.Skip(1).Select(row => row[0]), sheet.Skip(1).Select(row => row[0]?.ToString() ?? ""));
        Assert.Equal(
            expected[0].Select(DecisionsApi.Formats.SpreadLists.ListOf).Distinct(),
            Opened.Parquet(parquet, "DESCRIBE SELECT * FROM it").Select(row => row[0])
        );
        Assert.Equal(
            expected.Skip(1).Select(row => row[0]),
            Opened.Parquet(parquet, $"SELECT \"{expected[0][0]}\" FROM it").Select(row => row[0]?.ToString() ?? "")
        );
    }

    private static async Task<byte[]> Bytes(GivenRegister register, string format, string filter) =>
        await Get(register, $"/v1/expenditure?format={format}&fields=id,amount,paidOn,supplier&{filter}");

    private static async Task<byte[]> Get(GivenRegister register, string path) =>
        await register.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>The rows in an order that the form does not decide.</summary>
    private static List<Row> Rows(byte[] bytes, Func<byte[], IEnumerable<Row>> read) =>
        [.. read(bytes).OrderBy(row => row.Id, StringComparer.Ordinal)];

    private static IEnumerable<Row> JsonLines(byte[] bytes) =>
        Encoding
            .UTF8.GetString(bytes)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Select(record => new Row(
                record.GetProperty("id").GetString()!,
                record.GetProperty("amount").GetDecimal(),
                record.GetProperty("paidOn").GetString(),
                record.GetProperty("supplier") is { ValueKind: JsonValueKind.Object } supplier
                    ? supplier.GetProperty("name").GetString()
                    : null
            ));

    private static IEnumerable<Row> Csv(byte[] bytes)
    {
        using var csv = new RecordReader(new StreamReader(new MemoryStream(bytes)), ',');
        csv.Read();
        while (csv.Read())
        {
            yield return new(
                csv[0],
                decimal.Parse(csv[1], CultureInfo.InvariantCulture),
                None(csv[2]),
                None(DecisionsApi.Formats.Csv.Restore(csv[4]))
            );
        }
    }

    private static IEnumerable<Row> Workbook(byte[] bytes) =>
        Opened
            .Workbook(bytes)[0]
            .Rows.Skip(1)
            .Select(cells => new Row(
                (string)cells[0]!,
                Math.Round(Opened.Money(cells[1]), 2),
                cells[2] is DateTime day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
                (string?)cells[4]
            ));

    private static IEnumerable<Row> Parquet(byte[] bytes) =>
        Opened
            .Parquet(bytes, "SELECT id, amount, CAST(\"paidOn\" AS VARCHAR), \"supplier.name\" FROM it")
            .Select(values => new Row((string)values[0]!, (decimal)values[1]!, (string?)values[2], (string?)values[3]));

    private static string? None(string cell) => cell.Length == 0 ? null : cell;

    private static string Spend(Random random)
    {
        string[] suppliers = ["=Acme Ltd", "Brown & Sons", "Ævar \"Café\"", "REDACTED PERSONAL DATA", "00123 Limited", ""];
        string[] categories = ["Transport", "ICT", "", "Line\nbreak"];
        var text = new StringBuilder("Date,Supplier Name,Amount,Category\n");
        for (var i = 0; i < 300; i++)
        {
            var day =
                random.Next(40) == 0
                    ? ""
                    : new DateOnly(2012, 1, 1).AddDays(random.Next(900)).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
            var supplier = suppliers[random.Next(suppliers.Length)].Replace("\"", "\"\"", StringComparison.Ordinal);
            text.Append(
                CultureInfo.InvariantCulture,
                $"{day},\"{supplier}\",{random.Next(-500_000, 5_000_000) / 100m},\"{categories[random.Next(categories.Length)]}\"\n"
            );
        }
        return text.ToString();
    }

    private static string Filter(Random random) =>
        string.Join(
            '&',
            new[]
            {
                random.Next(3) == 0 ? "from=2012-0" + random.Next(1, 10) + "-15" : "",
                random.Next(3) == 0 ? "to=2014-0" + random.Next(1, 6) + "-01" : "",
                random.Next(3) == 0 ? "minAmount=" + random.Next(-2000, 9000) : "",
                random.Next(4) == 0 ? "category=" + (random.Next(2) == 0 ? "ict" : "transport") : "",
                random.Next(4) == 0 ? "supplierName=" + (random.Next(2) == 0 ? "brown" : "limited") : "",
                random.Next(4) == 0 ? "sort=" + (random.Next(2) == 0 ? "amount" : "paidOn") : "",
                random.Next(6) == 0 ? "withheld=true" : "",
            }.Where(part => part.Length > 0)
        );

    private sealed record Row(string Id, decimal Amount, string? PaidOn, string? Supplier);
}
