using Dapper;
using DecisionsApi.Records;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Suppliers;

/// <summary>What there is to say of one supplier: its spellings, who paid it when, its contracts.</summary>
internal static class SupplierProfileSql
{
    public const int MostContracts = 100;

    /// <summary>The supplier with its profile.</summary>
    public static Supplier Add(SqliteConnection connection, Supplier supplier, long key)
    {
        var cells = connection
            .Query<Cell>(
                """
                SELECT p.supplier_name_key, b.id AS body, p.financial_year, count(*) AS payments, sum(p.amount_pence) AS pence,
                  min(p.paid_on) AS first_paid_on, max(p.paid_on) AS last_paid_on
                FROM payments p
                JOIN bodies b ON b.key = p.body_key
                WHERE p.supplier_key = @key AND p.withdrawn_sequence IS NULL AND p.kind <> 'reportedTotal'
                GROUP BY 1, 2, 3
                """,
                new { key }
            )
            .AsList();
        return supplier with
        {
            Names = Names(connection, key, cells),
            Totals =
            [
                .. cells
                    .GroupBy(cell => (cell.Body, cell.FinancialYear))
                    .OrderBy(group => group.Key.Body, StringComparer.Ordinal)
                    .ThenBy(group => group.Key.FinancialYear ?? "~", StringComparer.Ordinal)
                    .Select(group => new SupplierTotal
                    {
                        Body = group.Key.Body,
                        FinancialYear = group.Key.FinancialYear,
                        PaymentCount = group.Sum(cell => cell.Payments),
                        SumAmount = Money.FromPence(group.Sum(cell => cell.Pence)),
                    }),
            ],
            Contracts = Contracts(connection, key),
        };
    }

    private static List<SupplierName> Names(SqliteConnection connection, long key, IReadOnlyList<Cell> cells)
    {
        var paid = cells.ToLookup(cell => cell.SupplierNameKey);
        return
        [
            .. connection
                .Query<(long Key, string Name, string Basis, string Evidence, string? Merged)>(
                    """
                    SELECT n.key, n.name, n.basis, n.evidence, o.merge_evidence
                    FROM supplier_names n
                    JOIN suppliers o ON o.key = n.own_key
                    WHERE n.supplier_key = @key
                    ORDER BY n.name
                    """,
                    new { key }
                )
                .Select(n => new SupplierName
                {
                    Name = n.Name,
                    Basis = n.Merged is null ? n.Basis : "rule:identifier",
                    Evidence = n.Merged ?? n.Evidence,
                    PaymentCount = paid[n.Key].Sum(cell => cell.Payments),
                    SumAmount = Money.FromPence(paid[n.Key].Sum(cell => cell.Pence)),
                    FirstPaidOn = paid[n.Key].Min(cell => cell.FirstPaidOn),
                    LastPaidOn = paid[n.Key].Max(cell => cell.LastPaidOn),
                }),
        ];
    }

    private static List<RecordReference> Contracts(SqliteConnection connection, long key) =>
        [
            .. connection
                .Query<(string Id, string Title)>(
                    $"""
                    SELECT c.id, c.title
                    FROM (SELECT DISTINCT contract_key FROM contract_suppliers WHERE supplier_key = @key) s
                    JOIN contracts c ON c.key = s.contract_key
                    WHERE c.withdrawn_sequence IS NULL
                    ORDER BY c.start_on IS NULL, c.start_on DESC, c.id DESC
                    LIMIT {MostContracts}
                    """,
                    new { key }
                )
                .Select(c => new RecordReference
                {
                    Resource = "contracts",
                    Id = c.Id,
                    Title = c.Title,
                }),
        ];

    private sealed record Cell
    {
        public long? SupplierNameKey { get; init; }
        public required string Body { get; init; }
        public string? FinancialYear { get; init; }
        public required long Payments { get; init; }
        public required long Pence { get; init; }
        public DateOnly? FirstPaidOn { get; init; }
        public DateOnly? LastPaidOn { get; init; }
    }
}
