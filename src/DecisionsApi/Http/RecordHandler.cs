using DecisionsApi.Querying;
using DecisionsApi.Records;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Http;

/// <summary>Answers for single records that are kept as what their sources say.</summary>
internal sealed class RecordHandler(Reader reader)
{
    private static readonly HashSet<string> WithRaw = ["raw"];

    /// <summary>One record, with what <c>include=</c> names.</summary>
    public Results<Ok<T>, ProblemHttpResult> Find<T>(
        ListDefinition<RecordRow, T> list,
        string id,
        string[]? include,
        CancellationToken stop
    )
    {
        var includes = ListQuery.IncludesOf(include);
        if (includes.FirstOrDefault(name => !list.Includes.Contains(name)) is { } unknown)
        {
            return Problems.InvalidInclude(unknown, list.Includes);
        }
        using var reading = reader.Read(stop);
        return RecordSql.Find(reading.Connection, list.Select(WithRaw), id) switch
        {
            null => Problems.NotFound(list.Name, id),
            { WithdrawnSequence: { } sequence } => Problems.Withdrawn(list.Name, id, sequence),
            var row => TypedResults.Ok(list.Make(reading.Connection, [row], includes)[0]),
        };
    }

    /// <summary>Everything that was ever published as one record.</summary>
    public Results<Ok<RecordVersions<T>>, ProblemHttpResult> Versions<T>(RecordTable<T> table, string id, CancellationToken stop)
        where T : class, IRecord
    {
        using var reading = reader.Read(stop);
        if (RecordSql.Find(reading.Connection, RecordSql.Select(table.Resource, raw: false), id) is not { } row)
        {
            return Problems.NotFound(table.Resource, id);
        }
        var earlier = RecordSql
            .Versions(reading.Connection, table.Resource, row.Key)
            .Select(v => new RecordVersion<T>(v.ChangedSequence, v.WithdrawnSequence, Content(v with { Id = id })));
        return TypedResults.Ok(new RecordVersions<T>(id, [.. earlier, new(row.ChangedSequence, row.WithdrawnSequence, Content(row))]));

        T Content(RecordRow version) =>
            table.Resolve(reading.Connection, [table.Fill(RecordJson.Read<T>(version.Content), version, [])])[0];
    }
}
