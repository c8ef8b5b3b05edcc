using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Reads the amount of a row: that of its one column, or debit less credit where a ledger has a column for each. What one of the two
/// holds is never read as the other.
/// </summary>
internal sealed class AmountCells(PaymentColumns columns, PaymentSurvey survey)
{
    private readonly int _amount = columns["amount"];
    private readonly int _credit = columns["creditAmount"];

    /// <summary>The cell, or both with what they are, as published.</summary>
    public string Text(string[] cells) =>
        _credit < 0 || cells[_credit].Length == 0 ? cells[_amount]
        : cells[_amount].Length == 0 ? cells[_credit]
        : $"{cells[_amount]} / {cells[_credit]}";

    /// <summary>Heading of the column whose cell cannot be read.</summary>
    public string Heading(string[] cells) =>
        columns.Headings[
            _credit >= 0 && (cells[_amount].Length == 0 || Read(cells[_amount], out _, out _)) && cells[_credit].Length > 0
                ? _credit
                : _amount
        ];

    /// <summary>Reads the amount; <paramref name="record"/> is the row as published, or null where its cells were put in other places.</summary>
    public bool TryRead(string[] cells, RecordReader? record, out long pence, out bool rounded)
    {
        if (_credit < 0 || cells[_credit].Length == 0)
        {
            return ReadOrZero(_amount, cells, record, out pence, out rounded);
        }
        var (debit, debitRounded) = (0L, false);
        // A credit below zero says its sign twice, in two ways.
        var isRead =
            ReadOrZero(_credit, cells, record, out var credit, out rounded)
            && credit >= 0
            && (cells[_amount].Length == 0 || ReadOrZero(_amount, cells, record, out debit, out debitRounded));
        (pence, rounded) = (debit - credit, rounded || debitRounded);
        return isRead;
    }

    /// <summary>Whether one of the cells is a dash that says zero.</summary>
    public bool HasZero(RecordReader record) => IsZero(_amount, record) || (_credit >= 0 && IsZero(_credit, record));

    private bool ReadOrZero(int column, string[] cells, RecordReader? record, out long pence, out bool rounded)
    {
        if (record is not null && IsZero(column, record))
        {
            (pence, rounded) = (0, false);
            return true;
        }
        return Read(cells[column], out pence, out rounded);
    }

    /// <summary>
    /// A spreadsheet's accounting format writes zero as a dash, and a text saved from it has the blanks of the format around it:
    /// one before, two or three behind, with or without a pound sign. A dash without them says nothing.
    /// </summary>
    private static bool IsZero(int column, RecordReader record) =>
        column < record.Count && record.Span(column) is " -   " or " -  " or " £-   " or " £-  " or " £ -   " or " £ -  ";

    private bool Read(string cell, out long pence, out bool rounded) => survey.TryReadPence(cell, out pence, out rounded);
}
