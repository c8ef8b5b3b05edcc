using System.Text.Json;

namespace DecisionsApi.Tests.Search;

/// <summary>One search finds everything, best first, however it is typed.</summary>
public sealed class SearchTests
{
    private const string Heading = "Date,Supplier Name,Amount,Transaction Number,Purpose,Expense Type\n";

    [Fact]
    public async Task Many_equal_payments_are_one_hit_that_leads_to_exactly_them()
    {
        await using var register = new GivenRegister();
        var postage = Enumerable.Range(1, 300).Select(n => $"0{n % 9 + 1}/02/2013,Royal Mail,1.50,T{n},Postage,Mail\n");
        register.Import(
            "a.csv",
            Heading + string.Concat(postage) + "05/03/2013,Royal Mail,7,U1,,Mail\n05/03/2013,Royal Mail,9,U2,Parcels,\n"
        );

        var answer = await register.Get("/v1/search?q=postage");

        var hit = answer.GetProperty("data").EnumerateArray().Single();
        Assert.Equal(
            ("expenditure", "Royal Mail", 300, 450.00m, "2013-02-09", "test-council"),
            (
                hit.GetProperty("type").GetString(),
                hit.GetProperty("title").GetString(),
                hit.GetProperty("count").GetInt32(),
                hit.GetProperty("amount").GetDecimal(),
                hit.GetProperty("date").GetString(),
                hit.GetProperty("body").GetString()
            )
        );
        Assert.Equal("Royal Mail · <mark>Postage</mark> · Mail", hit.GetProperty("snippet").GetString());
    }

