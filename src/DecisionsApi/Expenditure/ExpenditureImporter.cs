using System.Text.Json;
using DecisionsApi.Bodies;
using DecisionsApi.Importing;
using DecisionsApi.Register;
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
        var slug =
            context.Options.Body
            ?? throw new ImportRefusedException(
                "bodyUnknown",
                "The file does not say in a known way whose payments these are; add --body SLUG."
            );
        var intake = new PaymentIntake(context, detected, slug, columns.Extra.Select(i => columns.Headings[i]));
        var import = new PaymentImport(columns, order ?? DateOrder.DayFirst, $"{Kind}\n{slug}\n{context.SourceName}");
        var report = intake.Take(Rows(context, shape, import));
        Archive.Keep(context, shape, columns.Contacts);
        return report;
    }

    private static DateOrder? DateOrderOf(ImportContext context, TableShape shape, PaymentColumns columns)
    {
        var column = columns["paidOn"];
        return column < 0 ? null : Days.OrderOf(context.File.Sample(shape).Where(row => row.Length > column).Select(row => row[column]));
    }

    private static IEnumerable<RowOutcome> Rows(ImportContext context, TableShape shape, PaymentImport import)
    {
        using var records = context.File.Open(shape);
        while (records.Read())
        {
            if (records.Line > shape.HeaderLine)
            {
                yield return import.Read(records);
            }
        }
    }
}
