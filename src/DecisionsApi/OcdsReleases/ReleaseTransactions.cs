using System.Text.Json.Nodes;
using DecisionsApi.Contracts;
using DecisionsApi.Expenditure;

namespace DecisionsApi.OcdsReleases;

/// <summary>What was paid under a contract: the payments of the register linked with it, and those its own source lists.</summary>
internal static class ReleaseTransactions
{
    /// <summary>The contract's implementation; empty where nothing is known to be paid.</summary>
    public static JsonObject Implementation(ReleaseSource source, ReleaseParties parties, string origin)
    {
        var transactions = source
            .Payments.Select(linked => OfPayment(linked, source.Names, parties, origin))
            .Concat(source.Contract.Transactions.Select(listed => Listed(listed, parties)));
        var hasMore = source.PaymentCount > source.Payments.Count;
        return Members.Of(
            ("transactions", Members.List(transactions.DistinctBy(t => t["id"]!.ToJsonString()))),
            ("linkedPaymentCount", source.PaymentCount > 0 ? source.PaymentCount : null),
            ("linkedPaymentsUri", hasMore ? $"{origin}/v1/links?record={source.Contract.Id}&fromResource=expenditure" : null)
        );
    }

    private static JsonObject OfPayment(LinkedPayment linked, ReleaseNames names, ReleaseParties parties, string origin)
    {
        var payment = linked.Payment;
        var gross = payment.GrossAmount ?? (payment.VatBasis == "gross" ? payment.Amount : null);
        return Members.Of(
            ("id", payment.Id),
            ("source", $"{origin}/v1/sources/{payment.Source.Id}"),
            ("date", Members.Instant(payment.PaidOn)),
            ("value", Members.Value(payment.Amount, payment.Currency, gross)),
            ("payer", parties.InRole("payer", payment.Body, names.Bodies.GetValueOrDefault(payment.Body))),
            ("payee", Payee(payment, parties)),
            ("uri", $"{origin}/v1/expenditure/{payment.Id}"),
            ("linkBasis", linked.Basis),
            ("linkConfidence", linked.Confidence)
        );
    }

    private static JsonObject? Payee(Payment payment, ReleaseParties parties) =>
        payment.Supplier is { } supplier ? parties.InRole("payee", supplier.Id, supplier.Name) : null;

    private static JsonObject Listed(ContractTransaction listed, ReleaseParties parties)
    {
        var address = Members.Address(listed.Source);
        var transaction = Members.Of(
            ("source", address),
            ("sourceAsPublished", listed.Source == address ? null : listed.Source),
            ("date", Members.Instant(listed.Date)),
            ("value", Members.Value(listed.Amount, listed.Currency)),
            ("payer", parties.Named("payer", listed.Payer)),
            ("payee", parties.Named("payee", listed.Payee))
        );
        if (listed.Id is null)
        {
            return Members.Identified(transaction);
        }
        transaction.Insert(0, "id", listed.Id);
        return transaction;
    }
}
