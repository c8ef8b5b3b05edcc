using DecisionsApi.Querying;

namespace DecisionsApi.Contracts;

/// <summary>What contracts can be summed up by: their values in pounds; those in other currencies count, but are not added up.</summary>
internal static class ContractSummary
{
    private const string Value =
        "CASE WHEN p.value_pence IS NOT NULL AND coalesce(json_extract(p.content, '$.currency'), 'GBP') = 'GBP' THEN p.value_pence END";

    private const string Suppliers =
        "LEFT JOIN (SELECT DISTINCT contract_key, supplier_key FROM contract_suppliers) cs ON cs.contract_key = p.key";

    public static readonly SummaryDefinition Definition = new(
        new("contracts", "contracts", AddsUp: false),
        Value,
        [
            Dimension.OfKey("supplier", "cs.supplier_key", "suppliers", "name", "supplierName", Suppliers),
            Dimension.OfValue("status", "p.status"),
            Dimension.OfValue("stage", "p.stage"),
            Dimension.OfYears("p.start_on"),
            Dimension.OfQuarters("p.start_on"),
            Dimension.OfMonths("p.start_on"),
            Dimension.OfId("programme", "p.programme", "programmes", "title", "programmeName"),
            Dimension.OfKey("source", "p.source_key", "sources", "file", "sourceFile"),
        ],
        []
    );
}
