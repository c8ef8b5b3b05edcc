using System.Text.Json;
using DecisionsApi.Bodies;
using DecisionsApi.Formats;
using DecisionsApi.Importing;
using DecisionsApi.Register;
using DecisionsApi.Sources;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>Takes in a spend file: its rows go to a temporary table, what they are to the register is found there, then applied.</summary>
internal sealed class ExpenditureImporter : ITableImport
{
    public string Kind => "expenditure";

    public int Recognise(IReadOnlyList<string> cells, ImportOptions options) =>
        options.Columns.Count > 0 && PaymentHeadings.Map(cells, options.Columns) is { } mapped
            ? options.Columns.Values.All(h => cells.Any(c => Headings.Normalise(c) == Headings.Normalise(h))) && mapped.Has("amount")
                ? mapped.Count
                : 0
            : PaymentHeadings.Recognise(cells);

    public TableReport Import(ImportContext context)
    {
        var columns = PaymentHeadings.Map(context.Shape.Headings, context.Options.Columns);
        var order = DateOrderOf(context, columns);
        var detected = new Detected(
            TextEncoding.Name(context.File.Encoding),
            context.Shape.Delimiter.ToString(),
            context.Shape.HeaderLine,
            order is { } known ? JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null,
            columns.ByField
        );
        var place = Place(context, columns, detected);
        using var staging = new PaymentStagingSql(context.Connection, context.Transaction, place.Sequence);
        using var rejected = new RejectedRows(context.Connection, context.Transaction, place.Source, store: place.IsNewSource);
        var read = ReadRows(context, columns, order ?? DateOrder.DayFirst, staging, rejected);
        staging.Complete();
        var possible = Match(context, place);
        var report = Settle(context, place, read, rejected, possible);
        Archive.Keep(context, columns.Contacts);
        return report with { Detected = detected };
    }

    private static DateOrder? DateOrderOf(ImportContext context, PaymentColumns columns)
    {
        var column = columns["paidOn"];
        return column < 0
            ? null
            : Days.OrderOf(context.File.Sample(context.Shape).Where(row => row.Length > column).Select(row => row[column]));
    }

    private static Place Place(ImportContext context, PaymentColumns columns, Detected detected)
    {
        var (connection, transaction) = (context.Connection, context.Transaction);
        var slug =
            context.Options.Body
            ?? throw new ImportRefusedException(
                "bodyUnknown",
                "The file does not say in a known way whose payments these are; add --body SLUG."
            );
        var head = RegisterSql.Head(connection, transaction);
        var known = BodySql.KeyOf(connection, transaction, slug);
        var body = known ?? BodySql.Add(connection, transaction, slug, context.Options.BodyName ?? Slugs.Name(slug), null, null, head + 1);
        var series = SourceSql.SeriesOf(connection, transaction, body, "expenditure", context.SourceName);
        var existing = SourceSql.KeyOf(connection, transaction, series, context.File.Sha256);
        var source =
            existing
            ?? SourceSql.Add(
                connection,
                transaction,
                new()
                {
                    Id = Identity.Of("source", slug, "expenditure", context.SourceName, context.File.Sha256),
                    Series = series,
                    Sha256 = context.File.Sha256,
                    File = context.FileName,
                    SizeBytes = context.File.SizeBytes,
                    Detected = JsonSerializer.Serialize(detected, Json.Sparse),
                    ExtraHeadings = JsonSerializer.Serialize(columns.Extra.Select(i => columns.Headings[i]), Json.Options),
                    ImportedAt = context.ImportedAt,
                    Sequence = head,
                }
            );
        var import = SourceSql.BeginImport(connection, transaction, source, context.ImportedAt, head);
        if (known is null)
        {
            RegisterSql.Append(connection, transaction, head + 1, import, "bodies", body, "created");
        }
        return new(slug, body, series, source, existing is null, import, head, known is null ? head + 1 : head);
    }

    private RowTally ReadRows(
        ImportContext context,
        PaymentColumns columns,
        DateOrder order,
        PaymentStagingSql staging,
        RejectedRows rejected
    )
    {
        var import = new PaymentImport(columns, order, $"{Kind}\n{context.Options.Body}\n{context.SourceName}");
        var issues = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int read = 0,
            blank = 0,
            notData = 0;
        using var records = context.File.Open(context.Shape);
        while (records.Read())
        {
            if (records.Line <= context.Shape.HeaderLine)
            {
                continue;
            }
            switch (import.Read(records))
            {
                case RowOutcome.Understood<IncomingPayment>(var payment):
                    staging.Add(payment);
                    foreach (var issue in payment.Issues)
                    {
                        issues[issue.Code] = issues.GetValueOrDefault(issue.Code) + 1;
                    }
                    break;
                case RowOutcome.Rejected row:
                    rejected.Add(row);
                    break;
                case RowOutcome.Blank:
                    blank++;
                    break;
                default:
                    notData++;
                    break;
            }
            context.Progress(++read);
        }
        return new(read, blank, notData, issues);
    }

