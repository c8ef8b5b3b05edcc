namespace DecisionsApi.Records;

/// <summary>Something a record rests on: a page or document, and what it says.</summary>
public sealed record Provenance
{
    /// <summary>Title of the page or document.</summary>
    /// <example>Statement on the Business Partnering for Policing Programme</example>
    public string? Title { get; init; }

    /// <summary>Who published it.</summary>
    /// <example>West Midlands Police and Crime Commissioner</example>
    public string? Publisher { get; init; }

    /// <summary>Its address.</summary>
    /// <example>https://www.westmidlands-pcc.gov.uk/transparency/</example>
    public string? Url { get; init; }

    /// <summary>Day on which it was read.</summary>
    /// <example>2026-01-02</example>
    public DateOnly? ReadOn { get; init; }

    /// <summary>What it says, in the words of whoever made the record.</summary>
    /// <example>The programme ceases.</example>
    public string? Says { get; init; }
}

/// <summary>An identifier of an organisation in a list of identifiers.</summary>
public sealed record Identifier
{
    /// <summary>List: an org-id.guide code such as GB-COH, or GB-PPON.</summary>
    /// <example>GB-COH</example>
    public string? Scheme { get; init; }

    /// <summary>Identifier in that list.</summary>
    /// <example>05532481</example>
    public string? Id { get; init; }

    /// <summary>First day of its validity.</summary>
    /// <example>2012-11-22</example>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day of its validity.</summary>
    /// <example>2026-03-31</example>
    public DateOnly? ValidTo { get; init; }
}
