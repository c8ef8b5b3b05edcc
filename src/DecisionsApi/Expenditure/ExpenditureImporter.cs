using System.Text.Json;
using DecisionsApi.Bodies;
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
        var payers = BodyColumns.Find(context, shape.Headings, column => Cells(context, shape, columns, column));
        var intake = new PaymentIntake(context, detected, payers.Whole, columns.Extra.Select(i => columns.Headings[i]), columns.Headings);
        var import = new PaymentImport(columns, spilled, survey, $"{Kind}\n{payers.Whole}\n{context.SourceName}");
        var report = intake.Take(Rows(context, shape, import, payers.Each));
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
