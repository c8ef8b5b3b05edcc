using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Register;

/// <summary>What must always be true of the register; each statement finds what contradicts it.</summary>
internal static class CheckSql
{
    private static readonly (string Rule, string Contradictions)[] Rules =
    [
        (
            "sequences rise without gaps",
            "SELECT 1 WHERE (SELECT count(*) FROM changes) <> (SELECT coalesce(max(sequence), 0) FROM changes)"
        ),
        (
            "every payment's last change is in the register",
            """
            SELECT p.id FROM payments p
            LEFT JOIN changes c ON c.sequence = coalesce(p.withdrawn_sequence, p.changed_sequence)
            WHERE c.record_key IS NOT p.key OR c.resource <> 'expenditure'
            """
        ),
        (
            "every payment has its row as published",
            "SELECT p.id FROM payments p LEFT JOIN payment_rows r ON r.payment_key = p.key WHERE r.payment_key IS NULL"
        ),
        ("every payment can be searched", "SELECT 1 WHERE (SELECT count(*) FROM payments) < (SELECT count(*) FROM payment_text)"),
        (
            "changes of payments add up to payments",
            """
            SELECT 1 WHERE (SELECT count(*) FROM payments WHERE withdrawn_sequence IS NULL)
              <> (SELECT coalesce(sum(CASE action WHEN 'created' THEN 1 WHEN 'withdrawn' THEN -1 ELSE 0 END), 0)
                  FROM changes WHERE resource = 'expenditure')
            """
        ),
        (
            "totals of suppliers are those of their payments",
            """
            SELECT s.id FROM suppliers s
            LEFT JOIN (
              SELECT supplier_key, count(*) AS payments, sum(amount_pence) AS pence FROM payments
              WHERE withdrawn_sequence IS NULL AND kind <> 'reportedTotal' GROUP BY supplier_key
            ) t ON t.supplier_key = s.key
            WHERE s.payment_count <> coalesce(t.payments, 0) OR s.payment_pence <> coalesce(t.pence, 0)
            """
        ),
        (
            "totals of bodies are those of their payments",
            """
            SELECT b.id FROM bodies b
            LEFT JOIN (
              SELECT body_key, count(*) AS payments, sum(amount_pence) AS pence FROM payments
              WHERE withdrawn_sequence IS NULL AND kind <> 'reportedTotal' GROUP BY body_key
            ) t ON t.body_key = b.key
            WHERE b.payment_count <> coalesce(t.payments, 0) OR b.payment_pence <> coalesce(t.pence, 0)
            """
        ),
        (
            "every spelling leads to whom its supplier has become",
            """
            SELECT n.name FROM supplier_names n
            LEFT JOIN suppliers o ON o.key = n.own_key
            WHERE n.supplier_key IS NOT coalesce(o.merged_key, o.key)
            """
        ),
        (
            "nobody has become somebody who has become another",
            "SELECT s.id FROM suppliers s JOIN suppliers m ON m.key = s.merged_key WHERE m.merged_key IS NOT NULL"
        ),
        (
            "every payment and contract has the supplier its spelling leads to",
            """
            SELECT p.id FROM payments p
            JOIN supplier_names n ON n.key = p.supplier_name_key
            WHERE p.supplier_key <> n.supplier_key
            UNION ALL
            SELECT k.id FROM contract_suppliers c
            JOIN supplier_names n ON n.key = c.supplier_name_key
            JOIN contracts k ON k.key = c.contract_key
            WHERE c.supplier_key <> n.supplier_key
            """
        ),
        ("every payment stands where its day and id put it", "SELECT id FROM payments WHERE day_id <> day_id_of(paid_on, id)"),
        (
            "every payment is in the group of its body, supplier, purpose and category",
            """
            SELECT p.id FROM payments p
            LEFT JOIN payment_groups g ON g.key = p.group_key
            WHERE g.key IS NULL OR g.body_key <> p.body_key OR g.supplier_name_key <> coalesce(p.supplier_name_key, 0)
              OR g.category_key <> coalesce(p.category_key, 0) OR g.purpose_folded <> fold_start(p.purpose)
            """
        ),
        (
            "groups of payments count their payments",
            """
            SELECT g.key FROM payment_groups g
            LEFT JOIN (
              SELECT group_key, count(*) AS payments, sum(amount_pence) AS pence, min(paid_on) AS first_on, max(paid_on) AS last_on
              FROM payments
              WHERE withdrawn_sequence IS NULL AND kind <> 'reportedTotal' GROUP BY group_key
            ) t ON t.group_key = g.key
            WHERE g.payments <> coalesce(t.payments, 0) OR g.pence <> coalesce(t.pence, 0)
              OR g.first_on IS NOT t.first_on OR g.last_on IS NOT t.last_on
              OR NOT EXISTS (SELECT 1 FROM payments p WHERE p.group_key = g.key)
            """
        ),
        (
            "exactly the groups with payments can be searched",
            """
            SELECT key FROM (SELECT key FROM payment_groups WHERE payments > 0 EXCEPT SELECT rowid FROM payment_group_text)
            UNION ALL
            SELECT key FROM (SELECT rowid AS key FROM payment_group_text EXCEPT SELECT key FROM payment_groups WHERE payments > 0)
            """
        ),
        (
            "exactly the names of suppliers can be searched",
            """
            SELECT key FROM (SELECT key FROM supplier_names EXCEPT SELECT rowid FROM supplier_text)
            UNION ALL
            SELECT key FROM (SELECT rowid AS key FROM supplier_text EXCEPT SELECT key FROM supplier_names)
            """
        ),
        ("every source can be searched", "SELECT key FROM sources EXCEPT SELECT rowid FROM source_text"),
        (
            "every source's rows add up",
            """
            SELECT id FROM sources
            WHERE rows_read <> rows_saved + rows_unchanged + rows_already_published + rows_rejected + rows_blank + rows_not_data
            """
        ),
        (
            "every source's file is archived or closed",
            """
            SELECT id FROM sources s
            WHERE NOT EXISTS (SELECT 1 FROM archive a WHERE a.sha256 = s.sha256)
              AND NOT EXISTS (SELECT 1 FROM archive_closed c WHERE c.sha256 = s.sha256)
            """
        ),
    ];

