using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Suppliers;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>Carries the outcome of an import into the register: records, rows as published, search text, totals and changes.</summary>
internal static class PaymentApplySql
{
    private const string Leaving =
        "p.key IN (SELECT payment_key FROM temp.incoming WHERE action = 'changed' UNION ALL SELECT payment_key FROM temp.leaving)";

    private const string ComingBack = "p.key IN (SELECT payment_key FROM temp.incoming WHERE action IN ('changed', 'revived'))";
    private const string Created = "p.key > @FirstKey";

    /// <summary>Applies everything found in <c>temp.incoming</c> and <c>temp.leaving</c>; returns the new head of the sequence.</summary>
    public static long Apply(SqliteConnection connection, SqliteTransaction transaction, Target target)
    {
        var head = target.Sequence;
        void Run(string sql) => connection.Execute(sql, target with { Sequence = head }, transaction, commandTimeout: 0);
        void Sort(string sql) => Sorting.Execute(connection, transaction, sql);
        int Count(string sql) => connection.ExecuteScalar<int>(sql, transaction: transaction);

        Run(
            "CREATE TEMP TABLE IF NOT EXISTS delta (body_key INTEGER, supplier_key INTEGER, payments INTEGER, pence INTEGER); DELETE FROM temp.delta"
        );
        PaymentCellSql.Subtract(connection, transaction, Leaving);
        Sort(Totals);
        PaymentGroupSql.Begin(connection, transaction);
        PaymentGroupSql.Note(connection, transaction, Regrouped);
        PaymentGroupSql.Add(connection, transaction);
        Run(Withdraw);
        head += Count("SELECT count(*) FROM temp.leaving");
        Run(Update);
        head += Count("SELECT count(*) FROM temp.incoming WHERE action IN ('changed', 'revived')");
        Sort(Number);
        var created = Count("SELECT count(*) FROM temp.created");
        new TableIndexes(connection, transaction, "payments").Fill(created, () => Run(Create));
        Run(Accompany);
        head += created;
        PaymentCellSql.Add(connection, transaction, [Created, ComingBack], target);
        Sort(Totals);
        PaymentGroupSql.Note(connection, transaction, Regrouped);
        PaymentGroupSql.Recount(connection, transaction);
        Run(AddTotals);
        Run(Link);
        return head;
    }

    private const string Regrouped =
        "p.key IN (SELECT payment_key FROM temp.incoming WHERE action IN ('changed', 'revived') UNION ALL SELECT payment_key FROM temp.leaving)";

    /// <summary>Of the payments that were just taken out or put in.</summary>
    private const string Totals = """
        INSERT INTO temp.delta
        SELECT body_key, nullif(supplier_key, 0), sum(payments), sum(pence)
        FROM temp.touched
        WHERE kind <> 'reportedTotal'
        GROUP BY body_key, supplier_key
        """;

    private const string Withdraw = """
        INSERT INTO changes (sequence, import_key, resource, record_key, action)
        SELECT @Sequence + row_number() OVER (ORDER BY payment_key), @Import, 'expenditure', payment_key, 'withdrawn' FROM temp.leaving;

        UPDATE payments SET withdrawn_sequence = c.sequence
        FROM changes c
        WHERE c.sequence > @Sequence AND c.record_key = payments.key AND c.resource = 'expenditure';
        """;

