namespace DecisionsApi.Fetching;

/// <summary>How fetching behaves; the configuration's section <c>Fetch</c>.</summary>
internal sealed record FetchSettings
{
    /// <summary>Whether addresses of this machine and of private networks may be fetched from.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>Most bytes of one file.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>How long an answer may take to begin.</summary>
    public TimeSpan HeadersWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt may take in all.</summary>
    public TimeSpan AttemptWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a failed attempt is repeated.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>Wait before the first repetition, about doubled each time.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait a server may ask for; beyond it the file is left for the next run.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Downloads at a time.</summary>
    public int AtATime { get; init; } = 4;

    /// <summary>Downloads at a time from one host.</summary>
    public int AtATimePerHost { get; init; } = 2;

    /// <summary>Failed attempts in half a minute after which a host is left alone for a while.</summary>
    public int FailuresToBreak { get; init; } = 10;

    /// <summary>How long a failing host is left alone.</summary>
    public TimeSpan BreakFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most redirects followed.</summary>
    public int MaxRedirects { get; init; } = 5;
}
