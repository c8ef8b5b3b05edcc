using System.Text.Json;
using System.Text.Json.Nodes;
using DecisionsApi.Formats;
using DecisionsApi.Importing;
using DecisionsApi.Records;
using DecisionsApi.Records.Layouts;
using DecisionsApi.Register;
using DecisionsApi.Sources;
using DecisionsApi.Tabular;
using FluentValidation;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Takes in payments in our own layout, as JSON or as the table that <c>export</c> writes: every row says its body, and may name a
/// contract, decision or programme.
/// </summary>
internal sealed class PaymentLayout : ITableImport, IJsonImport
{
    // Together found in no publisher's file, only in our own.
    private static readonly string[] Telling = ["body", "paidOn", "dateKind", "amount", "kind"];
    private static readonly LayoutPaymentValidator Validator = new();

    public string Kind => "expenditure";

    public bool HasField(string field) => false;

    public bool Recognise(JsonOutline outline) =>
        LayoutJson.IsOf(Kind, outline) || Copies.AreLinesOf(typeof(LayoutPayment), Telling, outline);

    public int Recognise(IReadOnlyList<string> cells, ImportOptions options)
    {
        var columns = LayoutColumns.Map(typeof(LayoutPayment), cells, NoMap).ByField;
        return options.Columns.Count == 0 && Telling.All(columns.ContainsKey) ? columns.Count : 0;
    }

    public TableReport Import(ImportContext context)
    {
        var detected = new Detected(TextEncoding.Name(context.File.Encoding), null, null, null, new Dictionary<string, string>());
        var (rows, isExport) = LayoutJson.Open(context.File.Path, Kind);
        var report = Import(context, detected, rows, isExport);
        Archive.Keep(context);
        return report;
    }

    public TableReport Import(ImportContext context, TableShape shape)
    {
        var columns = LayoutColumns.Map(typeof(LayoutPayment), shape.Headings, NoMap, isSheet: context.Sheet is not null);
        var detected = new Detected(
            TextEncoding.Name(context.File.Encoding),
            shape.Delimiter.ToString(),
            shape.HeaderLine,
            "yearFirst",
            columns.ByField
        );
        var report = Import(context, detected, LayoutTable.Rows(context.File, shape, columns), Copies.AreRows(columns));
        Archive.Keep(context, shape, columns.Contacts);
        return report;
    }

    private static readonly Dictionary<string, string> NoMap = [];

    private static TableReport Import(ImportContext published, Detected detected, IEnumerable<LayoutRow> rows, bool isExport)
    {
        var context = isExport ? Copies.Named(published) : published;
        using var intake = new PaymentIntake(context, detected, null, ["extra"]);
        intake.Stage(rows.Select(row => Understand(context, row, isExport)));
        return intake.Settle();
    }

    private static RowOutcome Understand(ImportContext context, LayoutRow row, bool isExport)
    {
        if (row.Layout is not { } layout)
        {
            return row.Fault is { } fault ? new RowOutcome.Rejected([fault], row.Raw) : RowOutcome.BlankRow;
        }
        var binder = new LayoutBinder(row.Line);
        if (binder.Bind<LayoutPayment>(layout) is not { } bound)
        {
            return new RowOutcome.Rejected(binder.Faults, row.Raw);
        }
        var payment = bound.Body is null ? bound with { Body = context.Options.BodyOrPublisher } : bound;
        if (Validator.Validate(payment) is { IsValid: false } invalid)
        {
            return new RowOutcome.Rejected(
                [
                    .. invalid.Errors.Select(e => new RowFault(
                        row.Line,
                        Paths.Camel(e.PropertyName),
                        e.ErrorCode,
                        $"{e.AttemptedValue}",
                        e.ErrorMessage
                    )),
                ],
                row.Raw
            );
        }
        return isExport && Copies.IdOf(layout) is { } id && PaymentSql.Find(context.Connection, id) is { } known
            ? Compare(row, payment, known)
            : new RowOutcome.Understood<IncomingPayment>(Incoming(context.SourceName, row, payment));
    }

    private static RowOutcome Compare(LayoutRow row, LayoutPayment copy, PaymentSql.Row known)
    {
        var shown = JsonSerializer.SerializeToNode(PaymentSql.From(known), Json.Options)!.AsObject();
        var present = new LayoutBinder(row.Line).Bind<LayoutPayment>(shown)!;
        var difference = known.WithdrawnSequence is null ? Copies.Difference(row.Line, Said(copy), Said(present)) : null;
        return difference is null ? new RowOutcome.Copy(known.Body) : new RowOutcome.Rejected([difference], row.Raw);
    }

    /// <summary>What a payment says of itself; whose it is and what it is linked to the register finds out, and may since have found otherwise.</summary>
    private static JsonObject Said(LayoutPayment payment)
    {
        var itself = payment with
        {
            Supplier = payment.Supplier is { } supplier ? new() { NameAsPublished = supplier.NameAsPublished } : null,
            Contract = null,
            Decision = null,
            Programme = null,
        };
        return JsonNode.Parse(RecordJson.Write(itself))!.AsObject();
    }

