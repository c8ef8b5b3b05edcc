using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using DecisionsApi.Data;

namespace DecisionsApi.Http;

/// <summary>The few streams of whole lists and files that may run at once, and their end when the service stops.</summary>
internal sealed class Exports : IDisposable
{
    // So that what has to be broken off is broken off by us, before the server gives up.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    private readonly PartitionedRateLimiter<HttpContext> _slots;
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenRegistration _stopping;
    private readonly UpDownCounter<int> _running;
    private int _active;

    public Exports(ServiceSettings settings, IHostApplicationLifetime lifetime, Telemetry telemetry)
    {
        _slots = PartitionedRateLimiter.CreateChained(
            Admission.Places(_ => "", settings.Exports.Concurrent, waiting: 0),
            Admission.Places(RateLimits.ClientOf, settings.Exports.PerClient, waiting: 0)
        );
        var patience = TimeSpan.FromSeconds(settings.ShutdownSeconds);
        _stopping = lifetime.ApplicationStopping.Register(() => _end.CancelAfter(patience > 2 * Margin ? patience - Margin : patience / 2));
        _running = telemetry.Meter.CreateUpDownCounter<int>("decisions.exports.running", description: "Streams of whole lists under way");
    }

    /// <summary>Exports under way.</summary>
    public int Active => Volatile.Read(ref _active);

    /// <summary>
    /// Streams with one of the slots, or answers 503. What <paramref name="write"/> is given is cancelled when the reader leaves, and
    /// when the service cannot wait any longer; then the connection is cut, so that nobody takes a part for the whole.
    /// </summary>
    public async Task Run(HttpContext context, Func<CancellationToken, Task> write)
    {
        using var slot = _slots.AttemptAcquire(context);
        if (!slot.IsAcquired)
        {
            await Problems.TooManyExports().ExecuteAsync(context);
            return;
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _end.Token);
        Count(1);
        try
        {
            await write(stop.Token);
            if (stop.IsCancellationRequested)
            {
                context.Abort();
            }
        }
        catch (Exception e) when (stop.IsCancellationRequested && (e is OperationCanceledException || Database.IsInterrupted(e)))
        {
            context.Abort();
        }
        finally
        {
            Count(-1);
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _slots.Dispose();
        _end.Dispose();
    }

    private void Count(int change)
    {
        Interlocked.Add(ref _active, change);
        _running.Add(change);
    }
}
