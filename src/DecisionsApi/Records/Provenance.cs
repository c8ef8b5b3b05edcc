namespace DecisionsApi.Records;

/// <summary>Something a record rests on: a page or document, and what it says.</summary>
public sealed record Provenance
{
    /// <summary>Title of the page or document.</summary>
    public string? Title { get; init; }

    /// <summary>Who published it.</summary>
    public string? Publisher { get; init; }

    /// <summary>Its address.</summary>
    public string? Url { get; init; }

    /// <summary>Day on which it was read.</summary>
    public DateOnly? ReadOn { get; init; }

    /// <summary>What it says, in the words of whoever made the record.</summary>
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
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day of its validity.</summary>
    public DateOnly? ValidTo { get; init; }
}
