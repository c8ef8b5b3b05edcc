namespace DecisionsApi.Programmes;

/// <summary>What happened in a programme, oldest first; what has no day comes last.</summary>
public sealed record Timeline
{
    /// <summary>Id of the programme.</summary>
    /// <example>west-midlands-business-partnering</example>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    /// <example>Business Partnering for Police</example>
    public string? Name { get; init; }

    /// <summary>The events.</summary>
    public required IReadOnlyList<TimelineEvent> Events { get; init; }
}

/// <summary>Something that happened in a programme, or is to happen.</summary>
public sealed record TimelineEvent
{
    /// <summary>Day; the first of the period where only a month or year is known; null where no day is known.</summary>
    /// <example>2012-11-22</example>
    public DateOnly? On { get; init; }

    /// <summary>How exact <c>on</c> is: day, month or year.</summary>
    /// <example>day</example>
    public string? Precision { get; init; }

    /// <summary>
    /// What: status (the programme came to one), joined, left (a partner), decided, due (something to be done), published, awarded, signed,
    /// started, ends, ended (a contract or procurement), paid (payments of a month), reported (a total that a body states).
    /// </summary>
    /// <example>decided</example>
    public required string Event { get; init; }

    /// <summary>Resource of the record it is told by: programmes, decisions, contracts or expenditure.</summary>
    /// <example>decisions</example>
    public required string Resource { get; init; }

    /// <summary>Id of that record; null for the payments of a month.</summary>
    /// <example>3czmr6g21t85x6x0</example>
    public string? Id { get; init; }

    /// <summary>Title of that record, or the name of the partner.</summary>
    /// <example>Business Partnering for Police programme to cease</example>
    public string? Title { get; init; }

    /// <summary>What happened.</summary>
    /// <example>The joint procurement ends with the programme.</example>
    public string? Description { get; init; }

    /// <summary>Amount in pounds, where the event has one.</summary>
    /// <example>500000.00</example>
    public decimal? Amount { get; init; }

    /// <summary>Number of payments, for the payments of a month.</summary>
    /// <example>12</example>
    public long? Count { get; init; }
}
