using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Records;

/// <summary>
/// Links that rules find. A rule links where exactly one record fits, never to one of several, and says why in a sentence; what a
/// publisher or curator states comes first. Each depends on the records alone, so that it does not matter which came first.
/// </summary>
internal static class LinkRuleSql
{
    // How sure a link is, out of 100: a number that names a record of the same body may be misprinted; being within a contract's
    // period and value shows that a payment can belong to it, not that it does.
    private const int ByReference = 95;
    private const int ByPeriod = 60;

    /// <summary>The rules, as a link's basis names them.</summary>
    public static readonly string[] Rules = ["rule:reference", "rule:supplierPeriod"];

    private const string Insert =
        "INSERT OR IGNORE INTO links (from_resource, from_id, relation, to_resource, to_id, basis, evidence, confidence)";

    /// <summary>
    /// Keys of the records that name one of the references in question; goes on with a condition. What is in question leads: looked up for
    /// each of many records it would be read as JSON as many times.
    /// </summary>
    private const string Naming = """
        SELECT r.from_key
        FROM json_each(@references) t
        CROSS JOIN published_references r
        WHERE r.to_resource = json_extract(t.value, '$[0]') AND r.reference = json_extract(t.value, '$[1]')
        """;

    /// <summary>Takes back what rules have found of the payments in question.</summary>
    private const string Unlink = """
        DELETE FROM links
        WHERE from_resource = 'expenditure' AND basis LIKE 'rule:%'
          AND from_id IN (SELECT p.id FROM temp.linking l CROSS JOIN payments p ON p.key = l.payment_key);
        """;

    private const string BuyerIs = """
        EXISTS (
          SELECT 1 FROM contract_buyers y
          WHERE y.contract_key = c.key AND (y.body_id = b.id OR (y.body_id IS NULL AND y.name_folded = b.name_folded)))
        """;

    /// <summary>Applies the rules to the payments an import has created, changed or brought back.</summary>
    public static void OfIncoming(SqliteConnection connection, SqliteTransaction transaction, long source, long firstKey)
    {
        Begin(connection, transaction);
        connection.Execute(
            """
            INSERT INTO temp.linking
            SELECT payment_key FROM temp.incoming WHERE action IN ('changed', 'revived')
            UNION ALL
            SELECT key FROM payments WHERE key > @firstKey;
            """,
            new { firstKey },
            transaction,
            commandTimeout: 0
        );
        ReferenceSql.SaveOfPayments(connection, transaction, source);
        LinkPayments(connection, transaction);
    }

    /// <summary>Applies the rules again to one payment, of which something was taken out.</summary>
    public static void OfPayment(SqliteConnection connection, SqliteTransaction transaction, long key)
    {
        Begin(connection, transaction);
        connection.Execute($"INSERT INTO temp.linking VALUES (@key); {Unlink}", new { key }, transaction);
        LinkPayments(connection, transaction);
    }

    /// <summary>Applies the rules again to everything that what was touched can have a bearing on.</summary>
    public static void Renew(Writing writing)
    {
        if (writing.TouchedSuppliers.Count == 0 && writing.TouchedReferences.Count == 0)
        {
            return;
        }
        var (connection, transaction) = (writing.Connection, writing.Transaction);
        var touched = new
        {
            suppliers = JsonSerializer.Serialize(writing.TouchedSuppliers),
            references = JsonSerializer.Serialize(writing.TouchedReferences.Select(r => new[] { r.Resource, r.Reference })),
        };
        Begin(connection, transaction);
        connection.Execute(
            $"""
            INSERT OR IGNORE INTO temp.linking
            SELECT p.key FROM json_each(@suppliers) s CROSS JOIN payments p ON p.supplier_key = s.value;
            INSERT OR IGNORE INTO temp.linking {Naming} AND r.from_resource = 'expenditure';

            {Unlink}

            CREATE TEMP TABLE IF NOT EXISTS linking_contracts (contract_key INTEGER PRIMARY KEY);
            DELETE FROM temp.linking_contracts;
            INSERT OR IGNORE INTO temp.linking_contracts {Naming} AND r.from_resource = 'contracts' AND r.to_resource = 'decisions';
            INSERT OR IGNORE INTO temp.linking_contracts
            SELECT c.key FROM json_each(@references) t CROSS JOIN contracts c ON c.reference_key = json_extract(t.value, '$[1]')
            WHERE json_extract(t.value, '$[0]') = 'contracts';

            DELETE FROM links
            WHERE from_resource = 'contracts' AND basis LIKE 'rule:%'
              AND from_id IN (SELECT c.id FROM temp.linking_contracts l JOIN contracts c ON c.key = l.contract_key);
            """,
            touched,
            transaction,
            commandTimeout: 0
        );
        LinkPayments(connection, transaction);
        connection.Execute(ContractToDecision, transaction: transaction, commandTimeout: 0);
    }

    private static void Begin(SqliteConnection connection, SqliteTransaction transaction) =>
        connection.Execute(
            "CREATE TEMP TABLE IF NOT EXISTS linking (payment_key INTEGER PRIMARY KEY); DELETE FROM temp.linking;",
            transaction: transaction
        );

    private static void LinkPayments(SqliteConnection connection, SqliteTransaction transaction)
    {
        // Few publishers name contracts or decisions: where none does, no payment need be looked at for it.
        var anyNames = connection.ExecuteScalar<bool>(
            "SELECT EXISTS (SELECT 1 FROM published_references WHERE from_resource = 'expenditure')",
            transaction: transaction
        );
        var byName = anyNames ? $"{PaymentToContract}\n{PaymentToDecision}\n" : "";
        connection.Execute(byName + PaymentInPeriod, transaction: transaction, commandTimeout: 0);
    }

