using Dapper;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Links;

/// <summary>Adds up what is linked, from the links, and what there is, from the sums that imports keep.</summary>
internal static class LinkCoverageSql
{
    /// <summary>Coverage of some bodies and financial years, or of all.</summary>
    public static LinkCoverage Of(SqliteConnection connection, IReadOnlyCollection<string> bodies, IReadOnlyCollection<string> years)
    {
        var all = Cells(connection, bodies, years, All);
        var linked = Cells(connection, bodies, years, Linked).ToDictionary(cell => (cell.Body, cell.FinancialYear));
        var rows = all.ConvertAll(cell =>
        {
            var found = linked.GetValueOrDefault((cell.Body, cell.FinancialYear)) ?? cell with { Payments = 0, Pence = 0 };
            return (cell.Body, cell.FinancialYear, Cell: found with { Payments = cell.Payments, Pence = cell.Pence });
        });
        return new(
            [
                .. rows.Select(row => new LinkCoverageRow(
                    row.Body,
                    row.FinancialYear.Length == 0 ? null : row.FinancialYear,
                    Figures([row.Cell])
                )),
            ],
            Figures([.. rows.Select(row => row.Cell)])
        );
    }

    private static List<Cell> Cells(
        SqliteConnection connection,
        IReadOnlyCollection<string> bodies,
        IReadOnlyCollection<string> years,
        Func<Where, string> statement
    )
    {
        var where = new Where().Add("p.kind <> 'reportedTotal'");
        where.Key("p.body_key", "SELECT key FROM bodies WHERE id", "body", bodies);
        where.In("p.financial_year", "year", years);
        return connection.Query<Cell>(statement(where), where.Parameters).AsList();
    }

    private static string All(Where where) =>
        $"""
            SELECT b.id AS body, p.financial_year AS financial_year, sum(p.payments) AS payments, sum(p.pence) AS pence
            FROM payment_months p
            JOIN bodies b ON b.key = p.body_key
            {where}
            GROUP BY b.id, p.financial_year
            ORDER BY b.id, p.financial_year = '', p.financial_year
            """;

    private static string Linked(Where where) =>
        $"""
            SELECT body, coalesce(financial_year, '') AS financial_year,
              sum(stated) AS stated, sum(stated * pence) AS stated_pence,
              sum(1 - stated) AS by_rule, sum((1 - stated) * pence) AS by_rule_pence,
              sum(contract) AS contracts, sum(contract * pence) AS contracts_pence,
              sum(decision) AS decisions, sum(decision * pence) AS decisions_pence,
              sum(programme) AS programmes, sum(programme * pence) AS programmes_pence
            FROM (
              SELECT b.id AS body, p.financial_year AS financial_year, p.amount_pence AS pence, max(l.basis NOT LIKE 'rule:%') AS stated,
                max(l.to_resource = 'contracts') AS contract, max(l.to_resource = 'decisions') AS decision,
                max(l.to_resource = 'programmes') AS programme
              FROM links l
              JOIN payments p ON p.id = l.from_id
              JOIN bodies b ON b.key = p.body_key
              {where.Copy().Add("l.from_resource = 'expenditure'").Add("p.withdrawn_sequence IS NULL")}
              GROUP BY p.key
            )
            GROUP BY body, financial_year
            """;

    private static LinkCoverageFigures Figures(IReadOnlyCollection<Cell> cells)
    {
        LinkCoverageFigure Sum(Func<Cell, long> count, Func<Cell, long> pence) => new(cells.Sum(count), Money.FromPence(cells.Sum(pence)));
        return new()
        {
            All = Sum(c => c.Payments, c => c.Pence),
            Stated = Sum(c => c.Stated, c => c.StatedPence),
            ByRule = Sum(c => c.ByRule, c => c.ByRulePence),
            Unlinked = Sum(c => c.Payments - c.Stated - c.ByRule, c => c.Pence - c.StatedPence - c.ByRulePence),
            ToContract = Sum(c => c.Contracts, c => c.ContractsPence),
            ToDecision = Sum(c => c.Decisions, c => c.DecisionsPence),
            ToProgramme = Sum(c => c.Programmes, c => c.ProgrammesPence),
        };
    }

    private sealed record Cell
    {
        public required string Body { get; init; }
        public required string FinancialYear { get; init; }
        public long Payments { get; init; }
        public long Pence { get; init; }
        public long Stated { get; init; }
        public long StatedPence { get; init; }
        public long ByRule { get; init; }
        public long ByRulePence { get; init; }
        public long Contracts { get; init; }
        public long ContractsPence { get; init; }
        public long Decisions { get; init; }
        public long DecisionsPence { get; init; }
        public long Programmes { get; init; }
        public long ProgrammesPence { get; init; }
    }
}
