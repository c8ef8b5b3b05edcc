namespace DecisionsApi.Formats;

/// <summary>A page of a list as a feed: what is new in it, newest first.</summary>
internal sealed record Feed
{
    /// <summary>What made it.</summary>
    public const string Generator = "DecisionsApi";

    /// <summary>A tag (RFC 4151) that stays whatever page is asked for, and in whatever form.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>The newest of its records' changes, RFC 3339 UTC.</summary>
    public required string Updated { get; init; }

    /// <summary>Address of this page in this form.</summary>
    public required string Self { get; init; }

    /// <summary>Address of its first page.</summary>
    public required string First { get; init; }

    /// <summary>Address of the next page; null on the last.</summary>
    public string? Next { get; init; }

    /// <summary>Address of the same list as JSON.</summary>
    public required string List { get; init; }

    /// <summary>The same feed in its other forms.</summary>
    public IReadOnlyList<(string MediaType, string Address)> Others { get; init; } = [];

    /// <summary>Under which licence, and how to name the source.</summary>
    public required string Rights { get; init; }

    /// <summary>Addresses of the licences, as far as they have any.</summary>
    public IReadOnlyList<string> Licences { get; init; } = [];

    public required IReadOnlyList<FeedEntry> Entries { get; init; }
}

/// <summary>A record as an entry of a feed.</summary>
internal sealed record FeedEntry
{
    /// <summary>A tag that stays as long as the record has its id.</summary>
    public required string Id { get; init; }

    /// <summary>Address of the record.</summary>
    public required string Address { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    /// <summary>Name of the public body whose record it is, where it is one body's.</summary>
    public string? Author { get; init; }

    /// <summary>When it entered the register, RFC 3339 UTC.</summary>
    public required string Published { get; init; }

    /// <summary>When it last changed, RFC 3339 UTC.</summary>
    public required string Updated { get; init; }
}
