using System.Text.Json;
using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using DecisionsApi.Register;
using DecisionsApi.Tabular;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>The statements that read payments.</summary>
internal static class PaymentSql
{
    private const string Own = """
        p.id AS id,
        p.paid_on AS paid_on,
        p.date_kind AS date_kind,
        p.amount_pence AS amount_pence,
        p.gross_pence AS gross_pence,
        p.currency AS currency,
        p.vat_basis AS vat_basis,
        p.irrecoverable_vat_pence AS irrecoverable_vat_pence,
        p.purpose AS purpose,
        p.value_for_money_reason AS value_for_money_reason,
        p.transaction_reference AS transaction_reference,
        p.invoice_reference AS invoice_reference,
        p.kind AS kind,
        p.financial_year AS financial_year,
        p.contract_id AS contract,
        p.decision_id AS decision,
        p.programme AS programme,
        p.withheld AS withheld,
        p.issues AS issues,
        p.extra AS extra,
        p.source_line AS source_line
        """;

    private const string Keys = """
        p.body_key, p.supplier_key, p.supplier_name_key, p.category_key, p.department_key, p.source_key
        """;

    /// <summary>Columns of a payment with its names; <see cref="From"/> makes the record of them.</summary>
    public const string Columns = $"""
        {Own},
        p.key AS key,
        p.changed_sequence AS changed_sequence,
        p.withdrawn_sequence AS withdrawn_sequence,
        b.id AS body,
        s.id AS supplier_id,
        s.name AS supplier_name,
        n.name AS name_as_published,
        c.text AS category,
        d.text AS department,
        o.extra_headings AS extra_headings_text,
        o.id AS source_id,
        o.sha256 AS source_sha256,
        o.file AS source_file,
        o.sheet AS source_sheet
        """;

    // Outer joins keep the payments outermost in every plan.
    public const string Tables = """
        FROM payments p
        LEFT JOIN bodies b ON b.key = p.body_key
        LEFT JOIN suppliers s ON s.key = p.supplier_key
        LEFT JOIN supplier_names n ON n.key = p.supplier_name_key
        LEFT JOIN terms c ON c.key = p.category_key
        LEFT JOIN terms d ON d.key = p.department_key
        LEFT JOIN sources o ON o.key = p.source_key
        """;

    private const string WithRaw = Columns + ", r.raw AS raw, o.headings AS source_headings, o.delimiter AS source_delimiter";
    private const string Raw = "\nLEFT JOIN payment_rows r ON r.payment_key = p.key";
    private const string RawTable = Tables + Raw;
    private static readonly IReadOnlyDictionary<string, string?> NoExtra = new Dictionary<string, string?>();

    /// <summary>Columns with or without the row as published.</summary>
    public static (string Columns, string Tables) Select(bool raw) => raw ? (WithRaw, RawTable) : (Columns, Tables);

    /// <summary>The same of a list, with the keys of its names in place of these: <see cref="PaymentNameSql"/> looks them up.</summary>
    public static (string Columns, string Tables) Listed(bool raw) =>
        raw ? ($"{Own}, {Keys}, r.raw AS raw", "FROM payments p" + Raw) : ($"{Own}, {Keys}", "FROM payments p");

    /// <summary>The payment of an id, withdrawn or not, with its row as published; or null.</summary>
    public static Row? Find(SqliteConnection connection, string id) =>
        connection.QuerySingleOrDefault<Row>(
            $"SELECT {WithRaw}, {LinkSql.Exist("expenditure", "p.id")} AS is_linked {RawTable} WHERE p.id = @id",
            new { id }
        );

    /// <summary>Those of some payments that are not withdrawn.</summary>
    public static IEnumerable<Payment> FindAll(SqliteConnection connection, IReadOnlyCollection<string> ids) =>
        connection
            .Query<Row>(
                $"SELECT {Columns} {Tables} WHERE p.id {Many.In("ids")} AND p.withdrawn_sequence IS NULL",
                new { ids = Many.Of(ids) }
            )
            .Select(From);

    /// <summary>The superseded contents of a payment, oldest first.</summary>
    public static IReadOnlyList<(long From, long To, string Content)> Versions(SqliteConnection connection, long key) =>
        [
            .. connection.Query<(long, long, string)>(
                """
                SELECT v.from_sequence, v.to_sequence, v.content
                FROM payment_versions v
                WHERE v.payment_key = @key
                ORDER BY v.from_sequence
                """,
                new { key }
            ),
        ];

    public static Payment From(Row row) =>
        new()
        {
            Id = row.Id,
            Body = row.Body,
            PaidOn = row.PaidOn,
            DateKind = row.DateKind,
            Amount = Money.FromPence(row.AmountPence),
            GrossAmount = Money.FromPence(row.GrossPence),
            Currency = row.Currency,
            VatBasis = row.VatBasis,
            IrrecoverableVat = Money.FromPence(row.IrrecoverableVatPence),
            Supplier = row.SupplierId is null
                ? null
                : new()
                {
                    Id = row.SupplierId,
                    Name = row.SupplierName!,
                    NameAsPublished = row.NameAsPublished!,
                },
            Withheld = Parse<WithheldField>(row.Withheld),
            Purpose = row.Purpose,
            Category = row.Category,
            Department = row.Department,
            ValueForMoneyReason = row.ValueForMoneyReason,
            TransactionReference = row.TransactionReference,
            InvoiceReference = row.InvoiceReference,
            Kind = row.Kind,
            FinancialYear = row.FinancialYear,
            Contract = row.Contract,
            Decision = row.Decision,
            Programme = row.Programme,
            Extra = Extra(row),
            Issues = Parse<PaymentIssue>(row.Issues),
            Source = new()
            {
                Id = row.SourceId,
                Sha256 = row.SourceSha256,
                File = row.SourceFile,
                Sheet = row.SourceSheet,
                Line = row.SourceLine,
                Raw = row.Raw,
            },
        };

