using DecisionsApi.Register;

namespace DecisionsApi.Expenditure;

/// <summary>The days of the first and the last payment of a body <c>b</c>, each found at an end of its index; reported totals left out.</summary>
internal static class PaymentDaySql
{
    private const string OfBody =
        $"p.body_key = b.key AND p.day_id >= {DayId.Dated} AND p.withdrawn_sequence IS NULL AND p.kind <> 'reportedTotal'";

    /// <summary>The first; an expression.</summary>
    public const string First = $"(SELECT p.paid_on FROM payments p WHERE {OfBody} ORDER BY p.day_id LIMIT 1)";

    /// <summary>The last.</summary>
    public const string Last = $"(SELECT p.paid_on FROM payments p WHERE {OfBody} ORDER BY p.day_id DESC LIMIT 1)";
}