    private static readonly string Update = $"""
        UPDATE payments SET content_id = nullif(i.content_id, payments.id)
        FROM temp.incoming i
        WHERE i.action = 'same' AND payments.key = i.payment_key;

        INSERT INTO changes (sequence, import_key, resource, record_key, action)
        SELECT @Sequence + row_number() OVER (ORDER BY row), @Import, 'expenditure', payment_key,
          CASE action WHEN 'revived' THEN 'created' ELSE 'updated' END
        FROM temp.incoming WHERE action IN ('changed', 'revived');

        INSERT INTO absences (resource, record_key, from_sequence, to_sequence)
        SELECT 'expenditure', p.key, p.withdrawn_sequence, c.sequence
        FROM changes c
        JOIN payments p ON p.key = c.record_key
        WHERE c.sequence > @Sequence AND c.resource = 'expenditure' AND p.withdrawn_sequence IS NOT NULL AND c.action = 'created';

        UPDATE payments SET
          content_id = nullif(i.content_id, payments.id), source_key = @Source, source_line = i.line, paid_on = i.paid_on,
          day_id = day_id_of(i.paid_on, payments.id),
          date_kind = i.date_kind, amount_pence = i.amount_pence, gross_pence = i.gross_pence, vat_basis = i.vat_basis,
          irrecoverable_vat_pence = i.irrecoverable_vat_pence, supplier_key = i.supplier_key, supplier_name_key = i.supplier_name_key,
          purpose = i.purpose, category_key = i.category_key, department_key = i.department_key,
          value_for_money_reason = i.value_for_money_reason, transaction_reference = i.transaction_reference,
          invoice_reference = i.invoice_reference, kind = i.kind, financial_year = i.financial_year,
          withheld = i.withheld, issues = i.issues, extra = i.extra, body_key = i.body_key,
          contract_id = i.contract_id, decision_id = i.decision_id, programme = i.programme, group_key = i.group_key,
          changed_sequence = c.sequence, withdrawn_sequence = NULL
        FROM (SELECT x.*, {PaymentGroupSql.OfIncoming} AS group_key FROM temp.incoming x WHERE x.action IN ('changed', 'revived')) i
        JOIN changes c ON c.record_key = i.payment_key
        WHERE c.sequence > @Sequence AND c.resource = 'expenditure' AND payments.key = i.payment_key;

        UPDATE payment_rows SET raw = i.raw
        FROM temp.incoming i
        WHERE i.action IN ('changed', 'revived') AND payment_rows.payment_key = i.payment_key;

        DELETE FROM payment_marks WHERE payment_key IN (SELECT payment_key FROM temp.incoming WHERE action IN ('changed', 'revived'));
        INSERT INTO payment_marks (mark, payment_key)
        SELECT m.mark, i.payment_key FROM temp.incoming_marks m JOIN temp.incoming i ON i.row = m.row
        WHERE i.action IN ('changed', 'revived');

        DELETE FROM payment_text WHERE rowid IN (SELECT payment_key FROM temp.incoming WHERE action IN ('changed', 'revived'));
        {PaymentTextSql.Insert("x.payment_key", "temp.incoming", "x.action IN ('changed', 'revived')")};
        """;

    /// <summary>The new rows, numbered, with their groups; to number them within a statement would hold all that it selects twice.</summary>
    private const string Number = $"""
        DROP TABLE IF EXISTS temp.created;
        CREATE TEMP TABLE created (place INTEGER PRIMARY KEY, row INTEGER NOT NULL, group_key INTEGER NOT NULL);
        INSERT INTO temp.created (row, group_key) {PaymentGroupSql.OfCreated} ORDER BY x.row;
        """;

    // New rows get keys above every other in the order of the file, so that they are appended, not scattered.
    private const string Create = """
        INSERT INTO payments (
          key, id, body_key, source_key, source_line, paid_on, day_id, date_kind, amount_pence, gross_pence, currency, vat_basis,
          irrecoverable_vat_pence, supplier_key, supplier_name_key, purpose, category_key, department_key, value_for_money_reason,
          transaction_reference, invoice_reference, kind, financial_year, withheld, issues, extra, contract_id, decision_id, programme,
          group_key, created_sequence, changed_sequence)
        SELECT
          @FirstKey + x.row, coalesce(id, content_id), body_key, @Source, line, paid_on,
          CASE WHEN id IS NULL THEN day_id ELSE day_id_of(paid_on, id) END, date_kind, amount_pence, gross_pence, 'GBP', vat_basis,
          irrecoverable_vat_pence, supplier_key, supplier_name_key, purpose, category_key, department_key, value_for_money_reason,
          transaction_reference, invoice_reference, kind, financial_year, withheld, issues, extra, contract_id, decision_id, programme,
          c.group_key, @Sequence + c.place, @Sequence + c.place
        FROM temp.created c
        CROSS JOIN temp.incoming x ON x.row = c.row
        ORDER BY c.place;
        """;

