using System.Text.Json.Nodes;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>The sums of one contract: what it is worth, what was expected, and what else is said.</summary>
internal sealed class OcdsFigures
{
    private readonly List<MappingIssue> _issues;

    public OcdsFigures(OcdsNode? planning, OcdsNode? tender, OcdsNode? award, bool isShared, OcdsNode? contract, List<MappingIssue> issues)
    {
        _issues = issues;
        var signed = OcdsMoney.Of(contract?.Object("value"), "value", issues);
        var awarded = OcdsMoney.Of(award?.Object("value"), signed is null && !isShared ? "value" : "amounts", issues);
        // OCDS: a tender's value is the upper bound of what is expected, its minValue the lower.
        var upper = OcdsMoney.Of(tender?.Object("value"), "maxValue", issues);
        var lower = OcdsMoney.Of(tender?.Object("minValue"), "minValue", issues);
        // The value of an award that several contracts carry out is none of theirs.
        var value = signed ?? (isShared ? null : awarded);
        Currency = (value ?? awarded ?? upper ?? lower)?.Currency;
        Value = value?.Amount;
        MaxValue = InCurrency(upper, "potentialValue", "tender/value");
        MinValue = InCurrency(lower, "potentialValue", "tender/minValue");
        if (awarded is not null && awarded != value)
        {
            AddOther(awarded, "value", null, "awards[]/value");
        }
        if (planning?.Object("budget") is { } budget && OcdsMoney.Of(budget.Object("amount"), "amounts", issues) is { } planned)
        {
            AddOther(planned, "budget", budget.Text("description"), "planning/budget");
        }
        if (Currency is null && (value ?? awarded ?? upper ?? lower) is not null)
        {
            issues.Add(new("currencyMissing", "currency", null));
        }
    }

    public decimal? Value { get; }

    public decimal? MinValue { get; }

    public decimal? MaxValue { get; }

    public string? Currency { get; }

    /// <summary>Other and conflicting figures; <c>source</c> is where in the release they stand.</summary>
    public JsonArray Others { get; } = [];

    /// <summary>A bound, where it is in the currency of the contract; another is no bound of its value but a figure of its own.</summary>
    private decimal? InCurrency(OcdsMoney? sum, string measure, string source)
    {
        if (sum?.Currency is not null && Currency is not null && sum.Currency != Currency)
        {
            _issues.Add(new("currencyDiffers", measure, sum.Currency));
            AddOther(sum, measure, null, source);
            return null;
        }
        return sum?.Amount;
    }

    private void AddOther(OcdsMoney sum, string measure, string? description, string source) =>
        Others.Add(
            OcdsLists.Fields(
                ("measure", measure),
                ("amount", sum.Amount),
                ("currency", sum.Currency),
                ("description", description),
                ("source", source)
            )
        );
}
