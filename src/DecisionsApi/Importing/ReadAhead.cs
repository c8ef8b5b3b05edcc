namespace DecisionsApi.Importing;

/// <summary>Understanding rows and putting them into the database keep a processor busy each: the next are read while some are written.</summary>
internal static class ReadAhead
{
    private const int Batch = 1000;

    /// <summary>The same sequence, read in batches on another thread, one batch ahead.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> source)
    {
        using var batches = source.Chunk(Batch).GetEnumerator();
        var next = Task.Run(batches.MoveNext);
        try
        {
            while (next.GetAwaiter().GetResult())
            {
                var batch = batches.Current;
                next = Task.Run(batches.MoveNext);
                foreach (var item in batch)
                {
                    yield return item;
                }
            }
        }
        finally
        {
            // What is read from is not taken away under the reader.
            Task.WaitAny(next);
        }
    }
}
