using System.Text;
using System.Text.RegularExpressions;

namespace DecisionsApi.Tests.Docs;

/// <summary>A block of commands in a guide, and the abbreviated answer shown below it.</summary>
/// <param name="File">The guide.</param>
/// <param name="Line">Where the block begins.</param>
/// <param name="Commands">Its commands; a comment at the end may name a status other than 200.</param>
/// <param name="Answer">The block that follows at once, when it is one of data.</param>
internal sealed record ShellBlock(string File, int Line, IReadOnlyList<(string[] Words, int Status)> Commands, string? Answer)
{
    /// <summary>The blocks of a guide that can be run; one that cannot has <c>&lt;!-- not run: reason --&gt;</c> above it.</summary>
    public static IEnumerable<ShellBlock> In(string file)
    {
        var lines = System.IO.File.ReadAllLines(Path.Combine(Repository.Root, file));
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] != "```sh")
            {
                continue;
            }
            var end = Array.IndexOf(lines, "```", i + 1);
            if (i > 0 && Regex.IsMatch(lines[i - 1], "^<!-- not run: .{10,} -->$"))
            {
                i = end;
                continue;
            }
            var text = string.Join('\n', lines[(i + 1)..end]).Replace("\\\n", " ", StringComparison.Ordinal);
            var commands = text.Split('\n').Select(Command).Where(c => c.Words.Length > 0).ToList();
            var next = end + 1 < lines.Length && lines[end + 1].Length == 0 ? end + 2 : end + 1;
            var shows = next < lines.Length && lines[next] is "```json" or "```csv";
            var answer = shows ? string.Join('\n', lines[(next + 1)..Array.IndexOf(lines, "```", next + 1)]) : null;
            yield return new(file, i + 1, commands, answer);
            i = end;
        }
    }

    private static (string[] Words, int Status) Command(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, inWord, comment) = ('\0', false, "");
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote == '\0' && c == '#' && !inWord)
            {
                comment = line[i..];
                break;
            }
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                End();
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                (quote, inWord) = (c, true);
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }
        End();
        var status = Regex.Match(comment, @"^# (\d{3})\b");
        return ([.. words], status.Success ? int.Parse(status.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 200);

        void End()
        {
            if (inWord)
            {
                words.Add(word.ToString());
            }
            word.Clear();
            inWord = false;
        }
    }
}
