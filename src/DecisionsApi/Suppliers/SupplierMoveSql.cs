using Dapper;
using DecisionsApi.Expenditure;
using DecisionsApi.Records;

namespace DecisionsApi.Suppliers;

/// <summary>Takes the spellings of suppliers, with all that is kept under them, to whom they lead now.</summary>
internal static class SupplierMoveSql
{
    /// <summary>Moves what is kept under the spellings of some suppliers; nothing where they are where they belong.</summary>
    public static void Move(Writing writing, IReadOnlyCollection<long> suppliers)
    {
        if (suppliers.Count == 0)
        {
            return;
        }
        var (connection, transaction) = (writing.Connection, writing.Transaction);
        connection.Execute(
            """
            DROP TABLE IF EXISTS temp.moved;
            CREATE TEMP TABLE moved (name_key INTEGER PRIMARY KEY, from_key INTEGER NOT NULL, to_key INTEGER NOT NULL);
            INSERT INTO temp.moved
            SELECT n.key, n.supplier_key, coalesce(s.merged_key, s.key)
            FROM json_each(@suppliers) member
            JOIN suppliers s ON s.key = member.value
            JOIN supplier_names n ON n.own_key = s.key
            WHERE n.supplier_key <> coalesce(s.merged_key, s.key);
            """,
            new { suppliers = System.Text.Json.JsonSerializer.Serialize(suppliers) },
            transaction
        );
        var ends = connection
            .Query<long>("SELECT from_key FROM temp.moved UNION SELECT to_key FROM temp.moved", transaction: transaction)
            .AsList();
        if (ends.Count > 0)
        {
            PaymentCellSql.Subtract(connection, transaction, Moved("from_key"));
            connection.Execute(Totals, new { writing.Head }, transaction);
            connection.Execute(Carry, transaction: transaction, commandTimeout: 0);
            PaymentCellSql.Add(connection, transaction, Moved("to_key"));
            connection.Execute(Totals, new { writing.Head }, transaction);
            writing.TouchedSuppliers.UnionWith(ends);
        }
        long[] concerned = [.. ends.Union(suppliers)];
        SupplierSql.Rename(connection, transaction, concerned);
        Forget(writing, concerned);
    }

    /// <summary>The payments under the spellings that move, by whose they are.</summary>
    private static string Moved(string end) =>
        $"p.key IN (SELECT x.key FROM temp.moved m JOIN payments x ON x.supplier_key = m.{end} AND x.supplier_name_key = m.name_key)";

    /// <summary>Of the payments that were just taken out or put in.</summary>
    private const string Totals = """
        UPDATE suppliers SET
          payment_count = payment_count + d.payments, payment_pence = payment_pence + d.pence, changed_sequence = @Head
        FROM (
          SELECT supplier_key, sum(payments) AS payments, sum(pence) AS pence
          FROM temp.touched
          WHERE kind <> 'reportedTotal'
          GROUP BY supplier_key
        ) d
        WHERE d.supplier_key = suppliers.key
        """;

    private const string Carry = """
        UPDATE payments SET supplier_key = m.to_key
        FROM temp.moved m
        WHERE payments.supplier_key = m.from_key AND payments.supplier_name_key = m.name_key;

        UPDATE contract_suppliers SET supplier_key = m.to_key
        FROM temp.moved m
        WHERE contract_suppliers.supplier_key = m.from_key AND contract_suppliers.supplier_name_key = m.name_key;

        UPDATE supplier_names SET supplier_key = m.to_key
        FROM temp.moved m
        WHERE supplier_names.key = m.name_key;
        """;

    /// <summary>A supplier that no spelling makes any more was never one.</summary>
    private static void Forget(Writing writing, IReadOnlyCollection<long> suppliers) =>
        writing.Connection.Execute(
            $"DELETE FROM suppliers WHERE key IN @suppliers AND {SupplierSql.Nameless}",
            new { suppliers },
            writing.Transaction
        );
}
