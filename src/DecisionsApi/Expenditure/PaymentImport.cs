using System.Buffers;
using System.Text;
using DecisionsApi.Importing;
using DecisionsApi.Register;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Turns the rows of one spend file into payments, row by row, and has what they say about the file counted; it holds no more
/// than the running sum.
/// </summary>
internal sealed class PaymentImport(
    PaymentColumns columns,
    SpilledColumns spilled,
    PaymentSurvey survey,
    PaymentTally tally,
    string identityPrefix,
    char delimiter,
    PivotGroups groups
)
{
    private static readonly string[] SumFields = ["amount", "creditAmount", "grossAmount", "irrecoverableVat"];
    private readonly int _date = columns["paidOn"];
    private readonly int _amount = columns["amount"];
    private readonly int _supplier = columns["supplierName"];
    private readonly string _dateKind = columns.Hint("paidOn") ?? "unknown";
    private readonly string _vatBasis = columns.Hint("amount") ?? "unknown";
    private readonly bool _cards = columns.Hint("supplierName") == "card";
    private readonly ArrayBufferWriter<byte> _content = new(1024);
    private readonly string[] _cells = new string[columns.Headings.Length];
    private readonly ShiftedRows _shifted = new(columns);
    private readonly RealignedRows _realigned = new(columns, delimiter);
    private readonly HeadingChange _headings = new(columns);
    private readonly ContactColumns _contacts = new(columns.Headings, columns.Contacts);
    private readonly UnitPrices _prices = new(columns);
    private readonly ForeignSums _foreign = new(columns);
    private readonly AmountCells _amounts = new(columns, survey);
    private bool _isRealigned;
    private readonly int _marker = survey.SignByMarker ? columns["creditMarker"] : -1;
    private readonly RunningSums _sums = new();

    /// <summary>Understands one record.</summary>
    public RowOutcome Read(RecordReader record)
    {
        _contacts.Watch(record);
        if (record.Fault is { } fault)
        {
            return new RowOutcome.Rejected([RowFault.Of(record.Line, fault, record.Raw)], WithoutContacts(record));
        }
        var surplus = Fill(record);
        _isRealigned = surplus is not null && Realign(record);
        surplus = _isRealigned ? null : surplus;
        var isHeading = surplus is null && _headings.IsHeading(record.Line, _cells);
        if (!isHeading && _headings.HasMoved)
        {
            _headings.Arrange(_cells);
            _isRealigned = true;
        }
        if (spilled.Any)
        {
            spilled.Gather(_cells);
        }
        tally.Add(_cells);
        if (surplus is null && Array.TrueForAll(_cells, cell => cell.Length == 0))
        {
            return RowOutcome.BlankRow;
        }
        if (surplus is not null)
        {
            return new RowOutcome.Rejected(
                [RowFault.Surplus(record.Line, surplus, columns.Headings.Length, record.Count)],
                WithoutContacts(record)
            );
        }
        return isHeading ? RowOutcome.NotDataRow
            : (
                _headings.Fault(record.Line, _cells)
                ?? Shift(record.Line)
                ?? _foreign.Find(record.Line, _cells)
                ?? _prices.Find(record.Line, _cells)
            )
                is { } found
                ? new RowOutcome.Rejected([found], WithoutContacts(record))
            : Understand(record);
    }

    /// <summary>The fault of a row whose cells stand beside their places, unless a single arrangement puts them back.</summary>
    private RowFault? Shift(int line)
    {
        if (_shifted.Find(line, _cells) is not { } fault)
        {
            return null;
        }
        if (_isRealigned || _realigned.FindShifted(_cells) is not { } cells)
        {
            return fault;
        }
        cells.CopyTo(_cells, 0);
        _isRealigned = true;
        return null;
    }

    private RowOutcome Understand(RecordReader record)
    {
        var amount = _amounts.Text(_cells);
        if (groups.AreProven && Cell(_supplier).Length == 0 && !_sums.IsAfterTotal && amount.Length > 0)
        {
            _cells[_supplier] = _sums.LastSupplier;
        }
        if (!_amounts.TryRead(_cells, _isRealigned ? null : record, out var pence, out var rounded))
        {
            // A footer or note: one cell of text, wherever it stands, or a few and none of the values that make a payment.
            if ((amount.Length == 0 || HasNoKey()) && Texts() == 1 || (amount.Length == 0 && Texts() == 2 && HasNoKey()))
            {
                return RowOutcome.NotDataRow;
            }
            var code = amount.Length == 0 ? "amountMissing" : "amountUnreadable";
            return new RowOutcome.Rejected(
                [new(record.Line, _amounts.Heading(_cells), code, amount, Amounts.Expected)],
                WithoutContacts(record)
            );
        }
        if (IsTotal(pence))
        {
            _sums.BeginAnew();
            return RowOutcome.NotDataRow;
        }
        pence = Signed(pence);
        _sums.Add(pence, rounded, Cell(_supplier));
        return new RowOutcome.Understood<IncomingPayment>(Payment(record, pence, rounded));
    }

    /// <summary>A credit by the marker of its row, where the file's amounts have no signs of their own.</summary>
    private long Signed(long pence) => _marker >= 0 && pence > 0 && CreditMarker.IsCredit(_cells[_marker]) ? -pence : pence;

    private bool HasNoKey() => Cell(_supplier).Length == 0 && Text("transactionReference").Length == 0 && !HasDay();

    private bool HasDay() => survey.Dates.TryDay(DayReading.Of(Cell(_date)), out _);

    /// <summary>
    /// A row without any key is a total when sums of money are all it has (Devon, March 2026), with a count of rows in place of a day
    /// or not (Transport for London, 2018), or when its amount is that of rows before it. A row with a text for supplier alone is one
    /// when it adds up rows before.
    /// </summary>
    private bool IsTotal(long pence)
    {
        if (HasNoKey())
        {
            return Texts() == Sums() + (Cell(_date) is { Length: > 0 } count && count.All(char.IsAsciiDigit) ? 1 : 0)
                || _sums.AddUpTo(pence);
        }
        return Cell(_date).Length == 0
            && Text("transactionReference").Length == 0
            && Texts() == Sums() + 1
            && _sums.AddUpTo(pence, Cell(_supplier));
    }

    private int Texts() => _cells.Count(cell => cell.Length > 0);

    private int Sums() => Array.FindAll(SumFields, field => Text(field).Length > 0).Length;

    private IncomingPayment Payment(RecordReader record, long pence, bool rounded)
    {
        var issues = new List<PaymentIssue>();
        var withheld = new List<WithheldField>();
        if (rounded)
        {
            issues.Add(new("amountRounded", "amount", _amounts.Text(_cells)));
        }
        if (!_isRealigned && _amounts.HasZero(record))
        {
            issues.Add(new("dashIsZero", "amount", Cell(_amount)));
        }
        if (_isRealigned)
        {
            issues.Add(new("rowRealigned", "row", null));
        }
        if (record.Mended)
        {
            issues.Add(new("quotesMended", "row", null));
        }
        if (_marker >= 0 && CreditMarker.IsCredit(_cells[_marker]))
        {
            issues.Add(new("signFromMarker", "amount", _cells[_marker]));
        }
        if (groups.MayBe && Cell(_supplier).Length == 0)
        {
            issues.Add(new("supplierMissing", "supplier", null));
        }
        var (paidOn, dateKind, financialYear) = Day(issues);
        return new()
        {
            Line = record.Line,
            Raw = WithoutContacts(record),
            ContentId = ContentId(),
            PaidOn = paidOn,
            DateKind = dateKind,
            AmountPence = pence,
            GrossPence = Money("grossAmount", "grossUnreadable", issues),
            VatBasis = _vatBasis,
            IrrecoverableVatPence = Money("irrecoverableVat", "vatUnreadable", issues),
            SupplierName = Published("supplierName", "supplier.name", withheld),
            Purpose = Published("purpose", "purpose", withheld),
            Category = Published("category", "category", withheld),
            Department = Published("department", "department", withheld),
            ValueForMoneyReason = Published("valueForMoneyReason", "valueForMoneyReason", withheld),
            TransactionReference = Published("transactionReference", "transactionReference", withheld),
            InvoiceReference = Published("invoiceReference", "invoiceReference", withheld),
            Kind =
                _cards || IsCard() ? "card"
                : pence < 0 ? "credit"
                : "payment",
            FinancialYear = financialYear,
            Withheld = withheld,
            Issues = issues,
            Extra = [.. columns.Extra.Select(column => _cells[column])],
        };
    }

    private (DateOnly? PaidOn, string Kind, string? FinancialYear) Day(List<PaymentIssue> issues)
    {
        var found = Cell(_date);
        var reading = DayReading.Of(found);
        if (survey.Dates.TryDay(reading, out var day))
        {
            return (day, _dateKind, FinancialYears.Of(day));
        }
        if (reading.Form == DayForm.Period)
        {
            issues.Add(new("dateImprecise", "paidOn", found));
            return (null, "period", FinancialYears.Stated(found, survey.FinancialYear));
        }
        issues.Add(
            found.Length == 0 ? new("dateMissing", "paidOn", null)
            : survey.Dates.InDoubt && reading.Fits(DateOrder.DayFirst) ? new("dateAmbiguous", "paidOn", found)
            : new("dateUnreadable", "paidOn", found)
        );
        return (null, _dateKind, null);
    }

    private long? Money(string field, string code, List<PaymentIssue> issues)
    {
        var text = Text(field);
        if (text.Length == 0)
        {
            return null;
        }
        if (survey.TryReadPence(text, out var pence, out var rounded))
        {
            if (rounded)
            {
                issues.Add(new("amountRounded", field, text));
            }
            return Signed(pence);
        }
        issues.Add(new(code, field, text));
        return null;
    }

    private string? Published(string field, string publicName, List<WithheldField> withheld)
    {
        var text = Text(field);
        if (text.Length == 0)
        {
            return null;
        }
        if (Withholding.IsWithheld(text))
        {
            withheld.Add(new(publicName, text));
            return null;
        }
        return text;
    }

    private bool IsCard() =>
        Text("cardMarker") is { Length: > 0 } marker && marker.ToUpperInvariant() is not ("N" or "NO" or "FALSE" or "0");

    private string Text(string field) => Cell(columns[field]);

    private string Cell(int column) => column < 0 ? "" : _cells[column];

    /// <summary>Takes the trimmed cells of a record; the first text beyond the last heading comes back, which means shifted cells.</summary>
    private string? Fill(RecordReader record)
    {
        for (var i = 0; i < _cells.Length; i++)
        {
            _cells[i] = i < record.Count ? Clean(record[i]) : "";
        }
        for (var i = _cells.Length; i < record.Count; i++)
        {
            if (record[i].Trim() is { Length: > 0 } text)
            {
                return text;
            }
        }
        return null;
    }

    private bool Realign(RecordReader record)
    {
        if (_realigned.Find([.. Enumerable.Range(0, record.Count).Select(i => record[i])]) is not { } cells)
        {
            return false;
        }
        for (var i = 0; i < _cells.Length; i++)
        {
            _cells[i] = Clean(cells[i]);
        }
        return true;
    }

    /// <summary>Without the spaces around it, and without zeros, which an old export has and no text.</summary>
    private static string Clean(string cell) =>
        (cell.Contains('\0', StringComparison.Ordinal) ? cell.Replace("\0", "", StringComparison.Ordinal) : cell).Trim();

    /// <summary>Fingerprint of the row: every cell with its heading, empty ones left out, wherever the column stands.</summary>
    private string ContentId()
    {
        _content.ResetWrittenCount();
        Append(identityPrefix, '\n');
        foreach (var column in columns.Content)
        {
            if (_cells[column].Length > 0)
            {
                Append(columns.Normal(column), '\u001f');
                Append(_cells[column], '\u001e');
            }
        }
        return Identity.Of(_content.WrittenSpan);
    }

    private void Append(string text, char end)
    {
        Encoding.UTF8.GetBytes(text, _content);
        _content.GetSpan(1)[0] = (byte)end;
        _content.Advance(1);
    }

    private string WithoutContacts(RecordReader record) => _contacts.Blank(record);
}
