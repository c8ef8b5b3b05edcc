using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DecisionsApi.Importing;
using static System.FormattableString;

namespace DecisionsApi.Records.Layouts;

/// <summary>
/// Rows that an export of a register wrote: they name the record by its id and the source it came from. They are copies and no
/// publication, so that a record the register has stays as it is.
/// </summary>
internal static partial class Copies
{
    // What only an export writes.
    private static readonly string[] Columns = ["id", "source.id", "source.sha256"];

    /// <summary>Whether a table with these columns is an export.</summary>
    public static bool AreRows(LayoutColumns columns) => Array.TrueForAll(Columns, columns.ByField.ContainsKey);

    /// <summary>
    /// An export under a name of its own: it is no new version of a publisher's file that happens to be called the same, and
    /// takes nothing back.
    /// </summary>
    public static ImportContext Named(ImportContext context) => context with { SourceName = "export of " + context.SourceName };

    /// <summary>The id of the record a row is a copy of; null where it is none.</summary>
    public static string? IdOf(JsonObject layout) =>
        layout["id"] is JsonValue id && layout["source"] is JsonObject source && source["sha256"] is JsonValue && source["id"] is JsonValue
            ? id.ToString().Trim()
            : null;

    /// <summary>Whether a line of JSON is a copy of a record of this type.</summary>
    public static bool AreLinesOf(Type record, IReadOnlyList<string> telling, JsonOutline outline) =>
        outline.Names.Contains("id")
        && outline.Names.Contains("source")
        && telling.All(outline.Names.Contains)
        && outline.Names.All(LayoutColumns.Fields(record).Contains);

    /// <summary>The fault of a copy that says something else than the register: it may have been edited, and edits are nobody's publication.</summary>
    public static RowFault? Difference(int line, JsonObject copy, JsonObject known)
    {
        return Differing("", copy, known).FirstOrDefault() is { } difference
            ? new(
                line,
                difference.Path,
                "copyDiffers",
                Shown(difference.Said),
                $"{Shown(difference.Has)}, as the register has it: an export changes nothing when it is imported. Import what the publisher published"
            )
            : null;
    }

    /// <summary>The values that differ, each with its path as a column would be named. What says nothing is the same as what is not there.</summary>
    private static IEnumerable<Value> Differing(string path, JsonNode? said, JsonNode? has) =>
        (said, has) switch
        {
            (JsonObject a, JsonObject b) => b.Select(f => f.Key)
                .Union(a.Select(f => f.Key))
                .SelectMany(name => Differing(path.Length == 0 ? name : $"{path}.{name}", a[name], b[name])),
            (JsonArray a, JsonArray b) => Enumerable
                .Range(0, Math.Max(a.Count, b.Count))
                .SelectMany(i => Differing(Invariant($"{path}.{i}"), a.ElementAtOrDefault(i), b.ElementAtOrDefault(i))),
            _ when SaysNothing(said) && SaysNothing(has) => [],
            (JsonArray or JsonObject, _) or (_, JsonArray or JsonObject) => [new(path, said, has)],
            _ => IsSame(Text(said), Text(has)) ? [] : [new(path, said, has)],
        };

    private static bool SaysNothing(JsonNode? value) =>
        value switch
        {
            JsonObject members => members.All(member => SaysNothing(member.Value)),
            JsonArray entries => entries.All(SaysNothing),
            _ => Text(value).Length == 0,
        };

    private static bool IsSame(string said, string has) =>
        said == has || (Cut().Match(said) is { Success: true } cut && has.StartsWith(said[..cut.Index], StringComparison.Ordinal));

    /// <summary>Without what forms do not keep: spaces around a text, and how its lines end.</summary>
    private static string Text(JsonNode? value) => value?.ToString().ReplaceLineEndings("\n").Trim() ?? "";

    private static string Shown(JsonNode? value) =>
        value?.ToString() is { Length: > 0 } text ? text[..Math.Min(text.Length, 200)] : "nothing";

    private sealed record Value(string Path, JsonNode? Said, JsonNode? Has);

    // What a workbook puts where a cell ends before its text.
    [GeneratedRegex(@" … \(cut: [\d,]+ characters\)\z")]
    private static partial Regex Cut();
}
