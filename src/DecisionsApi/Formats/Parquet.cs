using System.Globalization;
using System.IO.Pipelines;
using Parquet;
using Parquet.Schema;

namespace DecisionsApi.Formats;

/// <summary>
/// Apache Parquet: days, decimals of two places, whole numbers and texts as such, texts that recur as a dictionary; what has no fixed
/// number of parts is JSON in a text, so that files of several days have one schema. Of the records one row group at a time is held.
/// </summary>
internal sealed class Parquet : TableFormat
{
    // Few enough for constant memory, enough that engines need not open many groups.
    private const int RowsInGroup = 12_000;

    public override string Name => "parquet";

    public override string Title => "Parquet";

    public override string Description => "The records as Apache Parquet: every column with its type.";

    public override string MediaType => "application/vnd.apache.parquet";

    public override bool IsText => false;

    public override async Task Write<T>(Table<T> table, PipeWriter output, CancellationToken stop)
    {
        var columns = table.Fields.Select(ParquetColumn<T>.Of).ToList();
        var schema = new ParquetSchema(columns.Select(column => column.Schema));
        await using var stream = new PipeStream(output);
        await using (var writer = await ParquetWriter.CreateAsync(schema, stream, OptionsFor(table.Fields), cancellationToken: stop))
        {
            writer.CustomMetadata = About(table);
            var rows = 0;
            await foreach (var record in table.Records(output, stop))
            {
                columns.ForEach(column => column.Add(record));
                if (++rows % RowsInGroup == 0)
                {
                    await WriteGroup(writer, columns, stop);
                }
            }
            if (stop.IsCancellationRequested)
            {
                return;
            }
            if (rows % RowsInGroup > 0)
            {
                await WriteGroup(writer, columns, stop);
            }
        }
        await output.FlushAsync(stop);
    }

    private static async Task WriteGroup<T>(ParquetWriter writer, List<ParquetColumn<T>> columns, CancellationToken stop)
    {
        using var group = writer.CreateRowGroup();
        foreach (var column in columns)
        {
            await column.Write(group, stop);
        }
        group.CompleteValidate();
    }

    /// <summary>Texts are a dictionary, unless more than half of them are unlike each other.</summary>
    private static ParquetOptions OptionsFor<T>(IReadOnlyList<Field<T>> fields)
    {
        var options = new ParquetOptions { DictionaryEncodingThreshold = 0.5, DictionaryEncodingSampleSize = 1000 };
        foreach (var field in fields.Where(field => field.Type is FieldType.Text or FieldType.Json))
        {
            options.ColumnEncodingHints[field.Name] = EncodingHint.Dictionary;
        }
        return options;
    }

    private static Dictionary<string, string> About<T>(Table<T> table) =>
        new()
        {
            ["title"] = table.Name,
            ["query"] = table.Origin.Query ?? "",
            ["sequence"] = table.Origin.Sequence.ToString(CultureInfo.InvariantCulture),
            ["changedAt"] = table.Origin.ChangedAt ?? "",
            ["licence"] = string.Join("; ", table.Origin.Licences.Select(l => l.Url is null ? l.Name : $"{l.Name} ({l.Url})")),
            ["attribution"] = table.Origin.Attribution ?? "",
        };
}
