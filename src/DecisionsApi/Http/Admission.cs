using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;

namespace DecisionsApi.Http;

/// <summary>
/// The requests that may ask the register at once; the others wait their turn, briefly, and are answered 503 when it does not come.
/// A place is had while an answer is worked out, not while it is sent, so that slow readers keep none; streams of whole lists have
/// places of their own (<see cref="Exports"/>). One client has at most half of the places, and what is about a single record has its own:
/// neither do one caller's dearest queries starve the others, nor everybody's lists what one index look-up answers.
/// </summary>
internal sealed class Admission : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _places;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly Counter<long> _refused;

    public Admission(ServiceSettings settings, TimeProvider time, Telemetry telemetry)
    {
        var (places, waiting) = (settings.Requests.Concurrent, settings.Requests.Waiting);
        // First the client's own, so that its surplus waits among itself and not in everybody's way.
        _places = PartitionedRateLimiter.CreateChained(
            Places(context => (IsOfRecord(context), RateLimits.ClientOf(context)), Math.Max(1, places / 2), waiting),
            Places(IsOfRecord, places, waiting)
        );
        _patience = TimeSpan.FromSeconds(settings.Requests.WaitSeconds);
        _time = time;
        _refused = telemetry.Meter.CreateCounter<long>("decisions.requests.refused", description: "Requests that found no place in time");
    }

    /// <summary>Works an answer out when there is a place.</summary>
    public static async ValueTask<object?> Wait(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var admission = context.HttpContext.RequestServices.GetRequiredService<Admission>();
        using var place = await admission.Enter(context.HttpContext);
        return place.IsAcquired ? await next(context) : Problems.Overloaded;
    }

    /// <summary>A place, or a lease that is not acquired; it is given back when it is disposed of.</summary>
    public async ValueTask<RateLimitLease> Enter(HttpContext context)
    {
        var place = _places.AttemptAcquire(context);
        if (place.IsAcquired)
        {
            return place;
        }
        place.Dispose();
        using var patience = new CancellationTokenSource(_patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
        var turn = _places.AcquireAsync(context, cancellationToken: either.Token);
        var isRefused = turn.IsCompleted;
        try
        {
            place = await turn;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            place = _places.AttemptAcquire(context);
        }
        if (!isRefused)
        {
            // Who gave the place back is still on this stack. To go on here, all who wait would stand on each other, and to look through
            // their stacks took the collector two fifths of an overload.
            await Task.Yield();
        }
        if (!place.IsAcquired)
        {
            _refused.Add(1);
        }
        return place;
    }

    public void Dispose() => _places.Dispose();

    /// <summary>Makes sure of a thread for each place: the engine works on the thread that asks it, and more would be added only slowly.</summary>
    public static void ProvideThreads(ServiceSettings settings)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        var places = 2 * settings.Requests.Concurrent + settings.Exports.Concurrent + Environment.ProcessorCount;
        ThreadPool.SetMinThreads(Math.Max(workers, places), ports);
    }

    private static bool IsOfRecord(HttpContext context) => context.Request.RouteValues.ContainsKey("id");

    /// <summary>So many places for each of what callers are told apart by, and so many that may wait for one.</summary>
    public static PartitionedRateLimiter<HttpContext> Places<T>(Func<HttpContext, T> by, int permits, int waiting)
        where T : notnull =>
        PartitionedRateLimiter.Create<HttpContext, T>(context =>
            RateLimitPartition.GetConcurrencyLimiter(by(context), _ => new() { PermitLimit = permits, QueueLimit = waiting })
        );
}
