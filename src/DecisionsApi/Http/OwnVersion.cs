namespace DecisionsApi.Http;

/// <summary>Says of an address that its answer changes with something else than the register; null while there is no answer.</summary>
internal sealed record OwnVersion(Func<HttpContext, AnswerVersion?> Of);

/// <summary>What an answer stands for.</summary>
/// <param name="Version">Differs whenever the answer does.</param>
/// <param name="At">Since when it is so; null where that is not known.</param>
internal sealed record AnswerVersion(string Version, DateTimeOffset? At)
{
    /// <summary>The entity tag of what is given byte for byte; null where one is made of the version.</summary>
    public string? Tag { get; init; }
}
