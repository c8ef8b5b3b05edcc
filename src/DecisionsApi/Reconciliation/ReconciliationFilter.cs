using DecisionsApi.Http;
using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Reconciliation;

/// <summary>What a reconciliation service is asked; nothing for what it offers.</summary>
internal sealed record AskFilter
{
    /// <summary>A batch of queries as JSON: objects with <c>query</c>, <c>type</c>, <c>type_strict</c>, <c>limit</c> and <c>properties</c>, by names of the client's.</summary>
    /// <example>{"q0":{"query":"iMPOWER Consulting Ltd","limit":3}}</example>
    [FromQuery(Name = "queries")]
    public string? Queries { get; init; }

    /// <summary>Whose values are wanted, as JSON: <c>ids</c> of records and <c>properties</c> by their <c>id</c>.</summary>
    /// <example>{"ids":[],"properties":[{"id":"identifier"}]}</example>
    [FromQuery(Name = "extend")]
    public string? Extend { get; init; }

    /// <summary>Name of a function to call with the answer, which then is a script (<c>application/javascript</c>).</summary>
    /// <example>show</example>
    [FromQuery(Name = Http.Callback.Parameter)]
    public string? Callback { get; init; }
}

/// <summary>What the question may hold.</summary>
internal sealed class AskFilterValidator : AbstractValidator<AskFilter>
{
    public AskFilterValidator()
    {
        RuleFor(f => f.Queries).IsJson();
        RuleFor(f => f.Extend).IsJson();
        RuleFor(f => f.Extend).Must((filter, extend) => extend is null || filter.Queries is null).WithMessage("left out beside queries");
        RuleFor(f => f.Callback).IsCallback();
    }
}

/// <summary>What is to be completed.</summary>
internal sealed record SuggestFilter
{
    /// <summary>What was typed; nothing is suggested for nothing, except of types and properties.</summary>
    /// <example>impow</example>
    [FromQuery(Name = "prefix")]
    public string? Prefix { get; init; }

    /// <summary>How many suggestions to leave out, to get the next ones.</summary>
    /// <example>0</example>
    [FromQuery(Name = "cursor")]
    public Parsed<int>? Cursor { get; init; }

    /// <summary>Name of a function to call with the answer, which then is a script (<c>application/javascript</c>).</summary>
    /// <example>show</example>
    [FromQuery(Name = Http.Callback.Parameter)]
    public string? Callback { get; init; }
}

/// <summary>What is to be completed may be this.</summary>
internal sealed class SuggestFilterValidator : AbstractValidator<SuggestFilter>
{
    public SuggestFilterValidator()
    {
        RuleFor(f => f.Prefix)
            .Fits(
                new()
                {
                    MaxLength = ParameterRules.MaxLength,
                    MayBeEmpty = true,
                    IsRequired = true,
                },
                prefix => prefix is { Length: <= ParameterRules.MaxLength } && !prefix.Contains('\0'),
                $"up to {ParameterRules.MaxLength} characters"
            );
        RuleFor(f => f.Cursor)
            .Fits(
                new() { Minimum = 0, Maximum = Reconciler.LastSuggestion },
                cursor => cursor is null or { Value: >= 0 and <= Reconciler.LastSuggestion },
                $"a whole number from 0 to {Reconciler.LastSuggestion}"
            );
        RuleFor(f => f.Callback).IsCallback();
    }
}

/// <summary>Of which type the properties are wanted.</summary>
internal sealed record ProposeFilter
{
    /// <summary>Id of a type; every one unless given.</summary>
    /// <example>supplier</example>
    [FromQuery(Name = "type")]
    public string? Type { get; init; }

    /// <summary>Most properties.</summary>
    /// <example>3</example>
    [FromQuery(Name = "limit")]
    public Parsed<int>? Limit { get; init; }

    /// <summary>Name of a function to call with the answer, which then is a script (<c>application/javascript</c>).</summary>
    /// <example>show</example>
    [FromQuery(Name = Http.Callback.Parameter)]
    public string? Callback { get; init; }
}

/// <summary>What may be asked of properties.</summary>
internal sealed class ProposeFilterValidator : AbstractValidator<ProposeFilter>
{
    public ProposeFilterValidator()
    {
        RuleFor(f => f.Type)
            .Fits(
                new() { MaxLength = ParameterRules.MaxLength, MayBeEmpty = true },
                type => type is null or { Length: <= ParameterRules.MaxLength },
                $"up to {ParameterRules.MaxLength} characters"
            );
        RuleFor(f => f.Limit).IsLimit(ParameterRules.MaxValues);
        RuleFor(f => f.Callback).IsCallback();
    }
}

/// <summary>Rules of these parameters.</summary>
internal static class ReconciliationRules
{
    public static void IsCallback<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Fits(
            new() { Pattern = Http.Callback.Pattern, MaxLength = Http.Callback.MaxLength },
            name => name is null || Http.Callback.IsName(name),
            $"the name of a function: letters, digits, _ and $, parts joined by dots, up to {Http.Callback.MaxLength} characters"
        );

    /// <summary>What it holds is looked at later, place by place.</summary>
    public static void IsJson<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Fits(new() { MaxLength = FormBody.MaxBytes }, json => json is null or { Length: > 0 and <= FormBody.MaxBytes }, "JSON");
}
