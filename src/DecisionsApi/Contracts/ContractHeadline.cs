using DecisionsApi.Formats;
using DecisionsApi.Querying;

namespace DecisionsApi.Contracts;

/// <summary>What a feed says of contracts.</summary>
internal static class ContractHeadline
{
    public static readonly Headlines<Contract> All = new(c => c.Buyers.Count == 1 ? c.Buyers[0].Body : null, Of);

    private static Headline Of(Contract contract, string? body)
    {
        var buyers = Names(contract.Buyers.Select(buyer => buyer.Name));
        var suppliers = Names(contract.Suppliers.Select(supplier => supplier.Name));
        var value = contract.Value is { } amount ? Words.Money(amount, contract.Currency) : null;
        var from = contract.StartOn is { } startOn ? Words.Day(startOn, contract.StartOnPrecision) : null;
        var to = (contract.EndedOn, contract.EndOn) switch
        {
            ({ } endedOn, _) => Words.Day(endedOn, contract.EndedOnPrecision),
            (_, { } endOn) => Words.Day(endOn, contract.EndOnPrecision),
            _ => null,
        };
        var period = Words.With("from ", from) + Words.With(from is null ? "to " : " to ", to);
        return new(
            $"{contract.Title}{Words.With(": ", value)}{Words.With(" to ", suppliers)}{Words.With(", ", body ?? buyers)}",
            Words.Sentences(
                contract.Description,
                Words.With("Buyer: ", body ?? buyers),
                Words.With("Supplier: ", suppliers),
                Words.With("Value: ", value),
                Words.With("Runs ", period),
                contract.Status is { } status ? "Status: " + Words.Code(status) : null
            )
        );
    }

    private static string Names(IEnumerable<string?> names) => string.Join(", ", names.OfType<string>());
}
