namespace DecisionsApi.Querying;

/// <summary>What a feed says of a list's records.</summary>
/// <param name="Body">Id of the one body whose record it is; null for none.</param>
/// <param name="Of">The headline of a record, given the name of its body.</param>
internal sealed record Headlines<TRecord>(Func<TRecord, string?> Body, Func<TRecord, string?, Headline> Of)
{
    /// <summary>Path of a record where it has no address of its own in the list.</summary>
    public Func<TRecord, string>? Path { get; init; }

    /// <summary>When the record <c>p</c> entered the register, in SQL.</summary>
    public string PublishedAt { get; init; } = ChangeAt("p.created_sequence");

    /// <summary>When the record <c>p</c> last changed, in SQL.</summary>
    public string UpdatedAt { get; init; } = ChangeAt("p.changed_sequence");

    /// <summary>When the import was that took a number of the register's sequence; of a number before all changes, when the first was.</summary>
    public static string ChangeAt(string sequence) =>
        $"""
            coalesce(
              (SELECT i.imported_at FROM changes c JOIN imports i ON i.key = c.import_key
               WHERE c.sequence <= {sequence} ORDER BY c.sequence DESC LIMIT 1),
              (SELECT i.imported_at FROM imports i ORDER BY i.key LIMIT 1))
            """;
}

/// <summary>What a feed says of a record: a line, and a few sentences.</summary>
internal sealed record Headline(string Title, string Summary);

/// <summary>A record of a list with its headline.</summary>
/// <param name="Id">Id of the record.</param>
/// <param name="Path">Path of its address.</param>
/// <param name="Headline">What a feed says of it.</param>
/// <param name="Body">Name of the body whose record it is.</param>
/// <param name="PublishedAt">When it entered the register, RFC 3339 UTC.</param>
/// <param name="UpdatedAt">When it last changed, RFC 3339 UTC.</param>
internal sealed record Entry(string Id, string Path, Headline Headline, string? Body, string PublishedAt, string UpdatedAt);
