using System.Globalization;
using System.Text.Json.Nodes;
using DecisionsApi.Importing;
using DecisionsApi.Records;
using FluentValidation;

namespace DecisionsApi.Contracts;

/// <summary>Takes contracts in.</summary>
internal sealed class ContractImport() : RecordImport<Contract>(ContractTable.Instance, new ContractValidator())
{
    protected override IReadOnlyList<string> Telling => ["title", "stage"];

    protected override Contract Complete(Contract contract, JsonObject layout, ImportOptions options) =>
        contract.Buyers.Count == 0 && options.BodyOrPublisher is { } body ? contract with { Buyers = [new() { Body = body }] } : contract;

    protected override IEnumerable<string?> Bodies(Contract contract) => contract.Buyers.Take(1).Select(buyer => buyer.Body);

    protected override RecordIdentity Identify(Contract contract) => IdentityOf(contract);

    /// <summary>What a contract is identified by: ocid and contract id, else buyer and reference, else buyer and the file's own key, else content.</summary>
    public static RecordIdentity IdentityOf(Contract contract)
    {
        var buyer = contract.Buyers.Select(b => b.Body ?? b.Name).FirstOrDefault() ?? "";
        var content = RecordIds.ContractByContent(
            buyer,
            contract.Title ?? "",
            string.Join('\n', contract.Suppliers.Select(s => s.Name).Order(StringComparer.Ordinal)),
            string.Create(CultureInfo.InvariantCulture, $"{contract.Value}"),
            string.Create(CultureInfo.InvariantCulture, $"{contract.StartOn:yyyy-MM-dd}"),
            contract.Reference ?? ""
        );
        var id =
            contract.Ocid is { } ocid ? RecordIds.Process(ocid, contract.ContractId)
            : contract.Reference is { } reference ? RecordIds.Contract(buyer, reference)
            : contract.Key is { } key ? RecordIds.ContractByKey(buyer, key)
            : content;
        return new(id, content, null);
    }
}

/// <summary>What a contract may say.</summary>
internal sealed class ContractValidator : AbstractValidator<Contract>
{
    public static readonly string[] Stages = ["planning", "tender", "award", "contract"];
    public static readonly string[] Statuses = ["planned", "active", "cancelled", "terminated", "complete"];
    public static readonly string[] EndReasons =
    [
        "expired",
        "completed",
        "terminatedEarly",
        "programmeCancelled",
        "procurementCancelled",
        "novated",
        "replaced",
        "supplierInsolvency",
    ];

    public ContractValidator()
    {
        RuleFor(c => c.Title).IsNamed();
        RuleFor(c => c.Stage).IsOneOf(Stages);
        RuleFor(c => c.Status).IsOneOf(Statuses);
        RuleFor(c => c.EndReason).IsOneOf(EndReasons);
        RuleFor(c => c.Buyers)
            .NotEmpty()
            .WithErrorCode("buyerMissing")
            .WithMessage("a buyer in the record, or --body SLUG for the whole file");
        RuleForEach(c => c.Amounts).ChildRules(RecordRules.ForAmount);
    }
}
