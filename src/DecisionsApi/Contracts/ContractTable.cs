using DecisionsApi.Bodies;
using DecisionsApi.Records;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Contracts;

/// <summary>How contracts are kept.</summary>
internal sealed class ContractTable : RecordTable<Contract>
{
    public static readonly ContractTable Instance = new();

    public override string Resource => "contracts";

    public override string TextTable => "contract_text";

    public override IReadOnlyList<(string Name, object? Value)> Columns(Writing writing, Contract contract) =>
        [
            ("ocid", contract.Ocid),
            ("reference_folded", contract.Reference is { } reference ? Folding.Fold(reference) : null),
            ("reference_key", PublishedReferences.Key(contract.Reference)),
            ("title", contract.Title),
            ("title_folded", Folding.Fold(contract.Title!)),
            ("stage", contract.Stage),
            ("status", contract.Status),
            ("start_on", contract.StartOn),
            ("published_on", contract.PublishedOn),
            ("value_pence", contract.Value is { } value ? Money.ToPence(value) : null),
            ("programme", contract.Programme),
        ];

    public override (string Title, string Words) Words(Contract contract) =>
        (
            contract.Title!,
            string.Join(
                '\n',
                (string?[])
                    [
                        contract.Reference,
                        contract.Ocid,
                        contract.Description,
                        .. contract.Buyers.Select(buyer => buyer.Name),
                        .. contract.Suppliers.Select(supplier => supplier.Name),
                        .. contract.Classifications.SelectMany(c => new[] { c.Id, c.Description }),
                        contract.ProcedureDetails,
                        .. contract.Extra.Values,
                    ]
            )
        );

    public override IEnumerable<StatedLink> Links(Contract contract)
    {
        foreach (var related in contract.Related.Where(related => related.Target is not null))
        {
            yield return new(related.Relation ?? "related", related.Target!.Resource!, related.Target.Id, null);
        }
        if (contract.Programme is { } programme)
        {
            yield return new("partOf", "programmes", programme, null);
        }
    }

    public override void Relate(Writing writing, long key, Contract contract)
    {
        ContractSql.SaveParties(writing, key, contract);
        ReferenceSql.Save(writing, "contracts", key, contract.Extra);
        Touch(writing, contract);
    }

    public override void Unrelate(Writing writing, long key, Contract contract)
    {
        ContractSql.ForgetIdentifiers(writing, key);
        ReferenceSql.Forget(writing.Connection, writing.Transaction, "contracts", key);
        Touch(writing, contract);
    }

    private static void Touch(Writing writing, Contract contract)
    {
        if (PublishedReferences.Key(contract.Reference) is { } reference)
        {
            writing.TouchedReferences.Add(("contracts", reference));
        }
        foreach (var text in contract.Extra.Where(e => PublishedReferences.ResourceOf(e.Key) == "decisions").Select(e => e.Value))
        {
            if (PublishedReferences.Key(text) is { } decision)
            {
                writing.TouchedReferences.Add(("decisions", decision));
            }
        }
    }

    public override Contract Fill(Contract contract, RecordRow row, IReadOnlyList<RecordLink> links) =>
        contract with
        {
            Id = row.Id,
            Related = contract.Related.Titled(links),
            Links = links,
            Source = row.Source,
        };

    public override IReadOnlyList<Contract> Resolve(SqliteConnection connection, IReadOnlyList<Contract> records) =>
        BodySql.Resolve(connection, ContractSql.ResolveSuppliers(connection, records));

    /// <summary>Whether a party supplies; others have only tendered.</summary>
    public static bool Supplies(ContractSupplier supplier) =>
        supplier.Name is not null && (supplier.Roles.Count == 0 || supplier.Roles.Contains("supplier"));
}
