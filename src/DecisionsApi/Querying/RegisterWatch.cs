using DecisionsApi.Data;
using DecisionsApi.Register;

namespace DecisionsApi.Querying;

/// <summary>The present state of the register, read only when something was committed since.</summary>
internal sealed class RegisterWatch(Database database) : IDisposable
{
    private readonly CommitWatch _commits = new(database);
    private readonly Lock _oneAtATime = new();
    private Seen? _last;

    /// <summary>The state as it is now. Two that are the same object have nothing committed between them.</summary>
    public Observed Now()
    {
        // To ask the engine under the lock was a quarter of an answer 304, most of it waiting for the other processor.
        if (Volatile.Read(ref _last) is { } last && IsPresent(last))
        {
            return last.State;
        }
        lock (_oneAtATime)
        {
            // In this order: what is committed between any two is noticed the next time.
            var mark = _commits.Mark.ToArray();
            var version = _commits.Version();
            var state = _last?.State.Version == version ? _last.State : new Observed(version, RegisterSql.State(_commits.Connection));
            Volatile.Write(ref _last, new(mark, state));
            return state;
        }
    }

    public void Dispose() => _commits.Dispose();

    private bool IsPresent(Seen seen) => seen.Mark.Length > 0 && _commits.Mark.SequenceEqual(seen.Mark);

    /// <summary>A state, and after which commit it was seen.</summary>
    internal sealed record Observed(long Version, RegisterState State);

    /// <summary>What was seen, and the mark of the commits before.</summary>
    private sealed record Seen(byte[] Mark, Observed State);
}
