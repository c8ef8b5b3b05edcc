using System.Buffers;
using System.Text;
using DecisionsApi.Importing;
using DecisionsApi.Register;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>Turns the rows of one spend file into payments, row by row; it holds no more than the running sum.</summary>
internal sealed class PaymentImport(PaymentColumns columns, DateOrder order, string identityPrefix)
{
    private static readonly string[] SumFields = ["amount", "grossAmount", "irrecoverableVat"];
    private readonly int _date = columns["paidOn"];
    private readonly int _amount = columns["amount"];
    private readonly int _supplier = columns["supplierName"];
    private readonly string _dateKind = columns.Hint("paidOn") ?? "unknown";
    private readonly string _vatBasis = columns.Hint("amount") ?? "unknown";
    private readonly bool _cards = columns.Hint("supplierName") == "card";
    private readonly ArrayBufferWriter<byte> _content = new(1024);
    private readonly string[] _cells = new string[columns.Headings.Length];
    private long _runningPence;

    /// <summary>Understands one record.</summary>
    public RowOutcome Read(RecordReader record)
    {
        if (record.Fault is { } fault)
        {
            return new RowOutcome.Rejected([RowFault.Of(record.Line, fault, record.Raw)], WithoutContacts(record));
        }
        var surplus = Fill(record);
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
        return IsRepeatedHeading() ? RowOutcome.NotDataRow : Understand(record);
    }

    private RowOutcome Understand(RecordReader record)
    {
        var amount = Cell(_amount);
        if (!Amounts.TryReadPence(amount, out var pence, out var rounded))
        {
            // A footer or note: one cell of text and none of the values that make a payment.
            if (amount.Length == 0 && Texts() == 1 && HasNoKey())
            {
                return RowOutcome.NotDataRow;
            }
            var code = amount.Length == 0 ? "amountMissing" : "amountUnreadable";
            return new RowOutcome.Rejected(
                [new(record.Line, columns.Headings[_amount], code, amount, Amounts.Expected)],
                WithoutContacts(record)
            );
        }
        if (HasNoKey() && IsTotal(pence))
        {
            return RowOutcome.NotDataRow;
        }
        _runningPence += pence;
        return new RowOutcome.Understood<IncomingPayment>(Payment(record, pence, rounded));
    }

    private bool HasNoKey() =>
        Cell(_supplier).Length == 0 && Text("transactionReference").Length == 0 && !Days.TryRead(Cell(_date), order, out _);

    /// <summary>
    /// A row without any key is a total when sums of money are all it has (Devon, March 2026), or when its amount is that of all
    /// rows before it; a word is no evidence.
    /// </summary>
    private bool IsTotal(long pence) => Texts() == Sums() || (Cell(_date).Length == 0 && _runningPence != 0 && pence == _runningPence);

    private int Texts() => _cells.Count(cell => cell.Length > 0);

    private int Sums() => Array.FindAll(SumFields, field => Text(field).Length > 0).Length;

    private IncomingPayment Payment(RecordReader record, long pence, bool rounded)
    {
        var issues = new List<PaymentIssue>();
        var withheld = new List<WithheldField>();
        if (rounded)
        {
            issues.Add(new("amountRounded", "amount", Cell(_amount)));
        }
        var paidOn = Day(issues);
        return new()
        {
            Line = record.Line,
            Raw = WithoutContacts(record),
            ContentId = ContentId(),
            PaidOn = paidOn,
            DateKind = _dateKind,
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
            FinancialYear = paidOn is { } day ? FinancialYears.Of(day) : null,
            Withheld = withheld,
            Issues = issues,
            Extra = [.. columns.Extra.Select(column => _cells[column])],
        };
    }

    private DateOnly? Day(List<PaymentIssue> issues)
    {
        if (Days.TryRead(Cell(_date), order, out var day))
        {
            return day;
        }
        var found = Cell(_date);
        issues.Add(found.Length == 0 ? new("dateMissing", "paidOn", null) : new("dateUnreadable", "paidOn", found));
        return null;
    }

    private long? Money(string field, string code, List<PaymentIssue> issues)
    {
        var text = Text(field);
        if (text.Length == 0)
        {
            return null;
        }
        if (Amounts.TryReadPence(text, out var pence, out var rounded))
        {
            if (rounded)
            {
                issues.Add(new("amountRounded", field, text));
            }
            return pence;
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
            _cells[i] = i < record.Count ? record[i].Trim() : "";
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

    private bool IsRepeatedHeading()
    {
        if (Headings.Normalise(Cell(_amount)) != columns.Normal(_amount))
        {
            return false;
        }
        for (var i = 0; i < _cells.Length; i++)
        {
            if (Headings.Normalise(_cells[i]) != columns.Normal(i))
            {
                return false;
            }
        }
        return true;
    }

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

    private string WithoutContacts(RecordReader record) => Contacts.Blank(record, columns.Contacts);
}
