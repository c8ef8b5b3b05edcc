using System.Text.RegularExpressions;

namespace DecisionsApi.Tests.Docs;

/// <summary>A block of a page of the cookbook.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Language">What it is written in.</param>
/// <param name="File">The file the reader saves it as, where the line above says so: <c>&lt;!-- file: NAME --&gt;</c>.</param>
/// <param name="Text">The block.</param>
/// <param name="Output">What it prints: the block that follows at once, when it is one of data.</param>
internal sealed record CookbookBlock(int Line, string Language, string? File, string Text, string? Output);

/// <summary>A page of the cookbook: what it needs, and its blocks in their order.</summary>
/// <param name="Needs">Commands that succeed where the page can be run: <c>&lt;!-- needs: COMMAND --&gt;</c>.</param>
/// <param name="Blocks">Its blocks without those that show an output.</param>
internal sealed record CookbookPage(string Text, IReadOnlyList<string> Needs, IReadOnlyList<CookbookBlock> Blocks)
{
    private static readonly string[] Data = ["text", "csv", "json"];

    public static string Folder { get; } = Path.Combine(Repository.Root, "docs", "cookbook");

    public static CookbookPage Read(string page)
    {
        var text = System.IO.File.ReadAllText(Path.Combine(Folder, page));
        var lines = text.Split('\n');
        var blocks = new List<CookbookBlock>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }
            var (language, content, end) = Block(lines, i);
            var file = i > 0 ? Regex.Match(lines[i - 1], "^<!-- file: (\\S+) -->$") : Match.Empty;
            var next = end + 2 < lines.Length && lines[end + 1].Length == 0 ? end + 2 : end + 1;
            string? output = null;
            var line = i + 1;
            i = end;
            if (
                !file.Success
                && IsRun(language)
                && lines[next].StartsWith("```", StringComparison.Ordinal)
                && Data.Contains(lines[next][3..])
            )
            {
                (_, output, i) = Block(lines, next);
            }
            blocks.Add(new(line, language, file.Success ? file.Groups[1].Value : null, content, output));
        }
        var needs = Regex.Matches(text, "^<!-- needs: (.+) -->$", RegexOptions.Multiline).Select(m => m.Groups[1].Value);
        return new(text, [.. needs], blocks);
    }

    /// <summary>Whether blocks of a language are commands.</summary>
    public static bool IsRun(string language) => language is "sh" or "sql";

    private static (string Language, string Text, int End) Block(string[] lines, int start)
    {
        var end = Array.IndexOf(lines, "```", start + 1);
        Assert.True(end > 0, $"line {start + 1}: a block without an end");
        return (lines[start][3..], string.Join('\n', lines[(start + 1)..end]), end);
    }
}
