namespace DecisionsApi.Tabular;

/// <summary>Collects what a whole column of dates says about the order of day and month.</summary>
public sealed class DayColumn
{
    // Beyond this share the cells of the other order are no slips but a second order.
    private const double Slips = 0.02;

    /// <summary>Days remembered; more are evidence enough.</summary>
    private const int MostDays = 1000;
    private readonly Dictionary<(int Year, int First, int Second), int> _either = [];
    private int _dayFirst;
    private int _monthFirst;
    private int _named;

    // First and last of three numbers of two digits each, while every cell of the column with numbers for all could have the year first.
    private readonly HashSet<int> _leading = [];
    private readonly HashSet<int> _trailing = [];
    private readonly HashSet<DateOnly> _yearFirst = [];
    private bool _mayLeadWithYear = true;

    public void Add(ReadOnlySpan<char> cell)
    {
        var reading = DayReading.Of(cell);
        if (reading.Form is DayForm.Day or DayForm.Serial)
        {
            _named += reading.Fits(DateOrder.DayFirst) ? 1 : 0;
        }
        else if (reading.Form == DayForm.Numeric)
        {
            _mayLeadWithYear = _mayLeadWithYear && reading.IsShort && reading.Fits(DateOrder.YearFirst);
            if (_mayLeadWithYear)
            {
                _leading.Add(reading.First);
                _trailing.Add(reading.Year);
                _ = reading.TryDay(DateOrder.YearFirst, out var day) && _yearFirst.Count < MostDays && _yearFirst.Add(day);
            }
            var (dayFirst, monthFirst) = (reading.Fits(DateOrder.DayFirst), reading.Fits(DateOrder.MonthFirst));
            if (dayFirst && monthFirst && reading.First != reading.Second)
            {
                var key = (reading.Year, reading.First, reading.Second);
                _either[key] = _either.GetValueOrDefault(key) + 1;
            }
            else if (dayFirst || monthFirst)
            {
                _dayFirst += dayFirst && !monthFirst ? 1 : 0;
                _monthFirst += monthFirst && !dayFirst ? 1 : 0;
                _named += dayFirst && monthFirst ? 1 : 0;
            }
        }
    }

    /// <summary>
    /// The order, how it was told, and whether cells that fit both orders are in doubt. <paramref name="period"/> is what the
    /// file's name says; it decides only where the column itself does not. <paramref name="withinYears"/>: the days are of a year or
    /// two, as payments are, not of any years, as ends of contracts are.
    /// </summary>
    public DayOrder Order(Period? period, bool withinYears = false)
    {
        var numeric = _dayFirst + _monthFirst + _either.Values.Sum();
        if (numeric == 0)
        {
            return new(_named > 0 ? DateOrder.YearFirst : null, "");
        }
        if (withinYears && _mayLeadWithYear && AreOfOneYear(_leading))
        {
            if (IsYearFirst() || (period is { } named && !AreOfOneYear(_trailing) && _yearFirst.All(named.Contains)))
            {
                return new(DateOrder.YearFirst, "");
            }
            // 13/02/01 and 13/02/15 are of 2013, or of 2001 and 2015: two are no evidence.
            if (!AreOfOneYear(_trailing))
            {
                return new(DateOrder.DayFirst, "yearOrderInDoubt", InDoubt: true) { IsYearInDoubt = true };
            }
        }
        if (_dayFirst > 0 && _monthFirst > 0)
        {
            var order = _monthFirst > _dayFirst ? DateOrder.MonthFirst : DateOrder.DayFirst;
            var slips = Math.Min(_dayFirst, _monthFirst);
            return slips <= Math.Max(2, Slips * (_dayFirst + _monthFirst)) && slips * 10 <= Math.Max(_dayFirst, _monthFirst)
                ? new(order, "")
                : new(order, "dateOrderMixed", InDoubt: true);
        }
        if (_dayFirst > 0 || _monthFirst > 0)
        {
            return new(_dayFirst > 0 ? DateOrder.DayFirst : DateOrder.MonthFirst, "");
        }
        return ByPeriod(period);
    }

    /// <summary>13/02/01, 13/02/15, 13/02/28: one day of the month in years far apart is no column of payments; days of one year or two are.</summary>
    private bool IsYearFirst() => _trailing.Count >= 4 && _trailing.Max() - _trailing.Min() > 4;

    private static bool AreOfOneYear(HashSet<int> years) => years.Count > 0 && years.Max() - years.Min() <= 1;

    private DayOrder ByPeriod(Period? period)
    {
        if (period is not { } named)
        {
            return new(DateOrder.DayFirst, _either.Count == 0 ? "" : "dateOrderAssumed");
        }
        int all = 0,
            day = 0,
            month = 0;
        foreach (var ((year, first, second), count) in _either)
        {
            all += count;
            day += named.Contains(new(year, second, first)) ? count : 0;
            month += named.Contains(new(year, first, second)) ? count : 0;
        }
        return all == 0 ? new(DateOrder.DayFirst, "")
            : month >= 0.9 * all && day < 0.5 * all ? new(DateOrder.MonthFirst, "dateOrderByName")
            : day >= 0.9 * all && month < 0.5 * all ? new(DateOrder.DayFirst, "dateOrderByName")
            : new(DateOrder.DayFirst, "dateOrderAssumed");
    }
}

/// <summary>The order of a column of dates.</summary>
/// <param name="Order">Null where no cell is a day.</param>
/// <param name="Note">Code of what should be said about it, or empty.</param>
/// <param name="InDoubt">Whether both orders occur, so that a cell that fits both cannot be read.</param>
public readonly record struct DayOrder(DateOrder? Order, string Note, bool InDoubt = false)
{
    /// <summary>Whether the year may be the first number as well as the last, so that no day of numbers can be read.</summary>
    public bool IsYearInDoubt { get; init; }

    /// <summary>The day of a cell; not one that fits both orders where the column has both.</summary>
    public bool TryDay(DayReading reading, out DateOnly day)
    {
        day = default;
        return !(
                InDoubt
                && reading.Form == DayForm.Numeric
                && (
                    IsYearInDoubt
                    || (reading.First != reading.Second && reading.Fits(DateOrder.DayFirst) && reading.Fits(DateOrder.MonthFirst))
                )
            )
            && (
                reading.TryDay(Order ?? DateOrder.DayFirst, out day)
                || (InDoubt && reading.TryDay(Order == DateOrder.MonthFirst ? DateOrder.DayFirst : DateOrder.MonthFirst, out day))
            );
    }
}