    // In all of these the payments in question lead: by itself the engine would read every payment, or every reference, to find them.
    private static readonly string PaymentToContract = $"""
        {Insert}
        SELECT 'expenditure', p.id, 'paidUnder', 'contracts', min(c.id), 'rule:reference',
          'The payment names contract ' || json_extract(c.content, '$.reference') || ', a reference only this contract of its payer has.',
          {ByReference}
        FROM temp.linking l
        CROSS JOIN published_references r ON r.from_resource = 'expenditure' AND r.from_key = l.payment_key AND r.to_resource = 'contracts'
        JOIN payments p ON p.key = l.payment_key
        JOIN bodies b ON b.key = p.body_key
        JOIN contracts c ON c.reference_key = r.reference
        WHERE p.withdrawn_sequence IS NULL AND p.contract_id IS NULL AND c.withdrawn_sequence IS NULL AND {BuyerIs}
        GROUP BY p.key
        HAVING count(*) = 1;
        """;

    private static readonly string PaymentToDecision = $"""
        {Insert}
        SELECT 'expenditure', p.id, 'decidedBy', 'decisions', min(d.id), 'rule:reference',
          'The payment names decision ' || json_extract(d.content, '$.reference') || ', a reference only this decision of its payer has.',
          {ByReference}
        FROM temp.linking l
        CROSS JOIN published_references r ON r.from_resource = 'expenditure' AND r.from_key = l.payment_key AND r.to_resource = 'decisions'
        JOIN payments p ON p.key = l.payment_key
        JOIN decisions d ON d.reference_key = r.reference AND d.body_key = p.body_key
        WHERE p.withdrawn_sequence IS NULL AND p.decision_id IS NULL AND d.withdrawn_sequence IS NULL
        GROUP BY p.key
        HAVING count(*) = 1;
        """;

    // The contracts in question are read once, those of the bodies in question alone: a large supplier has hundreds, and every one of its payments may
    // belong to each of them.
    private static readonly string PaymentInPeriod = $"""
        WITH paid AS MATERIALIZED (
          SELECT DISTINCT p.supplier_key AS supplier, p.body_key AS body
          FROM temp.linking l
          CROSS JOIN payments p ON p.key = l.payment_key
        ), periods AS MATERIALIZED (
          SELECT s.supplier_key AS supplier, b.key AS body, c.key AS key, c.id AS id, c.start_on AS start_on,
            coalesce(json_extract(c.content, '$.endedOn'), json_extract(c.content, '$.endOn')) AS end_on, c.value_pence AS pence,
            coalesce(json_extract(c.content, '$.currency'), 'GBP') AS currency
          FROM (SELECT DISTINCT supplier FROM paid) t
          CROSS JOIN contract_suppliers s ON s.supplier_key = t.supplier
          CROSS JOIN contract_buyers y ON y.contract_key = s.contract_key
          CROSS JOIN bodies b ON b.id = y.body_id OR (y.body_id IS NULL AND b.name_folded = y.name_folded)
          CROSS JOIN contracts c ON c.key = s.contract_key
          WHERE b.key IN (SELECT body FROM paid) AND c.withdrawn_sequence IS NULL AND c.stage IN ('award', 'contract')
            AND coalesce(c.status, 'active') NOT IN ('planned', 'cancelled')
            AND c.start_on IS NOT NULL AND end_on IS NOT NULL AND c.value_pence IS NOT NULL
        )
        {Insert}
        SELECT 'expenditure', p.id, 'paidUnder', 'contracts', min(c.id), 'rule:supplierPeriod',
          'Paid by the buyer to the supplier of this contract alone within its period (' || c.start_on || ' to ' || c.end_on
            || '), and not above its value.',
          {ByPeriod}
        FROM temp.linking l
        CROSS JOIN payments p ON p.key = l.payment_key
        CROSS JOIN periods c ON c.supplier = p.supplier_key AND c.body = p.body_key
        WHERE p.withdrawn_sequence IS NULL AND p.contract_id IS NULL AND p.kind <> 'reportedTotal'
          AND c.start_on <= p.paid_on AND c.end_on >= p.paid_on AND p.amount_pence <= c.pence AND c.currency = p.currency
          AND NOT EXISTS (
            SELECT 1 FROM links k
            WHERE k.from_resource = 'expenditure' AND k.from_id = p.id AND k.to_resource = 'contracts' AND k.basis <> 'rule:supplierPeriod')
        GROUP BY p.key
        HAVING count(DISTINCT c.key) = 1;
        """;

    private static readonly string ContractToDecision = $"""
        {Insert}
        SELECT 'contracts', c.id, 'decidedBy', 'decisions', min(d.id), 'rule:reference',
          'The contract names decision ' || json_extract(d.content, '$.reference') || ', a reference only this decision of its buyer has.',
          {ByReference}
        FROM temp.linking_contracts l
        JOIN contracts c ON c.key = l.contract_key
        JOIN published_references r ON r.from_resource = 'contracts' AND r.from_key = c.key AND r.to_resource = 'decisions'
        JOIN decisions d ON d.reference_key = r.reference
        JOIN bodies b ON b.key = d.body_key
        WHERE c.withdrawn_sequence IS NULL AND d.withdrawn_sequence IS NULL AND {BuyerIs}
        GROUP BY c.key
        HAVING count(*) = 1;
        """;
}
