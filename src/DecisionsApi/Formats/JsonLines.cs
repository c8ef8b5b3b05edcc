using System.IO.Pipelines;
using System.Text.Json;

namespace DecisionsApi.Formats;

/// <summary>JSON Lines: one record a line, in UTF-8, each line ended by a line feed.</summary>
internal sealed class JsonLines : TableFormat
{
    public override string Name => "jsonl";

    public override string Title => "JSON Lines";

    public override string Description => "The records as JSON Lines: one JSON object a line.";

    public override string MediaType => "application/jsonl";

    public override string Alias => "application/x-ndjson";

    public override async Task Write<T>(Table<T> table, PipeWriter output, CancellationToken stop)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = Json.Options.Encoder });
        await foreach (var record in table.Records(output, stop))
        {
            writer.Reset(output);
            var projected = JsonRecords.Project(record, table.Asked);
            JsonSerializer.Serialize(writer, projected, projected.GetType(), Json.Options);
            writer.Flush();
            output.GetSpan(1)[0] = (byte)'\n';
            output.Advance(1);
        }
        await output.FlushAsync(stop);
    }
}
