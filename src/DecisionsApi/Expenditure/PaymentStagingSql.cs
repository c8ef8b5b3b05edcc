using System.Text.Json;
using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Formats;
using DecisionsApi.Importing;
using DecisionsApi.Records;
using DecisionsApi.Register;
using DecisionsApi.Suppliers;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>
/// The rows of the file being imported, in a temporary table beside the register: an import needs no memory that grows with
/// the file, and what has changed is found by SQL over both. A row without an action is new.
/// </summary>
internal sealed class PaymentStagingSql : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly BulkInsert _rows;
    private readonly BulkInsert _marks;
    private readonly NameKeys _names;
    private readonly long? _body;
    private int _count;

    public PaymentStagingSql(Writing writing, long? body, ImportOptions options)
    {
        var (connection, transaction) = (writing.Connection, writing.Transaction);
        (_connection, _transaction, _body) = (connection, transaction, body);
        connection.Execute(
            """
            DROP TABLE IF EXISTS temp.incoming;
            DROP TABLE IF EXISTS temp.incoming_marks;
            CREATE TEMP TABLE incoming (
              row INTEGER PRIMARY KEY, line INTEGER, raw TEXT, content_id TEXT, id TEXT, payment_key INTEGER, action TEXT,
              paid_on TEXT, day_id INTEGER, date_kind TEXT, amount_pence INTEGER, gross_pence INTEGER, vat_basis TEXT, irrecoverable_vat_pence INTEGER,
              supplier_key INTEGER, supplier_name_key INTEGER, purpose TEXT, category_key INTEGER, department_key INTEGER,
              value_for_money_reason TEXT, transaction_reference TEXT, invoice_reference TEXT, kind TEXT, financial_year TEXT,
              withheld TEXT, issues TEXT, extra TEXT, body_key INTEGER, contract_id TEXT, decision_id TEXT, programme TEXT, evidence TEXT, purpose_folded TEXT);
            -- Of rows the register has already, which are none where a file is new: then no statement about them reads the rows.
            CREATE INDEX temp.incoming_by_payment ON incoming (payment_key) WHERE payment_key IS NOT NULL;
            CREATE INDEX temp.incoming_by_action ON incoming (action) WHERE action IS NOT NULL;
            -- Of rows that name what they belong to, as only our own layout does.
            CREATE INDEX temp.incoming_by_contract ON incoming (contract_id) WHERE contract_id IS NOT NULL;
            CREATE INDEX temp.incoming_by_decision ON incoming (decision_id) WHERE decision_id IS NOT NULL;
            CREATE INDEX temp.incoming_by_programme ON incoming (programme) WHERE programme IS NOT NULL;
            CREATE TEMP TABLE incoming_marks (row INTEGER, mark TEXT, PRIMARY KEY (row, mark)) WITHOUT ROWID;
            """,
            transaction: transaction
        );
        _rows = new(
            connection,
            "temp.incoming",
            "row, line, raw, content_id, paid_on, day_id, date_kind, amount_pence, gross_pence, vat_basis, irrecoverable_vat_pence,"
                + "supplier_key, supplier_name_key, purpose, category_key, department_key, value_for_money_reason, transaction_reference,"
                + "invoice_reference, kind, financial_year, withheld, issues, extra, body_key, contract_id, decision_id, programme, evidence, purpose_folded"
        );
        _marks = new(connection, "temp.incoming_marks", "row, mark");
        _names = new(writing, options);
    }

    /// <summary>Adds a row.</summary>
    public void Add(IncomingPayment payment)
    {
        var row = ++_count;
        var (supplier, name) = payment.SupplierName is null ? (null, null) : _names.Supplier(payment.SupplierName);
        _rows.Add(
            row,
            payment.Line,
            payment.Raw,
            payment.ContentId,
            payment.PaidOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            DayId.Of(payment.PaidOn, payment.ContentId),
            payment.DateKind,
            payment.AmountPence,
            payment.GrossPence,
            payment.VatBasis,
            payment.IrrecoverableVatPence,
            supplier,
            name,
            payment.Purpose,
            payment.Category is null ? null : _names.Term(payment.Category),
            payment.Department is null ? null : _names.Term(payment.Department),
            payment.ValueForMoneyReason,
            payment.TransactionReference,
            payment.InvoiceReference,
            payment.Kind,
            payment.FinancialYear,
            payment.Withheld.Count == 0 ? null : JsonSerializer.Serialize(payment.Withheld, Json.Options),
            payment.Issues.Count == 0 ? null : JsonSerializer.Serialize(payment.Issues, Json.Options),
            Extra(payment),
            payment.Body is null ? _body : _names.Body(payment.Body),
            payment.Contract,
            payment.Decision,
            payment.Programme,
            payment.Evidence,
            Folding.Start(payment.Purpose)
        );
        if (payment.Withheld.Count + payment.Issues.Count == 0)
        {
            return;
        }
        foreach (
            var mark in payment.Withheld.Select(w => "withheld:" + w.Field).Concat(payment.Issues.Select(i => "issue:" + i.Code)).Distinct()
        )
        {
            _marks.Add(row, mark);
        }
    }

    /// <summary>Tells fully equal rows apart by their ordinal and makes the table ready for matching.</summary>
    public void Complete()
    {
        SupplierResolutionSql.Index(_connection, _transaction);
        Sorting.Execute(_connection, _transaction, "CREATE INDEX temp.incoming_by_content ON incoming (content_id)");
        var equals = _connection.Query<(long Row, string ContentId)>(
            """
            SELECT row, content_id
            FROM temp.incoming
            WHERE content_id IN (SELECT content_id FROM temp.incoming GROUP BY content_id HAVING count(*) > 1)
            ORDER BY content_id, row
            """,
            transaction: _transaction
        );
        string? previous = null;
        var ordinal = 0;
        using var update = _connection.CreateCommand();
        update.Transaction = _transaction;
        update.CommandText = "UPDATE temp.incoming SET content_id = @id, day_id = day_id_of(paid_on, @id) WHERE row = @row";
        var id = update.Parameters.Add("@id", SqliteType.Text);
        var row = update.Parameters.Add("@row", SqliteType.Integer);
        foreach (var equal in equals)
        {
            ordinal = equal.ContentId == previous ? ordinal + 1 : 0;
            previous = equal.ContentId;
            if (ordinal > 0)
            {
                (id.Value, row.Value) = (
                    Identity.Of(previous, ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                    equal.Row
                );
                update.ExecuteNonQuery();
            }
        }
    }

    private static string? Extra(IncomingPayment payment) =>
        payment.ExtraByHeading is { Count: > 0 } named ? JsonSerializer.Serialize(named, Json.Options)
        : payment.Extra.Length == 0 ? null
        : JsonSerializer.Serialize(payment.Extra, Json.Options);

    public void Dispose()
    {
        _rows.Dispose();
        _marks.Dispose();
    }
}
