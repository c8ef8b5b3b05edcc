using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Search;

/// <summary>What a search in everything understands.</summary>
internal sealed record SearchFilter
{
    public const int DefaultLimit = 20;
    public const int MaxLimit = 100;

    /// <summary>
    /// What to look for: words all of which must occur; <c>"a phrase"</c>, <c>-without</c> and <c>begin*</c> (three letters or more) are
    /// understood. Case and accents make no difference.
    /// </summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>Types to find: decisions, contracts, programmes, suppliers, bodies, expenditure; all unless given, may be repeated.</summary>
    /// <example>["decisions"]</example>
    [FromQuery(Name = "type")]
    public string[]? Type { get; init; }

    /// <summary>Ids of bodies: what they decided, bought, paid or take part in, and themselves; suppliers have no body. May be repeated.</summary>
    /// <example>["west-midlands-pcc"]</example>
    [FromQuery(Name = "body")]
    public string[]? Body { get; init; }

    /// <summary>Hits on a page, 1 to 100; 20 unless given.</summary>
    /// <example>20</example>
    [FromQuery(Name = "limit")]
    public Parsed<int>? Limit { get; init; }

    /// <summary>Where the next page begins: what <c>page.next</c> of the page before says. It goes with the same search.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>Form of the answer: <c>json</c>, <c>csv</c>, <c>jsonl</c>, <c>xlsx</c> or <c>parquet</c>, the page in each; comes before the Accept header.</summary>
    /// <example>json</example>
    [FromQuery(Name = "format")]
    public string? Format { get; init; }

    /// <summary><c>true</c> puts a byte order mark before CSV, which some spreadsheet programs need to read UTF-8.</summary>
    /// <example>false</example>
    [FromQuery(Name = "bom")]
    public Parsed<bool>? Bom { get; init; }
}

/// <summary>What the parameters of a search may hold.</summary>
internal sealed class SearchFilterValidator : AbstractValidator<SearchFilter>
{
    public SearchFilterValidator()
    {
        RuleFor(f => f.Q).IsSearch(isRequired: true);
        RuleFor(f => f.Type).AreOneOf(SearchTypes.Names);
        RuleFor(f => f.Body).AreTexts();
        RuleFor(f => f.Limit).IsLimit(SearchFilter.MaxLimit);
        RuleFor(f => f.Cursor).IsCursor();
        RuleFor(f => f.Format).IsFormat(ParameterRules.Formats);
        RuleFor(f => f.Bom).IsParsed("true or false");
    }
}
