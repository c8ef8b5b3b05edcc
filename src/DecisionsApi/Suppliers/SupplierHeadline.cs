using System.Globalization;
using DecisionsApi.Formats;
using DecisionsApi.Querying;

namespace DecisionsApi.Suppliers;

/// <summary>What a feed says of suppliers.</summary>
internal static class SupplierHeadline
{
    public static readonly Headlines<Supplier> All = new(_ => null, Of);

    private static Headline Of(Supplier supplier, string? body)
    {
        var period = supplier is { FirstPaidOn: { } first, LastPaidOn: { } last } ? $" from {Words.Day(first)} to {Words.Day(last)}" : "";
        return new(
            supplier.Name,
            Words.Sentences(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Payments in the register: {supplier.PaymentCount:#,0}{period}, {Words.Money(supplier.SumAmount)} in all"
                ),
                string.Create(CultureInfo.InvariantCulture, $"Contracts: {supplier.ContractCount:#,0}"),
                Words.With("Published as ", string.Join("; ", supplier.NamesAsPublished))
            )
        );
    }
}