    // What goes with each new payment.
    private static readonly string Accompany = $"""
        INSERT INTO changes (sequence, import_key, resource, record_key, action)
        SELECT @Sequence + place, @Import, 'expenditure', @FirstKey + row, 'created' FROM temp.created ORDER BY place;

        INSERT INTO payment_rows (payment_key, raw)
        SELECT @FirstKey + row, raw FROM temp.incoming WHERE action IS NULL ORDER BY row;

        INSERT INTO payment_marks (mark, payment_key)
        SELECT m.mark, @FirstKey + m.row FROM temp.incoming_marks m JOIN temp.incoming i ON i.row = m.row
        WHERE i.action IS NULL ORDER BY 1, 2;

        {PaymentTextSql.Insert("@FirstKey + x.row", "temp.incoming", "x.action IS NULL ORDER BY x.row")};
        """;

    private const string Link = """
        DELETE FROM links
        WHERE from_resource = 'expenditure'
          AND from_id IN (
            SELECT p.id FROM payments p
            WHERE p.key IN (SELECT payment_key FROM temp.leaving UNION SELECT payment_key FROM temp.incoming WHERE action = 'changed'));

        INSERT OR IGNORE INTO links (from_resource, from_id, relation, to_resource, to_id, basis, evidence)
        SELECT 'expenditure', p.id, l.relation, l.resource, l.id, CASE WHEN i.evidence IS NULL THEN 'stated' ELSE 'curated' END, i.evidence
        FROM (
          SELECT row, 'paidUnder' AS relation, 'contracts' AS resource, contract_id AS id FROM temp.incoming WHERE contract_id IS NOT NULL
          UNION ALL
          SELECT row, 'decidedBy', 'decisions', decision_id FROM temp.incoming WHERE decision_id IS NOT NULL
          UNION ALL
          SELECT row, 'partOf', 'programmes', programme FROM temp.incoming WHERE programme IS NOT NULL
        ) l
        JOIN temp.incoming i ON i.row = l.row
        JOIN payments p ON p.key = CASE WHEN i.action IS NULL THEN @FirstKey + i.row ELSE i.payment_key END
        WHERE coalesce(i.action, 'created') IN ('created', 'changed', 'revived');
        """;

    private static readonly string AddTotals = $"""
        UPDATE suppliers SET payment_count = payment_count + d.payments, payment_pence = payment_pence + d.pence
        FROM (SELECT supplier_key, sum(payments) AS payments, sum(pence) AS pence FROM temp.delta GROUP BY supplier_key) d
        WHERE d.supplier_key = suppliers.key;

        UPDATE bodies SET payment_count = payment_count + d.payments, payment_pence = payment_pence + d.pence
        FROM (SELECT body_key, sum(payments) AS payments, sum(pence) AS pence FROM temp.delta GROUP BY body_key) d
        WHERE d.body_key = bodies.key;

        -- Names met only in rows that were not kept are not names of the register.
        DELETE FROM supplier_names
        WHERE supplier_key IN (SELECT key FROM suppliers WHERE created_sequence > @FirstSequence)
          AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.supplier_key = supplier_names.supplier_key AND p.supplier_name_key = supplier_names.key);
        DELETE FROM suppliers WHERE created_sequence > @FirstSequence AND {SupplierSql.Nameless};
        """;

    /// <summary>Where and under which numbers an import writes.</summary>
    internal sealed record Target(long Source, long Import, long Sequence, long FirstSequence, long FirstKey);
}
