using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DecisionsApi.Importing;

namespace DecisionsApi.Records.Layouts;

/// <summary>Reads a JSON file of our own layout: one name at the top, a list of records.</summary>
internal static class LayoutJson
{
    private const int LargestBytes = 256 << 20;

    /// <summary>Whether a document begins like a file of a kind.</summary>
    public static bool IsOf(string kind, JsonOutline outline) => outline.Names is [var only] && only == kind;

    /// <summary>The records of a file of this layout, as a list or as the lines an export writes; whether it is an export.</summary>
    public static (IEnumerable<LayoutRow> Rows, bool IsExport) Open(string path, string kind) =>
        IsOf(kind, JsonOutline.Of(path)) ? (Rows(path, kind), false) : (LayoutLines.Rows(path), true);

    /// <summary>The records of a file, each with the line it starts on.</summary>
    /// <exception cref="ImportRefusedException">The file is no such list, or too large to be one.</exception>
    public static IEnumerable<LayoutRow> Rows(string path, string kind)
    {
        if (new FileInfo(path).Length > LargestBytes)
        {
            throw new ImportRefusedException(
                "fileTooLarge",
                $"{path} has more than {LargestBytes >> 20} MB; use JSON Lines or several files."
            );
        }
        var bytes = File.ReadAllBytes(path);
        var mark = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var (line, counted) = (1, mark);
        foreach (var (start, length) in Elements(path, bytes, mark, kind))
        {
            line += bytes.AsSpan(counted, start - counted).Count((byte)'\n');
            counted = start;
            if (length > RecordBounds.MaxRaw)
            {
                yield return new(
                    line,
                    "",
                    null,
                    new(line, null, "recordTooLong", $"{length} bytes", $"at most {RecordBounds.MaxRaw} bytes in one record")
                );
                continue;
            }
            var raw = Encoding.UTF8.GetString(bytes, start, length);
            yield return JsonNode.Parse(raw) is JsonObject layout
                ? new(line, raw, layout)
                : new(line, raw, null, new(line, null, "recordInvalid", raw.Length > 200 ? raw[..200] + "…" : raw, "an object"));
        }
    }

    private static List<(int Start, int Length)> Elements(string path, byte[] bytes, int mark, string kind)
    {
        var elements = new List<(int, int)>();
        var reader = new Utf8JsonReader(bytes.AsSpan(mark), new JsonReaderOptions { MaxDepth = 128 });
        try
        {
            if (
                !reader.Read()
                || reader.TokenType != JsonTokenType.StartObject
                || !reader.Read()
                || !reader.ValueTextEquals(kind)
                || !reader.Read()
            )
            {
                throw new ImportRefusedException("layoutUnknown", $"{path} does not begin with {{\"{kind}\": [.");
            }
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw new ImportRefusedException("layoutUnknown", $"{path}: '{kind}' must be a list of records.");
            }
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                elements.Add((mark + start, (int)reader.BytesConsumed - start));
            }
            // To the end, so that a file that breaks off is not taken for whole.
            while (reader.Read()) { }
        }
        catch (JsonException e)
        {
            throw new ImportRefusedException("jsonInvalid", $"{path} is not valid JSON on line {e.LineNumber + 1}: {e.Message}");
        }
        return elements;
    }
}
