using DecisionsApi.Contracts;
using DecisionsApi.Expenditure;

namespace DecisionsApi.OcdsReleases;

/// <summary>What a release is made of: a contract and what the register joins with it.</summary>
internal sealed record ReleaseSource
{
    public required Contract Contract { get; init; }

    /// <summary>When any of it was last changed, RFC 3339 UTC.</summary>
    public required string ChangedAt { get; init; }

    /// <summary>Payments linked with the contract, newest first, as many as a release holds.</summary>
    public required IReadOnlyList<LinkedPayment> Payments { get; init; }

    /// <summary>How many payments are linked with it in all.</summary>
    public required long PaymentCount { get; init; }

    /// <summary>Names of bodies and days of decisions, by id; ocids of other contracts, by id: null where none is published.</summary>
    public required ReleaseNames Names { get; init; }
}

/// <summary>A payment and on what its link with the contract rests.</summary>
internal sealed record LinkedPayment(Payment Payment, string Basis, decimal Confidence);

/// <summary>What else the releases of a page name.</summary>
/// <param name="Bodies">Names of bodies by id.</param>
/// <param name="DecidedOn">Days of decisions by id.</param>
/// <param name="Ocids">Published ocids of contracts by id.</param>
internal sealed record ReleaseNames(
    IReadOnlyDictionary<string, string> Bodies,
    IReadOnlyDictionary<string, DateOnly?> DecidedOn,
    IReadOnlyDictionary<string, string?> Ocids
);
