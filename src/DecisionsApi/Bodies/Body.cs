namespace DecisionsApi.Bodies;

/// <summary>A public body that decides, contracts or pays.</summary>
public sealed record Body
{
    /// <summary>Identifier: a readable slug.</summary>
    /// <example>west-midlands-pcc</example>
    public required string Id { get; init; }

    /// <summary>Name.</summary>
    /// <example>West Midlands Police and Crime Commissioner</example>
    public required string Name { get; init; }

    /// <summary>
    /// Kind: policeAndCrimeCommissioner, policeFireAndCrimeCommissioner, mayor, policeAuthority, chiefConstable, council, fireAuthority,
    /// transportBody, department or other; null when not known.
    /// </summary>
    /// <example>policeAndCrimeCommissioner</example>
    public string? Kind { get; init; }

    /// <summary>ONS code of the area.</summary>
    /// <example>E23000014</example>
    public string? AreaCode { get; init; }

    /// <summary>Number of payments, reported totals left out.</summary>
    public required long PaymentCount { get; init; }

    /// <summary>Sum of those payments in pounds.</summary>
    public required decimal SumAmount { get; init; }
}
