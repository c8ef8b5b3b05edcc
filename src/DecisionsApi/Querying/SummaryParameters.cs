using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Querying;

/// <summary>What a summary understands beside the filters of its list.</summary>
internal sealed record SummaryParameters
{
    /// <summary>What to group by, up to three, separated by commas, or repeated; the totals alone unless given. Records without a value make a group of their own.</summary>
    [FromQuery(Name = "groupBy")]
    public string[]? GroupBy { get; init; }

    /// <summary>
    /// What to work out, separated by commas, or repeated: <c>count</c>, <c>sumAmount</c> and <c>meanAmount</c> unless given (of decisions <c>count</c>);
    /// <c>minAmount</c> and <c>maxAmount</c> have to read every record.
    /// </summary>
    [FromQuery(Name = "measures")]
    public string[]? Measures { get; init; }

    /// <summary>Gives this many groups, the largest sums first unless <c>sort</c> says otherwise, and one more row for everything else.</summary>
    /// <example>5</example>
    [FromQuery(Name = "top")]
    public Parsed<int>? Top { get; init; }

    /// <summary>The names in a parameter that may be repeated, or separate them by commas.</summary>
    public static string[] Split(string[]? values) =>
        [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))];

    /// <summary>What to work out.</summary>
    public IReadOnlyList<string> MeasuresOf(SummaryDefinition summary) =>
        Measures is null or [] ? summary.DefaultMeasures : Split(Measures);
}

/// <summary>What the parameters of a summary may hold.</summary>
internal sealed class SummaryValidator : AbstractValidator<SummaryParameters>
{
    public SummaryValidator(SummaryDefinition summary)
    {
        RuleFor(p => p.GroupBy).AreDifferent(summary.Names, SummaryDefinition.MaxGroupings);
        RuleFor(p => p.Measures).AreDifferent(summary.Measures, summary.Measures.Count);
        RuleFor(p => p.Top)
            .Fits(
                new() { Minimum = 1, Maximum = ListQuery.MaxLimit },
                top => top is null or { Value: >= 1 and <= ListQuery.MaxLimit },
                $"a whole number from 1 to {ListQuery.MaxLimit}"
            );
    }

    /// <summary>What a summary with these measures can be ordered by.</summary>
    public static IReadOnlyList<string> Sorts(IEnumerable<string> measures) =>
        [.. measures.Prepend("group").SelectMany(name => new[] { name, "-" + name })];

    /// <summary>Parameters that say different things: each with what it must be.</summary>
    public static IEnumerable<(string Parameter, string Allowed)> Contradictions(
        SummaryDefinition summary,
        SummaryParameters asked,
        ListParameters filter
    )
    {
        var sorts = Sorts(asked.MeasuresOf(summary));
        if (filter.Sort is { } sort && !sorts.Contains(sort))
        {
            yield return ("sort", $"one of {string.Join(", ", sorts)}: group, or what is measured");
        }
        if (asked.Top is null)
        {
            yield break;
        }
        if (asked.GroupBy is null or [])
        {
            yield return ("top", $"left out without groupBy, which is one of {string.Join(", ", summary.Names)}");
        }
        if (filter.Cursor is not null)
        {
            yield return ("cursor", "left out with top, which has no further pages");
        }
        if (filter.Limit is not null)
        {
            yield return ("limit", "left out with top, which says how many groups there are");
        }
    }
}

/// <summary>Rules of parameters that pick names.</summary>
internal static class SummaryRules
{
    public const int MaxFacets = 5;

    /// <summary>What <c>facet=</c> names.</summary>
    public static void AreFacets<T>(this IRuleBuilder<T, string[]?> rule, SummaryDefinition summary) =>
        rule.AreDifferent(summary.Names, MaxFacets);

    /// <summary>Some of the names, each once.</summary>
    public static void AreDifferent<T>(this IRuleBuilder<T, string[]?> rule, IReadOnlyList<string> allowed, int most) =>
        rule.Fits(
            new()
            {
                OneOf = allowed,
                MaxItems = Math.Min(most, allowed.Count),
                IsSeparatedByCommas = true,
            },
            values =>
                SummaryParameters.Split(values) is var names
                && names.Length <= most
                && names.All(allowed.Contains)
                && names.Distinct().Count() == names.Length,
            $"up to {Math.Min(most, allowed.Count)} of {string.Join(", ", allowed)}, each once, separated by commas"
        );
}
