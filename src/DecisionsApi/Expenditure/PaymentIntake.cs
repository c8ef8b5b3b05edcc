using DecisionsApi.Bodies;
using DecisionsApi.Importing;
using DecisionsApi.Records;
using DecisionsApi.Register;
using DecisionsApi.Sources;

namespace DecisionsApi.Expenditure;

/// <summary>Takes the understood rows of one file into the register: they go to a temporary table, what they are to the register is found there, then applied.</summary>
internal sealed class PaymentIntake : IDisposable
{
    /// <summary>Rows that leave as much behind as it is worth a tenth of a second to clear away.</summary>
    private const int ManyRows = 100_000;

    private readonly ImportContext _context;
    private Detected _detected;
    private readonly Publisher? _publisher;
    private readonly SourceEntry _source;
    private readonly Writing _writing;
    private readonly long _before;
    private readonly RejectedRows _rejected;
    private readonly Tally _tally = new();

    /// <param name="context">The file.</param>
    /// <param name="detected">What was found out about it.</param>
    /// <param name="slug">The body whose payments these are; null where each row says it.</param>
    /// <param name="extraHeadings">Headings of the columns that are no field.</param>
    /// <param name="headings">All headings in their order, made distinct, where a row as published can be split under them.</param>
    public PaymentIntake(
        ImportContext context,
        Detected detected,
        string? slug,
        IEnumerable<string> extraHeadings,
        IReadOnlyList<string>? headings = null
    )
    {
        var (connection, transaction) = (context.Connection, context.Transaction);
        (_context, _detected) = (context, detected);
        _before = RegisterSql.Head(connection, transaction);
        var known = slug is null ? null : BodySql.KeyOf(connection, transaction, slug);
        _publisher =
            slug is null ? null
            : known is { } key ? new(key, slug)
            : new(BodySql.Add(connection, transaction, DeclaredBodies.Of(context.Options, slug), _before + 1), slug);
        _source = SourceSql.Open(context, "expenditure", _publisher, detected, extraHeadings, _before, headings);
        if (!_source.IsNew && ArchiveSql.ShowsWithheld(connection, transaction, _source.Source))
        {
            throw ImportRefusedException.Withheld(context.SourceName);
        }
        _writing = new(connection, transaction, _source.Import, _before);
        if (_publisher is not null && known is null)
        {
            _writing.Append("bodies", _publisher.Key, "created");
        }
        _rejected = new(connection, _source.Source, store: _source.IsNew);
    }

