using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using DecisionsApi.Tabular;

namespace DecisionsApi.Tests.Formats;

/// <summary>Lists within records stand in columns of tables, and come back from them.</summary>
public sealed class SpreadListsTests : IAsyncDisposable
{
    private readonly GivenRegister _register = new(("RateLimit:Enabled", "false"));

    public ValueTask DisposeAsync() => _register.DisposeAsync();

    [Fact]
    public async Task The_longest_list_of_the_register_decides_how_many_columns_all_its_tables_have()
    {
        Given(Decision("One", 1), Decision("Three", 3), Decision("None", 0));

        var whole = await Csv("/v1/decisions.csv");

        Assert.Contains("amounts.2.measure", whole[0]);
        Assert.DoesNotContain("amounts.3.measure", whole[0]);
        Assert.Contains("documents.0.url", whole[0]);
        Assert.Equal(whole[0], (await Csv("/v1/decisions.csv?q=one"))[0]);
        Assert.Equal(whole[0], (await Csv("/v1/decisions.csv?limit=1"))[0]);
        Assert.Equal(whole[0], Opened.Workbook(await Bytes("/v1/decisions.xlsx?q=none"))[0].Rows[0].Cast<string>());
        Given(Decision("Five", 5));
        Assert.Contains("amounts.4.measure", (await Csv("/v1/decisions.csv?q=one"))[0]);
    }

    [Fact]
    public async Task The_entries_are_typed_and_in_their_order()
    {
        Given(Decision("Two", 2));

        var rows = await Csv(
            "/v1/decisions.csv?fields=amounts.0.amount,amounts.0.asAt,amounts.1.amount,options.0.chosen,effects.0.target.id"
        );
        var cells = Opened.Workbook(await Bytes("/v1/decisions.xlsx?fields=amounts.0"))[0].Rows;

        Assert.Equal(["1.00", "2013-01-01", "2.00", "true", "p-1"], rows[1]);
        Assert.Equal("amounts.0.measure", cells[0][0]);
        Assert.Equal(1.0, cells[1][1]);
        Assert.Equal(new DateTime(2013, 1, 1), cells[1][7]);
    }

    [Fact]
    public async Task A_column_that_is_asked_for_by_number_is_always_there()
    {
        Given(Decision("One", 1));

        Assert.Equal(["amounts.7.measure", "id"], (await Csv("/v1/decisions.csv?fields=amounts.7.measure,id"))[0]);
        Assert.Equal("", (await Csv("/v1/decisions.csv?fields=amounts.7.measure,id"))[1][0]);
        Assert.Equal(
            ["decidedBy.0.post", "decidedBy.0.name", "decidedBy.0.authority", "decidedBy.rest"],
            (await Csv("/v1/decisions.csv?fields=decidedBy"))[0]
        );
    }

    [Fact]
    public async Task What_is_beyond_ten_entries_is_json_in_one_cell()
    {
        Given(Decision("Many", 12));

        var rows = await Csv("/v1/decisions.csv?fields=amounts");

        Assert.Equal("amounts.9.source", rows[0][^2]);
        Assert.Equal("amounts.rest", rows[0][^1]);
        Assert.Equal([11m, 12m], JsonNode.Parse(rows[1][^1])!.AsArray().Select(amount => amount!["amount"]!.GetValue<decimal>()));
    }

    [Fact]
    public async Task Parquet_keeps_a_list_as_one_column_and_gives_parts_where_asked()
    {
        Given(Decision("Two", 2));

        var all = Opened.Parquet(await Bytes("/v1/decisions.parquet"), "DESCRIBE SELECT * FROM it").Select(row => row[0]).ToList();
        var asked = await Bytes("/v1/decisions.parquet?fields=amounts.1.amount,amounts");

        Assert.Contains("amounts", all);
        Assert.DoesNotContain("amounts.0.amount", all);
        Assert.Equal(
            [2m, "[1.0,2.0]"],
            Opened.Parquet(asked, "SELECT \"amounts.1.amount\", amounts->>'$[*].amount' FROM it")[0].Select(Text)
        );

        static object? Text(object? value) =>
            value is System.Collections.IEnumerable list and not string ? $"[{string.Join(',', list.Cast<object>())}]" : value;
    }

