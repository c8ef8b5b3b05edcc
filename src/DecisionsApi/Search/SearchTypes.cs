using DecisionsApi.Bodies;
using DecisionsApi.Contracts;
using DecisionsApi.Decisions;
using DecisionsApi.Programmes;

namespace DecisionsApi.Search;

/// <summary>Everything that can be found. Of equal hits that of an earlier type comes first.</summary>
internal static class SearchTypes
{
    public static readonly string[] Names = ["decisions", "contracts", "programmes", "suppliers", "bodies", "expenditure"];

    public static readonly IReadOnlyList<SearchType> All =
    [
        new RecordSearchSql<Decision>(
            DecisionTable.Instance,
            "title_folded",
            "p.body_key IN (SELECT key FROM bodies WHERE id IN @bodies)",
            d => new(d.Title, d.Body, d.DecidedOn, null)
        ),
        new RecordSearchSql<Contract>(
            ContractTable.Instance,
            "title_folded",
            ContractSql.OfBodies("@bodies"),
            c => new(c.Title, c.Buyers is [{ } buyer] ? buyer.Body : null, c.StartOn ?? c.PublishedOn, c.Value)
        ),
        new RecordSearchSql<Programme>(
            ProgrammeTable.Instance,
            "title_folded",
            "p.key IN (SELECT programme_key FROM programme_partners WHERE body_id IN @bodies)",
            p => new(p.Name, p.Partners is [{ } partner] ? partner.Body : null, p.StartOn, null)
        ),
        new SupplierSearchSql(),
        new RecordSearchSql<Body>(BodyTable.Instance, "name_folded", "p.id IN @bodies", b => new(b.Name, null, null, null)),
        new PaymentSearchSql(),
    ];
}
