using DecisionsApi.Formats;

namespace DecisionsApi.Records;

/// <summary>The columns that say where a record was published: the same in every list.</summary>
internal static class SourceFields
{
    /// <summary>The columns, for records that have their source in <paramref name="source"/>.</summary>
    public static IEnumerable<Field<T>> Of<T>(Func<T, RecordSource?> source) =>
        [
            new("source.id", record => source(record)?.Id),
            new("source.sha256", record => source(record)?.Sha256),
            new("source.file", record => source(record)?.File),
            new("source.sheet", record => source(record)?.Sheet),
            new("source.line", record => source(record)?.Line),
            new("source.raw", record => source(record)?.Raw),
        ];
}
