namespace DecisionsApi.Fetching;

/// <summary>What is told while a run goes on; nothing unless asked for.</summary>
internal sealed record FetchProgress
{
    /// <summary>Bytes of a file that have come, of so many where that is known.</summary>
    public Action<string, long, long?> Bytes { get; init; } = (_, _, _) => { };

    /// <summary>Rows of a file that have been read.</summary>
    public Action<string, int> Rows { get; init; } = (_, _) => { };

    /// <summary>A file is done.</summary>
    public Action<FetchReport> Done { get; init; } = _ => { };
}
