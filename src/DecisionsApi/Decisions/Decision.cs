using System.Text.Json.Serialization;
using DecisionsApi.Links;
using DecisionsApi.Records;

namespace DecisionsApi.Decisions;

/// <summary>A decision of a public body: what was decided, by whom, when, on what grounds, and what it does to contracts and programmes.</summary>
public sealed record Decision : IRecord
{
    /// <summary>Identifier: opaque, URL-safe, the same wherever the same files are imported, never reused.</summary>
    public string Id { get; init; } = "";

    /// <summary>Id of the body that decides.</summary>
    /// <example>west-midlands-pcc</example>
    public string? Body { get; init; }

    /// <summary>The publisher's reference, verbatim; null where there is none. It is no key: publishers repeat and respell them.</summary>
    /// <example>WMPCC 005 2013</example>
    public string? Reference { get; init; }

    /// <summary>Title.</summary>
    public string? Title { get; init; }

    /// <summary>What was decided, in short.</summary>
    public string? Summary { get; init; }

    /// <summary>Kind of decision as published, or one of policy, budget, grant, contractAward, contractChange, contractTermination, procurementStart, procurementCancellation, property, appointment, delegation, other.</summary>
    /// <example>procurementCancellation</example>
    public string? Type { get; init; }

    /// <summary>Status: proposed, taken, deferred, withdrawn, superseded or rescinded; null when not published.</summary>
    /// <example>taken</example>
    public string? Status { get; init; }

    /// <summary>What came of the item, in the publisher's words.</summary>
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
    public DateOnly? EffectiveOn { get; init; }

    /// <summary>How exact <c>effectiveOn</c> is: day, month or year.</summary>
    public string? EffectiveOnPrecision { get; init; }

    /// <summary>Day on which the decision was published.</summary>
    public DateOnly? PublishedOn { get; init; }

    /// <summary>How exact <c>publishedOn</c> is: day, month or year.</summary>
    public string? PublishedOnPrecision { get; init; }

    /// <summary>Whether the papers can be read: public, partExempt or exempt; null when not published.</summary>
    /// <example>public</example>
    public string? Access { get; init; }

    /// <summary>Why papers are withheld.</summary>
    public string? AccessReason { get; init; }

    /// <summary>Why it was decided so.</summary>
    public string? Rationale { get; init; }

    /// <summary>Options that were considered (Openness of Local Government Bodies Regulations 2014, regulation 7(3)).</summary>
    public IReadOnlyList<DecisionOption> Options { get; init; } = [];

    /// <summary>Implications by kind: financial, legal, equality, risk and so on.</summary>
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
    public string? Name { get; init; }

    /// <summary>Under which authority, where the post decides for another.</summary>
    public string? Authority { get; init; }
}

/// <summary>An option that was considered.</summary>
public sealed record DecisionOption
{
    /// <summary>The option.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it was chosen.</summary>
    public bool? Chosen { get; init; }

    /// <summary>Why it was or was not.</summary>
    public string? Reason { get; init; }
}

/// <summary>What a decision does to another record.</summary>
public sealed record DecisionEffect
{
    /// <summary>approves, awards, extends, varies, novates, cancels, terminates, rescinds or notes.</summary>
    /// <example>cancels</example>
    public string? Action { get; init; }

    /// <summary>The record it is done to.</summary>
    public RecordReference? Target { get; init; }

    /// <summary>What is done.</summary>
    public string? Description { get; init; }
}

/// <summary>Something to be done.</summary>
public sealed record DecisionAction
{
    /// <summary>What.</summary>
    public string? Description { get; init; }

    /// <summary>By whom.</summary>
    public string? Owner { get; init; }

    /// <summary>Day by which; the first of the period where only a month or year is known.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>How exact <c>dueOn</c> is: day, month or year.</summary>
    public string? DueOnPrecision { get; init; }

    /// <summary>How it stands.</summary>
    public string? Status { get; init; }

    /// <summary>What came of it.</summary>
    public string? Outcome { get; init; }
}
