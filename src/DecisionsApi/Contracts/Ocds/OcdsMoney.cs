using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DecisionsApi.Register;
using DecisionsApi.Tabular;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>A sum as OCDS publishes it.</summary>
/// <param name="Amount">The sum, to the penny.</param>
/// <param name="Currency">Its currency, or null where none is published.</param>
internal sealed record OcdsMoney(decimal Amount, string? Currency)
{
    private const decimal Largest = 1_000_000_000_000m;

    /// <summary>
    /// Reads <c>{"amount", "currency"}</c>. A sum that is no sum (Find a Tender has had 1e9999) is an issue and not carried over;
    /// one of fractions of a penny is rounded and an issue too.
    /// </summary>
    public static OcdsMoney? Of(OcdsNode? value, string field, List<MappingIssue> issues)
    {
        if (value?.Peek("amount") is not { } text)
        {
            return null;
        }
        if (!TryRead(value.Value("amount")!, text, out var amount, out var rounded))
        {
            issues.Add(new("amountUnreadable", field, text));
            return null;
        }
        value.Carry("amount");
        if (rounded)
        {
            issues.Add(new("amountRounded", field, text));
        }
        return new(amount, value.Text("currency")?.ToUpperInvariant());
    }

    private static bool TryRead(JsonNode published, string text, out decimal amount, out bool rounded)
    {
        if (published.GetValueKind() == JsonValueKind.String)
        {
            var isRead = Amounts.TryReadPence(text, out var pence, out rounded);
            amount = Money.FromPence(pence);
            return isRead;
        }
        // A number is one by JSON's grammar, whatever its exponent; only what a decimal holds is a sum.
        var isSum = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && Math.Abs(exact) <= Largest;
        amount = isSum ? Math.Round(exact, 2, MidpointRounding.AwayFromZero) : 0;
        rounded = amount != exact;
        return isSum;
    }
}
