namespace DecisionsApi.Records;

/// <summary>Another record of the same kind, and how it is related.</summary>
public sealed record RelatedRecord
{
    /// <summary>How: implements, supersedes, amends, reliesOn, follows; for contracts the OCDS codes such as unsuccessfulProcess or framework.</summary>
    /// <example>implements</example>
    public string? Relation { get; init; }

    /// <summary>The other record.</summary>
    public RecordReference? Target { get; init; }
}
