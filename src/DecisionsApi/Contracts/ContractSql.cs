using Dapper;
using DecisionsApi.Records;
using DecisionsApi.Register;
using DecisionsApi.Suppliers;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Contracts;

/// <summary>The statements about contracts that other records have not.</summary>
internal static class ContractSql
{
    /// <summary>The buyers that are a body, by the id the source gives or by its exact name.</summary>
    public static readonly string OfBody = OfBodies("@body");

    /// <summary>The same for the bodies in a parameter of another name.</summary>
    public static string OfBodies(string ids) =>
        $"""
            p.key IN (
              SELECT contract_key FROM contract_buyers WHERE body_id IN {ids}
              UNION ALL
              SELECT contract_key FROM contract_buyers WHERE name_folded IN (SELECT name_folded FROM bodies WHERE id IN {ids}))
            """;

    /// <summary>The contracts of a supplier known by a folded name; ends before its operator.</summary>
    public const string NamedSupplier = """
        SELECT c.contract_key
        FROM supplier_names n
        JOIN contract_suppliers c ON c.supplier_key = n.supplier_key
        WHERE n.name_folded
        """;

    /// <summary>The contracts of some suppliers.</summary>
    public const string OfSupplier =
        $"p.key IN (SELECT contract_key FROM contract_suppliers WHERE supplier_key IN ({SupplierSql.OfId} IN @supplier))";

    /// <summary>Notes who buys and who supplies.</summary>
    public static void SaveParties(Writing writing, long key, Contract contract)
    {
        var before = SupplierIdentifierSql.Of(writing, key);
        TouchSuppliers(writing, key);
        writing.Connection.Execute(
            """
            DELETE FROM contract_buyers WHERE contract_key = @key;
            DELETE FROM contract_suppliers WHERE contract_key = @key;
            DELETE FROM supplier_identifiers WHERE contract_key = @key;
            """,
            new { key },
            writing.Transaction
        );
        foreach (var buyer in contract.Buyers)
        {
            writing.Connection.Execute(
                "INSERT INTO contract_buyers (contract_key, body_id, name_folded) VALUES (@key, @Body, @name)",
                new
                {
                    key,
                    buyer.Body,
                    name = buyer.Name is null ? null : Folding.Fold(buyer.Name),
                },
                writing.Transaction
            );
        }
        foreach (var suppliers in contract.Suppliers.Where(ContractTable.Supplies).ToLookup(supplier => supplier.Name!))
        {
            var (supplier, spelling) = SupplierResolutionSql.KeysOf(
                writing.Connection,
                writing.Transaction,
                suppliers.Key,
                writing.Head - 1
            );
            writing.Connection.Execute(
                "INSERT INTO contract_suppliers (contract_key, supplier_key, supplier_name_key) VALUES (@key, @supplier, @spelling)",
                new
                {
                    key,
                    supplier,
                    spelling,
                },
                writing.Transaction
            );
            SupplierIdentifierSql.Save(writing, key, spelling, suppliers.SelectMany(s => s.Identifiers));
        }
        SupplierResolutionSql.Index(writing.Connection, writing.Transaction);
        SupplierMergeSql.Settle(writing, before.Union(SupplierIdentifierSql.Of(writing, key)));
        TouchSuppliers(writing, key);
    }

    private static void TouchSuppliers(Writing writing, long key) =>
        writing.TouchedSuppliers.UnionWith(
            writing.Connection.Query<long>(
                "SELECT supplier_key FROM contract_suppliers WHERE contract_key = @key",
                new { key },
                writing.Transaction
            )
        );

    /// <summary>Takes back what a contract that is withdrawn said of its suppliers' identifiers.</summary>
    public static void ForgetIdentifiers(Writing writing, long key)
    {
        var before = SupplierIdentifierSql.Of(writing, key);
        TouchSuppliers(writing, key);
        writing.Connection.Execute("DELETE FROM supplier_identifiers WHERE contract_key = @key", new { key }, writing.Transaction);
        SupplierMergeSql.Settle(writing, before);
    }

    /// <summary>Contracts with the ids of the suppliers their names resolve to.</summary>
    public static IReadOnlyList<Contract> ResolveSuppliers(SqliteConnection connection, IReadOnlyList<Contract> contracts)
    {
        var ids = SupplierSql.IdsOf(
            connection,
            [.. contracts.SelectMany(c => c.Suppliers).Where(ContractTable.Supplies).Select(s => s.Name!).Distinct()]
        );
        ContractSupplier Resolved(ContractSupplier supplier) =>
            ContractTable.Supplies(supplier) ? supplier with { Id = ids.GetValueOrDefault(supplier.Name!) } : supplier;
        return [.. contracts.Select(c => c with { Suppliers = [.. c.Suppliers.Select(Resolved)] })];
    }
}
