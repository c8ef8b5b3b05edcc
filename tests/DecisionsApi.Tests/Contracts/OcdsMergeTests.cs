using System.Text.Json.Nodes;
using DecisionsApi.Contracts.Ocds;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DecisionsApi.Tests.Contracts;

public sealed class OcdsMergeTests
{
    [Fact]
    public void A_later_value_replaces_an_earlier_one_and_the_rest_stays() =>
        Merges(
            """{"tender":{"title":"new","value":{"amount":2,"currency":"GBP"},"status":"active"}}""",
            """{"tender":{"title":"old","value":{"amount":1,"currency":"GBP"}}}""",
            """{"tender":{"title":"new","value":{"amount":2},"status":"active"}}"""
        );

    [Fact]
    public void A_null_removes_a_field()
    {
        Merges("""{"tender":{"title":"t"}}""", """{"tender":{"title":"t","value":{"amount":1}}}""", """{"tender":{"value":null}}""");
        Merges("""{"tender":{"title":"t"}}""", """{"tender":{"title":"t","value":null,"status":null}}""");
    }

    [Fact]
    public void Elements_with_an_id_are_merged_by_it() =>
        Merges(
            """{"awards":[{"id":"1","title":"a","status":"active"},{"id":"2","title":"b"},{"id":"3"}]}""",
            """{"awards":[{"id":"1","title":"a","status":"pending"},{"id":"2"}]}""",
            """{"awards":[{"id":"3"},{"id":"2","title":"b"},{"id":"1","status":"active"}]}""",
            ignoreOrder: true
        );

    [Fact]
    public void An_id_published_as_text_and_as_number_is_one() =>
        Merges(
            """{"awards":[{"id":"7","title":"b"}]}""",
            """{"awards":[{"id":7,"title":"a"}]}""",
            """{"awards":[{"id":"7","title":"b"}]}"""
        );

    [Theory]
    [InlineData("""["a","b"]""", """["c"]""")]
    [InlineData("""[{"id":"1"}]""", """["c"]""")]
    [InlineData("""["a"]""", "[]")]
    [InlineData("""[{"region":"a"},{"region":"b"}]""", """[{"region":"c"}]""")]
    public void A_list_of_anything_else_is_replaced_whole(string earlier, string later) =>
        Merges($$"""{"list":{{later}}}""", $$"""{"list":{{earlier}}}""", $$"""{"list":{{later}}}""");

    [Theory]
    [InlineData("additionalIdentifiers")]
    [InlineData("additionalClassifications")]
    public void A_list_the_schema_marks_is_replaced_whole(string name) =>
        Merges(
            $$"""{"{{name}}":[{"id":"1","scheme":"B"}]}""",
            $$"""{"{{name}}":[{"id":"1","scheme":"A","uri":"x"},{"id":"2"}]}""",
            $$"""{"{{name}}":[{"id":"1","scheme":"B"}]}"""
        );

    [Fact]
    public void An_element_without_an_id_is_added_among_those_that_have_one() =>
        Merges(
            """{"documents":[{"id":"1"},{"title":"x"},{"title":"y"}]}""",
            """{"documents":[{"id":"1"},{"title":"x"}]}""",
            """{"documents":[{"title":"y"}]}"""
        );

    [Fact]
    public void Empty_objects_and_lists_say_nothing()
    {
        Merges(
            """{"planning":{"budget":{"id":"1"}},"awards":[{"id":"1"}]}""",
            """{"planning":{"budget":{"id":"1"}},"awards":[{"id":"1"}]}""",
            """{"planning":{},"awards":[]}"""
        );
        Merges("""{"planning":{}}""", """{"planning":{"budget":{}},"awards":[]}""");
    }

    [Fact]
    public void Releases_are_taken_in_the_order_of_their_instants_not_of_their_texts()
    {
        var earlier = Release("1", "2024-07-01T10:30:00+01:00", """{"title":"half past nine in London's winter time"}""");
        var later = Release("2", "2024-07-01T10:00:00Z", """{"title":"ten"}""");
        var undated = Release("3", null, """{"title":"never"}""");

        var compiled = OcdsMerge.Compile([undated, later, earlier]);

        Assert.Equal("ten", (string?)compiled["title"]);
        Assert.Equal(("ocds-1-a-2024-07-01T10:00:00Z", "2024-07-01T10:00:00Z"), ((string?)compiled["id"], (string?)compiled["date"]));
        Assert.Equal("""["compiled"]""", compiled["tag"]!.ToJsonString());
    }