    private static readonly string[] Records = ["aliases", "bodies", "contracts", "decisions", "programmes"];

    private static readonly (string Rule, string Contradictions)[] Cells =
    [
        .. CellsAre("payment_months", "body_key, paid_on", "body_key, coalesce(substr(paid_on, 1, 7) || '-01', '')"),
        .. CellsAre("payment_suppliers", "body_key, supplier_key", "body_key, coalesce(supplier_key, 0)"),
        .. CellsAre("payment_supplier_years", "supplier_key, 0", "coalesce(supplier_key, 0), 0"),
        .. CellsAre("payment_categories", "body_key, category_key", "body_key, coalesce(category_key, 0)"),
        .. CellsAre("payment_departments", "body_key, department_key", "body_key, coalesce(department_key, 0)"),
        ("suppliers stand where their sums put them", $"SELECT {Rank} FROM (SELECT * FROM payment_supplier_ranks EXCEPT {Ranks})"),
        ("all sums of suppliers have a place", $"SELECT {Rank} FROM ({Ranks} EXCEPT SELECT * FROM payment_supplier_ranks)"),
    ];

    private const string Rank = "body_key || ' ' || financial_year || ' ' || supplier_key";

    private const string Ranks = """
        SELECT body_key, financial_year, coalesce(sum(pence) FILTER (WHERE kind <> 'reportedTotal'), 0) AS pence, supplier_key,
          coalesce(sum(payments) FILTER (WHERE kind <> 'reportedTotal'), 0),
          coalesce(sum(payments) FILTER (WHERE kind = 'reportedTotal'), 0),
          coalesce(sum(pence) FILTER (WHERE kind = 'reportedTotal'), 0)
        FROM (
          SELECT body_key, supplier_key, financial_year, kind, payments, pence FROM payment_suppliers
          UNION ALL
          SELECT 0, supplier_key, financial_year, kind, payments, pence FROM payment_supplier_years
        )
        GROUP BY body_key, supplier_key, financial_year
        """;

    /// <summary>What was added up as payments came in is what they come to, both ways.</summary>
    private static (string Rule, string Contradictions)[] CellsAre(string table, string columns, string values)
    {
        var kept = $"SELECT {columns}, financial_year, kind, payments, pence FROM {table}";
        var found = $"""
            SELECT {values}, coalesce(financial_year, ''), kind, count(*) AS payments, sum(amount_pence) AS pence
            FROM payments WHERE withdrawn_sequence IS NULL GROUP BY 1, 2, 3, 4
            """;
        const string Cell = "SELECT kind || ' ' || payments || ' ' || pence";
        return
        [
            ($"cells of {table} are those of the payments", $"{Cell} FROM ({kept} EXCEPT {found})"),
            ($"all payments are in the cells of {table}", $"{Cell} FROM ({found} EXCEPT {kept})"),
        ];
    }

    private static IEnumerable<(string Rule, string Contradictions)> RulesOf(string resource) =>
        [
            (
                $"the last change of all {resource} is in the register",
                $"""
                SELECT r.id FROM {resource} r
                LEFT JOIN changes c ON c.sequence = coalesce(r.withdrawn_sequence, r.changed_sequence)
                WHERE c.record_key IS NOT r.key OR c.resource IS NOT '{resource}'
                """
            ),
            (
                $"changes of {resource} add up to {resource}",
                $"""
                SELECT 1 WHERE (SELECT count(*) FROM {resource} WHERE withdrawn_sequence IS NULL)
                  <> (SELECT coalesce(sum(CASE action WHEN 'created' THEN 1 WHEN 'withdrawn' THEN -1 ELSE 0 END), 0)
                      FROM changes WHERE resource = '{resource}')
                """
            ),
            (
                $"all {resource} are stated by a source unless they are withdrawn",
                $"""
                SELECT r.id FROM {resource} r
                WHERE r.source_key IS NOT NULL
                  AND (r.withdrawn_sequence IS NULL)
                    <> EXISTS (SELECT 1 FROM statements t WHERE t.resource = '{resource}' AND t.record_id = r.id)
                """
            ),
        ];

    /// <summary>Every rule that does not hold, with how often and one example.</summary>
    public static IReadOnlyList<string> Faults(SqliteConnection connection) =>
        [
            .. Rules
                .Concat(Cells)
                .Concat(Records.SelectMany(RulesOf))
                .Select(rule => (rule.Rule, Found: connection.Query<string>(rule.Contradictions, commandTimeout: 0).AsList()))
                .Where(rule => rule.Found.Count > 0)
                .Select(rule => $"not true: {rule.Rule} ({rule.Found.Count}, for example {rule.Found[0]})"),
        ];
}
