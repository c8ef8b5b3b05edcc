using System.Text.Json;
using DecisionsApi.Importing;
using DecisionsApi.Sources;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>Takes in a spend file as published: the payments of one body, its columns recognised by their headings.</summary>
internal sealed class ExpenditureImporter : ITableImport
{
    /// <summary>Rows without which what columns hold is no evidence.</summary>
    private const int FewestRows = 5;

    public string Kind => "expenditure";

    public bool HasField(string field) => PaymentHeadings.Fields.Contains(field);

    public int Recognise(IReadOnlyList<string> cells, ImportOptions options) =>
        options.Columns.Count == 0 ? PaymentHeadings.Recognise(cells)
        : options.Columns.ContainsKey("amount") && PaymentHeadings.HasAll(cells, options.Columns.Values)
            ? PaymentHeadings.Map(cells, options.Columns).Count
        : 0;

    public TableShape? RecogniseByContent(TableFile file, ImportOptions options)
    {
        if (options.Columns.Count > 0 || file.DetectWithoutHeadings() is not { } shape)
        {
            return null;
        }
        var sample = file.Sample(shape);
        var columns = PaymentHeadings.Map(shape.Headings, options.Columns, sample);
        return sample.Count >= FewestRows && columns.Has("amount") && columns.Has("paidOn") && columns.Has("supplierName") ? shape : null;
    }

    public TableReport Import(ImportContext context, TableShape shape)
    {
        var sample = context.File.Sample(shape);
        var spilled = SpilledColumns.Of(shape.Headings, sample);
        if (spilled.Any)
        {
            sample = Gathered(sample, shape.Headings.Count, spilled);
        }
        var columns = PaymentHeadings.Map(shape.Headings, context.Options.Columns, sample);
        Refuse(columns);
        var survey = PaymentSurvey.Of(context.File, shape, columns, spilled, context.Names);
        var detected = new Detected(
            TextEncoding.Name(context.File.Encoding),
            context.File.IsSheet ? null : shape.Delimiter.ToString(),
            shape.HasHeading ? shape.HeaderLine : null,
            survey.Dates.Order is { } known ? JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null,
            columns.ByField
        )
        {
            Scores = columns.Scores,
            Notes = Notes(context.Options, shape, columns, survey),
        };
        var slug =
            context.Options.Body
            ?? throw new ImportRefusedException(
                "bodyUnknown",
                "The file does not say in a known way whose payments these are; add --body SLUG."
            );
        var intake = new PaymentIntake(context, detected, slug, columns.Extra.Select(i => columns.Headings[i]));
        var import = new PaymentImport(columns, spilled, survey, $"{Kind}\n{slug}\n{context.SourceName}");
        var report = intake.Take(Rows(context, shape, import));
        Archive.Keep(context, shape, columns.Contacts);
        return report;
    }

    private static void Refuse(PaymentColumns columns)
    {
        if (!columns.Has("amount") && !columns.Ties.ContainsKey("amount"))
        {
            throw new ImportRefusedException(
                ImportRefusedException.NotRecognised,
                "No column holds amounts, whatever its heading says. Name it with --columns MAP.json, for example {\"amount\": \"Value\"}."
            );
        }
        if (columns.Ties.TryGetValue("amount", out var tied))
        {
            throw new ImportRefusedException(
                "amountAmbiguous",
                $"Which column is the amount cannot be told: {string.Join(" and ", tied.Select(heading => $"'{heading}'"))} both could be. "
                    + "Name it with --columns MAP.json, for example {\"amount\": \""
                    + tied[0]
                    + "\"}."
            );
        }
    }

    private static List<string>? Notes(ImportOptions options, TableShape shape, PaymentColumns columns, PaymentSurvey survey)
    {
        var notes = new List<string>();
        if (options.ColumnsFile is { } map)
        {
            notes.Add($"columnsFile: {map}");
        }
        if (!shape.HasHeading)
        {
            notes.Add("headingMissing: the columns were told by what they hold");
        }
        notes.AddRange(columns.Ties.Select(tie => $"{tie.Key}Ambiguous: {string.Join(" and ", tie.Value.Select(h => $"'{h}'"))}"));
        notes.AddRange(
            survey.Dates.Note switch
            {
                "dateOrderAssumed" => ["dateOrderAssumed: every day fits both orders, read day first"],
                "dateOrderByName" => ["dateOrderByName: every day fits both orders, the period in the name decides"],
                "dateOrderMixed" => ["dateOrderMixed: both orders occur; days that fit both are left out"],
                _ => Array.Empty<string>(),
            }
        );
        if (survey.CreditMarks)
        {
            notes.Add("creditMarks: CR behind an amount makes it negative");
        }
        if (survey.SignByMarker)
        {
            notes.Add($"signByMarker: amounts are unsigned, '{columns.Headings[columns["creditMarker"]]}' says which are credits");
        }
        return notes.Count == 0 ? null : notes;
    }

    private static List<string[]> Gathered(IReadOnlyList<string[]> sample, int width, SpilledColumns spilled) =>
        [
            .. sample.Select(row =>
            {
                string[] cells = [.. Enumerable.Range(0, width).Select(i => i < row.Length ? row[i] : "")];
                spilled.Gather(cells);
                return cells;
            }),
        ];

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
