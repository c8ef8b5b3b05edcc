using DecisionsApi.Querying;

namespace DecisionsApi.Records;

/// <summary>A record as stored.</summary>
internal sealed record RecordRow : IListed
{
    public required long Key { get; init; }
    public required string Id { get; init; }
    public required string Content { get; init; }
    public string? SourceId { get; init; }
    public string? SourceSha256 { get; init; }
    public string? SourceFile { get; init; }
    public string? SourceSheet { get; init; }
    public long? SourceLine { get; init; }
    public required long ChangedSequence { get; init; }
    public long? WithdrawnSequence { get; init; }
    public string? Raw { get; init; }

    /// <summary>Number of payments, where the resource counts them.</summary>
    public long PaymentCount { get; init; }

    /// <summary>Sum of those payments.</summary>
    public long PaymentPence { get; init; }
    public string? SortValue { get; init; }

    /// <summary>Where the content was first published; null for a record no source speaks of.</summary>
    public RecordSource? Source =>
        SourceId is null
            ? null
            : new()
            {
                Id = SourceId,
                Sha256 = SourceSha256!,
                File = SourceFile!,
                Sheet = SourceSheet,
                Line = SourceLine ?? 0,
                Raw = Raw,
            };
}
