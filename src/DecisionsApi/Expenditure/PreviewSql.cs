using System.Text.Json;
using Dapper;
using DecisionsApi.Formats;
using DecisionsApi.Importing;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>What a dry run shows of the rows that were matched and not yet applied.</summary>
internal static class PreviewSql
{
    private const int Shown = 5;

    private const string Incoming = """
        i.line AS line, i.paid_on AS paid_on, i.amount_pence AS pence, n.name AS supplier, i.purpose AS purpose,
        i.transaction_reference AS transaction_reference, i.kind AS kind, i.withheld AS withheld
        """;

    private const string Present = """
        p.source_line AS line, p.paid_on AS paid_on, p.amount_pence AS pence, o.name AS supplier, p.purpose AS purpose,
        p.transaction_reference AS transaction_reference, p.kind AS kind, p.withheld AS withheld
        """;

    /// <summary>The preview of what is in <c>temp.incoming</c> and <c>temp.leaving</c>.</summary>
    public static ImportPreview Read(
        SqliteConnection connection,
        SqliteTransaction transaction,
        IReadOnlyDictionary<string, (int Rows, long Pence)> outcome
    ) =>
        new()
        {
            First = Payments(
                connection,
                transaction,
                $"SELECT {Incoming} FROM temp.incoming i LEFT JOIN supplier_names n ON n.key = i.supplier_name_key ORDER BY i.row LIMIT {Shown}"
            ),
            Doubtful = Doubtful(connection, transaction),
            Created = outcome.GetValueOrDefault("created").Rows,
            Changed = outcome.GetValueOrDefault("changed").Rows,
            Revived = outcome.GetValueOrDefault("revived").Rows,
            Changes = Changes(connection, transaction),
            Withdrawn = Payments(
                connection,
                transaction,
                $"""
                SELECT {Present}
                FROM temp.leaving l
                JOIN payments p ON p.key = l.payment_key
                LEFT JOIN supplier_names o ON o.key = p.supplier_name_key
                ORDER BY p.paid_on, p.id
                LIMIT {Shown}
                """
            ),
        };

    private static List<PreviewPayment> Payments(SqliteConnection connection, SqliteTransaction transaction, string sql) =>
        [.. connection.Query<Row>(sql, transaction: transaction).Select(Payment)];

    private static List<PreviewChange> Changes(SqliteConnection connection, SqliteTransaction transaction)
    {
        var changes = connection
            .Query<(long Row, long Key, string Id)>(
                $"""
                SELECT i.row, p.key, p.id FROM temp.incoming i JOIN payments p ON p.key = i.payment_key
                WHERE i.action = 'changed'
                ORDER BY i.row
                LIMIT {Shown}
                """,
                transaction: transaction
            )
            .AsList();
        return
        [
            .. changes.Select(change => new PreviewChange(
                change.Id,
                Payment(
                    connection.QuerySingle<Row>(
                        $"SELECT {Present} FROM payments p LEFT JOIN supplier_names o ON o.key = p.supplier_name_key WHERE p.key = @Key",
                        new { change.Key },
                        transaction
                    )
                ),
                Payment(
                    connection.QuerySingle<Row>(
                        $"SELECT {Incoming} FROM temp.incoming i LEFT JOIN supplier_names n ON n.key = i.supplier_name_key WHERE i.row = @Row",
                        new { change.Row },
                        transaction
                    )
                )
            )),
        ];
    }

    private static List<PreviewIssue> Doubtful(SqliteConnection connection, SqliteTransaction transaction) =>
        [
            .. connection
                .Query<(string Mark, int Count)>(
                    "SELECT mark, count(*) FROM temp.incoming_marks WHERE mark LIKE 'issue:%' GROUP BY mark ORDER BY mark",
                    transaction: transaction
                )
                .Select(found => new PreviewIssue(
                    found.Mark["issue:".Length..],
                    found.Count,
                    Examples(connection, transaction, found.Mark)
                )),
        ];

    private static List<PreviewExample> Examples(SqliteConnection connection, SqliteTransaction transaction, string mark) =>
        [
            .. connection
                .Query<(long Line, string Issues)>(
                    """
                    SELECT i.line, i.issues FROM temp.incoming_marks m JOIN temp.incoming i ON i.row = m.row
                    WHERE m.mark = @mark AND i.issues IS NOT NULL
                    ORDER BY i.row
                    LIMIT 3
                    """,
                    new { mark },
                    transaction
                )
                .SelectMany(row =>
                    JsonSerializer
                        .Deserialize<PaymentIssue[]>(row.Issues, Json.Options)!
                        .Where(issue => "issue:" + issue.Code == mark)
                        .Select(issue => new PreviewExample(row.Line, issue.Field, issue.Found))
                ),
        ];

    private static PreviewPayment Payment(Row row) =>
        new()
        {
            Line = row.Line,
            PaidOn = row.PaidOn,
            Amount = Money.FromPence(row.Pence),
            Supplier = row.Supplier,
            Purpose = row.Purpose,
            TransactionReference = row.TransactionReference,
            Kind = row.Kind,
            Withheld = row.Withheld is null
                ? []
                : [.. JsonSerializer.Deserialize<WithheldField[]>(row.Withheld, Json.Options)!.Select(w => w.Field)],
        };

    private sealed record Row
    {
        public required long Line { get; init; }
        public string? PaidOn { get; init; }
        public required long Pence { get; init; }
        public string? Supplier { get; init; }
        public string? Purpose { get; init; }
        public string? TransactionReference { get; init; }
        public string? Kind { get; init; }
        public string? Withheld { get; init; }
    }
}
