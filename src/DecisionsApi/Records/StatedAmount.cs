using DecisionsApi.Formats;

namespace DecisionsApi.Records;

/// <summary>A sum of money a source states. Figures that conflict stand side by side, each with its source; none is added to another.</summary>
public sealed record StatedAmount
{
    /// <summary>What is measured: budget, forecast, potentialValue, committed, value, spent or saving.</summary>
    /// <example>spent</example>
    [OneOf(typeof(RecordRules), nameof(RecordRules.Measures))]
    public string? Measure { get; init; }

    /// <summary>The sum in the currency's unit, two decimals; null where only bounds are stated.</summary>
    /// <example>500000.00</example>
    public decimal? Amount { get; init; }

    /// <summary>Lower bound, where a range is stated.</summary>
    /// <example>300000000.00</example>
    public decimal? MinAmount { get; init; }

    /// <summary>Upper bound, where a range is stated.</summary>
    /// <example>3500000000.00</example>
    public decimal? MaxAmount { get; init; }

    /// <summary>Currency, ISO 4217; null where the source says none, which means pounds sterling.</summary>
    /// <example>GBP</example>
    public string? Currency { get; init; }

    /// <summary>Of whom or what the sum is: all funders, one body, one stage.</summary>
    /// <example>West Midlands</example>
    public string? Scope { get; init; }

    /// <summary>What the source says about the sum.</summary>
    /// <example>Round total reported from the decision paper.</example>
    public string? Description { get; init; }

    /// <summary>Day for which the sum is stated; the first of the period where only a month or year is known.</summary>
    /// <example>2012-11-22</example>
    public DateOnly? AsAt { get; init; }

    /// <summary>How exact <c>asAt</c> is: day, month or year.</summary>
    /// <example>day</example>
    public string? AsAtPrecision { get; init; }

    /// <summary>Who states it.</summary>
    /// <example>Decision paper of 22 November 2012</example>
    public string? Source { get; init; }
}
