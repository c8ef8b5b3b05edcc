using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DecisionsApi.Formats;
using DecisionsApi.Links;
using DecisionsApi.Records;
using DecisionsApi.Register;

namespace DecisionsApi.Programmes;

/// <summary>Something bodies set out to do that decisions, contracts and payments belong to.</summary>
public sealed record Programme : IRecord, IGenerated<Programme>
{
    static JsonTypeInfo<Programme> IGenerated<Programme>.Generated => RecordWriting.Default.Programme;

    /// <summary>Identifier: a readable slug.</summary>
    /// <example>west-midlands-business-partnering</example>
    [RegularExpression(Slugs.Pattern)]
    public string Id { get; init; } = "";

    /// <summary>Name.</summary>
    /// <example>Business Partnering for Police</example>
    public string? Name { get; init; }

    /// <summary>Other names in use.</summary>
    /// <example>["Business Partnering Programme"]</example>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What it was to achieve.</summary>
    /// <example>To find a private partner for police services together with Surrey.</example>
    public string? Purpose { get; init; }

    /// <summary>Status: proposed, active, suspended, cancelled or completed; null when not known.</summary>
    /// <example>cancelled</example>
    [OneOf(typeof(ProgrammeValidator), nameof(ProgrammeValidator.Statuses))]
    public string? Status { get; init; }

    /// <summary>How it came to stand as it does.</summary>
    public IReadOnlyList<ProgrammeStatus> StatusHistory { get; init; } = [];

    /// <summary>Who takes part.</summary>
    public IReadOnlyList<ProgrammePartner> Partners { get; init; } = [];

    /// <summary>Sums of money its sources state; never added to the payments linked with it.</summary>
    public IReadOnlyList<StatedAmount> Amounts { get; init; } = [];

    /// <summary>First day.</summary>
    /// <example>2011-01-01</example>
    public DateOnly? StartOn { get; init; }

    /// <summary>How exact <c>startOn</c> is: day, month or year.</summary>
    /// <example>year</example>
    public string? StartOnPrecision { get; init; }

    /// <summary>Last day.</summary>
    /// <example>2012-11-22</example>
    public DateOnly? EndOn { get; init; }

    /// <summary>How exact <c>endOn</c> is: day, month or year.</summary>
    /// <example>day</example>
    public string? EndOnPrecision { get; init; }

    /// <summary>Ids of the programmes that followed it.</summary>
    /// <example>["west-midlands-innovation-and-integration-partner"]</example>
    public IReadOnlyList<string> Successors { get; init; } = [];

    /// <summary>Every published field that is none of the above: its name and text.</summary>
    /// <example>{"Phase":"Procurement"}</example>
    public IReadOnlyDictionary<string, string?> Extra { get; init; } = new Dictionary<string, string?>();

    /// <summary>What the record rests on.</summary>
    public IReadOnlyList<Provenance> Provenance { get; init; } = [];

    /// <summary>Facts that join it to other records, in both directions; payments are left out, see <c>include=expenditure</c>.</summary>
    public IReadOnlyList<RecordLink> Links { get; init; } = [];

    /// <summary>Where its present content was first published.</summary>
    public RecordSource? Source { get; init; }

    /// <summary>Linked records, as far as <c>include=</c> asks for them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Included? Included { get; init; }
}

/// <summary>A status a programme came to.</summary>
public sealed record ProgrammeStatus
{
    /// <summary>proposed, active, suspended, cancelled or completed.</summary>
    /// <example>cancelled</example>
    [OneOf(typeof(ProgrammeValidator), nameof(ProgrammeValidator.Statuses))]
    public string? Status { get; init; }

    /// <summary>Day; the first of the period where only a month or year is known.</summary>
    /// <example>2012-11-22</example>
    public DateOnly? On { get; init; }

    /// <summary>How exact <c>on</c> is: day, month or year.</summary>
    /// <example>day</example>
    public string? OnPrecision { get; init; }

    /// <summary>What happened.</summary>
    /// <example>The new commissioner decides on the first day in office that the programme ceases.</example>
    public string? Description { get; init; }

    /// <summary>Who says so.</summary>
    /// <example>West Midlands Police and Crime Commissioner</example>
    public string? Source { get; init; }

    /// <summary>The decision that made it so.</summary>
    public RecordReference? Decision { get; init; }
}

/// <summary>A body that takes part in a programme.</summary>
public sealed record ProgrammePartner
{
    /// <summary>Id of the body.</summary>
    /// <example>surrey-police-authority</example>
    public string? Body { get; init; }

    /// <summary>Its name in this programme.</summary>
    /// <example>Surrey Police Authority</example>
    public string? Name { get; init; }

    /// <summary>lead, partner or funder.</summary>
    /// <example>partner</example>
    [OneOf(typeof(ProgrammeValidator), nameof(ProgrammeValidator.Roles))]
    public string? Role { get; init; }

    /// <summary>Day it joined.</summary>
    /// <example>2011-05-01</example>
    public DateOnly? JoinedOn { get; init; }

    /// <summary>How exact <c>joinedOn</c> is: day, month or year.</summary>
    /// <example>month</example>
    public string? JoinedOnPrecision { get; init; }

    /// <summary>Day it left.</summary>
    /// <example>2012-09-01</example>
    public DateOnly? LeftOn { get; init; }

    /// <summary>How exact <c>leftOn</c> is: day, month or year.</summary>
    /// <example>month</example>
    public string? LeftOnPrecision { get; init; }

    /// <summary>What it did.</summary>
    /// <example>Suspended its part on 12 July 2012.</example>
    public string? Description { get; init; }
}
