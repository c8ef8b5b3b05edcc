using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>What only the whole of a file tells: the order of day and month, and how it writes credits.</summary>
/// <param name="Dates">Order of the date column.</param>
/// <param name="CreditMarks">Whether a trailing CR is how the file writes credits.</param>
/// <param name="SignByMarker">Whether amounts are unsigned and another column says which are credits.</param>
internal sealed record PaymentSurvey(DayOrder Dates, bool CreditMarks, bool SignByMarker)
{
    /// <summary>Reads the file once, the columns in question only; <paramref name="name"/> may tell its period.</summary>
    public static PaymentSurvey Of(TableFile file, TableShape shape, PaymentColumns columns, SpilledColumns spilled, string name)
    {
        var tally = new Tally(columns);
        using var records = file.Open(shape);
        var cells = new string[columns.Headings.Length];
        while (records.Read())
        {
            if (records.Line <= shape.HeaderLine || records.Fault is not null)
            {
                continue;
            }
            if (spilled.Any)
            {
                for (var i = 0; i < cells.Length; i++)
                {
                    cells[i] = i < records.Count ? records[i] : "";
                }
                spilled.Gather(cells);
                tally.Add(column => column < 0 ? "" : cells[column]);
            }
            else
            {
                tally.Add(column => column >= 0 && column < records.Count ? records.Span(column) : "");
            }
        }
        return new(tally.Days.Order(Period.InName(name)), tally.CreditMarks, tally.SignByMarker);
    }

    private delegate ReadOnlySpan<char> Cell(int column);

    private sealed class Tally(PaymentColumns columns)
    {
        private readonly int _date = columns["paidOn"];
        private readonly int _amount = columns["amount"];
        private readonly int _marker = columns["creditMarker"];
        private int _amounts;
        private int _credits;
        private int _debits;
        private int _negatives;
        private int _markedCredits;

        public DayColumn Days { get; } = new();

        /// <summary>
        /// CR is a convention where it is not a slip: several cells have it, or some have DR; and then no amount has a minus. Credits
        /// are the lesser part of a spend file: where most rows say CR it means creditor.
        /// </summary>
        public bool CreditMarks =>
            _negatives == 0
            && _credits * 2 < _amounts + _credits + _debits
            && (_credits > 1 || (_credits > 0 && _debits > 0) || _debits > 1);

        public bool SignByMarker => _markedCredits > 0 && _markedCredits * 2 <= _amounts && _negatives == 0 && !CreditMarks;

        public void Add(Cell cell)
        {
            Days.Add(cell(_date));
            var amount = cell(_amount);
            if (Amounts.TryReadPence(amount, out var pence, out _))
            {
                _amounts++;
                _negatives += pence < 0 ? 1 : 0;
                _markedCredits += _marker >= 0 && pence > 0 && CreditMarker.IsCredit(cell(_marker).ToString()) ? 1 : 0;
            }
            else if (Amounts.HasCreditMark(amount))
            {
                _credits += amount.TrimEnd().EndsWith("CR", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                _debits += amount.TrimEnd().EndsWith("DR", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
            }
        }
    }
}
