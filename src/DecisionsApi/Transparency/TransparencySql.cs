using Dapper;
using DecisionsApi.Contracts;
using DecisionsApi.Decisions;
using DecisionsApi.Expenditure;
using DecisionsApi.Records;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Transparency;

/// <summary>The statements behind the report: each reads what one body has in the months asked for.</summary>
internal static class TransparencySql
{
    // More than any body decides or buys in ten years; so that one request stays bounded.
    private const int MostRecords = 20_000;

    /// <summary>Days of the first and last payment and decision of a body.</summary>
    internal const string SpanStatement = $"""
        SELECT
          {PaymentDaySql.First},
          {PaymentDaySql.Last},
          (SELECT d.decided_on FROM decisions d
           WHERE d.body_key = b.key AND d.decided_on IS NOT NULL AND d.withdrawn_sequence IS NULL ORDER BY d.decided_on LIMIT 1),
          (SELECT d.decided_on FROM decisions d
           WHERE d.body_key = b.key AND d.decided_on IS NOT NULL AND d.withdrawn_sequence IS NULL ORDER BY d.decided_on DESC LIMIT 1)
        FROM bodies b
        WHERE b.id = @id
        """;

    internal const string PaymentStatement = """
        SELECT substr(p.paid_on, 1, 7) AS month, p.source_key AS source_key,
          count(*) AS count,
          sum(p.amount_pence) AS pence,
          count(*) FILTER (WHERE p.kind = 'grant') AS grants,
          count(*) FILTER (WHERE p.purpose IS NULL) AS without_purpose,
          count(*) FILTER (WHERE p.value_for_money_reason IS NULL) AS without_reason,
          count(*) FILTER (WHERE p.withheld IS NOT NULL) AS withheld,
          coalesce(sum(p.amount_pence) FILTER (WHERE p.withheld IS NOT NULL), 0) AS withheld_pence,
          count(*) FILTER (WHERE p.withheld LIKE '%"supplier.name"%') AS withheld_supplier,
          coalesce(sum(p.amount_pence) FILTER (WHERE p.withheld LIKE '%"supplier.name"%'), 0) AS withheld_supplier_pence
        FROM payments p
        WHERE p.body_key = (SELECT key FROM bodies WHERE id = @id)
          AND p.day_id >= @fromId
          AND p.day_id <= @toId
          AND +p.kind <> 'reportedTotal'
          AND p.withdrawn_sequence IS NULL
        GROUP BY substr(p.paid_on, 1, 7), p.source_key
        """;

    internal const string UndatedStatement = $"""
        SELECT count(*), coalesce(sum(p.amount_pence), 0)
        FROM payments p
        WHERE p.body_key = (SELECT key FROM bodies WHERE id = @id)
          AND p.day_id < {DayId.Dated}
          AND +p.kind <> 'reportedTotal'
          AND p.withdrawn_sequence IS NULL
        """;

    internal const string DecisionStatement = """
        SELECT d.content, d.withdrawn_sequence IS NOT NULL
        FROM decisions d
        WHERE d.body_key = (SELECT key FROM bodies WHERE id = @id)
          AND (d.decided_on IS NULL OR d.decided_on BETWEEN @from AND @to)
        ORDER BY d.decided_on DESC, d.id
        LIMIT @limit
        """;

    internal const string ContractStatement = """
        SELECT c.content
        FROM contracts c
        WHERE c.key IN (
            SELECT contract_key FROM contract_buyers WHERE body_id = @id
            UNION ALL
            SELECT contract_key FROM contract_buyers WHERE name_folded IN (SELECT name_folded FROM bodies WHERE id = @id))
          AND c.start_on BETWEEN @from AND @to
          AND c.withdrawn_sequence IS NULL
        LIMIT @limit
        """;

