namespace DecisionsApi.Querying;

/// <summary>How long one query may take; then it is interrupted and the caller told.</summary>
internal sealed class QueryBudget(TimeSpan limit, TimeProvider time)
{
    /// <summary>For work that may take as long as it takes.</summary>
    public static QueryBudget Unlimited { get; } = new(Timeout.InfiniteTimeSpan, TimeProvider.System);

    public TimeSpan Limit => limit;

    /// <summary>Starts the clock of one query; it also ends when the caller leaves.</summary>
    public Allowance Begin(CancellationToken callerLeft)
    {
        var clock = new CancellationTokenSource(limit, time);
        return new(clock, CancellationTokenSource.CreateLinkedTokenSource(callerLeft, clock.Token));
    }

    /// <summary>The time one query has.</summary>
    internal sealed record Allowance(CancellationTokenSource Clock, CancellationTokenSource Either) : IDisposable
    {
        public CancellationToken Token => Either.Token;

        public void Dispose()
        {
            Either.Dispose();
            Clock.Dispose();
        }
    }
}
