using System.Text.Json;
using DecisionsApi.Bodies;
using DecisionsApi.Importing;
using DecisionsApi.Sources;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Takes in one table of payments in one pass: what a sample says of it is assumed, every row is counted while it is read, and
/// where the whole says otherwise the reading begins again with that.
/// </summary>
internal sealed class SpendTable(
    ImportContext context,
    TableShape shape,
    PaymentColumns columns,
    SpilledColumns spilled,
    PivotGroups groups
)
{
    private const string Beginning = "beginning";
    private readonly int[] _bodies = BodyColumns.Among(shape.Headings, context.Options);
    private readonly Period? _period = Period.InName(context.Names);

    public TableReport Import(IReadOnlyList<string[]> sample)
    {
        var assumed = Assumed(sample);
        context.Transaction.Save(Beginning);
        var intake = Stage(assumed, out var found);
        try
        {
            if (!found.ReadsAs(assumed))
            {
                intake.Dispose();
                context.Transaction.Rollback(Beginning);
                intake = Stage(found, out _);
            }
            else if (found.Survey != assumed.Survey)
            {
                intake.Correct(Detected(found.Survey));
            }
            context.Transaction.Release(Beginning);
            return intake.Settle();
        }
        finally
        {
            intake.Dispose();
        }
    }

    /// <summary>What a sample says; where it does not say whose payments these are, what the whole file says.</summary>
    private Told Assumed(IReadOnlyList<string[]> sample)
    {
        var tally = new PaymentTally(columns, _bodies);
        foreach (var row in sample)
        {
            tally.Add([.. Enumerable.Range(0, columns.Headings.Length).Select(i => i < row.Length ? row[i].Trim() : "")]);
        }
        try
        {
            return Tell(tally);
        }
        catch (ImportRefusedException) when (_bodies.Length > 0)
        {
            var whole = new PaymentTally(columns, _bodies);
            var import = new PaymentImport(columns, spilled, tally.Survey(_period), whole, "", shape.Delimiter, groups);
            using var records = context.File.Open(shape);
            while (records.Read())
            {
                _ = records.Line > shape.HeaderLine ? import.Read(records) : null;
            }
            return Tell(whole);
        }
    }

    private Told Tell(PaymentTally tally) => new(tally.Survey(_period), BodyColumns.Find(context, shape.Headings, tally.Bodies));

    /// <summary>Reads every row as what is told of the file asks for, and finds what all of them tell.</summary>
    private PaymentIntake Stage(Told told, out Told found)
    {
        var tally = new PaymentTally(columns, _bodies);
        var import = new PaymentImport(
            columns,
            spilled,
            told.Survey,
            tally,
            $"expenditure\n{told.Bodies.Whole}\n{context.SourceName}",
            shape.Delimiter,
            groups
        );
        var intake = new PaymentIntake(
            context,
            Detected(told.Survey),
            told.Bodies.Whole,
            columns.Extra.Select(i => columns.Headings[i]),
            columns.Headings
        );
        try
        {
            intake.Stage(ReadAhead.Of(Rows(import, told.Bodies.Each)));
            found = Tell(tally);
            return intake;
        }
        catch
        {
            intake.Dispose();
            throw;
        }
    }

    private IEnumerable<RowOutcome> Rows(PaymentImport import, BodyColumn? bodies)
    {
        foreach (var record in Archive.Records(context, shape, columns.Contacts))
        {
            if (record.Line > shape.HeaderLine)
            {
                var row = import.Read(record);
                yield return bodies is null ? row : OfBody(row, record, bodies);
            }
        }
    }

    /// <summary>A row with the body it names; one that names none cannot be taken in.</summary>
    private RowOutcome OfBody(RowOutcome row, RecordReader record, BodyColumn bodies)
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

    private Detected Detected(PaymentSurvey survey) =>
        new(
            TextEncoding.Name(context.File.Encoding),
            context.File.IsSheet ? null : shape.Delimiter.ToString(),
            shape.HasHeading ? shape.HeaderLine : null,
            survey.Dates.Order is { } known ? JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null,
            columns.ByField
        )
        {
            Scores = columns.Scores,
            Notes = PaymentNotes.Of(context.Options, shape, columns, survey),
        };

    /// <summary>What some rows, or all, tell of the file.</summary>
    private sealed record Told(PaymentSurvey Survey, TableBodies Bodies)
    {
        public bool ReadsAs(Told other) => Survey.ReadsAs(other.Survey) && Bodies.ReadsAs(other.Bodies);
    }
}
