using System.Collections.Concurrent;
using DecisionsApi.Querying;

namespace DecisionsApi.Http;

/// <summary>
/// What was decided of addresses that have been asked for: form, encoding and entity tag depend on the address, two headers and the
/// state of the register, and to decide anew was half of what the program does for an answer 304. Forgotten with the next commit.
/// </summary>
internal sealed class KnownAddresses
{
    // At most some megabytes together.
    private const int Most = 4000;
    private const int Longest = 500;

    private Known _known = new(null);

    /// <summary>What was decided of a request, or is decided now.</summary>
    public Decided Of(HttpContext context, RegisterWatch.Observed observed, DateOnly? day, Func<Decided> decide)
    {
        var known = _known;
        if (known.Observed != observed)
        {
            _known = known = new(observed);
        }
        var asked = Asked.By(context, day);
        if (known.Decided.TryGetValue(asked, out var decided))
        {
            return decided;
        }
        decided = decide();
        if (asked.Length <= Longest && known.Decided.Count < Most)
        {
            known.Decided.TryAdd(asked, decided);
        }
        return decided;
    }

    /// <summary>Everything a decision depends on beside the state of the register and what is set.</summary>
    private readonly record struct Asked(string Origin, string Path, string Query, string Accept, string Encodings, DateOnly? Day)
    {
        public int Length => Path.Length + Query.Length + Accept.Length + Encodings.Length + Origin.Length;

        public static Asked By(HttpContext context, DateOnly? day)
        {
            var (request, headers) = (context.Request, context.Request.Headers);
            return new(
                Links.Origin(request),
                PathSuffix.PathOf(context),
                request.QueryString.Value ?? "",
                headers.Accept.ToString(),
                headers.AcceptEncoding.ToString(),
                day
            );
        }
    }

    private sealed record Known(RegisterWatch.Observed? Observed)
    {
        public ConcurrentDictionary<Asked, Decided> Decided { get; } = new();
    }
}

/// <summary>What is decided of an answer before it is worked out.</summary>
/// <param name="Representation">The form it will have.</param>
/// <param name="Validators">What says that two answers are the same.</param>
/// <param name="Location">Where the same form always is, when the caller's Accept decided; null otherwise.</param>
internal sealed record Decided(Representation Representation, Validators Validators, string? Location);
