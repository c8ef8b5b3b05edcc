namespace DecisionsApi.Records;

/// <summary>A document that belongs to a record.</summary>
public sealed record Document
{
    /// <summary>Title as published.</summary>
    public string? Title { get; init; }

    /// <summary>Kind of document (OCDS documentType where it has one).</summary>
    /// <example>decisionNotice</example>
    public string? DocumentType { get; init; }

    /// <summary>What is in it.</summary>
    public string? Description { get; init; }

    /// <summary>Address.</summary>
    public string? Url { get; init; }

    /// <summary>Day of publication; the first of the period where only a month or year is known.</summary>
    public DateOnly? PublishedOn { get; init; }

    /// <summary>How exact <c>publishedOn</c> is: day, month or year.</summary>
    public string? PublishedOnPrecision { get; init; }

    /// <summary>Media type (IANA).</summary>
    /// <example>application/pdf</example>
    public string? MediaType { get; init; }

    /// <summary>Language (BCP 47).</summary>
    /// <example>en</example>
    public string? Language { get; init; }
}
