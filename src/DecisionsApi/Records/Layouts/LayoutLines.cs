using System.Text.Json;
using System.Text.Json.Nodes;
using DecisionsApi.Importing;

namespace DecisionsApi.Records.Layouts;

/// <summary>Reads JSON Lines of our own layout: one record a line.</summary>
internal static class LayoutLines
{
    /// <summary>The records of a file, each with its line.</summary>
    public static IEnumerable<LayoutRow> Rows(string path)
    {
        var line = 0;
        foreach (var text in File.ReadLines(path))
        {
            line++;
            yield return string.IsNullOrWhiteSpace(text) ? new(line, text, null) : Row(line, text);
        }
    }

    private static LayoutRow Row(int line, string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject layout ? new(line, text, layout) : new(line, text, null, Fault(line, text));
        }
        catch (JsonException)
        {
            return new(line, text, null, Fault(line, text));
        }
    }

    private static RowFault Fault(int line, string text) =>
        new(line, null, "recordInvalid", text.Length > 200 ? text[..200] + "…" : text, "an object");
}
