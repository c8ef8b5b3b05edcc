using System.Text.RegularExpressions;

namespace DecisionsApi.Tests;

/// <summary>Dependencies point one way; each line is one rule of it.</summary>
public sealed class ArchitectureTests
{
    private const string Resources =
        "Bodies|Catalogue|Contracts|Decisions|Dictionary|Expenditure|Insights|Links|OcdsReleases|Programmes|Reconciliation|Search|Sources|Suppliers|Transparency";

    [Theory]
    [InlineData(
        "src/DecisionsApi.Tabular/.*",
        @"DecisionsApi\.(?!Tabular)\w+|AspNetCore|Dapper|Sqlite",
        "tables know nothing of public bodies, the web or databases"
    )]
    [InlineData(@"src/DecisionsApi/(?!Data/|.*Sql\.cs|Querying/).*", @"using Dapper", "only Sql files, Querying and Data know Dapper")]
    [InlineData(@"src/DecisionsApi/(?!Data/).*", @"sqlite3_|PRAGMA|fts5|MATCH ", "only Data names what one engine alone understands")]
    [InlineData(
        $"src/DecisionsApi/({Resources})/(?!.*(Endpoints|Filter|List)\\.cs).*",
        @"AspNetCore",
        "only endpoints and filters know the web"
    )]
    [InlineData(
        "src/DecisionsApi/(Register|Importing|Data)/.*",
        $@"using (Microsoft\.AspNetCore|DecisionsApi\.({Resources}))\b",
        "the pipeline knows neither the web nor a resource"
    )]
    [InlineData(
        "src/DecisionsApi/Fetching/.*",
        $@"using (Microsoft\.AspNetCore|DecisionsApi\.({Resources}|Querying|Http|Formats))\b",
        "fetching knows the pipeline and nothing of what comes of it"
    )]
    [InlineData("src/DecisionsApi/(Querying|Formats|Http)/.*", $@"using DecisionsApi\.({Resources})\b", "the tools know no resource")]
    [InlineData("src/DecisionsApi/Formats/.*", @"using (Dapper|DecisionsApi\.(Querying|Data|Importing))", "formats know only records")]
    [InlineData(@"src/.*", @"catch \(Exception\)|catch\s*\{", "nobody swallows exceptions")]
    public void Holds(string files, string forbidden, string rule)
    {
        var found = Sources()
            .Where(source => Regex.IsMatch(source.Path, $"^{files}$"))
            .SelectMany(source => source.Lines.Select((line, i) => (source.Path, Number: i + 1, Line: line)))
            .Where(line => Regex.IsMatch(line.Line, forbidden) && !line.Line.TrimStart().StartsWith("//", StringComparison.Ordinal));

        Assert.True(!found.Any(), $"{rule}: {string.Join("; ", found.Select(f => $"{f.Path}:{f.Number} {f.Line.Trim()}"))}");
    }

    [Fact]
    public void Namespaces_are_folders()
    {
        foreach (var (path, lines) in Sources())
        {
            var folder = Path.GetDirectoryName(path)!.Replace("src/", "", StringComparison.Ordinal).Replace('/', '.');
            Assert.True(path.EndsWith("Program.cs", StringComparison.Ordinal) || lines.Contains($"namespace {folder};"), path);
        }
    }

    private static IEnumerable<(string Path, string[] Lines)> Sources() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(path => (path, File.ReadAllLines(Path.Combine(Repository.Root, path))));
}
