using System.Net;

namespace DecisionsApi.Http;

/// <summary>
/// Everything about the service that can be set, by configuration file, environment variable (<c>RateLimit__PermitsPerMinute</c>)
/// or argument; checked before the service starts. docs/operating.md lists every one of them.
/// </summary>
internal sealed record ServiceSettings
{
    /// <summary>Origin under which the service is reached; makes links absolute.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Addresses or networks of proxies whose forwarded headers are believed, separated by commas.</summary>
    public string? TrustedProxies { get; init; }

    /// <summary>Seconds one query may take before it is stopped.</summary>
    public double QuerySeconds { get; init; } = 10;

    /// <summary>Seconds a client may use an answer without asking again.</summary>
    public int CacheSeconds { get; init; } = 60;

    /// <summary>Seconds a client may use an older answer while it asks again.</summary>
    public int StaleSeconds { get; init; } = 600;

    /// <summary>Seconds running requests have when the service is stopped.</summary>
    public int ShutdownSeconds { get; init; } = 30;

    /// <summary>Whether each request is written to the log on stderr.</summary>
    public bool AccessLog { get; init; } = true;

    /// <summary>Whether <c>/metrics</c> answers in the form of Prometheus.</summary>
    public bool Metrics { get; init; }

    public RateLimitSettings RateLimit { get; init; } = new();

    public ExportSettings Exports { get; init; } = new();

    public RequestSettings Requests { get; init; } = new();

    public OcdsSettings Ocds { get; init; } = new();
    public KeptAnswerSettings KeptAnswers { get; init; } = new();

    /// <summary>The trusted proxies, each as a network.</summary>
    public IReadOnlyList<IPNetwork> ProxyNetworks =>
        [.. Proxies(TrustedProxies).Select(text => Network(text) ?? throw new FormatException($"'{text}' is no address or network"))];

    /// <summary>The settings of a configuration, and what is wrong with them: nothing when they hold.</summary>
    public static (ServiceSettings Settings, IReadOnlyList<string> Faults) Read(IConfiguration configuration)
    {
        try
        {
            var settings = configuration.Get<ServiceSettings>() ?? new();
            return (settings, [.. settings.Faults()]);
        }
        catch (InvalidOperationException e)
        {
            // The binder names the setting and the type it should have.
            return (new(), [e.Message]);
        }
    }

    private static string[] Proxies(string? text) =>
        text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static IPNetwork? Network(string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return new(address, address.GetAddressBytes().Length * 8);
        }
        return IPNetwork.TryParse(text, out var network) ? network : null;
    }

    /// <summary>What is wrong with the settings, each with what it must be.</summary>
    private IEnumerable<string> Faults()
    {
        string?[] faults =
        [
            IsOrigin(PublicUrl) ? null : Must("PublicUrl", PublicUrl, "an origin such as https://register.example.org"),
            Proxies(TrustedProxies).All(proxy => Network(proxy) is not null)
                ? null
                : Must("TrustedProxies", TrustedProxies, "addresses or networks such as 10.0.0.0/8, separated by commas"),
            Between("QuerySeconds", QuerySeconds, 0.05, 600),
            Between("CacheSeconds", CacheSeconds, 0, 31_536_000),
            Between("StaleSeconds", StaleSeconds, 0, 31_536_000),
            Between("ShutdownSeconds", ShutdownSeconds, 1, 600),
            Between("RateLimit:PermitsPerMinute", RateLimit.PermitsPerMinute, 1, 1_000_000),
            Between("Exports:Concurrent", Exports.Concurrent, 1, 1000),
            Between("Exports:PerClient", Exports.PerClient, 1, 1000),
            Between("Exports:MinBytesPerSecond", Exports.MinBytesPerSecond, 0, 1_000_000),
            Between("Exports:RegisterHours", Exports.RegisterHours, 0, 8760),
            OcdsSettings.IsOwnPrefix(Ocds.Prefix)
                ? null
                : Must(
                    "Ocds:Prefix",
                    Ocds.Prefix,
                    $"empty, or ocds- and the six lower-case letters and digits that the Open Contracting Partnership has given to you, none of {string.Join(", ", OcdsSettings.OfOthers)}"
                ),
            string.IsNullOrWhiteSpace(Ocds.Publisher)
                ? Must("Ocds:Publisher", Ocds.Publisher, "the name of whoever runs the service")
                : null,
            Between("KeptAnswers:Megabytes", KeptAnswers.Megabytes, 0, 100_000),
            Between("Requests:MaxTargetLength", Requests.MaxTargetLength, 200, 60_000),
            Between("Requests:MaxHeadersLength", Requests.MaxHeadersLength, 1000, 120_000),
            Between("Requests:MaxValues", Requests.MaxValues, 1, 1000),
            Between("Requests:HeaderSeconds", Requests.HeaderSeconds, 1, 300),
            Between("Requests:Connections", Requests.Connections, 1, 1_000_000),
            Between("Requests:Concurrent", Requests.Concurrent, 1, 10_000),
            Between("Requests:Waiting", Requests.Waiting, 0, 100_000),
            Between("Requests:WaitSeconds", Requests.WaitSeconds, 0.05, 60),
        ];
        return faults.OfType<string>();
    }

    private static string? Between(string name, double found, double least, double most) =>
        found >= least && found <= most ? null : Must(name, found, FormattableString.Invariant($"a number from {least} to {most}"));

    private static string Must<T>(string name, T found, string expected) =>
        FormattableString.Invariant($"The setting {name} is '{found}', but must be {expected}.");

    private static bool IsOrigin(string? text) =>
        string.IsNullOrEmpty(text)
        || (
            Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url is { Query: "", Fragment: "", UserInfo: "", AbsolutePath: "/" }
        );
}

