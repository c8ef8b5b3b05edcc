using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Retry;
using Polly.Timeout;

namespace DecisionsApi.Fetching;

/// <summary>Downloads files over HTTP: patient with servers that fail, bounded in time and size, and only from where it may.</summary>
internal sealed class Downloader : IDisposable
{
    private readonly FetchSettings _settings;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly ResiliencePipelineRegistry<string> _hosts = new();

    public Downloader(FetchSettings settings, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        _client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectCallback = Connect,
                MaxResponseHeadersLength = 64,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                UseCookies = false,
                // Behind a proxy nobody could tell which address is connected to.
                UseProxy = false,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("DecisionsApi", "0.1"));
    }

    /// <summary>Fetches a file, unless it is still what the validators say; redirects are followed here, each hop checked like the first.</summary>
    public async Task<Download> Get(Uri url, Validators known, Action<long, long?> progress, CancellationToken stop)
    {
        var at = url;
        for (var hop = 0; hop <= _settings.MaxRedirects; hop++)
        {
            if (at.Scheme != Uri.UriSchemeHttp && at.Scheme != Uri.UriSchemeHttps)
            {
                return new Download.Failed("addressRefused", $"{url} leads to {at}, which is neither http nor https");
            }
            var answer = await Ask(at, known, progress, stop);
            if (answer is not Answer.Redirect(var location))
            {
                return Outcome(answer, url);
            }
            at = new Uri(at, location);
        }
        return new Download.Failed("tooManyRedirects", $"{url} was redirected more than {_settings.MaxRedirects} times, last to {at}");
    }

    public void Dispose() => _client.Dispose();

    private async Task<Answer> Ask(Uri url, Validators known, Action<long, long?> progress, CancellationToken stop)
    {
        try
        {
            return await PipelineOf(url).ExecuteAsync(async token => await Attempt(url, known, progress, token), stop);
        }
        catch (BrokenCircuitException)
        {
            return new Answer.Fault("hostFailing", $"{url.Authority} has failed too often; it is left alone for a while");
        }
        catch (TimeoutRejectedException)
        {
            return new Answer.Fault("timeout", $"{url} gave no whole answer within {_settings.AttemptWithin.TotalSeconds:0.###} s");
        }
        catch (HttpRequestException e) when (e.InnerException is AddressRefusedException refused)
        {
            return new Answer.Fault("addressRefused", $"{url}: {refused.Message}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new Answer.Fault("unreachable", $"{url}: {e.Message}");
        }
    }

    private static Download Outcome(Answer answer, Uri url) =>
        answer switch
        {
            Answer.File(var download) => download,
            Answer.NotModified => new Download.NotModified(),
            Answer.Fault(var code, var message) => new Download.Failed(code, message),
            Answer.Status(var status, { } wait) => new Download.Failed(
                "tryLater",
                $"{url} answered {(int)status} and asks to wait {wait.TotalSeconds:0} s"
            ),
            Answer.Status(var status, null) => new Download.Failed("httpStatus", $"{url} answered {(int)status}"),
            _ => throw new InvalidOperationException($"{answer} is no end of a download."),
        };

    private async Task<Answer> Attempt(Uri url, Validators known, Action<long, long?> progress, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        known.AddTo(request.Headers);
        using var response = await WithHeaders(request, stop);
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            return new Answer.NotModified();
        }
        if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
        {
            return new Answer.Redirect(location);
        }
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new Answer.Status(response.StatusCode, WaitOf(response.Headers.RetryAfter, _time.GetUtcNow()));
        }
        return await Save(url, response, progress, stop);
    }

    private async Task<HttpResponseMessage> WithHeaders(HttpRequestMessage request, CancellationToken stop)
    {
        using var timer = new CancellationTokenSource(_settings.HeadersWithin, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, timer.Token);
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new TimeoutRejectedException();
        }
    }

    private async Task<Answer> Save(Uri url, HttpResponseMessage response, Action<long, long?> progress, CancellationToken stop)
    {
        var expected = response.Content.Headers.ContentLength;
        if (expected > _settings.MaxBytes)
        {
            return TooLarge(url);
        }
        var path = Path.GetTempFileName();
        var kept = false;
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var total = 0L;
            await using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true))
            await using (var body = await response.Content.ReadAsStreamAsync(stop))
            {
                var buffer = new byte[1 << 16];
                for (int read; (read = await body.ReadAsync(buffer, stop)) > 0; )
                {
                    total += read;
                    if (total > _settings.MaxBytes)
                    {
                        return TooLarge(url);
                    }
                    hash.AppendData(buffer.AsSpan(0, read));
                    await file.WriteAsync(buffer.AsMemory(0, read), stop);
                    progress(total, expected);
                }
            }
            kept = true;
            return new Answer.File(
                new(path, FileNameOf(url, response), Convert.ToHexStringLower(hash.GetHashAndReset()), total, Validators.Of(response))
            );
        }
        finally
        {
            if (!kept)
            {
                File.Delete(path);
            }
        }
    }

    private Answer.Fault TooLarge(Uri url) => new("tooLarge", $"{url} has more than {_settings.MaxBytes:N0} bytes");

    /// <summary>The name the server gives the file, else the last part of its address; never a path.</summary>
    private static string FileNameOf(Uri url, HttpResponseMessage response)
    {
        var disposition = response.Content.Headers.ContentDisposition;
        var named = disposition?.FileNameStar ?? disposition?.FileName?.Trim('"');
        var name = Path.GetFileName((named ?? Uri.UnescapeDataString(url.Segments[^1])).Replace('\\', '/').TrimEnd('/'));
        return name.Length > 0 ? name : url.Host;
    }

    /// <summary>How long a server asks to wait; null where it does not, nothing where the moment has passed.</summary>
    internal static TimeSpan? WaitOf(RetryConditionHeaderValue? header, DateTimeOffset now) =>
        header?.Delta ?? (header?.Date is { } date ? (date > now ? date - now : TimeSpan.Zero) : null);

    private ResiliencePipeline<Answer> PipelineOf(Uri url) =>
        _hosts.GetOrAddPipeline<Answer>(
            url.Authority,
            builder =>
            {
                builder.TimeProvider = _time;
                builder
                    .AddConcurrencyLimiter(_settings.AtATimePerHost, int.MaxValue)
                    .AddRetry(
                        new RetryStrategyOptions<Answer>
                        {
                            ShouldHandle = args => ValueTask.FromResult(IsWorthRepeating(args.Outcome)),
                            MaxRetryAttempts = _settings.Retries,
                            BackoffType = DelayBackoffType.Exponential,
                            UseJitter = true,
                            Delay = _settings.RetryAfter,
                            DelayGenerator = args => ValueTask.FromResult((args.Outcome.Result as Answer.Status)?.Wait),
                        }
                    )
                    .AddCircuitBreaker(
                        new CircuitBreakerStrategyOptions<Answer>
                        {
                            ShouldHandle = args => ValueTask.FromResult(IsFailure(args.Outcome)),
                            FailureRatio = 0.9,
                            MinimumThroughput = Math.Max(2, _settings.FailuresToBreak),
                            SamplingDuration = TimeSpan.FromSeconds(30),
                            BreakDuration = _settings.BreakFor,
                        }
                    )
                    .AddTimeout(_settings.AttemptWithin);
            }
        );

    private bool IsWorthRepeating(Outcome<Answer> outcome) =>
        IsFailure(outcome) && !((outcome.Result as Answer.Status)?.Wait > _settings.LongestWait);

    private static bool IsFailure(Outcome<Answer> outcome) =>
        outcome switch
        {
            { Exception: HttpRequestException { InnerException: AddressRefusedException } } => false,
            { Exception: HttpRequestException or IOException or TimeoutRejectedException } => true,
            { Result: Answer.Status { Code: var code } } => (int)code is 408 or 429 or >= 500,
            _ => false,
        };

    /// <summary>Connects to an address that was looked at: a name that means another address a moment later cannot pass.</summary>
    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, stop);
        var open = Array.FindAll(addresses, address => _settings.AllowPrivate || PublicAddresses.IsPublic(address));
        if (open.Length == 0)
        {
            throw new AddressRefusedException(host);
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        finally
        {
            if (!socket.Connected)
            {
                socket.Dispose();
            }
        }
    }

    /// <summary>What a server said to one request.</summary>
    private abstract record Answer
    {
        public sealed record File(Download.Saved Download) : Answer;

        public sealed record NotModified : Answer;

        public sealed record Redirect(Uri Location) : Answer;

        public sealed record Status(HttpStatusCode Code, TimeSpan? Wait) : Answer;

        public sealed record Fault(string Code, string Message) : Answer;
    }
}

/// <summary>How a download ended.</summary>
internal abstract record Download
{
    /// <summary>The file is here, to be deleted by whoever asked for it.</summary>
    public sealed record Saved(string Path, string FileName, string Sha256, long Bytes, Validators Validators) : Download;

    /// <summary>It is what it was.</summary>
    public sealed record NotModified : Download;

    /// <summary>It cannot be had.</summary>
    public sealed record Failed(string Code, string Message) : Download;
}

/// <summary>By what a server knows whether we have its file already.</summary>
internal sealed record Validators(string? ETag, string? LastModified)
{
    public static readonly Validators None = new(null, null);

    public static Validators Of(HttpResponseMessage response) =>
        new(response.Headers.ETag?.ToString(), response.Content.Headers.LastModified?.ToString("R"));

    public void AddTo(HttpRequestHeaders headers)
    {
        if (ETag is not null)
        {
            headers.TryAddWithoutValidation("If-None-Match", ETag);
        }
        if (LastModified is not null)
        {
            headers.TryAddWithoutValidation("If-Modified-Since", LastModified);
        }
    }
}
