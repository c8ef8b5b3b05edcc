namespace DecisionsApi.Records;

/// <summary>
/// A record kept as what its sources say. The members below are the register's own and no part of what is said; everything else is.
/// </summary>
public interface IRecord : ISourced
{
    /// <summary>Identifier.</summary>
    string Id { get; }

    /// <summary>What it rests on, where somebody has put it together.</summary>
    IReadOnlyList<Provenance> Provenance { get; }

    /// <summary>Facts that join it to other records.</summary>
    IReadOnlyList<RecordLink> Links { get; }
}

/// <summary>Something that was published in a file.</summary>
public interface ISourced
{
    /// <summary>Where its present content was first published.</summary>
    RecordSource? Source { get; }
}
