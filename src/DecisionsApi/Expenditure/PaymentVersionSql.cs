using System.Text.Json;
using Dapper;
using DecisionsApi.Formats;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>Superseded contents of payments: kept when a record changes.</summary>
internal static class PaymentVersionSql
{
    /// <summary>Keeps the present content of every record that is about to change; its end is set by <see cref="Close"/>.</summary>
    public static void Keep(SqliteConnection connection, SqliteTransaction transaction)
    {
        var (columns, tables) = PaymentSql.Select(raw: true);
        var rows = connection.Query<PaymentSql.Row>(
            $"SELECT {columns} {tables} WHERE p.key IN (SELECT payment_key FROM temp.incoming WHERE action IN ('changed', 'revived'))",
            transaction: transaction
        );
        foreach (var row in rows)
        {
            connection.Execute(
                """
                INSERT INTO payment_versions (payment_key, from_sequence, to_sequence, content)
                VALUES (@Key, @ChangedSequence, @to, @content)
                """,
                new
                {
                    row.Key,
                    row.ChangedSequence,
                    to = row.WithdrawnSequence ?? 0,
                    content = JsonSerializer.Serialize(PaymentSql.From(row), Json.Options),
                },
                transaction
            );
        }
    }

    /// <summary>Gives the contents kept by <see cref="Keep"/> the sequence at which they ended.</summary>
    public static void Close(SqliteConnection connection, SqliteTransaction transaction) =>
        connection.Execute(
            """
            UPDATE payment_versions SET to_sequence = p.changed_sequence
            FROM payments p
            WHERE payment_versions.to_sequence = 0 AND p.key = payment_versions.payment_key
              AND p.key IN (SELECT payment_key FROM temp.incoming WHERE action = 'changed')
            """,
            transaction: transaction
        );
}
