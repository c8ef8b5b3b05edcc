using System.Text.Json;
using DecisionsApi.Bodies;
using DecisionsApi.Importing;
using DecisionsApi.Sources;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>Takes in a spend file as published: the payments of one body, its columns recognised by their headings.</summary>
internal sealed class ExpenditureImporter : ITableImport
{
    public string Kind => "expenditure";

    public bool HasField(string field) => PaymentHeadings.Fields.Contains(field);

    public int Recognise(IReadOnlyList<string> cells, ImportOptions options) =>
        options.Columns.Count == 0 ? PaymentHeadings.Recognise(cells)
        : options.Columns.ContainsKey("amount") && PaymentHeadings.HasAll(cells, options.Columns.Values)
            ? PaymentHeadings.Map(cells, options.Columns).Count
        : 0;

    public TableReport Import(ImportContext context, TableShape shape)
    {
        var columns = PaymentHeadings.Map(shape.Headings, context.Options.Columns);
        var order = DateOrderOf(context, shape, columns);
        var detected = new Detected(
            TextEncoding.Name(context.File.Encoding),
            shape.Delimiter.ToString(),
            shape.HeaderLine,
            order is { } known ? JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null,
            columns.ByField
        );
        var payers = BodyColumns.Find(context, shape.Headings, column => Cells(context, shape, columns, column));
        var intake = new PaymentIntake(context, detected, payers.Whole, columns.Extra.Select(i => columns.Headings[i]), columns.Headings);
        var import = new PaymentImport(columns, order ?? DateOrder.DayFirst, $"{Kind}\n{payers.Whole}\n{context.SourceName}");
        var report = intake.Take(Rows(context, shape, import, payers.Each));
        Archive.Keep(context, shape, columns.Contacts);
        return report;
    }

    private static DateOrder? DateOrderOf(ImportContext context, TableShape shape, PaymentColumns columns)
    {
        var column = columns["paidOn"];
        return column < 0 ? null : Days.OrderOf(context.File.Sample(shape).Where(row => row.Length > column).Select(row => row[column]));
    }

    /// <summary>The cells of a column in the rows that hold payments: totals and footers have neither supplier nor day nor reference.</summary>
    private static IEnumerable<string> Cells(ImportContext context, TableShape shape, PaymentColumns columns, int column)
    {
        int[] keys = [columns["supplierName"], columns["paidOn"], columns["transactionReference"]];
        var heading = Headings.Normalise(shape.Headings[column]);
        using var records = context.File.Open(shape);
        while (records.Read())
        {
            if (
                records.Line > shape.HeaderLine
                && records.Fault is null
                && column < records.Count
                && keys.Any(key => key >= 0 && key != column && key < records.Count && !string.IsNullOrWhiteSpace(records[key]))
                && Headings.Normalise(records[column]) != heading
            )
            {
                yield return records[column].Trim();
            }
        }
    }

    private static IEnumerable<RowOutcome> Rows(ImportContext context, TableShape shape, PaymentImport import, BodyColumn? bodies)
    {
        using var records = context.File.Open(shape);
        while (records.Read())
        {
            if (records.Line > shape.HeaderLine)
            {
                var row = import.Read(records);
                yield return bodies is null ? row : OfBody(row, records, bodies, shape);
            }
        }
    }

    /// <summary>A row with the body it names; one that names none cannot be taken in.</summary>
    private static RowOutcome OfBody(RowOutcome row, RecordReader record, BodyColumn bodies, TableShape shape)
    {
        if (row is not RowOutcome.Understood<IncomingPayment>(var payment))
        {
            return row;
        }
        var cell = bodies.Column < record.Count ? record[bodies.Column].Trim() : "";
        return bodies.Of(cell) is { } body
            ? new RowOutcome.Understood<IncomingPayment>(payment with { Body = body })
            : new RowOutcome.Rejected(
                [new(record.Line, shape.Headings[bodies.Column], "bodyUnknown", cell, "the name, id or identifier of a body")],
                payment.Raw
            );
    }
}
