using System.Text.Json;
using System.Text.Json.Nodes;
using DecisionsApi.Formats;
using DecisionsApi.Importing;
using DecisionsApi.Records.Layouts;
using DecisionsApi.Register;
using DecisionsApi.Sources;
using DecisionsApi.Tabular;
using FluentValidation;

namespace DecisionsApi.Records;

/// <summary>Takes in records of our own layouts, from tables and from JSON, and from other tables through a map of headings.</summary>
internal abstract class RecordImport<T>(RecordTable<T> table, IValidator<T> validator) : ITableImport, IJsonImport
    where T : class, IRecord
{
    public string Kind => table.Resource;

    /// <summary>Fields without which a row of headings is not taken for this layout by itself; where the caller names the kind, the first is enough.</summary>
    protected abstract IReadOnlyList<string> Telling { get; }

    /// <summary>What the record is identified by.</summary>
    protected abstract RecordIdentity Identify(T record);

    /// <summary>Adds what the record does not say of itself: what the caller says of the whole file, or an id the file gives.</summary>
    protected virtual T Complete(T record, JsonObject layout, ImportOptions options) => record;

    /// <summary>The id a file gives its record, where that is its identity.</summary>
    protected static string IdOf(JsonObject layout) => layout["id"] is JsonValue id ? id.ToString().Trim() : "";

    /// <summary>Bodies a record is about, for the report.</summary>
    protected virtual IEnumerable<string?> Bodies(T record) => [];

    public bool HasField(string field) => LayoutColumns.Fields(typeof(T)).Contains(field);

    public bool Recognise(JsonOutline outline) => LayoutJson.IsOf(Kind, outline) || Copies.AreLinesOf(typeof(T), Telling, outline);

    public int Recognise(IReadOnlyList<string> cells, ImportOptions options)
    {
        var columns = LayoutColumns.Map(typeof(T), cells, options.Columns).ByField;
        var telling =
            options.Columns.Count > 0 ? options.Columns.Keys
            : options.Kind == Kind ? Telling.Take(1)
            : Telling;
        return telling.All(columns.ContainsKey) ? columns.Count : 0;
    }

    public TableReport Import(ImportContext context)
    {
        var detected = new Detected(TextEncoding.Name(context.File.Encoding), null, null, null, new Dictionary<string, string>());
        var (rows, isExport) = LayoutJson.Open(context.File.Path, Kind);
        var report = Take(context, detected, rows, isExport);
        Archive.Keep(context);
        return report;
    }

    public TableReport Import(ImportContext context, TableShape shape)
    {
        var columns = LayoutColumns.Map(typeof(T), shape.Headings, context.Options.Columns, isSheet: context.Sheet is not null);
        var detected = new Detected(
            TextEncoding.Name(context.File.Encoding),
            shape.Delimiter.ToString(),
            shape.HeaderLine,
            null,
            columns.ByField
        );
        var report = Take(context, detected, LayoutTable.Rows(context.File, shape, columns), Copies.AreRows(columns));
        Archive.Keep(context, shape, columns.Contacts);
        return report;
    }

    /// <summary>Takes in the rows of a file, whatever it was that made our layout of them.</summary>
    public TableReport Take(ImportContext published, Detected detected, IEnumerable<LayoutRow> rows, bool isExport = false)
    {
        var context = isExport ? Copies.Named(published) : published;
        var (connection, transaction) = (context.Connection, context.Transaction);
        var head = RegisterSql.Head(connection, transaction);
        var source = SourceSql.Open(context, Kind, null, detected, [], head);
        using var staging = new RecordStagingSql(connection, transaction);
        using var rejected = new RejectedRows(connection, source.Source, source.IsNew);
        var tally = new Tally();
        foreach (var row in rows)
        {
            Read(context, row, isExport, staging, rejected, tally);
            context.Progress(++tally.Read);
        }
        if (tally.NotUnderstood.Count > 0)
        {
            tally.Issues["unknownField"] = tally.NotUnderstood.Values.Sum();
        }
        staging.Complete();
        var writing = new Writing(connection, transaction, source.Import, head);
        var counts = Settle(context, writing, source, staging, rejected.Count, tally);
        LinkRuleSql.Renew(writing);
        SourceSql.EndImport(connection, transaction, source.Import, writing.Head);
        if (source.IsNew)
        {
            SourceSql.SetCounts(connection, transaction, source.Source, counts, 0);
        }
        if (!counts.Balances || writing.Head != RegisterSql.Head(connection, transaction))
        {
            throw new InvalidOperationException($"The import does not add up: {counts}.");
        }
        return new()
        {
            File = context.DisplayPath,
            SourceName = context.SourceName,
            Sha256 = context.File.Sha256,
            Kind = Kind,
            Body = tally.Bodies.Count switch
            {
                0 => null,
                1 => tally.Bodies.Min,
                _ => tally.Bodies,
            },
            Detected = detected,
            Rows = counts,
            SumAmount = 0.00m,
            Rejected = rejected.Faults,
            Issues = tally.Issues,
            NotUnderstood = tally.NotUnderstood.Count == 0 ? null : tally.NotUnderstood,
            Changes = context.Options.DryRun ? null : new(head, writing.Head),
        };
    }

    private void Read(ImportContext context, LayoutRow row, bool isExport, RecordStagingSql staging, RejectedRows rejected, Tally tally)
    {
        if (row.Layout is not { } layout)
        {
            if (row.Fault is { } fault)
            {
                rejected.Add(new([fault], row.Raw));
            }
            else
            {
                _ = row.IsData ? tally.Blank++ : tally.NotData++;
            }
            return;
        }
        var (record, unknown, faults) = Bind(layout, row.Line, context.Options);
        if (record is null)
        {
            rejected.Add(new(faults, row.Raw));
            return;
        }
        if (
            isExport
            && Copies.IdOf(layout) is { } id
            && RecordSql.Find(context.Connection, RecordSql.Select(Kind, raw: false), id) is { } known
        )
        {
            Compare(context, row, record, known, rejected, tally);
            return;
        }
        foreach (var name in unknown)
        {
            tally.NotUnderstood[name] = tally.NotUnderstood.GetValueOrDefault(name) + 1;
        }
        foreach (var code in row.Issues)
        {
            tally.Issues[code] = tally.Issues.GetValueOrDefault(code) + 1;
        }
        tally.Bodies.UnionWith(Bodies(record).OfType<string>());
        staging.Add(row.Line, row.Raw, RecordJson.Write(record), Identify(record));
    }

    private void Compare(ImportContext context, LayoutRow row, T copy, RecordRow known, RejectedRows rejected, Tally tally)
    {
        var present = JsonSerializer.SerializeToNode(RecordSql.From(context.Connection, table, [known])[0], Json.Options)!.AsObject();
        var difference = known.WithdrawnSequence is null
            ? Copies.Difference(row.Line, Said(copy), Said(Bind(present, row.Line, context.Options).Record!))
            : null;
        if (difference is null)
        {
            tally.AlreadyPublished++;
        }
        else
        {
            rejected.Add(new([difference], row.Raw));
        }
        tally.Bodies.UnionWith(Bodies(copy).OfType<string>());

        // With the names that other records have now, on both sides.
        JsonObject Said(T record) => JsonNode.Parse(RecordJson.Write(table.Resolve(context.Connection, [record])[0]))!.AsObject();
    }

    /// <summary>The record a layout says, what of it had no place, or why it is none.</summary>
    public (T? Record, IReadOnlyCollection<string> Unknown, IReadOnlyList<RowFault> Faults) Bind(
        JsonObject layout,
        int line,
        ImportOptions options
    )
    {
        var binder = new LayoutBinder(line);
        if (binder.Bind<T>(layout) is not { } bound)
        {
            return (null, [], binder.Faults);
        }
        var record = Complete(bound, layout, options);
        var faults = Validate(line, record);
        return faults.Count > 0 ? (null, [], faults) : (record, binder.Unknown, []);
    }

    private List<RowFault> Validate(int line, T record) =>
        [
            .. validator
                .Validate(record)
                .Errors.Select(e => new RowFault(line, Paths.Camel(e.PropertyName), e.ErrorCode, $"{e.AttemptedValue}", e.ErrorMessage)),
        ];

    private RowCounts Settle(
        ImportContext context,
        Writing writing,
        SourceEntry source,
        RecordStagingSql staging,
        int rejected,
        Tally tally
    )
    {
        var origin = $"series:{source.Series}";
        var leaving = staging.Missing(StatementSql.StatedBy(writing, Kind, origin));
        Refuse(context, StatementSql.Uncovered(writing, table, leaving, origin, staging.Months()));
        int saved = 0,
            unchanged = 0,
            withdrawn = 0;
        foreach (var (id, line, raw, content) in staging.Rows())
        {
            StatementSql.State(writing, Kind, id, new(origin, source.Source, line, raw, content));
            _ = SettlingSql.Settle(writing, table, id) == Settled.Unchanged ? unchanged++ : saved++;
        }
        foreach (var id in leaving)
        {
            StatementSql.Retract(writing, Kind, id, origin);
            withdrawn += SettlingSql.Settle(writing, table, id) == Settled.Withdrawn ? 1 : 0;
        }
        return new(tally.Read, saved, unchanged, tally.AlreadyPublished, rejected, tally.Blank, tally.NotData, withdrawn);
    }

    private static void Refuse(ImportContext context, (string Day, int Count)? uncovered)
    {
        if (uncovered is var (day, count))
        {
            throw ImportRefusedException.OtherPeriod(context.SourceName, "records", day, count);
        }
    }

    private sealed class Tally
    {
        public int Read { get; set; }
        public int Blank { get; set; }
        public int NotData { get; set; }
        public int AlreadyPublished { get; set; }
        public SortedSet<string> Bodies { get; } = new(StringComparer.Ordinal);
        public SortedDictionary<string, int> NotUnderstood { get; } = new(StringComparer.Ordinal);
        public SortedDictionary<string, int> Issues { get; } = new(StringComparer.Ordinal);
    }
}
