using System.ComponentModel.DataAnnotations;
using DecisionsApi.Formats;
using DecisionsApi.Records;
using DecisionsApi.Register;

namespace DecisionsApi.Bodies;

/// <summary>A public body that decides, contracts or pays.</summary>
public sealed record Body : IRecord
{
    /// <summary>Identifier: a readable slug.</summary>
    /// <example>west-midlands-pcc</example>
    [RegularExpression(Slugs.Pattern)]
    public string Id { get; init; } = "";

    /// <summary>Name.</summary>
    /// <example>West Midlands Police and Crime Commissioner</example>
    public string? Name { get; init; }

    /// <summary>
    /// Kind: policeAndCrimeCommissioner, policeFireAndCrimeCommissioner, mayor, policeAuthority, chiefConstable, council, fireAuthority,
    /// transportBody, department or other; null when not known.
    /// </summary>
    /// <example>policeAndCrimeCommissioner</example>
    [OneOf(typeof(BodyKinds), nameof(BodyKinds.All))]
    public string? Kind { get; init; }

    /// <summary>ONS code of the area.</summary>
    /// <example>E23000014</example>
    public string? AreaCode { get; init; }

    /// <summary>ONS name of the area.</summary>
    /// <example>West Midlands</example>
    public string? AreaName { get; init; }

    /// <summary>First day of the body.</summary>
    /// <example>2012-11-22</example>
    public DateOnly? FoundedOn { get; init; }

    /// <summary>How exact <c>foundedOn</c> is: day, month or year.</summary>
    /// <example>day</example>
    public string? FoundedOnPrecision { get; init; }

    /// <summary>Last day of the body.</summary>
    /// <example>2026-03-31</example>
    public DateOnly? DissolvedOn { get; init; }

    /// <summary>How exact <c>dissolvedOn</c> is: day, month or year.</summary>
    /// <example>day</example>
    public string? DissolvedOnPrecision { get; init; }

    /// <summary>Ids of the bodies it followed.</summary>
    /// <example>["west-midlands-police-authority"]</example>
    public IReadOnlyList<string> Predecessors { get; init; } = [];

    /// <summary>Ids of the bodies that followed it.</summary>
    /// <example>["west-midlands-mayor"]</example>
    public IReadOnlyList<string> Successors { get; init; } = [];

    /// <summary>Identifiers in lists of organisations.</summary>
    public IReadOnlyList<Identifier> Identifiers { get; init; } = [];

    /// <summary>Address of its site.</summary>
    /// <example>https://www.westmidlands-pcc.gov.uk/</example>
    public string? Website { get; init; }

    /// <summary>Number of payments, reported totals left out.</summary>
    /// <example>8300</example>
    public long PaymentCount { get; init; }

    /// <summary>Sum of those payments in pounds.</summary>
    /// <example>1234567.89</example>
    public decimal SumAmount { get; init; }

    /// <summary>Every published field that is none of the above: its name and text.</summary>
    /// <example>{"Region":"West Midlands"}</example>
    public IReadOnlyDictionary<string, string?> Extra { get; init; } = new Dictionary<string, string?>();

    /// <summary>What the record rests on.</summary>
    public IReadOnlyList<Provenance> Provenance { get; init; } = [];

    /// <summary>Facts that join it to other records, in both directions.</summary>
    public IReadOnlyList<RecordLink> Links { get; init; } = [];

    /// <summary>Where its present content was first published; null for a body that only payments or decisions name.</summary>
    public RecordSource? Source { get; init; }
}
