using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Dictionary;

/// <summary>What the entries of the data dictionary can be picked by.</summary>
internal sealed record DictionaryFilter
{
    /// <summary>Resources whose fields are asked for; may be repeated; all unless given.</summary>
    /// <example>["expenditure"]</example>
    [FromQuery(Name = "resource")]
    public string[]? Resource { get; init; }

    /// <summary>Form of the answer: <c>json</c>, <c>csv</c>, <c>jsonl</c>, <c>xlsx</c> or <c>parquet</c>; comes before the Accept header.</summary>
    /// <example>json</example>
    [FromQuery(Name = "format")]
    public string? Format { get; init; }

    /// <summary><c>true</c> puts a byte order mark before CSV, which some spreadsheet programs need to read UTF-8.</summary>
    /// <example>false</example>
    [FromQuery(Name = "bom")]
    public Parsed<bool>? Bom { get; init; }
}

/// <summary>What the parameters of the dictionary may hold.</summary>
internal sealed class DictionaryFilterValidator : AbstractValidator<DictionaryFilter>
{
    public DictionaryFilterValidator()
    {
        RuleFor(f => f.Resource).AreOneOf([.. DataDictionary.Resources.Keys]);
        RuleFor(f => f.Format).IsFormat(ParameterRules.Formats);
        RuleFor(f => f.Bom).IsParsed("true or false");
    }
}
