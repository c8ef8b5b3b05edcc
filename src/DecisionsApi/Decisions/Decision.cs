using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DecisionsApi.Formats;
using DecisionsApi.Links;
using DecisionsApi.Records;
using DecisionsApi.Register;

namespace DecisionsApi.Decisions;

/// <summary>A decision of a public body: what was decided, by whom, when, on what grounds, and what it does to contracts and programmes.</summary>
public sealed record Decision : IRecord, IGenerated<Decision>
{
    static JsonTypeInfo<Decision> IGenerated<Decision>.Generated => RecordWriting.Default.Decision;

    /// <summary>Identifier: opaque, URL-safe, the same wherever the same files are imported, never reused.</summary>
    /// <example>3czmr6g21t85x6x0</example>
    [RegularExpression(Identity.Pattern)]
    public string Id { get; init; } = "";

    /// <summary>Id of the body that decides.</summary>
    /// <example>west-midlands-pcc</example>
    [RegularExpression(Slugs.Pattern)]
    public string? Body { get; init; }

    /// <summary>The publisher's reference, verbatim; null where there is none. It is no key: publishers repeat and respell them.</summary>
    /// <example>WMPCC 005 2013</example>
    public string? Reference { get; init; }

    /// <summary>Title.</summary>
    /// <example>Business Partnering for Police programme to cease</example>
    public string? Title { get; init; }

    /// <summary>What was decided, in short.</summary>
    /// <example>On the first day in office the new commissioner ended Business Partnering for Police.</example>
    public string? Summary { get; init; }

    /// <summary>Kind of decision as published, or one of policy, budget, grant, contractAward, contractChange, contractTermination, procurementStart, procurementCancellation, property, appointment, delegation, other.</summary>
    /// <example>procurementCancellation</example>
    public string? Type { get; init; }

    /// <summary>Status: proposed, taken, deferred, withdrawn, superseded or rescinded; null when not published.</summary>
    /// <example>taken</example>
    [OneOf(typeof(DecisionValidator), nameof(DecisionValidator.Statuses))]
    public string? Status { get; init; }

    /// <summary>What came of the item, in the publisher's words.</summary>
    /// <example>Approved</example>
    public string? Result { get; init; }

    /// <summary>Who decided.</summary>
    public IReadOnlyList<DecisionMaker> DecidedBy { get; init; } = [];

    /// <summary>Day of the decision; the first of the period where only a month or year is known.</summary>
    /// <example>2012-11-22</example>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>How exact <c>decidedOn</c> is: day, month or year.</summary>
    /// <example>day</example>
    public string? DecidedOnPrecision { get; init; }

    /// <summary>Day on which the decision takes effect.</summary>
    /// <example>2012-11-22</example>
    public DateOnly? EffectiveOn { get; init; }

    /// <summary>How exact <c>effectiveOn</c> is: day, month or year.</summary>
    /// <example>day</example>
    public string? EffectiveOnPrecision { get; init; }

    /// <summary>Day on which the decision was published.</summary>
    /// <example>2012-11-22</example>
    public DateOnly? PublishedOn { get; init; }

    /// <summary>How exact <c>publishedOn</c> is: day, month or year.</summary>
    /// <example>day</example>
    public string? PublishedOnPrecision { get; init; }

    /// <summary>Whether the papers can be read: public, partExempt or exempt; null when not published.</summary>
    /// <example>public</example>
    [OneOf(typeof(DecisionValidator), nameof(DecisionValidator.Accesses))]
    public string? Access { get; init; }

    /// <summary>Why papers are withheld.</summary>
    /// <example>Local Government Act 1972, Schedule 12A, paragraph 3</example>
    public string? AccessReason { get; init; }

    /// <summary>Why it was decided so.</summary>
    /// <example>The programme lacked a proper business case from the start.</example>
    public string? Rationale { get; init; }

