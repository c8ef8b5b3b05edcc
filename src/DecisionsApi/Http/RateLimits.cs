using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace DecisionsApi.Http;

/// <summary>
/// How many requests one client address may make: a bucket that refills steadily. What is left is told with every answer
/// (<c>RateLimit</c>, <c>RateLimit-Policy</c>). An answer 304 is given before anything is taken from the bucket.
/// </summary>
internal sealed class RateLimits(ServiceSettings settings) : IDisposable
{
    private const int WindowSeconds = 60;
    private readonly int _quota = settings.RateLimit.PermitsPerMinute;
    private readonly PartitionedRateLimiter<HttpContext> _buckets = Buckets(settings.RateLimit.PermitsPerMinute);

    /// <summary>The network a caller is counted by: an IPv4 address, or the 64 bits of IPv6 that one subscriber has.</summary>
    public static string ClientOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }
        if (address?.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address?.ToString() ?? "";
        }
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes).ToString();
    }

    /// <summary>Takes one permit, or answers 429.</summary>
    public async Task Limit(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Unlimited>() is not null)
        {
            await next(context);
            return;
        }
        using var lease = _buckets.AttemptAcquire(context);
        context.Response.OnStarting(Tell, context);
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
        await Problems.TooManyRequests(_quota, wait).ExecuteAsync(context);
    }

    private Task Tell(object state)
    {
        var context = (HttpContext)state;
        var left = _buckets.GetStatistics(context)?.CurrentAvailablePermits ?? _quota;
        var untilFull = (int)Math.Ceiling((_quota - left) * (double)WindowSeconds / _quota);
        context.Response.Headers["RateLimit-Policy"] = string.Create(
            CultureInfo.InvariantCulture,
            $"\"default\";q={_quota};w={WindowSeconds}"
        );
        context.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"default\";r={left};t={untilFull}");
        return Task.CompletedTask;
    }

    private static PartitionedRateLimiter<HttpContext> Buckets(int quota)
    {
        var perSecond = quota >= WindowSeconds;
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = quota,
            TokensPerPeriod = perSecond ? (int)Math.Round(quota / (double)WindowSeconds) : 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(perSecond ? 1 : WindowSeconds / (double)quota),
            QueueLimit = 0,
        };
        return PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.GetTokenBucketLimiter(ClientOf(context), _ => options)
        );
    }

    public void Dispose() => _buckets.Dispose();

    /// <summary>Marks addresses that machines of the operator ask all the time.</summary>
    internal sealed record Unlimited;
}
