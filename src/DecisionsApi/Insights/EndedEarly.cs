using DecisionsApi.Contracts;
using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Insights;

/// <summary>A contract that ended early after it was signed, and what was paid under it.</summary>
public sealed record EndedContract : Pattern
{
    /// <summary>Id of the contract.</summary>
    /// <example>ngsa2x179df0whg2</example>
    public required string Contract { get; init; }

    /// <summary>Its title.</summary>
    /// <example>Advice to the client side of the Business Partnering for Police procurement</example>
    public string? Title { get; init; }

    /// <summary>Who buys; of several the lead comes first.</summary>
    public required IReadOnlyList<ContractBuyer> Buyers { get; init; }

    /// <summary>Who supplies, and who tendered.</summary>
    public required IReadOnlyList<ContractSupplier> Suppliers { get; init; }

    /// <summary>Value in the currency's unit; null when not published.</summary>
    /// <example>25000000.00</example>
    public decimal? Value { get; init; }

    /// <summary>First day of the period.</summary>
    /// <example>2012-04-01</example>
    public DateOnly? StartOn { get; init; }

    /// <summary>Last day of the period as agreed.</summary>
    /// <example>2022-03-31</example>
    public DateOnly? EndOn { get; init; }

    /// <summary>Day on which it really ended.</summary>
    /// <example>2012-11-22</example>
    public DateOnly? EndedOn { get; init; }

    /// <summary>Why it ended, as on the contract.</summary>
    /// <example>programmeCancelled</example>
    [OneOf(typeof(ContractValidator), nameof(ContractValidator.EndReasons))]
    public string? EndReason { get; init; }
}

/// <summary>Contracts that ended early and what was paid on them.</summary>
internal sealed class EndedEarly : Insight<EndedContractFilter, EndedContract>
{
    public static readonly EndedEarly Insight = new();

    public override string Name => "ended-early";

    public override IReadOnlyList<SortKey> Keys { get; } =
    [
        new("sumAmount", "sum_pence", IsNullable: false, IsNumber: true),
        new("paymentCount", "payment_count", IsNullable: false, IsNumber: true),
    ];

    public override IReadOnlyList<Field<EndedContract>> Fields { get; } =
    [
        new("id", e => e.Id),
        new("contract", e => e.Contract),
        new("title", e => e.Title),
        new("buyers", e => e.Buyers),
        new("suppliers", e => e.Suppliers),
        new("value", e => e.Value),
        new("startOn", e => e.StartOn),
        new("endOn", e => e.EndOn),
        new("endedOn", e => e.EndedOn),
        new("endReason", e => e.EndReason),
        .. Pattern.Columns<EndedContract>(),
    ];

    public override string Rule(EndedContractFilter filter) =>
        "Contracts of the status terminated, which means ended early after signing, and the payments that name them or are linked with them.";

    public override IReadOnlyList<string> Bodies(EndedContractFilter filter) => filter.Body ?? [];

    public override Patterns<EndedContract> Read(SqliteConnection connection, InsightQuery<EndedContractFilter> query)
    {
        var rows = EndedEarlySql.List(connection, query);
        var more = rows.Count > query.Limit;
        var page = more ? rows[..query.Limit] : rows;
        string[] ids = [.. page.Select(row => row.Place)];
        var contracts = RecordSql
            .From(connection, ContractTable.Instance, RecordSql.FindAll(connection, "contracts", ids))
            .ToDictionary(contract => contract.Id);
        var payments = EndedEarlySql.Payments(connection, query.Moment, ids);
        return new(
            [
                .. page.Where(row => contracts.ContainsKey(row.Place))
                    .Select(row => Make(contracts[row.Place], row, [.. payments[row.Place]], query.Origin)),
            ],
            more ? (page[^1].SortValue, page[^1].Place) : null,
            page.Count == 0 ? 0 : page[0].AllCount,
            page.Count == 0 ? 0 : page[0].AllPence
        );
    }

    private EndedContract Make(Contract contract, PatternRow row, IReadOnlyList<string> payments, string origin) =>
        new()
        {
            Id = Identity.Of(Name, contract.Id),
            Contract = contract.Id,
            Title = contract.Title,
            Buyers = contract.Buyers,
            Suppliers = contract.Suppliers,
            Value = contract.Value,
            StartOn = contract.StartOn,
            EndOn = contract.EndOn,
            EndedOn = contract.EndedOn,
            EndReason = contract.EndReason,
            PaymentCount = row.PaymentCount,
            SumAmount = Money.FromPence(row.SumPence),
            Payments = payments,
            Expenditure = $"{origin}/v1/expenditure?contract={contract.Id}",
        };
}
