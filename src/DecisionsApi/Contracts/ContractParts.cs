using System.ComponentModel.DataAnnotations;
using DecisionsApi.Records;
using DecisionsApi.Register;

namespace DecisionsApi.Contracts;

/// <summary>Who buys.</summary>
public sealed record ContractBuyer
{
    /// <summary>Id of the body, where the source or its exact name tells it.</summary>
    /// <example>west-midlands-police-authority</example>
    public string? Body { get; init; }

    /// <summary>Name as published.</summary>
    /// <example>West Midlands Police Authority</example>
    public string? Name { get; init; }

    /// <summary>Roles (OCDS): buyer, procuringEntity, funder and so on; lead for the first of several.</summary>
    /// <example>["buyer","lead"]</example>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Identifiers as published.</summary>
    public IReadOnlyList<Identifier> Identifiers { get; init; } = [];
}

/// <summary>Who supplies, or tendered.</summary>
public sealed record ContractSupplier
{
    /// <summary>Id of the supplier the name resolves to; null for one that only tendered.</summary>
    /// <example>1fct6wk19pc208xk</example>
    [RegularExpression(Identity.Pattern)]
    public string? Id { get; init; }

    /// <summary>Name as published.</summary>
    /// <example>iMPOWER</example>
    public string? Name { get; init; }

    /// <summary>Roles (OCDS): supplier, tenderer.</summary>
    /// <example>["supplier"]</example>
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
    /// <example>IT services: consulting, software development, Internet and support</example>
    public string? Description { get; init; }
}

/// <summary>A change made after publication or signing.</summary>
public sealed record Amendment
{
    /// <summary>Day of the change.</summary>
    /// <example>2012-07-12</example>
    public DateOnly? On { get; init; }

    /// <summary>How exact <c>on</c> is: day, month or year.</summary>
    /// <example>day</example>
    public string? OnPrecision { get; init; }

    /// <summary>Why.</summary>
    /// <example>Surrey suspended its part.</example>
    public string? Rationale { get; init; }

    /// <summary>What.</summary>
    /// <example>The end was moved by one year.</example>
    public string? Description { get; init; }
}

/// <summary>A payment listed with the contract (OCDS implementation.transactions).</summary>
public sealed record ContractTransaction
{
    /// <summary>Its id in the source.</summary>
    /// <example>T-2013-001</example>
    public string? Id { get; init; }

    /// <summary>Its day.</summary>
    /// <example>2013-01-31</example>
    public DateOnly? Date { get; init; }

    /// <summary>Amount in the currency's unit.</summary>
    /// <example>25000.00</example>
    public decimal? Amount { get; init; }

    /// <summary>Currency, ISO 4217.</summary>
    /// <example>GBP</example>
    public string? Currency { get; init; }

    /// <summary>Name of the payer.</summary>
    /// <example>West Midlands Police and Crime Commissioner</example>
    public string? Payer { get; init; }

    /// <summary>Name of the payee.</summary>
    /// <example>Accenture</example>
    public string? Payee { get; init; }

    /// <summary>Where it is published.</summary>
    /// <example>https://www.westmidlands-pcc.gov.uk/transparency/</example>
    public string? Source { get; init; }
}
