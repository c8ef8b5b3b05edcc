using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DecisionsApi.Formats;

/// <summary>Records as JSON, whole or only the fields asked for.</summary>
internal static class JsonRecords
{
    public const string MediaType = "application/json";

    /// <summary>A record as the serializer will write it: itself, or an object of the fields asked for.</summary>
    public static object Project<T>(T record, IReadOnlyList<string>? fields)
    {
        if (fields is null)
        {
            return record!;
        }
        var whole = JsonSerializer.SerializeToNode(record, Json.Options)!.AsObject();
        var part = new JsonObject();
        foreach (var field in fields)
        {
            Copy(whole, part, field.Split('.'));
        }
        return part;
    }

    /// <summary>Writes the records as one JSON array.</summary>
    public static async Task WriteArray<T>(Table<T> table, PipeWriter output, CancellationToken stop)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = Json.Options.Encoder, Indented = true });
        writer.WriteStartArray();
        await foreach (var record in table.Records(output, stop))
        {
            var projected = Project(record, table.Asked);
            JsonSerializer.Serialize(writer, projected, projected.GetType(), Json.Options);
            writer.Flush();
        }
        writer.WriteEndArray();
        writer.Flush();
        await output.FlushAsync(stop);
    }

    private static void Copy(JsonObject from, JsonObject to, ReadOnlySpan<string> path)
    {
        if (!from.TryGetPropertyValue(path[0], out var value))
        {
            return;
        }
        if (path.Length == 1 || value is not JsonObject inner)
        {
            to[path[0]] = value?.DeepClone();
            return;
        }
        if (to[path[0]] is not JsonObject target)
        {
            to[path[0]] = target = [];
        }
        Copy(inner, target, path[1..]);
    }
}
