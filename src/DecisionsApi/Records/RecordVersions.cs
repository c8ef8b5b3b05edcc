namespace DecisionsApi.Records;

/// <summary>Everything that was ever published as one record.</summary>
/// <typeparam name="T">The kind of record.</typeparam>
/// <param name="Id" example="3czmr6g21t85x6x0">Id of the record.</param>
/// <param name="Versions">Its versions, oldest first.</param>
public sealed record RecordVersions<T>(string Id, IReadOnlyList<RecordVersion<T>> Versions);

/// <summary>A record as it was published for a while.</summary>
/// <typeparam name="T">The kind of record.</typeparam>
/// <param name="FromSequence" example="93">Sequence of the change that made it so.</param>
/// <param name="ToSequence" example="108">Sequence of the change that ended it; null while it is valid.</param>
/// <param name="Record">The record.</param>
public sealed record RecordVersion<T>(long FromSequence, long? ToSequence, T Record);
