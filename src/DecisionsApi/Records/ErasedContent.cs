using System.Text.Json;
using System.Text.Json.Nodes;
using DecisionsApi.Formats;

namespace DecisionsApi.Records;

/// <summary>Takes what is erased out of the content of a record.</summary>
internal static class ErasedContent
{
    // What a record cannot be without.
    private static readonly string[] Needed = ["title", "name"];
    public const string InItsPlace = "[erased]";

    /// <summary>A content without the fields that were erased of its record.</summary>
    public static string Without(string content, IEnumerable<string> fields)
    {
        var record = JsonNode.Parse(content)!;
        foreach (var field in fields)
        {
            _ = TakeOut(record, field.Split('.'), []);
        }
        return record.ToJsonString(Json.Options);
    }

    /// <summary>Takes a field, given by its path, out of a content, of each element where it is a list; the texts it held come into a set.</summary>
    public static bool TakeOut(JsonNode? node, ReadOnlySpan<string> path, HashSet<string> texts)
    {
        if (node is JsonArray list)
        {
            var any = false;
            foreach (var element in list)
            {
                any |= TakeOut(element, path, texts);
            }
            return any;
        }
        if (node is not JsonObject record || !record.TryGetPropertyValue(path[0], out var value) || value is null)
        {
            return false;
        }
        if (path.Length > 1)
        {
            return TakeOut(value, path[1..], texts);
        }
        if (value is JsonValue && value.GetValueKind() == JsonValueKind.String && (string?)value == InItsPlace)
        {
            return false;
        }
        Collect(value, texts);
        if (Needed.Contains(path[0]) && record.Parent is null)
        {
            record[path[0]] = InItsPlace;
        }
        else
        {
            record.Remove(path[0]);
        }
        return true;
    }

    /// <summary>The texts in a content, short ones apart, come into a set.</summary>
    public static void Collect(JsonNode? node, HashSet<string> texts)
    {
        switch (node)
        {
            case JsonObject record:
                foreach (var (_, value) in record)
                {
                    Collect(value, texts);
                }
                break;
            case JsonArray list:
                foreach (var element in list)
                {
                    Collect(element, texts);
                }
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && ((string?)value)!.Length > 3:
                texts.Add(((string?)value)!);
                break;
        }
    }

    /// <summary>Empties what holds one of the texts; whether anything did.</summary>
    public static bool Blank(JsonNode? node, HashSet<string> texts)
    {
        var any = false;
        if (node is JsonObject record)
        {
            foreach (var (name, value) in record.ToList())
            {
                // What a release is known by is no content of it.
                if (name is "ocid" or "id" or "tag" or "date" || value is not JsonValue)
                {
                    any |= Blank(value, texts);
                }
                else if (value.GetValueKind() == JsonValueKind.String && texts.Contains(((string?)value)!))
                {
                    record[name] = null;
                    any = true;
                }
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var element in list)
            {
                any |= Blank(element, texts);
            }
        }
        return any;
    }
}
