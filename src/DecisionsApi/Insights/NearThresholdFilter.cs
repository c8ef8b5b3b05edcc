using DecisionsApi.Querying;
using DecisionsApi.Register;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Insights;

/// <summary>Payments just under a threshold.</summary>
internal sealed record NearThresholdFilter : PeriodFilter
{
    public const decimal DefaultThreshold = 10_000;
    private const decimal DefaultShare = 0.05m;

    /// <summary>The threshold in pounds; 10000 unless given (contracts above it are published, SI 2011/3050 paragraph 4(b)).</summary>
    /// <example>10000</example>
    [FromQuery(Name = "threshold")]
    public Parsed<decimal>? Threshold { get; init; }

    /// <summary>How many pounds under the threshold still count as just under; a twentieth of the threshold unless given.</summary>
    /// <example>500</example>
    [FromQuery(Name = "within")]
    public Parsed<decimal>? Within { get; init; }

    public long ThresholdPence() => Money.ToPence(Threshold?.Value ?? DefaultThreshold);

    public long WithinPence() => Math.Max(1, Within?.Value is { } pounds ? Money.ToPence(pounds) : (long)(ThresholdPence() * DefaultShare));
}

internal sealed class NearThresholdFilterValidator : PeriodValidator<NearThresholdFilter>
{
    private const int Most = 1_000_000_000;

    public NearThresholdFilterValidator()
        : base(NearThreshold.Insight.Keys, NearThreshold.Insight.Fields)
    {
        RuleFor(f => f.Threshold)
            .Fits(
                new() { Minimum = 1, Maximum = Most },
                value => value is null or { Value: >= 1 and <= Most },
                $"an amount in pounds from 1 to {Most}"
            );
        RuleFor(f => f.Within)
            .Fits(
                new() { Minimum = 1, Maximum = Most },
                value => value is null or { Value: >= 1 and <= Most },
                $"an amount in pounds from 1 to {Most}"
            );
    }
}