    private static IncomingPayment Incoming(string sourceName, LayoutRow row, LayoutPayment payment) =>
        new()
        {
            Line = row.Line,
            Raw = row.Raw,
            ContentId = Identity.Of("expenditure", payment.Body!, sourceName, RecordJson.Write(payment)),
            Body = payment.Body,
            PaidOn = payment.PaidOn,
            DateKind = payment.DateKind ?? "unknown",
            AmountPence = Money.ToPence(payment.Amount!.Value),
            GrossPence = payment.GrossAmount is { } gross ? Money.ToPence(gross) : null,
            VatBasis = payment.VatBasis ?? "unknown",
            IrrecoverableVatPence = payment.IrrecoverableVat is { } vat ? Money.ToPence(vat) : null,
            SupplierName = payment.Supplier?.NameAsPublished ?? payment.Supplier?.Name,
            Purpose = payment.Purpose,
            Category = payment.Category,
            Department = payment.Department,
            ValueForMoneyReason = payment.ValueForMoneyReason,
            TransactionReference = payment.TransactionReference,
            InvoiceReference = payment.InvoiceReference,
            Kind = payment.Kind ?? (payment.Amount < 0 ? "credit" : "payment"),
            FinancialYear = payment.PaidOn is { } day ? FinancialYears.Of(day) : null,
            Contract = payment.Contract?.Id,
            Decision = payment.Decision?.Id,
            Programme = payment.Programme,
            Evidence = payment.Provenance.Count == 0 ? null : string.Join("; ", payment.Provenance.Select(Words)),
            Withheld = [.. payment.Withheld.Where(w => w.Field is not null).Select(w => new WithheldField(w.Field!, w.Text ?? ""))],
            Issues = [],
            ExtraByHeading = payment.Extra,
        };

    private static string Words(Provenance page) =>
        string.Join(", ", new[] { page.Title, page.Publisher, page.Url, page.Says }.OfType<string>());
}

/// <summary>A payment as our own layout writes it.</summary>
internal sealed record LayoutPayment : IRecord
{
    public string Id { get; init; } = "";
    public string? Body { get; init; }
    public DateOnly? PaidOn { get; init; }
    public string? DateKind { get; init; }
    public decimal? Amount { get; init; }
    public decimal? GrossAmount { get; init; }
    public string? Currency { get; init; }
    public string? VatBasis { get; init; }
    public decimal? IrrecoverableVat { get; init; }
    public LayoutSupplier? Supplier { get; init; }
    public IReadOnlyList<LayoutWithheld> Withheld { get; init; } = [];
    public string? Purpose { get; init; }
    public string? Category { get; init; }
    public string? Department { get; init; }
    public string? ValueForMoneyReason { get; init; }
    public string? TransactionReference { get; init; }
    public string? InvoiceReference { get; init; }
    public string? Kind { get; init; }
    public string? FinancialYear { get; init; }
    public RecordReference? Contract { get; init; }
    public RecordReference? Decision { get; init; }
    public string? Programme { get; init; }
    public IReadOnlyDictionary<string, string?> Extra { get; init; } = new Dictionary<string, string?>();
    public IReadOnlyList<LayoutIssue> Issues { get; init; } = [];
    public IReadOnlyList<Provenance> Provenance { get; init; } = [];
    public RecordSource? Source { get; init; }
    public IReadOnlyList<RecordLink> Links { get; init; } = [];
}

/// <summary>Who was paid, in our own layout.</summary>
internal sealed record LayoutSupplier
{
    public string? Id { get; init; }
    public string? Name { get; init; }
    public string? NameAsPublished { get; init; }
}

/// <summary>A withheld field, in our own layout.</summary>
internal sealed record LayoutWithheld
{
    public string? Field { get; init; }
    public string? Text { get; init; }
}

/// <summary>An issue of a payment, in our own layout.</summary>
internal sealed record LayoutIssue
{
    public string? Code { get; init; }
    public string? Field { get; init; }
    public string? Found { get; init; }
}

/// <summary>What a payment of our own layout may say.</summary>
internal sealed class LayoutPaymentValidator : AbstractValidator<LayoutPayment>
{
    public static readonly string[] DateKinds = ["paid", "invoice", "posted", "period", "unknown"];
    public static readonly string[] VatBases = ["net", "gross", "netPlusIrrecoverable", "unknown"];

    public LayoutPaymentValidator()
    {
        RuleFor(p => p.Body).IsBody();
        RuleFor(p => p.Amount).NotNull().WithErrorCode("amountMissing").WithMessage("an amount in pounds");
        RuleFor(p => p.DateKind).IsOneOf(DateKinds);
        RuleFor(p => p.VatBasis).IsOneOf(VatBases);
        RuleFor(p => p.Kind).IsOneOf(PaymentFilterValidator.Kinds);
        RuleFor(p => p.Currency).IsOneOf(["GBP"]);
    }
}