    // Which version of a file the server's date belongs to is told by the file's hash.
    internal const string SourceStatement = """
        SELECT s.key AS key, s.id AS id, coalesce(s.retrieved_at, s.imported_at) AS available_at, f.last_modified AS last_modified
        FROM sources s
        LEFT JOIN fetches f ON f.url = s.url AND f.sha256 = s.sha256
        WHERE s.key IN @keys
        """;

    public static BodySpan Span(SqliteConnection connection, string id)
    {
        var (first, last, decided, decidedLast) = connection.QuerySingle<(DateOnly?, DateOnly?, DateOnly?, DateOnly?)>(
            SpanStatement,
            new { id }
        );
        return new(Least(first, decided), Most(last, decidedLast), first);
    }

    /// <summary>The payments of each month by source.</summary>
    public static ILookup<string, PaymentsOfMonth> Payments(SqliteConnection connection, string id, DateOnly from, DateOnly to) =>
        connection
            .Query<PaymentsOfMonth>(
                PaymentStatement,
                new
                {
                    id,
                    fromId = DayId.From(from),
                    toId = DayId.Until(to),
                }
            )
            .ToLookup(row => row.Month);

    public static (long Count, long Pence) Undated(SqliteConnection connection, string id) =>
        connection.QuerySingle<(long, long)>(UndatedStatement, new { id });

    /// <summary>The decisions of some days and those without one; withdrawn ones too, for they have numbers.</summary>
    public static IReadOnlyList<(Decision Decision, bool IsWithdrawn)> Decisions(
        SqliteConnection connection,
        string id,
        DateOnly from,
        DateOnly to
    ) =>
        [
            .. connection
                .Query<(string Content, long IsWithdrawn)>(
                    DecisionStatement,
                    new
                    {
                        id,
                        from,
                        to,
                        limit = MostRecords,
                    }
                )
                .Select(row => (RecordJson.Read<Decision>(row.Content), row.IsWithdrawn == 1)),
        ];

    public static IReadOnlyList<Contract> ContractsOf(SqliteConnection connection, string id, DateOnly from, DateOnly to) =>
        [
            .. connection
                .Query<string>(
                    ContractStatement,
                    new
                    {
                        id,
                        from,
                        to,
                        limit = MostRecords,
                    }
                )
                .Select(RecordJson.Read<Contract>),
        ];

    public static IReadOnlyDictionary<long, SourceOfMonth> Sources(SqliteConnection connection, IEnumerable<long> keys) =>
        connection.Query<SourceOfMonth>(SourceStatement, new { keys = keys.Distinct().ToArray() }).ToDictionary(source => source.Key);

    private static DateOnly? Least(DateOnly? one, DateOnly? other) => one is null || other < one ? other ?? one : one;

    private static DateOnly? Most(DateOnly? one, DateOnly? other) => one is null || other > one ? other ?? one : one;
}

/// <summary>Days between which the register has something of a body.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
/// <param name="FirstPaid">The first with a payment.</param>
internal sealed record BodySpan(DateOnly? First, DateOnly? Last, DateOnly? FirstPaid);

/// <summary>What a source has of a month.</summary>
internal sealed record PaymentsOfMonth
{
    public required string Month { get; init; }
    public required long SourceKey { get; init; }
    public required long Count { get; init; }
    public required long Pence { get; init; }
    public required long Grants { get; init; }
    public required long WithoutPurpose { get; init; }
    public required long WithoutReason { get; init; }
    public required long Withheld { get; init; }
    public required long WithheldPence { get; init; }
    public required long WithheldSupplier { get; init; }
    public required long WithheldSupplierPence { get; init; }
}

/// <summary>A source, and when it was certainly there.</summary>
internal sealed record SourceOfMonth
{
    public required long Key { get; init; }
    public required string Id { get; init; }

    /// <summary>When it was fetched or handed in, RFC 3339 UTC.</summary>
    public required string AvailableAt { get; init; }

    /// <summary>When its publisher's server says it was last changed, as an HTTP date.</summary>
    public string? LastModified { get; init; }
}
