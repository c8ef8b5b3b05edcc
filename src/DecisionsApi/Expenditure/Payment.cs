using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DecisionsApi.Formats;
using DecisionsApi.Links;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using DecisionsApi.Register;

namespace DecisionsApi.Expenditure;

/// <summary>One published line of expenditure.</summary>
public sealed record Payment : ISourced, IWithholds, IGenerated<Payment>
{
    static JsonTypeInfo<Payment> IGenerated<Payment>.Generated => RecordWriting.Default.Payment;

    /// <summary>Identifier of the payment: opaque, URL-safe, the same wherever the same file is imported, never reused.</summary>
    /// <example>t1yymyp4kwdgba7w</example>
    [RegularExpression(Identity.Pattern)]
    public required string Id { get; init; }

    /// <summary>Id of the public body that paid.</summary>
    /// <example>west-midlands-pcc</example>
    [RegularExpression(Slugs.Pattern)]
    public required string Body { get; init; }

    /// <summary>Day of the payment, in the sense of <c>dateKind</c>; null when no usable day was published.</summary>
    /// <example>2013-01-31</example>
    public DateOnly? PaidOn { get; init; }

    /// <summary>What <c>paidOn</c> is: paid, invoice, posted, period (the period reported on) or unknown (the publisher does not say).</summary>
    /// <example>paid</example>
    [OneOf(typeof(LayoutPaymentValidator), nameof(LayoutPaymentValidator.DateKinds))]
    public required string DateKind { get; init; }

    /// <summary>Amount in pounds with two decimals, signed; credits and refunds are negative.</summary>
    /// <example>1234.50</example>
    public required decimal Amount { get; init; }

    /// <summary>Amount including VAT in pounds, where it is published beside <c>amount</c>.</summary>
    /// <example>1481.40</example>
    public decimal? GrossAmount { get; init; }

    /// <summary>Currency, ISO 4217.</summary>
    /// <example>GBP</example>
    public required string Currency { get; init; }

    /// <summary>Whether <c>amount</c> includes VAT: net, gross, netPlusIrrecoverable (net plus the VAT that cannot be recovered) or unknown.</summary>
    /// <example>net</example>
    [OneOf(typeof(LayoutPaymentValidator), nameof(LayoutPaymentValidator.VatBases))]
    public required string VatBasis { get; init; }

    /// <summary>VAT that the body cannot recover, in pounds (Local Government Transparency Code 2015).</summary>
    /// <example>246.90</example>
    public decimal? IrrecoverableVat { get; init; }

    /// <summary>Who was paid; null when not published or withheld.</summary>
    public PaymentSupplier? Supplier { get; init; }

    /// <summary>Fields whose value the publisher withholds, with the publisher's words.</summary>
    public required IReadOnlyList<WithheldField> Withheld { get; init; }

    IEnumerable<string> IWithholds.WithheldFields => Withheld.Select(withheld => withheld.Field);

    /// <summary>What the money was for, as published (SI 2011/3050 paragraph 3(g): "purpose").</summary>
    /// <example>Vehicle hire</example>
    public string? Purpose { get; init; }

    /// <summary>Category of spending, as published.</summary>
    /// <example>Transport</example>
    public string? Category { get; init; }

    /// <summary>Department, service or establishment that spent, as published.</summary>
    /// <example>Operations</example>
    public string? Department { get; init; }

    /// <summary>Why good value for money would be obtained, as published (SI 2011/3050 paragraph 3(g)).</summary>
    /// <example>Lowest of three quotations</example>
    public string? ValueForMoneyReason { get; init; }

    /// <summary>The publisher's reference of the transaction, verbatim.</summary>
    /// <example>5100012345</example>
    public string? TransactionReference { get; init; }

    /// <summary>The supplier's or publisher's reference of the invoice, verbatim.</summary>
    /// <example>INV-0042</example>
    public string? InvoiceReference { get; init; }

    /// <summary>Kind: payment, credit (a negative amount), card, grant, expenses, or reportedTotal (never added to itemised spending).</summary>
    /// <example>payment</example>
    [OneOf(typeof(PaymentFilterValidator), nameof(PaymentFilterValidator.Kinds))]
    public required string Kind { get; init; }

    /// <summary>Financial year, 1 April to 31 March, of <c>paidOn</c> or of the period published in its place.</summary>
    /// <example>2012-13</example>
    [RegularExpression(ParameterRules.YearPattern)]
    public string? FinancialYear { get; init; }

    /// <summary>Id of the contract paid under, where its publisher states one; what rules find is in the links.</summary>
    /// <example>ngsa2x179df0whg2</example>
    public string? Contract { get; init; }

    /// <summary>Id of the decision behind the payment, where its publisher states one; what rules find is in the links.</summary>
    /// <example>3czmr6g21t85x6x0</example>
    public string? Decision { get; init; }

    /// <summary>Id of the programme, where linked.</summary>
    /// <example>west-midlands-business-partnering</example>
    public string? Programme { get; init; }

    /// <summary>Every published column that is none of the fields above: heading and text, as published.</summary>
    /// <example>{"Cost centre":"A123"}</example>
    public required IReadOnlyDictionary<string, string?> Extra { get; init; }

    /// <summary>What could not be read as published, or was adjusted.</summary>
    public required IReadOnlyList<PaymentIssue> Issues { get; init; }

    /// <summary>Where the payment was published.</summary>
    public required RecordSource Source { get; init; }

    /// <summary>Facts that join it to other records and on what each rests; in a list only where <c>include=</c> asks for linked records.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RecordLink>? Links { get; init; }

    /// <summary>Linked records, as far as <c>include=</c> asks for them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Included? Included { get; init; }
}

/// <summary>Who was paid.</summary>
public sealed record PaymentSupplier
{
    /// <summary>Id of the supplier the name resolves to.</summary>
    /// <example>1fct6wk19pc208xk</example>
    [RegularExpression(Identity.Pattern)]
    public required string Id { get; init; }

    /// <summary>The supplier's name.</summary>
    /// <example>iMPOWER</example>
    public required string Name { get; init; }

    /// <summary>The name in this payment, as published.</summary>
    /// <example>IMPOWER CONSULTING LTD</example>
    public required string NameAsPublished { get; init; }
}

/// <summary>A field whose value the publisher withholds.</summary>
/// <param name="Field" example="supplier.name">The field, by its dot path.</param>
/// <param name="Text" example="REDACTED PERSONAL DATA">The publisher's words.</param>
public sealed record WithheldField(string Field, string Text);

/// <summary>Something in a row that could not be read as published, or was adjusted.</summary>
/// <param name="Code" example="amountRounded">dateMissing, dateUnreadable, dateAmbiguous, dateImprecise, amountRounded, dashIsZero, signFromMarker, rowRealigned, quotesMended, supplierMissing, vatUnreadable or grossUnreadable.</param>
/// <param name="Field" example="amount">The field concerned.</param>
/// <param name="Found" example="12.005">The published text.</param>
public sealed record PaymentIssue(string Code, string Field, string? Found);
