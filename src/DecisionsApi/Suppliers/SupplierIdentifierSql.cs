using Dapper;
using DecisionsApi.Contracts;
using DecisionsApi.Records;

namespace DecisionsApi.Suppliers;

/// <summary>The statements about identifiers that contracts give with suppliers' names.</summary>
internal static class SupplierIdentifierSql
{
    /// <summary>Suppliers, by their names alone, with whom a contract gives identifiers.</summary>
    public static IReadOnlyList<long> Of(Writing writing, long contract) =>
        writing
            .Connection.Query<long>(
                """
                SELECT DISTINCT n.own_key
                FROM supplier_identifiers i
                JOIN supplier_names n ON n.key = i.supplier_name_key
                WHERE i.contract_key = @contract
                """,
                new { contract },
                writing.Transaction
            )
            .AsList();

    /// <summary>Notes the identifiers a contract gives with a spelling, as far as they can be such.</summary>
    public static void Save(Writing writing, long contract, long spelling, IEnumerable<Identifier> identifiers)
    {
        foreach (var (scheme, id) in identifiers.Select(OrganisationIdentifiers.Sound).OfType<(string Scheme, string Id)>().Distinct())
        {
            writing.Connection.Execute(
                """
                INSERT OR IGNORE INTO supplier_identifiers (contract_key, supplier_name_key, scheme, id)
                VALUES (@contract, @spelling, @scheme, @id)
                """,
                new
                {
                    contract,
                    spelling,
                    scheme,
                    id,
                },
                writing.Transaction
            );
        }
    }
}
