using DecisionsApi.Records;

namespace DecisionsApi.Contracts;

/// <summary>Who buys.</summary>
public sealed record ContractBuyer
{
    /// <summary>Id of the body, where the source or its exact name tells it.</summary>
    /// <example>west-midlands-police-authority</example>
    public string? Body { get; init; }

    /// <summary>Name as published.</summary>
    public string? Name { get; init; }

    /// <summary>Roles (OCDS): buyer, procuringEntity, funder and so on; lead for the first of several.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Identifiers as published.</summary>
    public IReadOnlyList<Identifier> Identifiers { get; init; } = [];
}

/// <summary>Who supplies, or tendered.</summary>
public sealed record ContractSupplier
{
    /// <summary>Id of the supplier the name resolves to; null for one that only tendered.</summary>
    public string? Id { get; init; }

    /// <summary>Name as published.</summary>
    public string? Name { get; init; }

    /// <summary>Roles (OCDS): supplier, tenderer.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Identifiers as published.</summary>
    public IReadOnlyList<Identifier> Identifiers { get; init; } = [];
}

/// <summary>What is bought, in the words of a classification.</summary>
public sealed record Classification
{
    /// <summary>The classification.</summary>
    /// <example>CPV</example>
    public string? Scheme { get; init; }

    /// <summary>Its code; null where it has none.</summary>
    /// <example>72000000</example>
    public string? Id { get; init; }

    /// <summary>Its words.</summary>
    public string? Description { get; init; }
}

/// <summary>A change made after publication or signing.</summary>
public sealed record Amendment
{
    /// <summary>Day of the change.</summary>
    public DateOnly? On { get; init; }

    /// <summary>How exact <c>on</c> is: day, month or year.</summary>
    public string? OnPrecision { get; init; }

    /// <summary>Why.</summary>
    public string? Rationale { get; init; }

    /// <summary>What.</summary>
    public string? Description { get; init; }
}

/// <summary>A payment listed with the contract (OCDS implementation.transactions).</summary>
public sealed record ContractTransaction
{
    /// <summary>Its id in the source.</summary>
    public string? Id { get; init; }

    /// <summary>Its day.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Amount in the currency's unit.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Currency, ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>Name of the payer.</summary>
    public string? Payer { get; init; }

    /// <summary>Name of the payee.</summary>
    public string? Payee { get; init; }

    /// <summary>Where it is published.</summary>
    public string? Source { get; init; }
}
