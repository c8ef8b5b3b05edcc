using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>What only the whole of a file tells: the order of day and month, and how it writes credits.</summary>
/// <param name="Dates">Order of the date column.</param>
/// <param name="CreditMarks">Whether a trailing CR is how the file writes credits.</param>
/// <param name="SignByMarker">Whether amounts are unsigned and another column says which are credits.</param>
/// <param name="FinancialYear">The financial year that the name of file or sheet says it is of.</param>
internal sealed record PaymentSurvey(DayOrder Dates, bool CreditMarks, bool SignByMarker, string? FinancialYear)
{
    /// <summary>Whether amounts are written <c>1.234,56</c>, which every one of the column proves.</summary>
    public bool IsContinental { get; init; }

    /// <summary>Reads an amount as the file writes them.</summary>
    public bool TryReadPence(string text, out long pence, out bool rounded) =>
        Amounts.TryReadPence(IsContinental ? Amounts.FromContinental(text) ?? text : text, CreditMarks, out pence, out rounded);

    /// <summary>Whether every row reads the same under both, whatever else a report says of them.</summary>
    public bool ReadsAs(PaymentSurvey other) =>
        (Dates.Order == DateOrder.MonthFirst) == (other.Dates.Order == DateOrder.MonthFirst)
        && Dates.InDoubt == other.Dates.InDoubt
        && Dates.IsYearInDoubt == other.Dates.IsYearInDoubt
        && (Dates.Order == DateOrder.YearFirst) == (other.Dates.Order == DateOrder.YearFirst)
        && IsContinental == other.IsContinental
        && CreditMarks == other.CreditMarks
        && SignByMarker == other.SignByMarker;
}