    /// <summary>Puts the rows beside the register, which they do not change yet.</summary>
    public void Stage(IEnumerable<RowOutcome> rows)
    {
        using var staging = new PaymentStagingSql(_writing, _publisher?.Key, _context.Options);
        foreach (var row in rows)
        {
            // The file is archived through the same connection while it is read ahead.
            lock (_context.Connection)
            {
                Stage(row, staging);
            }
            _context.Progress(++_tally.Read);
        }
        staging.Complete();
        if (_tally.Read > ManyRows)
        {
            // What the rows left behind is not needed while the engine sorts and indexes them.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    /// <summary>Takes the staged rows into the register; the report says what became of them.</summary>
    public TableReport Settle()
    {
        LeaveOutErased();
        var possible = Match();
        LeaveOutErased();
        if (possible > 0)
        {
            _tally.Issues["possibleRepublication"] = possible;
        }
        return Apply();
    }

    /// <summary>Says what was found out about the file while its rows were read.</summary>
    public void Correct(Detected detected)
    {
        _detected = detected;
        if (_source.IsNew)
        {
            SourceSql.SetDetected(_context.Connection, _context.Transaction, _source.Source, detected);
        }
    }

    public void Dispose() => _rejected.Dispose();

    /// <summary>What was erased on a lawful request does not come back with its file.</summary>
    private void LeaveOutErased()
    {
        foreach (var line in ErasedRowSql.Strike(_context.Connection, _context.Transaction, _source.Series))
        {
            _rejected.Add(new([new(line, null, "erased", "", "nothing: this row was erased on a lawful request")], ""));
        }
    }

    private void Stage(RowOutcome row, PaymentStagingSql staging)
    {
        switch (row)
        {
            case RowOutcome.Understood<IncomingPayment>(var payment):
                staging.Add(payment);
                foreach (var issue in payment.Issues)
                {
                    _tally.Issues[issue.Code] = _tally.Issues.GetValueOrDefault(issue.Code) + 1;
                }
                break;
            case RowOutcome.Rejected fault:
                _rejected.Add(fault);
                break;
            case RowOutcome.Copy(var body):
                _tally.Copies++;
                _tally.CopiedBodies.Add(body);
                break;
            case RowOutcome.Blank:
                _tally.Blank++;
                break;
            default:
                _tally.NotData++;
                break;
        }
    }

    /// <summary>Finds what every row is to the register; returns how many rows look republished and are kept all the same.</summary>
    private int Match()
    {
        var (connection, transaction) = (_context.Connection, _context.Transaction);
        if (!_source.IsFirst)
        {
            PaymentMergeSql.MatchContent(connection, transaction);
            PaymentValuesSql.MatchPresent(connection, transaction, _source.Series, _source.Source);
            PaymentMergeSql.MatchReference(connection, transaction, _source.Series);
            PaymentMergeSql.MatchWithdrawn(connection, transaction);
            PaymentValuesSql.MatchWithdrawn(connection, transaction, _source.Series, _source.Source);
        }
        PaymentMergeSql.FindWithdrawn(connection, transaction, _source.Series);
        if (PaymentMergeSql.Uncovered(connection, transaction) is var (paidOn, count))
        {
            throw ImportRefusedException.OtherPeriod(_context.SourceName, "payments", paidOn, count);
        }
        if (!_source.IsFirst)
        {
            RepublicationSql.MarkKnown(connection, transaction, _source.Series, _source.Source);
        }
        var possible =
            _context.Options.KeepRepublished || _publisher is null
                ? 0
                : RepublicationSql.Mark(connection, transaction, _publisher.Key, _source.Series, _source.Source);
        PaymentMergeSql.MatchNothing(connection, transaction);
        return possible;
    }

    private TableReport Apply()
    {
        var (connection, transaction) = (_context.Connection, _context.Transaction);
        var outcome = PaymentMergeSql.Outcome(connection, transaction);
        int Rows(params ReadOnlySpan<string> actions)
        {
            var sum = 0;
            foreach (var action in actions)
            {
                sum += outcome.GetValueOrDefault(action).Rows;
            }
            return sum;
        }
        var rows = new RowCounts(
            _tally.Read,
            Rows("created", "changed", "revived"),
            Rows("unchanged", "same"),
            Rows("alreadyPublished") + _tally.Copies,
            _rejected.Count,
            _tally.Blank,
            _tally.NotData,
            PaymentMergeSql.Leaving(connection, transaction)
        );
        var sum = outcome.Where(o => o.Key != "alreadyPublished").Sum(o => o.Value.Pence);
        string[] bodies = _publisher is not null
            ? [_publisher.Slug]
            : [.. PaymentMergeSql.Bodies(connection, transaction).Union(_tally.CopiedBodies)];
        var preview = _context.Options.DryRun ? PreviewSql.Read(connection, transaction, outcome) : null;
        var head = Write();
        SourceSql.EndImport(connection, transaction, _source.Import, head);
        if (_source.IsNew)
        {
            SourceSql.SetCounts(connection, transaction, _source.Source, rows, sum);
        }
        Assert(rows, head - _writing.Head, RegisterSql.Head(connection, transaction) - _writing.Head);
        return new()
        {
            File = _context.DisplayPath,
            SourceName = _context.SourceName,
            Sha256 = _context.File.Sha256,
            Kind = "expenditure",
            Body = bodies.Length == 1 ? bodies[0] : bodies,
            Detected = _detected,
            Rows = rows,
            SumAmount = Money.FromPence(sum),
            Rejected = _rejected.Faults,
            Issues = _tally.Issues,
            Preview = preview,
            Changes = _context.Options.DryRun ? null : new(_before, head),
        };
    }

    private long Write()
    {
        var (connection, transaction) = (_context.Connection, _context.Transaction);
        PaymentVersionSql.Keep(connection, transaction);
        var firstKey = PaymentMergeSql.LastKey(connection, transaction);
        var head = PaymentApplySql.Apply(connection, transaction, new(_source.Source, _source.Import, _writing.Head, _before, firstKey));
        LinkRuleSql.OfIncoming(connection, transaction, _source.Source, firstKey);
        PaymentVersionSql.Close(connection, transaction);
        if (!_source.IsFirst)
        {
            WithheldSql.Apply(connection, transaction, _source.Series, _before, _context.File.Sha256);
        }
        return head;
    }

    /// <summary>Every record is accounted for, and every change is in the register: else nothing is kept.</summary>
    private static void Assert(RowCounts rows, long expected, long found)
    {
        if (!rows.Balances || rows.Saved + rows.Withdrawn != expected || expected != found)
        {
            throw new InvalidOperationException($"The import does not add up: {rows}; {expected} changes expected, {found} found.");
        }
    }

    private sealed class Tally
    {
        public int Read { get; set; }
        public int Blank { get; set; }
        public int NotData { get; set; }
        public int Copies { get; set; }
        public SortedSet<string> CopiedBodies { get; } = new(StringComparer.Ordinal);
        public SortedDictionary<string, int> Issues { get; } = new(StringComparer.Ordinal);
    }
}