    /// <summary>Finds what every row is to the register; returns how many rows look republished and are kept all the same.</summary>
    private static int Match(ImportContext context, Place place)
    {
        var (connection, transaction) = (context.Connection, context.Transaction);
        PaymentMergeSql.MatchContent(connection, transaction);
        PaymentMergeSql.MatchReference(connection, transaction, place.Series, place.Source);
        PaymentMergeSql.MatchWithdrawn(connection, transaction);
        PaymentMergeSql.FindWithdrawn(connection, transaction, place.Series);
        if (PaymentMergeSql.Uncovered(connection, transaction) is var (paidOn, count))
        {
            throw new ImportRefusedException(
                "otherPeriod",
                $"The register has other payments under the source name '{context.SourceName}', and {count} of them (from {paidOn} on) "
                    + "lie outside the months of this file: it seems to be another period under a used name. "
                    + "Nothing was changed. Give the file a name of its own with --source-name."
            );
        }
        RepublicationSql.MarkKnown(connection, transaction, place.Source);
        var possible = context.Options.KeepRepublished
            ? 0
            : RepublicationSql.Mark(connection, transaction, place.Body, place.Series, place.Source);
        PaymentMergeSql.MatchNothing(connection, transaction);
        return possible;
    }

    private TableReport Settle(ImportContext context, Place place, RowTally tally, RejectedRows rejected, int possible)
    {
        var (connection, transaction) = (context.Connection, context.Transaction);
        var outcome = PaymentMergeSql.Outcome(connection, transaction);
        int Rows(params ReadOnlySpan<string> actions) => Sum(actions, action => outcome.GetValueOrDefault(action).Rows);
        var rows = new RowCounts(
            tally.Read,
            Rows("created", "changed", "revived"),
            Rows("unchanged", "same"),
            Rows("alreadyPublished"),
            rejected.Count,
            tally.Blank,
            tally.NotData,
            PaymentMergeSql.Leaving(connection, transaction)
        );
        var sum = outcome.Where(o => o.Key != "alreadyPublished").Sum(o => o.Value.Pence);
        PaymentVersionSql.Keep(connection, transaction);
        var head = PaymentApplySql.Apply(
            connection,
            transaction,
            new(place.Body, place.Source, place.Import, place.Head, place.Sequence, PaymentMergeSql.LastKey(connection, transaction))
        );
        PaymentVersionSql.Close(connection, transaction);
        if (PaymentVersionSql.Blank(connection, transaction))
        {
            ArchiveSql.CloseEarlier(connection, transaction, place.Series, context.File.Sha256, "a later version withholds what it shows");
        }
        SourceSql.EndImport(connection, transaction, place.Import, head);
        if (place.IsNewSource)
        {
            SourceSql.SetCounts(connection, transaction, place.Source, rows, sum);
        }
        Assert(rows, head - place.Head, RegisterSql.Head(connection, transaction) - place.Head);
        if (possible > 0)
        {
            tally.Issues["possibleRepublication"] = possible;
        }
        return new()
        {
            File = context.DisplayPath,
            SourceName = context.SourceName,
            Sha256 = context.File.Sha256,
            Kind = Kind,
            Body = place.Slug,
            Rows = rows,
            SumAmount = Money.FromPence(sum),
            Rejected = rejected.Faults,
            Issues = tally.Issues,
            Changes = context.Options.DryRun ? null : new(place.Sequence, head),
        };
    }

    /// <summary>Every record is accounted for, and every change is in the register: else nothing is kept.</summary>
    private static void Assert(RowCounts rows, long expected, long found)
    {
        if (!rows.Balances || rows.Saved + rows.Withdrawn != expected || expected != found)
        {
            throw new InvalidOperationException($"The import does not add up: {rows}; {expected} changes expected, {found} found.");
        }
    }

    private static int Sum(ReadOnlySpan<string> keys, Func<string, int> value)
    {
        var sum = 0;
        foreach (var key in keys)
        {
            sum += value(key);
        }
        return sum;
    }

    private sealed record RowTally(int Read, int Blank, int NotData, SortedDictionary<string, int> Issues);
}

/// <summary>Where in the register an import writes: <c>Sequence</c> is the head before it, <c>Head</c> after a body it had to add.</summary>
internal sealed record Place(string Slug, long Body, long Series, long Source, bool IsNewSource, long Import, long Sequence, long Head);
