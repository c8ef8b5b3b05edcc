using DecisionsApi.Formats;
using DecisionsApi.Querying;

namespace DecisionsApi.Expenditure;

/// <summary>What a feed says of payments.</summary>
internal static class PaymentHeadline
{
    public static readonly Headlines<Payment> All = new(p => p.Body, Of);

    private static Headline Of(Payment payment, string? body)
    {
        var amount = Words.Money(payment.Amount, payment.Currency);
        var day = payment.PaidOn is { } paidOn ? Words.Day(paidOn) : null;
        var title =
            payment.Kind == "reportedTotal"
                ? $"{amount} reported as a total{Words.With(": ", payment.Purpose?.TrimEnd('.'))}"
                : $"{amount} to {Payee(payment)}{Words.With(" on ", day)}{Words.With(" for ", (payment.Purpose ?? payment.Category)?.TrimEnd('.'))}";
        return new(
            $"{title}{Words.With(", ", body)}",
            Words.Sentences(
                $"{Words.Code(payment.Kind)}{Words.With(" by ", body)}{Words.With(" on ", day)}",
                Words.With("Category: ", payment.Category),
                Words.With("Department: ", payment.Department),
                Words.With("Reference: ", payment.TransactionReference ?? payment.InvoiceReference),
                $"Published in {payment.Source.File}, line {payment.Source.Line}"
            )
        );
    }

    private static string Payee(Payment payment) =>
        payment.Supplier?.Name
        ?? (
            payment.Withheld.Any(withheld => withheld.Field == "supplier.name")
                ? "a payee whose name is withheld"
                : "a payee who is not published"
        );
}
