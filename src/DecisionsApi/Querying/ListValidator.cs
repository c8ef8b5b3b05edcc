using System.Text.RegularExpressions;
using DecisionsApi.Data;
using FluentValidation;

namespace DecisionsApi.Querying;

/// <summary>What the parameters every list understands may hold; a list's own validator adds its filters.</summary>
internal abstract class ListValidator<T> : AbstractValidator<T>
    where T : ListParameters
{
    public static readonly string[] Formats = ["json", "csv", "jsonl"];

    protected ListValidator(IReadOnlyList<SortKey> keys, IEnumerable<string> fields)
    {
        string[] sorts = [.. keys.SelectMany(key => new[] { key.Name, "-" + key.Name })];
        string[] known =
        [
            .. fields.SelectMany(f => f.Contains('.', StringComparison.Ordinal) ? [f, f.Split('.')[0]] : new[] { f }).Distinct(),
        ];
        RuleFor(p => p.Sort).Must(sort => sort is null || sorts.Contains(sort)).WithMessage($"one of {string.Join(", ", sorts)}");
        RuleFor(p => p.Limit)
            .Must(limit => limit is null or { Value: >= 1 and <= ListQuery.MaxLimit })
            .WithMessage($"a whole number from 1 to {ListQuery.MaxLimit}");
        RuleFor(p => p.Cursor)
            .Must(cursor => cursor is null || Cursor.Parse(cursor) is not null)
            .WithMessage("a cursor as page.next of an earlier page gives it, unchanged");
        RuleFor(p => p.Fields)
            .Must(asked =>
                asked is null
                || asked.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(known.Contains)
            )
            .WithMessage($"names from {string.Join(", ", known)}, separated by commas");
        RuleFor(p => p.Count).Must(count => count is null or "exact" or "none").WithMessage("exact or none");
        RuleFor(p => p.Format)
            .Must(format => format is null || Formats.Contains(format))
            .WithMessage($"one of {string.Join(", ", Formats)}");
        RuleFor(p => p.Bom).IsParsed("true or false");
    }
}

/// <summary>Rules that query parameters share.</summary>
internal static partial class ParameterRules
{
    public const int MaxValues = 100;
    public const int MaxLength = 200;

    public static void AreTexts<T>(this IRuleBuilder<T, string[]?> rule) =>
        rule.Must(values =>
                values is null || (values.Length <= MaxValues && values.All(v => v.Length is > 0 and <= MaxLength && !v.Contains('\0')))
            )
            .WithMessage($"at most {MaxValues} values of 1 to {MaxLength} characters each");

    public static void AreOneOf<T>(this IRuleBuilder<T, string[]?> rule, IReadOnlyList<string> allowed) =>
        rule.Must(values => values is null || values.All(allowed.Contains)).WithMessage($"one of {string.Join(", ", allowed)}");

    public static void AreIncludes<T>(this IRuleBuilder<T, string[]?> rule, IReadOnlyList<string> allowed) =>
        rule.Must(values => ListQuery.IncludesOf(values).All(allowed.Contains))
            .WithMessage($"names from {string.Join(", ", allowed)}, separated by commas");

    public static void AreFinancialYears<T>(this IRuleBuilder<T, string[]?> rule) =>
        rule.Must(values => values is null || (values.Length <= MaxValues && values.All(v => FinancialYear().IsMatch(v))))
            .WithMessage("financial years such as 2012-13");

    public static void IsParsed<T, TValue>(this IRuleBuilder<T, Parsed<TValue>?> rule, string expected)
        where TValue : struct, IParsable<TValue> => rule.Must(value => value is null or { Value: not null }).WithMessage(expected);

    public static void IsPounds<T>(this IRuleBuilder<T, Parsed<decimal>?> rule) =>
        rule.Must(value => value is null or { Value: >= -1_000_000_000_000m and <= 1_000_000_000_000m })
            .WithMessage("an amount in pounds such as 500 or -12.50, up to 1000000000000");

    public static void IsSearch<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(q => q is null || (q.Length <= MaxLength && !q.Contains('\0') && FullText.Expression(q) is not null))
            .WithMessage($"at least one word to look for, up to {MaxLength} characters and {FullText.MaxTerms} words");

    [GeneratedRegex(@"^(19|20)\d\d-\d\d$")]
    private static partial Regex FinancialYear();
}
