namespace DecisionsApi.Programmes;

/// <summary>What happened in a programme, oldest first; what has no day comes last.</summary>
/// <param name="Id">Id of the programme.</param>
/// <param name="Name">Its name.</param>
/// <param name="Events">The events.</param>
public sealed record Timeline(string Id, string? Name, IReadOnlyList<TimelineEvent> Events);

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
    public string? Id { get; init; }

    /// <summary>Title of that record, or the name of the partner.</summary>
    public string? Title { get; init; }

    /// <summary>What happened.</summary>
    public string? Description { get; init; }

    /// <summary>Amount in pounds, where the event has one.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Number of payments, for the payments of a month.</summary>
    public long? Count { get; init; }
}
