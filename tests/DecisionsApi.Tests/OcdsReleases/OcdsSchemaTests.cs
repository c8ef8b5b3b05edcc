using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace DecisionsApi.Tests.OcdsReleases;

/// <summary>The packages against the schemas of OCDS 1.1.5 themselves, where they are among the real files.</summary>
public sealed class OcdsSchemaTests
{
    [Fact]
    public async Task Every_package_of_the_shipped_register_and_of_the_real_releases_is_valid()
    {
        var ofRelease = await Schema("release-schema.json");
        // The schema of a release refers to its own parts: releases are checked by themselves.
        var ofPackage = await Schema("release-package-schema.json", "releases");
        await using var register = new GivenRegister();
        register.ImportShipped();
        register.ImportAll(RealData.Folder("ocds"));

        var packages = await OcdsStructure.Packages(register, "limit=30");
        var releases = packages.SelectMany(package => OcdsStructure.List(package, "releases")).ToList();
        var compiled = new List<JsonElement>();
        foreach (var ocid in releases.Select(release => OcdsStructure.Text(release, "ocid")!).Distinct())
        {
            var record = (await register.Get($"/v1/ocds/records/{Uri.EscapeDataString(ocid)}")).GetProperty("records")[0];
            compiled.Add(record.GetProperty("compiledRelease"));
        }

        Assert.True(packages.Count > 3);
        Assert.Empty(packages.SelectMany(package => Faults(ofPackage, package)));
        Assert.Empty(releases.Concat(compiled).SelectMany(release => Faults(ofRelease, release)));
        Assert.Empty(releases.SelectMany(OcdsStructure.Faults));
    }

    private static async Task<JsonSchema> Schema(string name, string? apart = null)
    {
        var file = Path.Combine(RealData.Folder("ocds"), "schema-1.1.5", name);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        if (apart is not null)
        {
            json["properties"]![apart]!["items"]!.AsObject().Remove("$ref");
        }
        return await JsonSchema.FromJsonAsync(json.ToJsonString(), TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Faults(JsonSchema schema, JsonElement document) =>
        schema.Validate(document.ToString()).Select(fault => fault.ToString());
}