    /// <summary>How many different issues and withheld fields a payment has at most.</summary>
    public static IReadOnlyDictionary<string, int> LongestLists(SqliteConnection connection, IReadOnlyList<string> lists)
    {
        var (withheld, issues) = connection.QuerySingle<(long, long)>(
            """
            SELECT coalesce(max(withheld), 0), coalesce(max(issues), 0)
            FROM (
              SELECT sum(mark LIKE 'withheld:%') AS withheld, sum(mark LIKE 'issue:%') AS issues
              FROM payment_marks
              GROUP BY payment_key)
            """
        );
        return new Dictionary<string, int> { ["withheld"] = (int)withheld, ["issues"] = (int)issues };
    }

    /// <summary>The payment with the cells of its row as published, each under its heading; never kept, always split anew.</summary>
    public static Payment WithCells(Row row)
    {
        var payment = From(row);
        // Cells that were put into other places stand under other headings in the row as published.
        var isRealigned = payment.Issues.Any(issue => issue.Code == "rowRealigned");
        if (isRealigned || row is not { Raw.Length: > 0, SourceHeadings: { } headings, SourceDelimiter: [var delimiter] })
        {
            return payment;
        }
        using var records = new RecordReader(row.Raw, delimiter);
        if (!records.Read() || records.Fault is not null)
        {
            return payment;
        }
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (i, heading) in Parse<string>(headings).Index())
        {
            if (i < records.Count)
            {
                cells[heading] = records[i];
            }
        }
        return payment with { Source = payment.Source with { Cells = cells } };
    }

    /// <summary>Payments with the facts that join each to other records, in a bounded number of statements.</summary>
    public static IReadOnlyList<Payment> WithLinks(SqliteConnection connection, IReadOnlyList<Payment> payments)
    {
        var links = LinkSql.Of(connection, "expenditure", [.. payments.Select(p => p.Id)]);
        return [.. payments.Select(p => p with { Links = [.. links[p.Id]] })];
    }

    /// <summary>A list that is kept as JSON; empty where none is.</summary>
    public static T[] Parse<T>(string? json) => json is null ? [] : JsonSerializer.Deserialize<T[]>(json, Json.Options)!;

    /// <summary>The values are stored in the order of the source's headings, the headings once a source; or each with its own.</summary>
    private static IReadOnlyDictionary<string, string?> Extra(Row row)
    {
        if (row.Extra is null)
        {
            return NoExtra;
        }
        if (row.Extra[0] == '{')
        {
            return JsonSerializer.Deserialize<Dictionary<string, string?>>(row.Extra, Json.Options)!;
        }
        var values = Parse<string>(row.Extra);
        var extra = new Dictionary<string, string?>(row.ExtraHeadings.Count, StringComparer.Ordinal);
        for (var i = 0; i < row.ExtraHeadings.Count; i++)
        {
            extra.Add(row.ExtraHeadings[i], values[i].Length == 0 ? null : values[i]);
        }
        return extra;
    }

    /// <summary>A payment as stored, with its names or their keys.</summary>
    internal sealed record Row : IListed
    {
        public required long Key { get; init; }
        public required string Id { get; init; }
        public DateOnly? PaidOn { get; init; }
        public required string DateKind { get; init; }
        public required long AmountPence { get; init; }
        public long? GrossPence { get; init; }
        public required string Currency { get; init; }
        public required string VatBasis { get; init; }
        public long? IrrecoverableVatPence { get; init; }
        public string? Purpose { get; init; }
        public string? ValueForMoneyReason { get; init; }
        public string? TransactionReference { get; init; }
        public string? InvoiceReference { get; init; }
        public required string Kind { get; init; }
        public string? FinancialYear { get; init; }
        public string? Contract { get; init; }
        public string? Decision { get; init; }
        public string? Programme { get; init; }
        public string? Withheld { get; init; }
        public string? Issues { get; init; }
        public string? Extra { get; init; }
        public required long SourceLine { get; init; }
        public required long ChangedSequence { get; init; }
        public long? WithdrawnSequence { get; init; }
        public string? Raw { get; init; }
        public string? SortValue { get; init; }

        /// <summary>Whether there are links; only of a single payment.</summary>
        public bool IsLinked { get; init; }

        public long BodyKey { get; init; }
        public long? SupplierKey { get; init; }
        public long? SupplierNameKey { get; init; }
        public long? CategoryKey { get; init; }
        public long? DepartmentKey { get; init; }
        public long SourceKey { get; init; }

        public required string Body { get; set; }
        public string? SupplierId { get; set; }
        public string? SupplierName { get; set; }
        public string? NameAsPublished { get; set; }
        public string? Category { get; set; }
        public string? Department { get; set; }
        public IReadOnlyList<string> ExtraHeadings { get; set; } = [];

        /// <summary>The same as they are kept.</summary>
        public string ExtraHeadingsText
        {
            init => ExtraHeadings = Parse<string>(value);
        }

        public required string SourceId { get; set; }
        public required string SourceSha256 { get; set; }
        public required string SourceFile { get; set; }
        public string? SourceSheet { get; set; }
        public string? SourceHeadings { get; set; }
        public string? SourceDelimiter { get; set; }
    }
}
