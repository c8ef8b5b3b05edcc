namespace DecisionsApi.Tests.Formats;

public sealed class ParquetTests
{
    [Fact]
    public async Task Every_column_has_its_type()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", "Date,Supplier Name,Amount,Fund\n01/02/2013,Acme,12.50,A\n,Acme,-3,B\n");

        var bytes = await Get(register, "/v1/expenditure.parquet");

        var types = Opened.Parquet(bytes, "DESCRIBE SELECT * FROM it").ToDictionary(row => (string)row[0]!, row => (string)row[1]!);
        Assert.Equal(
            ("VARCHAR", "DATE", "DECIMAL(18,2)", "BIGINT", "VARCHAR"),
            (types["id"], types["paidOn"], types["amount"], types["source.line"], types["extra"])
        );
        Assert.Equal(
            [
                [null, -3m, "B"],
                ["2013-02-01", 12.5m, "A"],
            ],
            Opened.Parquet(bytes, "SELECT CAST(\"paidOn\" AS VARCHAR), amount, extra->>'Fund' FROM it ORDER BY amount")
        );
    }

    [Fact]
    public async Task A_file_says_where_it_comes_from()
    {
        await using var register = new GivenRegister(("PublicUrl", "https://register.example")).Shipped();

        var said = Opened
            .Parquet(
                await Get(register, "/v1/decisions?format=parquet&fields=id"),
                "SELECT decode(key), decode(value) FROM parquet_kv_metadata(it)"
            )
            .ToDictionary(row => (string)row[0]!, row => (string)row[1]!);

        Assert.Equal("https://register.example/v1/decisions?fields=id&format=parquet", said["query"]);
        Assert.Contains("Open Government Licence v3.0", said["licence"], StringComparison.Ordinal);
        Assert.NotEqual("0", said["sequence"]);
    }

    [Fact]
    public async Task Texts_that_recur_are_a_dictionary_and_groups_are_bounded()
    {
        await using var register = new GivenRegister();
        register.Import(
            "a.csv",
            "Date,Supplier Name,Amount,Category\n"
                + string.Concat(Enumerable.Range(1, 13_000).Select(i => $"01/02/2013,S{i % 50},{i},Transport\n"))
        );

        var columns = Opened.Parquet(
            await Get(register, "/v1/expenditure?format=parquet&fields=id,category"),
            "SELECT row_group_id, row_group_num_rows, path_in_schema, encodings FROM parquet_metadata(it) ORDER BY 1, 3"
        );

        Assert.Equal([12_000L, 12_000L, 1_000L, 1_000L], columns.Select(row => Convert.ToInt64(row[1], null)));
        Assert.All(
            columns.Where(row => Equals(row[2], "category")),
            row => Assert.Contains("DICTIONARY", row[3]!.ToString(), StringComparison.Ordinal)
        );
    }

    private static Task<byte[]> Get(GivenRegister register, string path) =>
        register.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
