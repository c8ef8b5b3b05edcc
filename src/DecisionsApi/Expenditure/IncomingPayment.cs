namespace DecisionsApi.Expenditure;

/// <summary>A row of a file as understood, before the register has seen it.</summary>
internal sealed record IncomingPayment
{
    public required int Line { get; init; }
    public required string Raw { get; init; }

    /// <summary>Fingerprint of body, source name and every cell; duplicates of it are told apart later, by their ordinal.</summary>
    public required string ContentId { get; init; }

    /// <summary>Slug of the body that paid, where the row says it and not the file.</summary>
    public string? Body { get; init; }
    public DateOnly? PaidOn { get; init; }
    public required string DateKind { get; init; }
    public required long AmountPence { get; init; }
    public long? GrossPence { get; init; }
    public required string VatBasis { get; init; }
    public long? IrrecoverableVatPence { get; init; }
    public string? SupplierName { get; init; }
    public string? Purpose { get; init; }
    public string? Category { get; init; }
    public string? Department { get; init; }
    public string? ValueForMoneyReason { get; init; }
    public string? TransactionReference { get; init; }
    public string? InvoiceReference { get; init; }
    public required string Kind { get; init; }
    public string? FinancialYear { get; init; }
    public required IReadOnlyList<WithheldField> Withheld { get; init; }
    public required IReadOnlyList<PaymentIssue> Issues { get; init; }

    public string? Contract { get; init; }
    public string? Decision { get; init; }
    public string? Programme { get; init; }

    /// <summary>What the links of a payment rest on, where somebody has put it together.</summary>
    public string? Evidence { get; init; }

    /// <summary>Texts of the columns that are no field, in the order of the source's extra headings.</summary>
    public string[] Extra { get; init; } = [];

    /// <summary>The same where every row has its own headings.</summary>
    public IReadOnlyDictionary<string, string?>? ExtraByHeading { get; init; }
}