    /// <summary>Options that were considered (Openness of Local Government Bodies Regulations 2014, regulation 7(3)).</summary>
    public IReadOnlyList<DecisionOption> Options { get; init; } = [];

    /// <summary>Implications by kind: financial, legal, equality, risk and so on.</summary>
    /// <example>{"financial":"The decision paper expects no further cost from stopping the programme."}</example>
    public IReadOnlyDictionary<string, string?> Implications { get; init; } = new Dictionary<string, string?>();

    /// <summary>Sums of money the decision or its sources state.</summary>
    public IReadOnlyList<StatedAmount> Amounts { get; init; } = [];

    /// <summary>What the decision does to other records.</summary>
    public IReadOnlyList<DecisionEffect> Effects { get; init; } = [];

    /// <summary>What is to be done, by whom and when.</summary>
    public IReadOnlyList<DecisionAction> Actions { get; init; } = [];

    /// <summary>Papers.</summary>
    public IReadOnlyList<Document> Documents { get; init; } = [];

    /// <summary>Id of the programme it belongs to.</summary>
    /// <example>west-midlands-business-partnering</example>
    public string? Programme { get; init; }

    /// <summary>Other decisions it implements, supersedes, amends, relies on or follows.</summary>
    public IReadOnlyList<RelatedRecord> Related { get; init; } = [];

    /// <summary>Every published field that is none of the above: its name and text.</summary>
    /// <example>{"Lead officer":"Chief Executive"}</example>
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

/// <summary>Who decided.</summary>
public sealed record DecisionMaker
{
    /// <summary>Post or committee.</summary>
    /// <example>Police and Crime Commissioner</example>
    public string? Post { get; init; }

    /// <summary>Name of the office-holder.</summary>
    /// <example>Bob Jones</example>
    public string? Name { get; init; }

    /// <summary>Under which authority, where the post decides for another.</summary>
    /// <example>West Midlands Police Authority</example>
    public string? Authority { get; init; }
}

/// <summary>An option that was considered.</summary>
public sealed record DecisionOption
{
    /// <summary>The option.</summary>
    /// <example>Carry on with the procurement.</example>
    public string? Description { get; init; }

    /// <summary>Whether it was chosen.</summary>
    /// <example>false</example>
    public bool? Chosen { get; init; }

    /// <summary>Why it was or was not.</summary>
    /// <example>No proper business case.</example>
    public string? Reason { get; init; }
}

/// <summary>What a decision does to another record.</summary>
public sealed record DecisionEffect
{
    /// <summary>approves, awards, extends, varies, novates, cancels, terminates, rescinds or notes.</summary>
    /// <example>cancels</example>
    [OneOf(typeof(DecisionValidator), nameof(DecisionValidator.Actions))]
    public string? Action { get; init; }

    /// <summary>The record it is done to.</summary>
    public RecordReference? Target { get; init; }

    /// <summary>What is done.</summary>
    /// <example>The joint procurement ends with the programme.</example>
    public string? Description { get; init; }
}

/// <summary>Something to be done.</summary>
public sealed record DecisionAction
{
    /// <summary>What.</summary>
    /// <example>A technology task force reports on how technology can improve the service.</example>
    public string? Description { get; init; }

    /// <summary>By whom.</summary>
    /// <example>Chief Constable of West Midlands Police</example>
    public string? Owner { get; init; }

    /// <summary>Day by which; the first of the period where only a month or year is known.</summary>
    /// <example>2013-01-01</example>
    public DateOnly? DueOn { get; init; }

    /// <summary>How exact <c>dueOn</c> is: day, month or year.</summary>
    /// <example>month</example>
    public string? DueOnPrecision { get; init; }

    /// <summary>How it stands.</summary>
    /// <example>done</example>
    public string? Status { get; init; }

    /// <summary>What came of it.</summary>
    /// <example>Decision WMPCC 005 2013 of 14 February 2013</example>
    public string? Outcome { get; init; }
}
