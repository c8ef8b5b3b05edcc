using System.Text.Json;
using System.Text.Json.Nodes;
using DecisionsApi.Importing;
using DecisionsApi.Records.Layouts;
using DecisionsApi.Sources;
using DecisionsApi.Tabular;

namespace DecisionsApi.Contracts.Registers;

/// <summary>Takes in contract registers with the columns of the Transparency Code, in any publisher's spelling.</summary>
internal sealed class ContractRegisterImport : ITableImport
{
    private static readonly ContractImport Contracts = new();
    private static readonly string[] DayFields = ["startOn", "endOn", "awardedOn"];

    public string Kind => Contracts.Kind;

    public bool HasField(string field) => false;

    public int Recognise(IReadOnlyList<string> cells, ImportOptions options) =>
        options.Columns.Count == 0 ? new ContractRegisterColumns(cells, []).Recognised : 0;

    public TableReport Import(ImportContext context, TableShape shape)
    {
        var columns = new ContractRegisterColumns(shape.Headings, context.File.Sample(shape));
        if (context.Options.Body is null && columns["buyer"] < 0)
        {
            throw new ImportRefusedException("bodyUnknown", "The register does not say whose contracts these are; add --body SLUG.");
        }
        var order = OrderOf(context, shape, columns);
        var detected = new Detected(
            TextEncoding.Name(context.File.Encoding),
            context.File.IsSheet ? null : shape.Delimiter.ToString(),
            shape.HeaderLine,
            order.Order is { } known ? JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null,
            columns.ByField
        )
        {
            Notes = Notes(order, columns),
        };
        var row = new ContractRegisterRow(columns, order);
        var rows = LayoutTable.Rows(context.File, shape, columns.Contacts, record => OfBody(row.Read(record), context.Options.Body));
        var report = Contracts.Take(context, detected, rows);
        Archive.Keep(context, shape, columns.Contacts);
        return report;
    }

    private static List<string>? Notes(DayOrder order, ContractRegisterColumns columns)
    {
        var notes = columns.InOtherUnit.Select(heading => $"sumInOtherUnit: '{heading}' holds no pounds and is kept as text").ToList();
        notes.AddRange(
            columns.Ties.Select(tie => $"{tie.Key}Ambiguous: {string.Join(" and ", tie.Value.Select(heading => $"'{heading}'"))}")
        );
        if (order.Note.Length > 0)
        {
            notes.Add(order.Note);
        }
        return notes.Count == 0 ? null : notes;
    }

    /// <summary>Whom the caller names is the buyer, whatever a column calls it.</summary>
    private static LayoutReading OfBody(LayoutReading read, string? body)
    {
        if (read.Layout is { } layout && body is not null)
        {
            var buyer = layout["buyers"]?[0]?.DeepClone() as JsonObject ?? [];
            buyer["body"] = body;
            layout["buyers"] = new JsonArray(buyer);
        }
        return read;
    }

    /// <summary>Start, end and award are written in one order throughout a register.</summary>
    private static DayOrder OrderOf(ImportContext context, TableShape shape, ContractRegisterColumns columns)
    {
        int[] days = [.. DayFields.Select(field => columns[field]).Where(column => column >= 0)];
        var column = new DayColumn();
        using var records = context.File.Open(shape);
        while (records.Read())
        {
            foreach (var day in records.Line > shape.HeaderLine && records.Fault is null ? days : [])
            {
                if (day < records.Count)
                {
                    column.Add(records.Span(day));
                }
            }
        }
        // What a register's name says is its own date, not that of its contracts.
        return column.Order(null);
    }
}