    [Fact]
    public async Task Every_hit_that_adds_up_payments_leads_to_them_with_their_sum()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Various(new Random(7), 400));
        register.Import("b.csv", Various(new Random(8), 100), new() { Body = "other-council" });

        var hits = await register.Walk("/v1/search?q=oak&type=expenditure&limit=100");

        Assert.True(hits.Count > 20);
        foreach (var hit in hits)
        {
            var page = (await register.Get(hit.GetProperty("url").GetString() + "&limit=1")).GetProperty("page");
            Assert.Equal(
                (hit.GetProperty("url").GetString(), hit.GetProperty("count").GetInt64(), hit.GetProperty("amount").GetDecimal()),
                (hit.GetProperty("url").GetString(), page.GetProperty("count").GetInt64(), page.GetProperty("sumAmount").GetDecimal())
            );
        }
        var all = (await register.Get("/v1/expenditure?q=oak&limit=1")).GetProperty("page");
        Assert.Equal(all.GetProperty("count").GetInt64(), hits.Sum(hit => hit.GetProperty("count").GetInt64()));
        Assert.Equal(all.GetProperty("sumAmount").GetDecimal(), hits.Sum(hit => hit.GetProperty("amount").GetDecimal()));
        Assert.Equal(hits.Count, hits.Select(hit => hit.GetProperty("id").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Reported_totals_are_no_payments()
    {
        await using var register = new GivenRegister().Shipped();

        var answer = await register.Get("/v1/search?q=business+partnering&type=expenditure");

        Assert.Empty(answer.GetProperty("data").EnumerateArray());
        Assert.Empty(register.Faults());
    }

    [Theory]
    [InlineData("cafe", true)]
    [InlineData("CAFÉ", true)]
    [InlineData("cafe\u0301", true)]
    [InlineData("\"cafe noir\"", true)]
    [InlineData("\"noir cafe\"", false)]
    [InlineData("noi*", true)]
    [InlineData("no*", false)]
    [InlineData("cafe -noir", false)]
    [InlineData("cafe -\"noir cafe\"", true)]
    [InlineData("cafe - noir", true)]
    [InlineData("cafe tea", false)]
    public async Task The_language_is_understood_and_the_same_on_the_lists(string q, bool finds)
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + "05/03/2013,Café Noir Ltd,7,U1,Beans,\n");
        var escaped = Uri.EscapeDataString(q);

        var search = await register.Get($"/v1/search?q={escaped}&type=suppliers&type=expenditure");
        var list = await register.Get($"/v1/expenditure?q={escaped}");

        Assert.Equal(finds ? 2 : 0, search.GetProperty("data").GetArrayLength());
        Assert.Equal(finds ? 1 : 0, list.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task An_exact_name_comes_first_and_names_before_other_text()
    {
        await using var register = new GivenRegister();
        register.Import(
            "a.csv",
            Heading
                + "05/03/2013,Oak Farm Supplies Oak Oak,7,U1,Oak,\n05/03/2013,Oak,1,U2,,\n05/03/2013,Ash Ltd,1,U3,Oak and oak and oak,\n"
                + "05/03/2013,Oak Trees,1,U4,Planting,\n"
        );

        var hits = (await register.Get("/v1/search?q=OAK")).GetProperty("data").EnumerateArray().ToList();

        Assert.Equal(("suppliers", "Oak", 2m), (Text(hits[0], "type"), Text(hits[0], "title"), hits[0].GetProperty("score").GetDecimal()));
        Assert.Equal("Ash Ltd", Text(hits.Last(hit => Text(hit, "type") == "expenditure"), "title"));
    }

    [Fact]
    public async Task Types_and_bodies_pick_hits_and_counts_are_of_all_types()
    {
        await using var register = new GivenRegister().Shipped();
        register.Import("a.csv", Heading + "05/03/2013,Partnering Ltd,7,U1,,\n");

        var all = await register.Get("/v1/search?q=partnering");
        var some = await register.Get("/v1/search?q=partnering&type=contracts&type=suppliers");
        var ofBody = await register.Get("/v1/search?q=partnering&body=test-council");

        Assert.Equal(all.GetProperty("counts").ToString(), some.GetProperty("counts").ToString());
        Assert.Equal(["contracts", "suppliers"], some.GetProperty("data").EnumerateArray().Select(h => Text(h, "type")).Distinct().Order());
        Assert.Equal(["expenditure"], ofBody.GetProperty("data").EnumerateArray().Select(h => Text(h, "type")));
        foreach (var count in all.GetProperty("counts").EnumerateObject())
        {
            var walked = await register.Walk($"/v1/search?q=partnering&type={count.Name}&limit=1");
            Assert.Equal((count.Name, walked.Count), (count.Name, count.Value.GetProperty("count").GetInt32()));
        }
    }

    [Fact]
    public async Task A_walk_neither_skips_nor_repeats_and_goes_on_after_its_last_hit_when_the_register_changes()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Various(new Random(7), 200));
        var whole = (await register.Get("/v1/search?q=oak&limit=100")).GetProperty("data").EnumerateArray().Select(Name).ToList();

        var walked = (await register.Walk("/v1/search?q=oak&limit=7")).ConvertAll(Name);
        var first = await register.Get("/v1/search?q=oak&limit=7");
        register.Import("b.csv", Heading + "05/03/2013,Oak Oak Oak,7,U1,Oak,\n", new() { Body = "other-council" });
        var second = await register.Get(first.GetProperty("page").GetProperty("next").GetString()!);

        Assert.Equal(whole, walked.Take(whole.Count));
        Assert.Equal(walked.Count, walked.Distinct().Count());
        var before = first.GetProperty("data").EnumerateArray().Select(Name);
        Assert.Empty(before.Intersect(second.GetProperty("data").EnumerateArray().Select(Name)));
    }

    [Fact]
    public async Task A_walk_keeps_to_the_state_of_the_register_at_its_first_page()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + "01/02/2013,Oak One,1,T1,Chairs,\n02/02/2013,Oak Two,2,T2,Desks,\n");
        register.Import("decisions.json", Decisions("Oak panelling", "Oak floors"));
        var first = await register.Get("/v1/search?q=oak&limit=1");

        register.Import("b.csv", Heading + "01/03/2013,Oak Three,3,T3,Shelves,\n");
        register.Import("more.json", Decisions("Oak doors"));
        register.Import("decisions.json", Decisions("Oak panelling"));
        var rest = await register.Walk(first.GetProperty("page").GetProperty("next").GetString()!);
        var anew = await register.Walk("/v1/search?q=oak&limit=1");

        Assert.Equal(
            ["Oak One", "Oak One", "Oak Two", "Oak Two", "Oak floors", "Oak panelling"],
            rest.Append(first.GetProperty("data")[0]).Select(hit => hit.GetProperty("title").GetString()).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["Oak One", "Oak One", "Oak Three", "Oak Three", "Oak Two", "Oak Two", "Oak doors", "Oak panelling"],
            anew.Select(hit => hit.GetProperty("title").GetString()).Order(StringComparer.Ordinal)
        );
        var second = (await register.Get(first.GetProperty("page").GetProperty("next").GetString()!)).GetProperty("page");
        Assert.Equal(first.GetProperty("page").GetProperty("sequence").GetInt64(), second.GetProperty("sequence").GetInt64());
        Assert.Equal(2, first.GetProperty("counts").GetProperty("decisions").GetProperty("count").GetInt32());

        static string Decisions(params string[] titles) =>
            JsonSerializer.Serialize(
                new
                {
                    decisions = titles.Select(title => new
                    {
                        title,
                        body = "test-council",
                        decidedOn = "2013-02-01",
                    }),
                }
            );
    }

    [Fact]
    public async Task Common_words_are_counted_as_far_as_a_bound_and_the_exact_name_is_found_all_the_same()
    {
        await using var register = new GivenRegister();
        var many = Enumerable.Range(1, 6000).Select(n => $"05/03/2013,Firm {n} Limited,{n},T{n},,\n");
        register.Import("a.csv", Heading + "05/03/2013,Limited,7,U1,,\n05/03/2013,Zebra,7,U2,Limited run,\n" + string.Concat(many));

        var answer = await register.Get("/v1/search?q=limited&limit=100");
        var rare = await register.Get("/v1/search?q=limited+zebra");

        foreach (var type in new[] { "suppliers", "expenditure" })
        {
            var count = answer.GetProperty("counts").GetProperty(type);
            Assert.Equal((1000, false), (count.GetProperty("count").GetInt32(), count.GetProperty("exact").GetBoolean()));
        }
        Assert.Equal("Limited", Text(answer.GetProperty("data")[0], "title"));
        var found = rare.GetProperty("counts").GetProperty("expenditure");
        Assert.Equal((1, true), (found.GetProperty("count").GetInt32(), found.GetProperty("exact").GetBoolean()));
        Assert.Equal("Zebra", Text(rare.GetProperty("data")[0], "title"));
    }

    [Fact]
    public async Task A_word_that_is_the_id_of_the_body_is_not_common_for_that()
    {
        await using var register = new GivenRegister();
        var many = string.Concat(
            Enumerable.Range(1, 1100).Select(n => $"05/03/2013,Firm {n},{n},T{n},{(n % 500 == 0 ? "For the GLA" : "Works")},\n")
        );
        register.Import("a.csv", Heading + many, new() { Body = "gla" });

        var answer = await register.Get("/v1/search?q=gla&type=expenditure");

        Assert.Equal(
            ["Firm 500", "Firm 1000"],
            answer.GetProperty("data").EnumerateArray().Select(hit => Text(hit, "title")).Order().Reverse()
        );
        var count = answer.GetProperty("counts").GetProperty("expenditure");
        Assert.Equal((2, true), (count.GetProperty("count").GetInt32(), count.GetProperty("exact").GetBoolean()));
    }

    [Fact]
    public async Task The_few_names_with_a_word_of_every_purpose_come_before_everything_newer()
    {
        await using var register = new GivenRegister();
        var many = string.Concat(Enumerable.Range(1, 6000).Select(n => $"05/03/2013,Firm {n},{n},T{n},Works {n},\n"));
        register.Import("a.csv", Heading + "05/03/2013,Water Works,7,U1,Repairs,\n05/03/2013,Works Zebra,7,U2,,\n" + many);
        register.Import("b.csv", Heading + "05/03/2013,Works Elsewhere,7,U1,,\n", new() { Body = "other-council" });

        async Task<IEnumerable<string>> Titles(string query, int take)
        {
            var answer = await register.Get($"/v1/search?type=expenditure&limit=100&q={query}");
            return answer.GetProperty("data").EnumerateArray().Take(take).Select(hit => Text(hit, "title"));
        }

        Assert.Equal(["Works Elsewhere", "Water Works", "Works Zebra", "Firm 999"], await Titles("works", 4));
        Assert.Equal(["Works Elsewhere", "Water Works", "Works Zebra", "Firm 999"], await Titles("work*", 4));
        Assert.Equal(["Works Elsewhere", "Water Works", "Firm 999"], await Titles("works+-zebra", 3));
        Assert.Equal(["Water Works", "Works Zebra", "Firm 999"], await Titles("works&body=test-council", 3));
        Assert.Equal(["Firm 999", "Firm 998"], await Titles("works+-repairs+-zebra+-elsewhere", 2));
        Assert.Equal(["Firm 999", "Firm 998"], await Titles("firm", 2));
    }

    [Theory]
    [InlineData("ash*", 66)]
    [InlineData("ASH0*", 66)]
    [InlineData("ash00*", 10)]
    [InlineData("ash07*", 0)]
    [InlineData("ash* -ash00*", 56)]
    [InlineData("ash* wood*", 33)]
    public async Task Beginnings_of_few_and_of_many_words_find_all_of_them(string q, int expected)
    {
        await using var register = new GivenRegister();
        var rows = Enumerable.Range(0, 66).Select(n => $"05/03/2013,Ash0{n:00},{n + 1},T{n},{(n % 2 == 0 ? "Wooden" : "Ash")} fence,\n");
        register.Import("a.csv", Heading + string.Concat(rows) + "05/03/2013,Bash,1,U,Asymmetry,\n");

        var counts = (await register.Get("/v1/search?q=" + Uri.EscapeDataString(q))).GetProperty("counts");

        Assert.Equal(expected, counts.GetProperty("expenditure").GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("vehcile", "vehicle")]
    [InlineData("vehicl", "vehicle")]
    [InlineData("xehicle", "vehicle")]
    [InlineData("Vehiccles", "vehicle")]
    [InlineData("vehcile hire", "vehicle hire")]
    [InlineData("zzzzzz", null)]
    [InlineData("vehcile repair", null)]
    [InlineData("hire repair", null)]
    public async Task A_misspelt_word_is_proposed_as_it_is_spelt_where_that_finds_something(string q, string? suggestion)
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + "05/03/2013,Acme,7,U1,Vehicle hire,\n05/03/2013,Other,7,U2,Roof repair,\n");

        var answer = await register.Get("/v1/search?q=" + Uri.EscapeDataString(q));

        Assert.Empty(answer.GetProperty("data").EnumerateArray());
        Assert.Equal(suggestion is null ? [] : [suggestion], answer.GetProperty("suggestions").EnumerateArray().Select(s => s.GetString()));
    }

    [Theory]
    [InlineData("/v1/search", "'q' is ''")]
    [InlineData("/v1/search?q=", "'q' is ''")]
    [InlineData("/v1/search?q=%22", "at least one word")]
    [InlineData("/v1/search?q=*", "at least one word")]
    [InlineData("/v1/search?q=-x", "at least one word")]
    [InlineData("/v1/search?q=a%00b", "at least one word")]
    [InlineData("/v1/search?q=x&type=payments", "one of decisions, contracts, programmes, suppliers, bodies, expenditure")]
    [InlineData("/v1/search?q=x&limit=101", "a whole number from 1 to 100")]
    [InlineData("/v1/search?q=x&cursor=%21", "a cursor as page.next")]
    [InlineData("/v1/search?q=x&cursor=YW5vdGhlcjAKMQowCj0", "The cursor was made for another")]
    [InlineData("/v1/search?q=x&sort=date", "There is no parameter 'sort' here.")]
    public async Task What_cannot_be_answered_is_told(string path, string expected)
    {
        await using var register = new GivenRegister();

        using var response = await register.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(
            expected,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("a NEAR b)")]
    [InlineData("a AND")]
    [InlineData("NOT x")]
    [InlineData("supplier : x")]
    [InlineData("^x {y} + z")]
    [InlineData("x\"")]
    [InlineData("x'; DROP TABLE payments; --")]
    [InlineData("x \uFFFF ∞ 😀 z\u0301\u0301")]
    [InlineData("((((x")]
    public async Task Whatever_is_typed_is_words(string q)
    {
        await using var register = new GivenRegister();

        Assert.Empty((await register.Get("/v1/search?q=" + Uri.EscapeDataString(q))).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task Every_form_has_the_same_hits()
    {
        await using var register = new GivenRegister().Shipped();
        var hits = (await register.Get("/v1/search?q=police&limit=5")).GetProperty("data").EnumerateArray().ToList();

        var lines = (await register.GetText("/v1/search.jsonl?q=police&limit=5")).TrimEnd('\n').Split('\n');
        var table = await register.GetText("/v1/search.csv?q=police&limit=5");

        Assert.Equal(hits.Select(hit => hit.ToString()), lines);
        Assert.StartsWith("type,id,url,title,snippet,body,date,count,amount,score\r\n", table, StringComparison.Ordinal);
        Assert.All(hits, hit => Assert.Contains("," + Text(hit, "url") + ",", table, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_snippet_is_safe_to_insert()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Heading + "05/03/2013,<b>Bold</b> & Co,7,U1,<img src=x onerror=alert(1)>,\n");

        var answer = await register.Get("/v1/search?q=bold");

        Assert.All(
            answer.GetProperty("data").EnumerateArray(),
            hit => Assert.StartsWith("&lt;b&gt;<mark>Bold</mark>&lt;/b&gt; &amp; Co", Text(hit, "snippet"), StringComparison.Ordinal)
        );
    }

    private static string Various(Random random, int rows)
    {
        string[] suppliers = ["Oak Ltd", "OAK LTD", "oak  ltd", "Oak & Ash", "", "Ash"];
        string[] purposes = ["Oak felling", "OAK FELLING", "", "Ash oak", new string('x', 490) + " oak and more", "Größe oak", "Roads"];
        string[] types = ["Oak", "oak", "", "Grounds, \"\"other\"\""];
        string Pick(string[] from) => from[random.Next(from.Length)];
        return Heading
            + string.Concat(
                Enumerable
                    .Range(1, rows)
                    .Select(n =>
                        $"0{n % 9 + 1}/02/2013,{Pick(suppliers)},{random.Next(-500, 5000) / 100m},T{n},{Pick(purposes)},\"{Pick(types)}\"\n"
                    )
            );
    }

    private static string Text(JsonElement hit, string name) => hit.GetProperty(name).GetString()!;

    private static string Name(JsonElement hit) => $"{Text(hit, "type")} {Text(hit, "id")}";
}
