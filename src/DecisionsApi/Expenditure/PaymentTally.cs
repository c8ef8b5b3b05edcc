using DecisionsApi.Bodies;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>Counts what the rows of a file say about its dates, credits and bodies: of a sample first, of every row while they are read.</summary>
/// <param name="columns">The columns of the file.</param>
/// <param name="bodies">Those that may name bodies.</param>
internal sealed class PaymentTally(PaymentColumns columns, int[] bodies)
{
    /// <summary>Amounts with a comma before the pence that make a column of them, where no cell contradicts.</summary>
    private const int FewestContinental = 3;
    private readonly int[] _keys = [columns["supplierName"], columns["paidOn"], columns["transactionReference"]];
    private readonly (int Column, BodyTexts Texts)[] _bodies = [.. bodies.Select(column => (column, new BodyTexts()))];
    private readonly int _date = columns["paidOn"];
    private readonly int _amount = columns["amount"];
    private readonly int _marker = columns["creditMarker"];
    private readonly DayColumn _days = new();
    private int _amounts;
    private int _credits;
    private int _debits;
    private int _negatives;
    private int _markedCredits;
    private int _continental;
    private bool _mayBeContinental = true;

    /// <summary>
    /// CR is a convention where it is not a slip: several cells have it, or some have DR; and then no amount has a minus. Credits
    /// are the lesser part of a spend file: where most rows say CR it means creditor.
    /// </summary>
    private bool CreditMarks =>
        _negatives == 0 && _credits * 2 < _amounts + _credits + _debits && (_credits > 1 || (_credits > 0 && _debits > 0) || _debits > 1);

    private bool SignByMarker => _markedCredits > 0 && _markedCredits * 2 <= _amounts && _negatives == 0 && !CreditMarks;

    /// <summary>What the rows so far say; <paramref name="period"/> is what the file's name says.</summary>
    public PaymentSurvey Survey(Period? period) =>
        new(_days.Order(period, withinYears: true), CreditMarks, SignByMarker, FinancialYears.Whole(period))
        {
            IsContinental = _mayBeContinental && _continental >= FewestContinental,
        };

    /// <summary>What the rows so far say in the columns that may name bodies.</summary>
    public IReadOnlyList<(int Column, BodyTexts Texts)> Bodies => _bodies;

    /// <summary>Takes a row, one trimmed cell for each heading.</summary>
    public void Add(string[] cells)
    {
        foreach (var (column, texts) in _bodies)
        {
            // Totals and footers have neither supplier nor day nor reference.
            if (
                Array.Exists(_keys, key => key >= 0 && key != column && cells[key].Length > 0)
                && Headings.Normalise(cells[column]) != columns.Normal(column)
            )
            {
                texts.Add(cells[column]);
            }
        }
        if (_date >= 0)
        {
            _days.Add(cells[_date]);
        }
        var amount = cells[_amount];
        if (amount.AsSpan().ContainsAnyInRange('0', '9'))
        {
            _mayBeContinental = _mayBeContinental && Amounts.FromContinental(amount) is not null;
            _continental += _mayBeContinental && amount.Contains(',', StringComparison.Ordinal) ? 1 : 0;
        }
        if (Amounts.TryReadPence(amount, out var pence, out _))
        {
            _amounts++;
            _negatives += pence < 0 ? 1 : 0;
            _markedCredits += _marker >= 0 && pence > 0 && CreditMarker.IsCredit(cells[_marker]) ? 1 : 0;
        }
        else if (Amounts.HasCreditMark(amount))
        {
            var isCredit = amount.TrimEnd().EndsWith("CR", StringComparison.OrdinalIgnoreCase);
            _credits += isCredit ? 1 : 0;
            _debits += isCredit ? 0 : 1;
        }
    }
}
