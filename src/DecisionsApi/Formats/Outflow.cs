using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace DecisionsApi.Formats;

/// <summary>Sends what is written in time, and notices when nobody reads any more.</summary>
internal static class Outflow
{
    // Enough to be sent at once, little enough for many readers.
    private const int MaxUnsent = 1 << 16;

    /// <summary>Whether so much is unsent that it is time to send it.</summary>
    public static bool IsFull(this PipeWriter output) => output.CanGetUnflushedBytes && output.UnflushedBytes > MaxUnsent;

    /// <summary>Sends what is unsent; whether the reader has gone.</summary>
    public static async ValueTask<bool> IsGone(this PipeWriter output, CancellationToken stop)
    {
        var flushed = await output.FlushAsync(stop);
        // To a reader that left, writing never waits: without a pause many such streams would keep every thread, also from those
        // who bring the news that they left.
        await Task.Yield();
        // A reader that left a compressed stream shows in the token only.
        return flushed.IsCompleted || flushed.IsCanceled || stop.IsCancellationRequested;
    }

    /// <summary>
    /// The records one by one, sending between them as often as needed; ends early when the reader has gone. The next batch is
    /// fetched while one is written.
    /// </summary>
    public static async IAsyncEnumerable<T> Records<T>(
        this Table<T> table,
        PipeWriter output,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        using var batches = table.Batches.GetEnumerator();
        var next = Task.Run(batches.MoveNext, CancellationToken.None);
        try
        {
            while (await next)
            {
                var batch = batches.Current;
                next = Task.Run(batches.MoveNext, CancellationToken.None);
                foreach (var record in batch)
                {
                    yield return record;
                    if (output.IsFull() && await output.IsGone(stop))
                    {
                        yield break;
                    }
                }
                if (await output.IsGone(stop))
                {
                    yield break;
                }
            }
        }
        finally
        {
            // What was begun must end before it is disposed of; it is interrupted when the reader leaves.
            await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
