using System.Text.Json;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>Tells OCDS and JSON Schemas by the names at the top of a file's first document, as far as its first bytes show them.</summary>
internal static class OcdsHead
{
    /// <summary>Whether the first document is a release, a record or a package of them.</summary>
    public static bool LooksLikeOcds(ReadOnlySpan<byte> head)
    {
        var names = Names(head);
        return !IsSchema(names)
            && (names.Overlaps(["ocid", "releases", "records", "initiationType"]) || names.IsSupersetOf(["publisher", "publishedDate"]));
    }

    /// <summary>Whether the first document is a JSON Schema.</summary>
    public static bool IsJsonSchema(ReadOnlySpan<byte> head) => IsSchema(Names(head));

    private static bool IsSchema(HashSet<string> names) =>
        names.Overlaps(["$schema", "$id"]) && names.Overlaps(["properties", "definitions", "$defs"]);

    /// <summary>The names of the first object, or of the first object in a list.</summary>
    private static HashSet<string> Names(ReadOnlySpan<byte> head)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new(new() { MaxDepth = int.MaxValue, AllowMultipleValues = true }));
        try
        {
            var depth = 0;
            while (reader.Read() && (depth == 0 || reader.CurrentDepth >= depth))
            {
                if (depth == 0 && reader.TokenType == JsonTokenType.StartObject)
                {
                    depth = reader.CurrentDepth + 1;
                }
                else if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth)
                {
                    names.Add(System.Text.Encoding.UTF8.GetString(reader.ValueSpan));
                }
            }
        }
        catch (JsonException)
        {
            // The names before the fault still say what it was meant to be.
        }
        return names;
    }
}
