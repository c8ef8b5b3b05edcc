using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace DecisionsApi.Formats;

/// <summary>Writes a whole list, batch by batch, in constant memory; it stops when nobody reads any more.</summary>
internal static class Export
{
    // Enough to be sent at once, little enough for many readers.
    private const int MaxUnsent = 1 << 16;

    /// <summary>Writes the records as CSV.</summary>
    public static async Task Csv<T>(
        PipeWriter output,
        IEnumerable<IReadOnlyList<T>> batches,
        IReadOnlyList<Field<T>> fields,
        bool byteOrderMark,
        CancellationToken stop
    )
    {
        Formats.Csv.WriteHeadings(output, fields, byteOrderMark);
        var line = new StringBuilder();
        foreach (var batch in batches)
        {
            foreach (var record in batch)
            {
                Formats.Csv.WriteRecord(output, fields, record, line);
                if (IsFull(output) && await IsGone(output, stop))
                {
                    return;
                }
            }
            if (await IsGone(output, stop))
            {
                return;
            }
        }
        await output.FlushAsync(stop);
    }

    /// <summary>Writes the records as JSON, one a line.</summary>
    public static async Task Lines<T>(
        PipeWriter output,
        IEnumerable<IReadOnlyList<T>> batches,
        IReadOnlyList<string>? fields,
        CancellationToken stop
    )
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = Json.Options.Encoder });
        foreach (var batch in batches)
        {
            foreach (var record in batch)
            {
                JsonRecords.WriteLine(output, record, fields, writer);
                if (IsFull(output) && await IsGone(output, stop))
                {
                    return;
                }
            }
            if (await IsGone(output, stop))
            {
                return;
            }
        }
    }

    /// <summary>Writes the records as one JSON array.</summary>
    public static async Task Array<T>(PipeWriter output, IEnumerable<IReadOnlyList<T>> batches, CancellationToken stop)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = Json.Options.Encoder, Indented = true });
        writer.WriteStartArray();
        foreach (var batch in batches)
        {
            foreach (var record in batch)
            {
                JsonSerializer.Serialize(writer, record, Json.Options);
            }
            writer.Flush();
            if (await IsGone(output, stop))
            {
                return;
            }
        }
        writer.WriteEndArray();
        writer.Flush();
        await output.FlushAsync(stop);
    }

    private static bool IsFull(PipeWriter output) => output.CanGetUnflushedBytes && output.UnflushedBytes > MaxUnsent;

    private static async ValueTask<bool> IsGone(PipeWriter output, CancellationToken stop)
    {
        var flushed = await output.FlushAsync(stop);
        // To a reader that left, writing never waits: without a pause many such streams would keep every thread, also from those
        // who bring the news that they left.
        await Task.Yield();
        // A reader that left a compressed stream shows in the token only.
        return flushed.IsCompleted || flushed.IsCanceled || stop.IsCancellationRequested;
    }
}
