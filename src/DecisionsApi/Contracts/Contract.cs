using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DecisionsApi.Formats;
using DecisionsApi.Links;
using DecisionsApi.Records;
using DecisionsApi.Register;

namespace DecisionsApi.Contracts;

/// <summary>A contract, or the procurement that may lead to one: one contracting process as far as it has come.</summary>
public sealed record Contract : IRecord, IGenerated<Contract>
{
    static JsonTypeInfo<Contract> IGenerated<Contract>.Generated => RecordWriting.Default.Contract;

    /// <summary>Identifier: opaque, URL-safe, the same wherever the same files are imported, never reused.</summary>
    /// <example>35cjqdvb9a57sadv</example>
    [RegularExpression(Identity.Pattern)]
    public string Id { get; init; } = "";

    /// <summary>Open Contracting id of the process as published; never invented.</summary>
    /// <example>ocds-b5fd17-e3b5f385-5989-4cf1-8849-01c247fc9c30</example>
    public string? Ocid { get; init; }

    /// <summary>Id of the contract (or award) within its process, as published.</summary>
    /// <example>1</example>
    public string? ContractId { get; init; }

    /// <summary>The buyer's reference, verbatim.</summary>
    /// <example>WMP/2012/017</example>
    public string? Reference { get; init; }

    /// <summary>The record's name in the file it comes from, where it has neither ocid nor reference.</summary>
    /// <example>bpp-procurement</example>
    public string? Key { get; init; }

    /// <summary>Title.</summary>
    /// <example>West Midlands Police and Surrey Police business transformation and service delivery partnership</example>
    public string? Title { get; init; }

    /// <summary>What is bought.</summary>
    /// <example>Joint procurement of a private partner under the programme Business Partnering for Police.</example>
    public string? Description { get; init; }

    /// <summary>How far the process has come: planning, tender, award or contract.</summary>
    /// <example>contract</example>
    [OneOf(typeof(ContractValidator), nameof(ContractValidator.Stages))]
    public string? Stage { get; init; }

    /// <summary>Status: planned, active, cancelled (before signing), terminated (ended early after signing) or complete; null when not published.</summary>
    /// <example>terminated</example>
    [OneOf(typeof(ContractValidator), nameof(ContractValidator.Statuses))]
    public string? Status { get; init; }

    /// <summary>Why it ended: expired, completed, terminatedEarly, programmeCancelled, procurementCancelled, novated, replaced or supplierInsolvency.</summary>
    /// <example>programmeCancelled</example>
    [OneOf(typeof(ContractValidator), nameof(ContractValidator.EndReasons))]
    public string? EndReason { get; init; }

    /// <summary>Who buys; of several the lead comes first.</summary>
    public IReadOnlyList<ContractBuyer> Buyers { get; init; } = [];

    /// <summary>Who supplies, and who tendered.</summary>
    public IReadOnlyList<ContractSupplier> Suppliers { get; init; } = [];

    /// <summary>Value in the currency's unit, two decimals; null when not published.</summary>
    /// <example>25000000.00</example>
    public decimal? Value { get; init; }

    /// <summary>Lowest estimated value.</summary>
    /// <example>300000000.00</example>
    public decimal? MinValue { get; init; }

    /// <summary>Highest estimated value.</summary>
    /// <example>3500000000.00</example>
    public decimal? MaxValue { get; init; }

    /// <summary>Currency of the values, ISO 4217; null where the source says none, which means pounds sterling.</summary>
    /// <example>GBP</example>
    public string? Currency { get; init; }

    /// <summary>Other and conflicting figures, each with its source.</summary>
    public IReadOnlyList<StatedAmount> Amounts { get; init; } = [];

    /// <summary>Day of signing.</summary>
    /// <example>2012-04-01</example>
    public DateOnly? SignedOn { get; init; }

    /// <summary>How exact <c>signedOn</c> is: day, month or year.</summary>
    /// <example>month</example>
    public string? SignedOnPrecision { get; init; }

    /// <summary>Day of the award.</summary>
    /// <example>2012-03-20</example>
    public DateOnly? AwardedOn { get; init; }

    /// <summary>How exact <c>awardedOn</c> is: day, month or year.</summary>
    /// <example>day</example>
    public string? AwardedOnPrecision { get; init; }

    /// <summary>Day of the first notice.</summary>
    /// <example>2012-01-01</example>
    public DateOnly? PublishedOn { get; init; }

    /// <summary>How exact <c>publishedOn</c> is: day, month or year.</summary>
    /// <example>month</example>
    public string? PublishedOnPrecision { get; init; }

    /// <summary>First day of the period.</summary>
    /// <example>2012-04-01</example>
    public DateOnly? StartOn { get; init; }

    /// <summary>How exact <c>startOn</c> is: day, month or year.</summary>
    /// <example>month</example>
    public string? StartOnPrecision { get; init; }

    /// <summary>Last day of the period as agreed.</summary>
    /// <example>2022-03-31</example>
    public DateOnly? EndOn { get; init; }

    /// <summary>How exact <c>endOn</c> is: day, month or year.</summary>
    /// <example>day</example>
    public string? EndOnPrecision { get; init; }

    /// <summary>Day on which it really ended.</summary>
    /// <example>2012-11-22</example>
    public DateOnly? EndedOn { get; init; }

    /// <summary>How exact <c>endedOn</c> is: day, month or year.</summary>
    /// <example>day</example>
    public string? EndedOnPrecision { get; init; }

    /// <summary>Procedure (OCDS procurementMethod): open, selective, limited or direct.</summary>
    /// <example>open</example>
    public string? Procedure { get; init; }

    /// <summary>The procedure in the publisher's words.</summary>
    /// <example>Competitive dialogue</example>
    public string? ProcedureDetails { get; init; }

    /// <summary>What is bought, by classification such as CPV.</summary>
    public IReadOnlyList<Classification> Classifications { get; init; } = [];

    /// <summary>Notices and documents.</summary>
    public IReadOnlyList<Document> Documents { get; init; } = [];

    /// <summary>Changes made after publication or signing.</summary>
    public IReadOnlyList<Amendment> Amendments { get; init; } = [];

    /// <summary>Payments the contract's own source lists (OCDS implementation.transactions); they are not payments of the register.</summary>
    public IReadOnlyList<ContractTransaction> Transactions { get; init; } = [];

    /// <summary>Other processes it is related to.</summary>
    public IReadOnlyList<RelatedRecord> Related { get; init; } = [];

    /// <summary>Id of the programme it belongs to.</summary>
    /// <example>west-midlands-business-partnering</example>
    public string? Programme { get; init; }

    /// <summary>Every published field that is none of the above: its name and text.</summary>
    /// <example>{"Contact officer role":"Procurement lead"}</example>
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
