using DecisionsApi.Formats;
using DecisionsApi.Links;
using DecisionsApi.Querying;
using DecisionsApi.Records;

namespace DecisionsApi.Contracts;

/// <summary>The list of contracts: its orders and its columns.</summary>
internal static class ContractList
{
    public static readonly string[] Includes = ["contracts", "decisions", "expenditure", "programme", "raw"];

    private static readonly SortKey StartOn = new("startOn", "p.start_on", IsNullable: true, IsNumber: false);
    private static readonly SortKey PublishedOn = new("publishedOn", "p.published_on", IsNullable: true, IsNumber: false);
    private static readonly SortKey Value = new("value", "p.value_pence", IsNullable: true, IsNumber: true);
    private static readonly SortKey Title = new("title", "p.title_folded", IsNullable: false, IsNumber: false);

    public static readonly ListDefinition<RecordRow, Contract> Definition = new(
        "contracts",
        "contracts",
        includes => RecordSql.Select("contracts", includes.Contains("raw")),
        [StartOn, PublishedOn, Value, Title],
        new(StartOn, Descending: true),
        (connection, rows, includes) =>
            Expansion.Add(
                connection,
                "contracts",
                RecordSql.From(connection, ContractTable.Instance, rows),
                includes,
                c => c.Id,
                (c, included) => c with { Included = included }
            ),
        [
            new("id", c => c.Id),
            new("ocid", c => c.Ocid),
            new("contractId", c => c.ContractId),
            new("reference", c => c.Reference),
            new("key", c => c.Key),
            new("title", c => c.Title),
            new("description", c => c.Description),
            new("stage", c => c.Stage),
            new("status", c => c.Status),
            new("endReason", c => c.EndReason),
            Field<Contract>.List("buyers", c => c.Buyers),
            Field<Contract>.List("suppliers", c => c.Suppliers),
            new("value", c => c.Value),
            new("minValue", c => c.MinValue),
            new("maxValue", c => c.MaxValue),
            new("currency", c => c.Currency),
            Field<Contract>.List("amounts", c => c.Amounts),
            new("signedOn", c => c.SignedOn),
            new("signedOnPrecision", c => c.SignedOnPrecision),
            new("awardedOn", c => c.AwardedOn),
            new("awardedOnPrecision", c => c.AwardedOnPrecision),
            new("publishedOn", c => c.PublishedOn),
            new("publishedOnPrecision", c => c.PublishedOnPrecision),
            new("startOn", c => c.StartOn),
            new("startOnPrecision", c => c.StartOnPrecision),
            new("endOn", c => c.EndOn),
            new("endOnPrecision", c => c.EndOnPrecision),
            new("endedOn", c => c.EndedOn),
            new("endedOnPrecision", c => c.EndedOnPrecision),
            new("procedure", c => c.Procedure),
            new("procedureDetails", c => c.ProcedureDetails),
            Field<Contract>.List("classifications", c => c.Classifications),
            Field<Contract>.List("documents", c => c.Documents),
            Field<Contract>.List("amendments", c => c.Amendments),
            Field<Contract>.List("transactions", c => c.Transactions),
            Field<Contract>.List("related", c => c.Related),
            new("programme", c => c.Programme),
            new("extra", c => c.Extra),
            Field<Contract>.List("provenance", c => c.Provenance),
            new("links", c => c.Links),
            .. SourceFields.Of<Contract>(c => c.Source),
        ],
        Includes
    )
    {
        Headlines = ContractHeadline.All,
        LongestLists = (connection, lists) => RecordSql.LongestLists(connection, "contracts", lists),
        Summary = ContractSummary.Definition,
    };
}