    [Theory]
    [InlineData("amounts.10.measure")]
    [InlineData("amounts.0.nothing")]
    [InlineData("amounts.x")]
    [InlineData("title.0")]
    [InlineData("amounts.rest.measure")]
    public async Task A_column_that_cannot_be_is_refused(string field)
    {
        using var response = await _register.Client.GetAsync(
            new Uri("/v1/decisions?fields=" + field, UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(
            "LIST.0.PART",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Json_gives_the_list_of_which_a_column_is_asked_for()
    {
        Given(Decision("Two", 2));

        var record = (await _register.Get("/v1/decisions?fields=amounts.1.measure")).GetProperty("data")[0];

        Assert.Equal(2, record.GetProperty("amounts").GetArrayLength());
        Assert.Single(record.EnumerateObject());
    }

    [Theory]
    [InlineData("amounts.1.amount", "2.00", "3.00")]
    [InlineData("decidedBy.0.name", "The \"Commissioner\"", "Nobody")]
    [InlineData("effects.0.target.id", "p-1", "p-2")]
    [InlineData("options.0.chosen", "true", "false")]
    [InlineData("amounts.0.description", "", "more")]
    [InlineData("amounts.11.amount", "12.00", "13.00", "amounts.rest")]
    public async Task An_edited_cell_of_a_list_is_refused_with_its_name(string field, string before, string after, string? column = null)
    {
        Given(Decision("Twelve", 12));
        var copy = await Csv("/v1/decisions.csv");
        var i = Array.IndexOf(copy[0], column ?? field);
        copy[1][i] = column is null ? after : copy[1][i].Replace(before, after, StringComparison.Ordinal);

        var report = _register.Import("copy.csv", Written(copy));

        var fault = Assert.Single(report.Rejected!);
        Assert.Equal((field, "copyDiffers"), (fault.Column, fault.Code));
        Assert.Equal((after, before.Length == 0 ? "nothing" : before), (fault.Found, fault.Expected.Split(", as the")[0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_lists_come_back_unchanged(int seed)
    {
        var random = new Random(seed);
        Given([.. Enumerable.Range(0, 40).Select(i => AnyDecision(random, $"Decision {i}"))]);
        _register.Import("programmes.json", AnyProgrammes(random));
        foreach (var format in new[] { "csv", "xlsx", "jsonl" })
        {
            foreach (var resource in new[] { "decisions", "programmes" })
            {
                var report = _register
                    .ImportAll(await Saved($"/v1/{resource}.{format}"))
                    .Single(report => report.Rows is not null || report.Error is not null);

                Assert.Equal("", string.Join('\n', (report.Rejected ?? []).Take(3)));
                Assert.Equal((null, 0, report.Rows!.Read), (report.Error, report.Rows.Saved, report.Rows.AlreadyPublished));
            }
        }
        Assert.Empty(_register.Faults());
    }

    [Fact]
    public void A_list_in_columns_is_read_from_any_table()
    {
        _register.Import(
            "decisions.csv",
            "body,title,decidedOn,amounts.1.measure,amounts.0.measure,amounts.0.amount,amounts.1.amount\n"
                + "test-council,A,2013-01-01,spent,budget,\"1,000\",7\n",
            new() { Kind = "decisions" }
        );

        using var reading = _register.Database.Read(TestContext.Current.CancellationToken);
        Assert.Equal("""[{"measure":"budget","amount":1000.00},{"measure":"spent","amount":7.00}]""", Stored(reading.Connection));
    }

    private static string Stored(Microsoft.Data.Sqlite.SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT content -> '$.amounts' FROM decisions";
        return (string)command.ExecuteScalar()!;
    }

    private void Given(params JsonObject[] decisions)
    {
        var report = _register.Import(
            $"decisions-{decisions[0]["title"]}.json",
            new JsonObject { ["decisions"] = new JsonArray(decisions) }.ToJsonString()
        );
        Assert.Equal("", string.Join('\n', report.Rejected!.Take(3)));
        Assert.Equal(decisions.Length, report.Rows!.Saved);
    }

    private static JsonObject Decision(string title, int amounts) =>
        new()
        {
            ["body"] = GivenRegister.Council,
            ["title"] = title,
            ["decidedOn"] = "2013-02-01",
            ["decidedBy"] = new JsonArray(new JsonObject { ["name"] = "The \"Commissioner\"" }),
            ["options"] = new JsonArray(new JsonObject { ["description"] = "Do it", ["chosen"] = true }),
            ["effects"] = new JsonArray(
                new JsonObject
                {
                    ["action"] = "awards",
                    ["target"] = new JsonObject { ["programme"] = "p-1" },
                }
            ),
            ["amounts"] = new JsonArray([
                .. Enumerable
                    .Range(1, amounts)
                    .Select(i => new JsonObject
                    {
                        ["measure"] = "budget",
                        ["amount"] = i,
                        ["asAt"] = "2013-01-01",
                    }),
            ]),
        };

    private static JsonObject AnyDecision(Random random, string title)
    {
        string[] texts =
        [
            "=1+1",
            "'=x",
            "-",
            "two\r\nlines",
            "a \"quote\"",
            "[1]",
            "{}",
            "a;b",
            "",
            "0012",
            "TRUE",
            "2013-01-01",
            "é\u0301",
        ];
        var decision = Decision(title, 0);
        decision["decidedBy"] = List(() =>
            new()
            {
                ["post"] = Text(),
                ["name"] = Text(),
                ["authority"] = Text(),
            }
        );
        decision["options"] = List(() =>
            new()
            {
                ["description"] = Text(),
                ["chosen"] = random.Next(2) == 0,
                ["reason"] = Text(),
            }
        );
        decision["effects"] = List(() =>
            new()
            {
                ["action"] = "notes",
                ["target"] =
                    random.Next(2) == 0
                        ? new JsonObject { ["programme"] = "programme-1" }
                        : new JsonObject { ["contract"] = new JsonObject { ["ocid"] = "ocds-1" } },
                ["description"] = Text(),
            }
        );
        decision["amounts"] = List(() =>
            new()
            {
                ["measure"] = "spent",
                ["amount"] = random.Next(-99, 9_999) / 100m,
                ["source"] = Text(),
            }
        );
        decision["documents"] = List(() => new() { ["title"] = Text(), ["publishedOn"] = random.Next(2) == 0 ? "2013-05" : "1899-12-31" });
        decision["provenance"] = List(() => random.Next(4) == 0 ? [] : new() { ["title"] = Text(), ["says"] = Text() });
        return decision;

        JsonArray List(Func<JsonObject> entry) =>
            new([.. Enumerable.Range(0, random.Next(6) == 0 ? random.Next(14) : random.Next(4)).Select(_ => entry())]);
        string Text() => texts[random.Next(texts.Length)];
    }

    private static string AnyProgrammes(Random random)
    {
        string[] texts = ["=1", "a;b", "", "[x]", "Business \"Partnering\"", "007"];
        var programmes = Enumerable
            .Range(0, 10)
            .Select(i => new JsonObject
            {
                ["id"] = "programme-" + i.ToString(CultureInfo.InvariantCulture),
                ["name"] = $"Programme {i}",
                ["purpose"] = "To try",
                ["names"] = new JsonArray([
                    .. Enumerable.Range(0, random.Next(13)).Select(_ => (JsonNode)texts[random.Next(texts.Length)]),
                ]),
            });
        return new JsonObject { ["programmes"] = new JsonArray([.. programmes]) }.ToJsonString();
    }

    private async Task<List<string[]>> Csv(string path)
    {
        using var csv = new RecordReader(new StringReader(await _register.GetText(path)), ',');
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add([.. Enumerable.Range(0, csv.Count).Select(i => csv[i])]);
        }
        return rows;
    }

    private static string Written(List<string[]> rows) =>
        string.Concat(
            rows.Select(row => string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n")
        );

    private Task<byte[]> Bytes(string path) =>
        _register.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    private async Task<string> Saved(string path)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("decisions-").FullName, Path.GetFileName(path));
        await File.WriteAllBytesAsync(file, await Bytes(path), TestContext.Current.CancellationToken);
        return file;
    }
}
