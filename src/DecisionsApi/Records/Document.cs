namespace DecisionsApi.Records;

/// <summary>A document that belongs to a record.</summary>
public sealed record Document
{
    /// <summary>Title as published.</summary>
    /// <example>Decision paper of 22 November 2012</example>
    public string? Title { get; init; }

    /// <summary>Kind of document (OCDS documentType where it has one).</summary>
    /// <example>decisionNotice</example>
    public string? DocumentType { get; init; }

    /// <summary>What is in it.</summary>
    /// <example>The paper on which the decision was taken.</example>
    public string? Description { get; init; }

    /// <summary>Address.</summary>
    /// <example>https://www.westmidlands-pcc.gov.uk/archive/paper.pdf</example>
    public string? Url { get; init; }

    /// <summary>Day of publication; the first of the period where only a month or year is known.</summary>
    /// <example>2012-11-22</example>
    public DateOnly? PublishedOn { get; init; }

    /// <summary>How exact <c>publishedOn</c> is: day, month or year.</summary>
    /// <example>day</example>
    public string? PublishedOnPrecision { get; init; }

    /// <summary>Media type (IANA).</summary>
    /// <example>application/pdf</example>
    public string? MediaType { get; init; }

    /// <summary>Language (BCP 47).</summary>
    /// <example>en</example>
    public string? Language { get; init; }
}
