using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Transparency;

/// <summary>Which months to show.</summary>
internal sealed record TransparencyFilter
{
    public const int DefaultLimit = 24;
    public const int MaxLimit = 120;

    /// <summary>A day in the earliest month (YYYY-MM-DD); that of the body's first payment or decision unless given.</summary>
    /// <example>2012-11-22</example>
    [FromQuery(Name = "from")]
    public Parsed<DateOnly>? From { get; init; }

    /// <summary>A day in the latest month (YYYY-MM-DD); that of the body's last payment or decision unless given. Months to come are not shown.</summary>
    /// <example>2013-03-31</example>
    [FromQuery(Name = "to")]
    public Parsed<DateOnly>? To { get; init; }

    /// <summary>Months on a page, 1 to 120; 24 unless given.</summary>
    /// <example>24</example>
    [FromQuery(Name = "limit")]
    public Parsed<int>? Limit { get; init; }
}

internal sealed class TransparencyFilterValidator : AbstractValidator<TransparencyFilter>
{
    public TransparencyFilterValidator()
    {
        RuleFor(f => f.From).IsDay();
        RuleFor(f => f.To).IsDay();
        RuleFor(f => f.Limit)
            .Fits(
                new() { Minimum = 1, Maximum = TransparencyFilter.MaxLimit },
                limit => limit is null or { Value: >= 1 and <= TransparencyFilter.MaxLimit },
                $"a whole number of months from 1 to {TransparencyFilter.MaxLimit}"
            );
    }
}
