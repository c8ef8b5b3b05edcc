using System.Text.Json.Nodes;
using DecisionsApi.Contracts;
using DecisionsApi.Contracts.Ocds;

namespace DecisionsApi.Tests.Contracts;

public sealed class OcdsRealDataTests
{
    [Fact]
    public void Every_real_release_becomes_contracts()
    {
        var folder = RealData.Folder("ocds");
        string[] files =
        [
            .. Directory.GetFiles(folder, "*.json*"),
            .. Directory.GetFiles(Path.Combine(folder, "samples"), "*.json", SearchOption.AllDirectories),
        ];
        var items = files.SelectMany(file => OcdsFile.Read(file)).ToList();
        var releases = items.Cast<OcdsRelease>().ToList();
        Assert.Equal((107, 98), (releases.Count(IsUk), releases.Where(IsUk).DistinctBy(release => release.Ocid).Count()));

        var contracts = new List<MappedContract>();
        var notUnderstood = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var process in releases.GroupBy(release => release.Ocid))
        {
            JsonObject[] own = [.. process.Select(release => release.Json)];
            var mapped = OcdsContracts.Of(OcdsMerge.Compile(own), OcdsHistory.Of(own));
            contracts.AddRange(mapped.Contracts);
            foreach (var path in mapped.NotUnderstood)
            {
                notUnderstood[path] = notUnderstood.GetValueOrDefault(path) + 1;
            }
        }
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"""
            {releases.Count} releases, {contracts.Count} contracts
            stages: {Counts(contracts.Select(contract => $"{contract.Fields["stage"]} {contract.Fields["status"]}"))}
            issues: {Counts(contracts.SelectMany(contract => contract.Issues).Select(issue => $"{issue.Code} {issue.Field} {issue.Found}"))}
            not understood: {string.Join("\n", notUnderstood.Select(path => $"{path.Value} {path.Key}"))}
            """
        );
        Assert.Equal([("award", 57), ("contract", 1), ("planning", 3), ("tender", 38)], Stages(contracts));
        Assert.All(contracts, contract => Assert.NotNull(contract.Fields["status"]));
        Assert.All(contracts, contract => Assert.NotNull(contract.Fields["title"]));
        Assert.All(contracts, contract => Assert.NotEmpty(contract.Fields["buyers"]!.AsArray()));
        Assert.DoesNotContain(contracts, contract => contract.Fields.ToJsonString().Contains("contactPoint", StringComparison.Ordinal));

        static bool IsUk(OcdsRelease release) => !release.Ocid.StartsWith("ocds-213czf", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_real_release_stands_on_its_line()
    {
        foreach (var file in Directory.GetFiles(RealData.Folder("ocds"), "*.json*"))
        {
            var lines = File.ReadAllLines(file);
            Assert.All(
                OcdsFile.Read(file).Cast<OcdsRelease>(),
                release => Assert.EndsWith(release.Raw.Split('\n')[0].TrimEnd('\r'), lines[release.Line - 1], StringComparison.Ordinal)
            );
        }
    }

    private static IEnumerable<(string?, int)> Stages(IEnumerable<MappedContract> contracts) =>
        contracts
            .GroupBy(contract => (string?)contract.Fields["stage"])
            .OrderBy(stage => stage.Key)
            .Select(stage => (stage.Key, stage.Count()));

    private static string Counts(IEnumerable<string> texts) =>
        string.Join(", ", texts.GroupBy(text => text).OrderByDescending(text => text.Count()).Select(text => $"{text.Count()} {text.Key}"));
}
