using System.Diagnostics;
using System.Text.RegularExpressions;
using DecisionsApi.Tests.Verbs;

namespace DecisionsApi.Tests.Docs;

/// <summary>Every command in a guide does what the guide says: it is run, in a folder of its own, against the program it describes.</summary>
public sealed class GuideTests : IAsyncDisposable
{
    private const string Spend =
        "Date,Supplier Name,Amount,Transaction Number,Purpose\n31/01/2024,British Gas,7500.00,T1,Vehicle depot heating\n"
        + "31/01/2024,Acme Vehicles Ltd,12000.50,T2,Vehicle hire\n";

    private const string Agenda =
        "paper_reference,title,meeting_date,organisation,result,paper_type,document_url\n"
        + "2020/0001,Ausbau der Straßenbahn,2020-02-04,Gemeinderat,mehrheitlich beschlossen,Antrag,https://example.org/1.pdf\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("decisions-docs-").FullName;
    private readonly HttpClient _client = new();
    private Process? _service;

    public static TheoryData<string> Guides =>
        [
            "README.md",
            "CONTRIBUTING.md",
            "data/README.md",
            .. Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
                // The cookbook has other tools, see CookbookTests.
                .Where(file => !file.StartsWith("docs/cookbook/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Guides))]
    public async Task Its_commands_run(string guide)
    {
        var blocks = ShellBlock.In(guide).ToList();
        if (blocks.Count == 0)
        {
            return;
        }
        foreach (var name in new[] { "spend-2024-01.csv", "spend-2024-02.csv" })
        {
            var text = Spend.Replace("/01/", name[11..13] == "01" ? "/01/" : "/02/", StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(_folder, name), text, TestContext.Current.CancellationToken);
        }
        Directory.CreateDirectory(Path.Combine(_folder, "docs", "examples"));
        File.Copy(
            Path.Combine(Repository.Root, "docs", "examples", "karlsruhe.columns.json"),
            Path.Combine(_folder, "docs", "examples", "karlsruhe.columns.json")
        );
        await File.WriteAllTextAsync(Path.Combine(_folder, "agenda.csv"), Agenda, TestContext.Current.CancellationToken);
        (_service, var origin) = await Cli.Serve(_folder);
        foreach (var block in blocks)
        {
            var answer = "";
            foreach (var (words, status) in block.Commands)
            {
                answer = await Run(words, status, origin, $"{block.File}:{block.Line}: {string.Join(' ', words)}");
            }
            if (block.Answer is not null)
            {
                Abbreviated.Match(block.Answer, answer);
            }
        }
    }

    /// <summary>What is not marked as a command would not be run: every block says what it is, and a text is no command.</summary>
    [Theory]
    [MemberData(nameof(Guides))]
    public void Its_blocks_say_what_they_are(string guide)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, guide));
        for (var i = 0; i < lines.Length; i++)
        {
            if (
                !lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal)
                && !lines[i].TrimStart().StartsWith("~~~", StringComparison.Ordinal)
            )
            {
                Assert.False(
                    Regex.IsMatch(lines[i], @"^(    |\t)\s*(curl|decisions|dotnet|\$) "),
                    $"{guide}:{i + 1}: a command outside of a block"
                );
                continue;
            }
            Assert.True(lines[i] is "```sh" or "```json" or "```csv" or "```text", $"{guide}:{i + 1}: {lines[i]}");
            var end = Array.IndexOf(lines, "```", i + 1);
            if (lines[i] == "```text")
            {
                // A synopsis has words to be filled in; a command without any could be run.
                Assert.All(lines[(i + 1)..end], line => Assert.Matches("^(?!curl|dotnet|\\./).*[A-Z]{2}", line));
            }
            i = end;
        }
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Its_links_lead_to_files_that_are_there(string guide) => AssertLinks(guide);

    /// <summary>Asserts that what a guide links to is there.</summary>
    internal static void AssertLinks(string guide)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, guide));
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, guide))!;
        foreach (Match link in Regex.Matches(text, @"\]\((?!https?:|#)([^)#]+)"))
        {
            Assert.True(Path.Exists(Path.Combine(folder, link.Groups[1].Value)), $"{guide}: {link.Groups[1].Value}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_service is not null)
        {
            _service.Kill();
            await _service.WaitForExitAsync();
            _service.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> Run(string[] words, int status, string origin, string where)
    {
        switch (words)
        {
            case ["curl", ..]:
                return await Curl(words[1..], status, origin, where);
            // What runs this very test, and what this test has started.
            case ["./test.sh"] or ["dotnet", "run", "--project", "src/DecisionsApi"] or ["decisions", "serve"]:
                return "";
            case ["dotnet", "run", "--project", "src/DecisionsApi", "--", .. var arguments]:
                return await Verb(arguments, origin, where);
            case ["decisions", .. var arguments]:
                return await Verb(arguments, origin, where);
            default:
                Assert.Fail($"{where}: only curl and decisions are run; say why above the block when it cannot be: <!-- not run: … -->");
                return "";
        }
    }

    private async Task<string> Verb(string[] arguments, string origin, string where)
    {
        string[] here = [.. arguments.Select(a => a.Replace("http://127.0.0.1:5080", origin, StringComparison.Ordinal))];
        var (exit, output, error) = await Cli.Run(_folder, here[0] == "health" && here.Length == 1 ? ["health", "--url", origin] : here);
        Assert.True(exit == 0, $"{where}: {exit} {output} {error}");
        return output;
    }

    private async Task<string> Curl(string[] words, int status, string origin, string where)
    {
        using var request = new HttpRequestMessage();
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        for (var i = 0; i < words.Length; i++)
        {
            switch (words[i])
            {
                case "-H":
                    var (name, value) = words[++i].Split(": ", 2) is [var n, var v] ? (n, v) : throw new FormatException(where);
                    request.Headers.Remove(name);
                    Assert.True(request.Headers.TryAddWithoutValidation(name, value), where);
                    break;
                case "-o":
                    i++;
                    break;
                case "-I":
                    request.Method = HttpMethod.Head;
                    break;
                case "-i" or "-s" or "-O" or "-J" or "-OJ" or "--compressed":
                    break;
                case var url when url.StartsWith("http://127.0.0.1:5080", StringComparison.Ordinal):
                    request.RequestUri = new Uri(url.Replace("http://127.0.0.1:5080", origin, StringComparison.Ordinal));
                    break;
                default:
                    Assert.Fail($"{where}: {words[i]}");
                    break;
            }
        }
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode == status, $"{where}: {(int)response.StatusCode} {text[..Math.Min(500, text.Length)]}");
        return text;
    }
}
