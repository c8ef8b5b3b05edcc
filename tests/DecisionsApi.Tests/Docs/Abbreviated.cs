using System.Text.Json;
using System.Text.Json.Nodes;

namespace DecisionsApi.Tests.Docs;

/// <summary>
/// Whether an answer is what a guide shows of it: every field shown is there with its value, a text ending in … may go on, and
/// lists and objects may have more where the guide has "…".
/// </summary>
internal static class Abbreviated
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true };

    /// <summary>Asserts it.</summary>
    public static void Match(string shown, string answer)
    {
        if (!shown.TrimStart().StartsWith('{') && !shown.TrimStart().StartsWith('['))
        {
            var (expected, actual) = (shown.Split('\n'), answer.Split("\r\n"));
            for (var i = 0; i < expected.Length && expected[i] != "…"; i++)
            {
                Assert.Equal(expected[i], actual[i]);
            }
            return;
        }
        var fault = Difference(JsonNode.Parse(shown, documentOptions: Lenient), JsonNode.Parse(answer), "$");
        Assert.True(fault is null, fault);
    }

    /// <summary>
    /// Asserts that a program prints the lines shown and no others; a line … stands for any number of lines, and one that ends in … may go on.
    /// </summary>
    public static void MatchLines(string shown, string output, string where)
    {
        var (expected, actual) = (Lines(shown), Lines(output));
        var (at, mayLeaveOut) = (0, false);
        foreach (var line in expected)
        {
            if (line == "…")
            {
                mayLeaveOut = true;
                continue;
            }
            while (mayLeaveOut && at < actual.Length && !IsLine(line, actual[at]))
            {
                at++;
            }
            Assert.True(at < actual.Length && IsLine(line, actual[at]), $"{where} shows:\n{line}\nand prints:\n{output}");
            (at, mayLeaveOut) = (at + 1, false);
        }
        Assert.True(at == actual.Length || mayLeaveOut, $"{where} shows {at} lines and prints:\n{output}");
    }

    private static string[] Lines(string text) => [.. text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(l => l.TrimEnd())];

    private static bool IsLine(string shown, string actual) =>
        shown.EndsWith('…') ? actual.StartsWith(shown[..^1], StringComparison.Ordinal) : shown == actual;

    private static string? Difference(JsonNode? shown, JsonNode? actual, string path)
    {
        switch (shown, actual)
        {
            case (JsonObject wanted, JsonObject got):
                return wanted
                    .Where(p => p.Key != "…")
                    .Select(p => got.ContainsKey(p.Key) ? Difference(p.Value, got[p.Key], $"{path}.{p.Key}") : $"{path} has no {p.Key}")
                    .FirstOrDefault(fault => fault is not null);
            case (JsonArray wanted, JsonArray got):
                return Items(wanted, got, path);
            default:
                if (IsEllipsis(shown))
                {
                    return null;
                }
                if (
                    shown is JsonValue
                    && shown.GetValueKind() == JsonValueKind.String
                    && shown.ToString() is { } text
                    && text.EndsWith('…')
                )
                {
                    return actual?.ToString().StartsWith(text[..^1], StringComparison.Ordinal) == true ? null : $"{path} is {actual}";
                }
                return JsonNode.DeepEquals(shown, actual)
                    ? null
                    : $"{path} is {actual?.ToJsonString() ?? "null"}, the guide shows {shown?.ToJsonString() ?? "null"}";
        }
    }

    /// <summary>The items in their order; where the guide has an ellipsis some may be left out.</summary>
    private static string? Items(JsonArray wanted, JsonArray got, string path)
    {
        var (at, mayLeaveOut) = (0, false);
        foreach (var item in wanted)
        {
            if (IsEllipsis(item))
            {
                mayLeaveOut = true;
                continue;
            }
            string? fault = null;
            do
            {
                fault = at < got.Count ? Difference(item, got[at], $"{path}[{at}]") : fault ?? $"{path} has no more than {got.Count} items";
            } while (++at < got.Count && fault is not null && mayLeaveOut);
            if (fault is not null)
            {
                return fault;
            }
            mayLeaveOut = false;
        }
        return at < got.Count && !mayLeaveOut ? $"{path} has {got.Count} items, the guide shows {at}" : null;
    }

    private static bool IsEllipsis(JsonNode? node) =>
        node is JsonValue && node.GetValueKind() == JsonValueKind.String && node.ToString() == "…";
}
