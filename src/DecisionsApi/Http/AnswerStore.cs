using DecisionsApi.Querying;
using Microsoft.Extensions.Caching.Memory;

namespace DecisionsApi.Http;

/// <summary>Answers of one state of the register, as many as fit; those not asked for longest give way.</summary>
internal sealed class AnswerStore(ServiceSettings settings) : IDisposable
{
    // What an entry takes beside its bytes.
    private const int Overhead = 1000;
    private const int Megabyte = 1_000_000;

    private readonly long _size = settings.KeptAnswers.Megabytes * (long)Megabyte;
    private readonly MemoryCache _answers = new(
        new MemoryCacheOptions { SizeLimit = settings.KeptAnswers.Megabytes * (long)Megabyte, CompactionPercentage = 0.2 }
    );
    private RegisterWatch.Observed? _observed;

    /// <summary>Whether anything is kept.</summary>
    public bool IsOpen => _size > 0;

    /// <summary>The answer with a tag, or null.</summary>
    public KeptAnswer? Find(RegisterWatch.Observed observed, string tag)
    {
        // Whatever was erased must not stay in memory either.
        if (Interlocked.Exchange(ref _observed, observed) is { } before && before != observed)
        {
            _answers.Clear();
        }
        return _answers.Get<KeptAnswer>((observed.Version, tag));
    }

    /// <summary>Keeps an answer, unless it would take the place of many.</summary>
    public void Keep(RegisterWatch.Observed observed, string tag, KeptAnswer answer)
    {
        if (answer.Bytes.Length <= _size / 8)
        {
            _answers.Set((observed.Version, tag), answer, new MemoryCacheEntryOptions { Size = answer.Bytes.Length + Overhead });
        }
    }

    public void Dispose() => _answers.Dispose();
}

/// <summary>An answer: its body as it was sent, and the headers that went with it.</summary>
internal sealed record KeptAnswer(byte[] Bytes, string? ContentType, string?[] Links, AnswerLicences? Licences);