/// <summary>How many requests one client may make.</summary>
internal sealed record RateLimitSettings
{
    /// <summary>Whether there is a limit.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Requests a client address may make in a minute.</summary>
    public int PermitsPerMinute { get; init; } = 6000;
}

/// <summary>What whole lists, which are streamed, may take.</summary>
internal sealed record ExportSettings
{
    /// <summary>Exports at once.</summary>
    public int Concurrent { get; init; } = 8;

    /// <summary>Exports at once for one client address.</summary>
    public int PerClient { get; init; } = 4;

    /// <summary>Bytes a second a reader must take, lest it be disconnected; 0 for any pace.</summary>
    public double MinBytesPerSecond { get; init; } = 1024;

    /// <summary>Whether the service makes the register's SQLite file.</summary>
    public bool Register { get; init; } = true;

    /// <summary>Hours for which that file is kept although the register has changed.</summary>
    public double RegisterHours { get; init; } = 24;
}

/// <summary>As whom the register publishes in the Open Contracting Data Standard.</summary>
internal sealed record OcdsSettings
{
    /// <summary>Prefixes of others: Contracts Finder, Find a Tender, and the one of the standard's examples.</summary>
    public static readonly string[] OfOthers = ["ocds-b5fd17", "ocds-h6vhtk", "ocds-213czf"];

    /// <summary>The prefix registered for this service; without one the ids it makes are marked as not registered.</summary>
    public string? Prefix { get; init; }

    /// <summary>The publisher that packages name.</summary>
    public string Publisher { get; init; } = "DecisionsApi";

    /// <summary>Whether a prefix can be one's own; none is too.</summary>
    public static bool IsOwnPrefix(string? prefix) =>
        string.IsNullOrEmpty(prefix)
        || (
            prefix.Length == 11
            && prefix.StartsWith("ocds-", StringComparison.Ordinal)
            && prefix[5..].All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            && !OfOthers.Contains(prefix)
        );
}

/// <summary>What a request may bring.</summary>
internal sealed record RequestSettings
{
    private const int BytesOfConnection = 100_000;

    /// <summary>Characters of path and query.</summary>
    public int MaxTargetLength { get; init; } = 16_000;

    /// <summary>Characters of all headers together.</summary>
    public int MaxHeadersLength { get; init; } = 32_000;

    /// <summary>Values in the query, all parameters together.</summary>
    public int MaxValues { get; init; } = 200;

    /// <summary>Seconds within which the headers must have arrived.</summary>
    public int HeaderSeconds { get; init; } = 15;

    /// <summary>Connections at once: as many as may each wait with a page in their buffers in a third of the memory.</summary>
    public int Connections { get; init; } = (int)Math.Min(10_000, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 3 / BytesOfConnection);

    /// <summary>Requests whose answers are worked out at once; half of them for one client address.</summary>
    public int Concurrent { get; init; } = Math.Max(2, 2 * Environment.ProcessorCount);

    /// <summary>Requests that wait for that at once.</summary>
    public int Waiting { get; init; } = 50;

    /// <summary>Seconds a request waits at most.</summary>
    public double WaitSeconds { get; init; } = 2;
}

/// <summary>What is kept of answers, so as to give them again.</summary>
internal sealed record KeptAnswerSettings
{
    /// <summary>Megabytes of memory for them, unless said otherwise a sixteenth of the machine's, 16 to 128; 0 to keep none.</summary>
    public int Megabytes { get; init; } = (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 16_000_000, 16, 128);
}
