using System.Globalization;
using DecisionsApi.Bodies;
using DecisionsApi.Contracts;
using DecisionsApi.Decisions;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Transparency;

/// <summary>Puts together what a body has to publish and what the register has of it.</summary>
internal sealed record Reporting(SqliteConnection Connection, Body Body, DateOnly Today)
{
    // Decisions are not numbered in the order of their days: numbers are looked for well beyond the months shown.
    private const int MonthsAround = 18;
    private const int MostSources = 100;

    private readonly IReadOnlyList<Duty> _duties = Duties.Of(Body);

    private Duty? Spending => _duties.FirstOrDefault(duty => duty.Subject == "expenditure");

    /// <summary>The report of some months; <paramref name="address"/> makes the link to those before a day.</summary>
    public TransparencyReport Of(TransparencyFilter filter, Func<DateOnly, string> address, LicenceStatement licences)
    {
        var span = TransparencySql.Span(Connection, Body.Id);
        var limit = filter.Limit?.Value ?? TransparencyFilter.DefaultLimit;
        var (months, more) = Months(filter, span, limit);
        var (count, pence) = TransparencySql.Undated(Connection, Body.Id);
        var shown = months.Count == 0 ? [] : Shown(months, span);
        return new()
        {
            Id = Body.Id,
            Name = Body.Name,
            Kind = Body.Kind,
            Duties = _duties,
            Months = shown,
            MissingMonths = [.. shown.Where(month => month is { IsExpected: true, IsPublished: false }).Select(month => month.Month)],
            Undated = new(count, Money.FromPence(pence)),
            DecisionReferences = months.Count == 0 ? [] : References(months),
            Range = new()
            {
                Limit = limit,
                Next = more ? address(months[^1].AddDays(-1)) : null,
                From = months.Count == 0 ? null : months[^1],
                To = months.Count == 0 ? null : EndOf(months[0]),
            },
            Licence = licences.Licence,
            Licences = licences.Licences,
            Attribution = licences.Attribution,
        };
    }

    /// <summary>First days of the months to show, newest first, and whether there are earlier ones.</summary>
    private (List<DateOnly> Months, bool More) Months(TransparencyFilter filter, BodySpan span, int limit)
    {
        var (first, last) = (filter.From?.Value ?? span.First ?? filter.To?.Value, filter.To?.Value ?? span.Last ?? filter.From?.Value);
        if (first is null || last is null)
        {
            return ([], false);
        }
        var (earliest, month) = (StartOf(first.Value), StartOf(last > Today ? Today : last.Value));
        var months = new List<DateOnly>();
        for (; month >= earliest && months.Count < limit; month = month.AddMonths(-1))
        {
            months.Add(month);
            if (month <= StartOf(DateOnly.MinValue))
            {
                return (months, false);
            }
        }
        return (months, month >= earliest);
    }

    private List<TransparencyMonth> Shown(List<DateOnly> months, BodySpan span)
    {
        var (from, to) = (months[^1], EndOf(months[0]));
        var payments = TransparencySql.Payments(Connection, Body.Id, from, to);
        var sources = TransparencySql.Sources(Connection, payments.SelectMany(month => month).Select(row => row.SourceKey));
        var decisions = TransparencySql
            .Decisions(Connection, Body.Id, from, to)
            .Where(d => !d.IsWithdrawn && d.Decision.DecidedOn is not null)
            .ToLookup(d => StartOf(d.Decision.DecidedOn!.Value), d => d.Decision);
        var contracts = TransparencySql.ContractsOf(Connection, Body.Id, from, to).ToLookup(c => StartOf(c.StartOn!.Value));
        return [.. months.Select(month => Month(month, span, [.. payments[Name(month)]], sources, decisions[month], contracts[month]))];
    }

    private TransparencyMonth Month(
        DateOnly month,
        BodySpan span,
        List<PaymentsOfMonth> rows,
        IReadOnlyDictionary<long, SourceOfMonth> sources,
        IEnumerable<Decision> decisions,
        IEnumerable<Contract> contracts
    )
    {
        var (periodFrom, periodTo) = PeriodOf(month);
        var of = rows.OrderByDescending(row => row.Count).Select(row => sources[row.SourceKey]).ToList();
        var availableBy = of.Count == 0 ? null : DayOf(of[0].AvailableAt);
        var changedOn = of.Count == 0 ? null : DayOf(of[0].LastModified);
        return new()
        {
            Month = Name(month),
            PeriodFrom = periodFrom,
            PeriodTo = periodTo,
            IsExpected = IsExpected(month, periodTo, span),
            IsPublished = rows.Count > 0,
            Sources = [.. of.Select(source => source.Id).Take(MostSources)],
            AvailableBy = availableBy,
            DaysAfterPeriodEndAtMost = availableBy?.DayNumber - periodTo.DayNumber,
            DaysAfterPeriodEnd = changedOn > periodTo ? changedOn.Value.DayNumber - periodTo.DayNumber : null,
            Payments = PaymentsOf(rows),
            Decisions = DecisionsOf([.. decisions]),
            Contracts = ContractsOf([.. contracts]),
        };
    }

