using DecisionsApi.Contracts;
using DecisionsApi.Querying;
using DecisionsApi.Records;

namespace DecisionsApi.OcdsReleases;

/// <summary>The list of contracts once more, for releases: the same rows in the same orders.</summary>
internal static class ReleaseList
{
    public static readonly ListDefinition<RecordRow, ReleaseSource> Definition = new(
        "contracts",
        "contracts",
        _ => RecordSql.Select("contracts", raw: false),
        ContractList.Definition.Keys,
        ContractList.Definition.DefaultSort,
        (connection, rows, _) => ReleaseSourceSql.From(connection, rows),
        [],
        []
    );

    /// <summary>Parameters of the list of contracts that mean nothing for releases, which are whole and have one form.</summary>
    public static readonly string[] NotForReleases = ["fields", "include", "facet", "format", "bom", "count"];
}
