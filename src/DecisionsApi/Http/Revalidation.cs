using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DecisionsApi.Http.OpenApi;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Net.Http.Headers;

namespace DecisionsApi.Http;

/// <summary>
/// Gives every answer its validators, and answers 304 before any query runs. A strong ETag stands for the state of the register,
/// this build of the program, the address with its parameters in one order, and the form including its encoding: never the caller.
/// Forms that are archives inside, which keep the time they were made at, get a weak one.
/// </summary>
internal sealed class Revalidation(RequestDelegate next, RegisterWatch watch, ServiceSettings settings, TimeProvider time)
{
    private const int MaxTags = 50;
    private readonly KnownAddresses _known = new();
    private readonly string _cacheControl = string.Create(
        CultureInfo.InvariantCulture,
        $"public, max-age={settings.CacheSeconds}, stale-while-revalidate={settings.StaleSeconds}"
    );
    private static readonly string Build = typeof(Revalidation).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    public Task InvokeAsync(HttpContext context)
    {
        if (OffersOf(context) is not { } offers)
        {
            return next(context);
        }
        var observed = watch.Now();
        var state = observed.State;
        context.Features.Set(state);
        var own = context.GetEndpoint()?.Metadata.GetMetadata<OwnVersion>();
        var version = own?.Of(context);
        if (own is not null && version is null)
        {
            context.Features.Set(Representation.Of(context, offers));
            return next(context);
        }
        var day = DayOf(context);
        var decided = own is null
            ? _known.Of(context, observed, day, () => Decide(context, offers, observed, version, day))
            : Decide(context, offers, observed, version, day);
        context.Features.Set(decided.Representation);
        context.Features.Set(decided.Validators);
        var modified = version is not null ? version.At : Later(Modified(state, context.Request.Path), day);
        context.Response.OnStarting(() =>
        {
            Describe(context, decided, modified);
            return Task.CompletedTask;
        });
        if (
            decided.Representation is { Form: null, Offers.Forms.Count: > 0 }
            || !IsUnchanged(context.Request, decided.Validators.Tag, modified)
        )
        {
            return next(context);
        }
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    private Decided Decide(HttpContext context, Offers offers, RegisterWatch.Observed observed, AnswerVersion? version, DateOnly? day)
    {
        var representation = Representation.Of(context, offers);
        var tag = version?.Tag ?? Tag(context, representation, observed.State, version, day);
        var location = representation is { Negotiated: true, Form: { } form } ? Links.As(context, form.Format) : null;
        return new(representation, new(tag, observed), location);
    }

    /// <summary>Whether a caller asks for an answer only if there is none at all.</summary>
    public static bool AnyMatches(HttpRequest request) => request.Headers.IfNoneMatch.ToString().Trim() == "*";

    private static Offers? OffersOf(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method) ? null
        : OpenApiRoutes.IsPage(context.Request.Path) ? Offers.AsItIs
        : context.GetEndpoint()?.Metadata.GetMetadata<Offers>();

    private string Tag(HttpContext context, Representation representation, RegisterState state, AnswerVersion? version, DateOnly? day)
    {
        var request = context.Request;
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{Build}\n{state.Sequence}\n{state.Import}\n{state.ImportedAt}\n{version?.Version}\n")
            .Append(CultureInfo.InvariantCulture, $"{Links.Origin(request)}\n{PathSuffix.PathOf(context)}\n{representation.Form?.Format}")
            .Append(CultureInfo.InvariantCulture, $"\n{settings.Ocds.Prefix}\n{settings.Ocds.Publisher}\n{day:O}");
        foreach (var (name, value) in Links.Parameters(request))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{name.Length} {name}={value}");
        }
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        var encoding = representation.Encoding is null ? "" : "-" + representation.Encoding;
        return $"{(representation.IsExact ? "" : "W/")}\"{Base64Url.EncodeToString(hash.AsSpan(0, 15))}{encoding}\"";
    }

    /// <summary>When the content last changed; sources and the state itself also show imports that changed
    /// nothing else. Null for what is part of the program.</summary>
    private static DateTimeOffset? Modified(RegisterState state, PathString path)
    {
        if (!path.StartsWithSegments("/v1"))
        {
            return null;
        }
        var showsImports = path.StartsWithSegments("/v1/sources") || path.StartsWithSegments("/v1/status");
        return DateTimeOffset.TryParse(
            showsImports ? state.ImportedAt : state.ChangedAt,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond))
            : null;
    }

    /// <summary>Today, where an answer depends on it; null elsewhere.</summary>
    private DateOnly? DayOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Daily>() is null ? null : DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private static DateTimeOffset? Later(DateTimeOffset? modified, DateOnly? day) =>
        day is { } today && new DateTimeOffset(today, TimeOnly.MinValue, TimeSpan.Zero) is var begun && begun > modified ? begun : modified;

    private static bool IsUnchanged(HttpRequest request, string tag, DateTimeOffset? modified)
    {
        if (request.Headers.IfNoneMatch.Count > 0)
        {
            if (request.Headers.IfNoneMatch == tag)
            {
                return true;
            }
            var own = EntityTagHeaderValue.Parse(tag);
            return request.GetTypedHeaders().IfNoneMatch.Take(MaxTags).Any(given => given.Compare(own, useStrongComparison: false));
        }
        return modified is not null && request.GetTypedHeaders().IfModifiedSince is { } since && modified <= since;
    }

    private void Describe(HttpContext context, Decided decided, DateTimeOffset? modified)
    {
        var (response, representation) = (context.Response, decided.Representation);
        if (response.StatusCode is not (StatusCodes.Status200OK or StatusCodes.Status206PartialContent or StatusCodes.Status304NotModified))
        {
            return;
        }
        response.Headers.ETag = decided.Validators.Tag;
        if (modified is { } at && at <= time.GetUtcNow())
        {
            response.Headers.LastModified = HeaderUtilities.FormatDate(at);
        }
        response.Headers.CacheControl = _cacheControl;
        var varies = (representation.Negotiated, representation.IsCompressible);
        if (varies is (true, _) or (_, true))
        {
            response.Headers.Vary = varies switch
            {
                (true, true) => "Accept, Accept-Encoding",
                (true, false) => "Accept",
                _ => "Accept-Encoding",
            };
        }
        if (decided.Location is { } location)
        {
            response.Headers.ContentLocation = location;
        }
        if (response.StatusCode == StatusCodes.Status304NotModified)
        {
            // Headers of a 304 take the place of those that are kept, which know the next page.
            response.Headers.Remove("Link");
        }
        else if (context.Request.Path.StartsWithSegments("/v1"))
        {
            Links.Describe(context);
        }
    }

    /// <summary>Marks answers that depend on the day they are asked on.</summary>
    internal sealed record Daily;
}

/// <summary>What says that two answers are the same, and when the register was seen in the state they show.</summary>
internal sealed record Validators(string Tag, RegisterWatch.Observed Observed);
