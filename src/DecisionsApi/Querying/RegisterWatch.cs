using DecisionsApi.Data;
using DecisionsApi.Register;

namespace DecisionsApi.Querying;

/// <summary>The present state of the register, read only when something was committed since.</summary>
internal sealed class RegisterWatch(Database database) : IDisposable
{
    private readonly CommitWatch _commits = new(database);
    private readonly Lock _oneAtATime = new();
    private Observed? _last;

    /// <summary>The state as it is now. Two that are the same object have nothing committed between them.</summary>
    public Observed Now()
    {
        lock (_oneAtATime)
        {
            // In this order: what is committed between the two is noticed the next time.
            var version = _commits.Version();
            return _last?.Version == version ? _last : _last = new(version, RegisterSql.State(_commits.Connection));
        }
    }

    public void Dispose() => _commits.Dispose();

    /// <summary>A state, and after which commit it was seen.</summary>
    internal sealed record Observed(long Version, RegisterState State);
}
