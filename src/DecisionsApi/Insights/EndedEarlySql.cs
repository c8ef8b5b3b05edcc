using System.Globalization;
using Dapper;
using DecisionsApi.Querying;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Insights;

/// <summary>The statements that find contracts that ended early, and what was paid under them.</summary>
internal static class EndedEarlySql
{
    private static readonly ListSubject Contracts = new("contracts", "contracts", AddsUp: false);
    private static readonly ListSubject Expenditure = new("expenditure", "payments", AddsUp: true);

    /// <summary>One contract more than the page may have.</summary>
    public static List<PatternRow> List(SqliteConnection connection, InsightQuery<EndedContractFilter> query)
    {
        var (sql, parameters) = Statement(query);
        return connection.Query<PatternRow>(sql, parameters).AsList();
    }

    internal static (string Sql, DynamicParameters Parameters) Statement(InsightQuery<EndedContractFilter> query)
    {
        var filters = new Where();
        query.Filter.Apply(filters);
        var where = query.Moment.AsOf(Contracts, filters, ordered: true);
        return (
            $"""
            WITH ended AS (
              SELECT p.id AS place, count(e.key) AS payment_count, coalesce(sum(e.amount_pence), 0) AS sum_pence
              FROM contracts p
              LEFT JOIN payments e ON e.contract_id = p.id AND e.kind <> 'reportedTotal'
                AND e.created_sequence <= @sequence AND (e.withdrawn_sequence IS NULL OR e.withdrawn_sequence > @sequence)
              {where}
              GROUP BY p.id
            ),
            counted AS (
              SELECT n.*, count(*) OVER () AS all_count, sum(n.sum_pence) OVER () AS all_pence
              FROM ended n
            )
            {InsightSql.Page(query, "counted", where.Parameters)}
            """,
            where.Parameters
        );
    }

    /// <summary>Ids of the payments under each of some contracts, the largest first.</summary>
    public static ILookup<string, string> Payments(SqliteConnection connection, Moment moment, IReadOnlyList<string> contracts)
    {
        var (sql, parameters) = PaymentStatement(moment, contracts);
        return connection.Query<(string Contract, string Id)>(sql, parameters).ToLookup(row => row.Contract, row => row.Id);
    }

    internal static (string Sql, DynamicParameters Parameters) PaymentStatement(Moment moment, IReadOnlyList<string> contracts)
    {
        var where = moment
            .AsOf(Expenditure, new Where().Add("p.contract_id IN @contracts", "contracts", contracts), ordered: true)
            .Add("+p.kind <> 'reportedTotal'");
        return (
            $"""
            SELECT contract_id, id
            FROM (
              SELECT p.contract_id AS contract_id, p.id AS id,
                row_number() OVER (PARTITION BY p.contract_id ORDER BY p.amount_pence DESC, p.id) AS number
              FROM payments p
              {where}
            )
            WHERE number <= {Pattern.MostPayments}
            ORDER BY contract_id, number
            """,
            where.Parameters
        );
    }
}