    /// <summary>The period a month is published for: its quarter where the duty is quarterly, else itself.</summary>
    private (DateOnly From, DateOnly To) PeriodOf(DateOnly month)
    {
        if (Spending?.Frequency != "quarter")
        {
            return (month, EndOf(month));
        }
        var quarter = month.AddMonths(-((month.Month - 1) % 3));
        return (quarter, EndOf(quarter.AddMonths(2)));
    }

    /// <summary>Where neither law nor body has a known beginning, the first payment in the register is taken for one.</summary>
    private bool? IsExpected(DateOnly month, DateOnly periodTo, BodySpan span)
    {
        if (Spending is not { } duty)
        {
            return null;
        }
        var begin = Later(duty.InForceFrom, Body.FoundedOn) ?? (span.FirstPaid is { } first ? StartOf(first) : null);
        return begin <= month && (Body.DissolvedOn is null || Body.DissolvedOn >= EndOf(month)) && periodTo < Today;
    }

    private TransparencyPayments PaymentsOf(List<PaymentsOfMonth> rows)
    {
        var count = rows.Sum(row => row.Count);
        var (purposes, reasons) = (rows.Sum(row => row.WithoutPurpose), rows.Sum(row => row.WithoutReason));
        // Only the Order asks for reasons.
        var asked = Spending?.Instrument == "SI 2011/3050";
        return new()
        {
            Count = count,
            SumAmount = Money.FromPence(rows.Sum(row => row.Pence)),
            Grants = rows.Sum(row => row.Grants),
            WithoutPurpose = purposes,
            WithoutPurposeShare = Share(purposes),
            WithoutValueForMoneyReason = asked ? reasons : null,
            WithoutValueForMoneyReasonShare = asked ? Share(reasons) : null,
            Withheld = rows.Sum(row => row.Withheld),
            WithheldAmount = Money.FromPence(rows.Sum(row => row.WithheldPence)),
            WithheldSupplier = rows.Sum(row => row.WithheldSupplier),
            WithheldSupplierAmount = Money.FromPence(rows.Sum(row => row.WithheldSupplierPence)),
        };

        decimal? Share(long part) => count == 0 ? null : decimal.Round((decimal)part / count, 4);
    }

    private static TransparencyDecisions DecisionsOf(List<Decision> decisions)
    {
        var delays = decisions
            .Where(d => d.PublishedOn is not null)
            .Select(d => d.PublishedOn!.Value.DayNumber - d.DecidedOn!.Value.DayNumber)
            .ToList();
        return new(
            decisions.Count,
            decisions.LongCount(d => d.Access is "exempt" or "partExempt"),
            delays.Count,
            delays.Count == 0 ? null : Math.Max(0, delays.Max())
        );
    }

    private static TransparencyContracts ContractsOf(List<Contract> contracts) =>
        new(contracts.Count, contracts.LongCount(contract => contract.Documents.Count == 0));

    /// <summary>The series that a decision of the months shown has a number in, with the numbers of decisions before and after.</summary>
    private List<ReferenceSeries> References(List<DateOnly> months)
    {
        var (from, to) = (months[^1], EndOf(months[0]));
        var decisions = TransparencySql
            .Decisions(Connection, Body.Id, Moved(from, -MonthsAround), Moved(to, MonthsAround))
            .Where(d => d.Decision.Reference is not null)
            .Select(d => d.Decision)
            .ToList();
        var years = decisions
            .Where(d => d.DecidedOn >= from && d.DecidedOn <= to)
            .Select(d => ReferenceGaps.Parse(d.Reference!))
            .OfType<(int? Year, long? Number)>()
            .Select(parsed => parsed.Number is null ? null : parsed.Year)
            .ToHashSet();
        return [.. ReferenceGaps.Of(decisions.Select(d => d.Reference!)).Where(series => years.Contains(series.Year))];
    }

    private static DateOnly Moved(DateOnly day, int months) => day.Year is > 2 and < 9997 ? day.AddMonths(months) : day;

    private static DateOnly StartOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly EndOf(DateOnly month) => new(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month));

    private static string Name(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static DateOnly? Later(DateOnly? one, DateOnly? other) => one is null || other > one ? other ?? one : one;

    /// <summary>The day of an instant, RFC 3339 or HTTP date, in UTC.</summary>
    private static DateOnly? DayOf(string? instant) =>
        DateTimeOffset.TryParse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? DateOnly.FromDateTime(at.UtcDateTime)
            : null;
}
