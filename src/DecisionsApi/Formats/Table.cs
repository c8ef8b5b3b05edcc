namespace DecisionsApi.Formats;

/// <summary>What is written as a table.</summary>
/// <param name="Name">Name of what the records are.</param>
/// <param name="Batches">The records, of which only one batch need be held at a time.</param>
/// <param name="Fields">The columns.</param>
internal sealed record Table<T>(string Name, IEnumerable<IReadOnlyList<T>> Batches, IReadOnlyList<Field<T>> Fields)
{
    /// <summary>The fields asked for, for forms that keep the parts of a field together; null for all.</summary>
    public IReadOnlyList<string>? Asked { get; init; }

    /// <summary>Whether a text begins with a byte order mark.</summary>
    public bool ByteOrderMark { get; init; }

    /// <summary>What a record adds to the sum of all; null where nothing is added up.</summary>
    public Func<T, decimal?>? Amount { get; init; }

    /// <summary>Where the table comes from.</summary>
    public TableOrigin Origin { get; init; } = new();
}

/// <summary>Where a table comes from, for forms that say it inside.</summary>
internal sealed record TableOrigin
{
    /// <summary>Address of the query; what was asked for where it was not asked over HTTP.</summary>
    public string? Query { get; init; }

    /// <summary>Head of the register's sequence.</summary>
    public long Sequence { get; init; }

    /// <summary>When the register last changed, RFC 3339 UTC.</summary>
    public string? ChangedAt { get; init; }

    /// <summary>Licences of the sources: name, and address where known.</summary>
    public IReadOnlyList<(string Name, string? Url)> Licences { get; init; } = [];

    /// <summary>How to name the source when the data is used.</summary>
    public string? Attribution { get; init; }
}