    [Fact]
    public void Merging_leaves_the_releases_as_they_are()
    {
        var releases = new[]
        {
            Release("1", "2024-01-01", """{"awards":[{"id":"1"}]}"""),
            Release("2", "2024-01-02", """{"awards":[{"id":"1","a":1}]}"""),
        };
        var before = releases.Select(release => release.ToJsonString()).ToList();

        OcdsMerge.Compile(releases)["awards"]![0]!["a"] = 2;

        Assert.Equal(before, releases.Select(release => release.ToJsonString()));
    }

    [Property(MaxTest = 300)]
    public Property The_order_and_number_of_the_releases_makes_no_difference()
    {
        var value = Gen.Elements(
            "null",
            "1",
            "1e9999",
            "\"x\"",
            "[]",
            "{}",
            """["a"]""",
            """[{"id":"1","a":1}]""",
            """[{"id":1,"b":null},{"c":2}]""",
            """{"a":{"b":1}}""",
            """{"a":null}"""
        );
        var release =
            from date in Gen.Elements("2024-01-01T00:00:00Z", "2024-01-01T01:00:00+01:00", "2024-02-01", "soon", "")
            from id in Gen.Elements("1", "2", "3")
            from first in value
            from second in value
            select Release(id, date.Length == 0 ? null : date, $$"""{"x":{{first}},"y":{"z":{{second}} } }""");
        var shuffled =
            from releases in release.ArrayOf(5)
            from other in Gen.Shuffle(releases.Concat(releases.Take(2)).ToArray())
            select (releases, other);
        return Prop.ForAll(
            shuffled.ToArbitrary(),
            pair => OcdsMerge.Compile(pair.releases).ToJsonString() == OcdsMerge.Compile(pair.other).ToJsonString()
        );
    }

    [Fact]
    public void The_example_of_the_standard_compiles_to_its_own_record()
    {
        var samples = Path.Combine(RealData.Folder("ocds"), "samples");
        var releases = Directory
            .GetFiles(samples, "ocds-213czf-000-00001-0*.json")
            .SelectMany(file => OcdsFile.Read(file))
            .Cast<OcdsRelease>();
        var record = OcdsFile.Read(Path.Combine(samples, "record", "ocds-213czf-000-00001.json")).Cast<OcdsRelease>().Single();

        var compiled = OcdsMerge.Compile([.. releases.Select(release => release.Json).Reverse()]);

        Assert.Equal(6, releases.Count());
        Assert.Equal(Sorted(record.Json), Sorted(compiled));
    }

    private static void Merges(string expected, params string[] releases) => Merges(expected, releases, ignoreOrder: false);

    private static void Merges(string expected, string first, string second, bool ignoreOrder) =>
        Merges(expected, [first, second], ignoreOrder);

    private static void Merges(string expected, string[] parts, bool ignoreOrder)
    {
        var releases = parts.Select((part, i) => Release($"{i}", $"2024-01-0{i + 1}T00:00:00Z", part)).ToList();

        var compiled = OcdsMerge.Compile(releases);

        foreach (var name in new[] { "ocid", "id", "date", "tag" })
        {
            compiled.Remove(name);
        }
        var wanted = JsonNode.Parse(expected)!;
        Assert.Equal(ignoreOrder ? Sorted(wanted) : wanted.ToJsonString(), ignoreOrder ? Sorted(compiled) : compiled.ToJsonString());
    }

    private static JsonObject Release(string id, string? date, string fields)
    {
        var release = JsonNode.Parse(fields)!.AsObject();
        release["ocid"] = "ocds-1-a";
        release["id"] = id;
        release["tag"] = new JsonArray("tender");
        if (date is not null)
        {
            release["date"] = date;
        }
        return release;
    }

    /// <summary>The text of JSON with names and elements in an order of their own.</summary>
    private static string Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject part =>
                $"{{{string.Join(',', part.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}:{Sorted(f.Value)}"))}}}",
            JsonArray list => $"[{string.Join(',', list.Select(Sorted).Order(StringComparer.Ordinal))}]",
            _ => node?.ToJsonString() ?? "null",
        };
}
