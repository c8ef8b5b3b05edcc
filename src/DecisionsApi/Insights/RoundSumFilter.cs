using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Insights;

/// <summary>Payments of round amounts.</summary>
internal sealed record RoundSumFilter : PeriodFilter
{
    public const int DefaultMultiple = 1000;

    /// <summary>Whole pounds of which an amount is a multiple, 10 to 1000000; 1000 unless given.</summary>
    /// <example>1000</example>
    [FromQuery(Name = "multiple")]
    public Parsed<int>? Multiple { get; init; }

    public int Pounds() => Multiple?.Value ?? DefaultMultiple;
}

internal sealed class RoundSumFilterValidator : PeriodValidator<RoundSumFilter>
{
    public RoundSumFilterValidator()
        : base(RoundSums.Insight.Keys, RoundSums.Insight.Fields) =>
        RuleFor(f => f.Multiple)
            .Fits(
                new() { Minimum = 10, Maximum = 1_000_000 },
                value => value is null or { Value: >= 10 and <= 1_000_000 },
                "a whole number of pounds from 10 to 1000000"
            );
}
