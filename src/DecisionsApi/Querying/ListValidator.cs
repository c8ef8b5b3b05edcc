using System.Text.RegularExpressions;
using DecisionsApi.Data;
using DecisionsApi.Formats;
using FluentValidation;

namespace DecisionsApi.Querying;

/// <summary>What the parameters every list understands may hold; a list's own validator adds its filters.</summary>
internal abstract class ListValidator<T> : AbstractValidator<T>
    where T : ListParameters
{
    protected ListValidator(IReadOnlyList<SortKey> keys, IReadOnlyList<IField> fields, IReadOnlyList<string>? formats = null)
    {
        string[] sorts = [.. keys.SelectMany(key => new[] { key.Name, "-" + key.Name })];
        string[] known =
        [
            .. fields
                .Select(field => field.Name)
                .SelectMany(name => name.Contains('.', StringComparison.Ordinal) ? [name, name.Split('.')[0]] : new[] { name })
                .Distinct(),
        ];
        var entries = SpreadLists.PatternOf(fields);
        var most = known.Length + fields.Sum(field => SpreadLists.MostEntries * (field.Parts?.Count ?? 0));
        RuleFor(p => p.Sort)
            .Fits(new() { OneOf = sorts }, sort => sort is null || sorts.Contains(sort), $"one of {string.Join(", ", sorts)}");
        RuleFor(p => p.Limit).IsLimit(ListQuery.MaxLimit);
        RuleFor(p => p.Cursor).IsCursor();
        RuleFor(p => p.Fields)
            .Fits(
                new()
                {
                    OneOf = known,
                    Pattern = entries,
                    MaxItems = most,
                    IsSeparatedByCommas = true,
                },
                asked => asked is null || Split(asked) is [_, ..] names && names.Length <= most && names.All(IsName),
                $"names from {string.Join(", ", known)}, separated by commas"
                    + (entries is null ? "" : "; of a list also its columns, as in LIST.0.PART")
            );
        RuleFor(p => p.Count).Fits(new() { OneOf = ["exact", "none"] }, count => count is null or "exact" or "none", "exact or none");
        RuleFor(p => p.Format).IsFormat(formats ?? ParameterRules.ListFormats);
        RuleFor(p => p.Bom).IsParsed("true or false");

        bool IsName(string name) => known.Contains(name) || SpreadLists.IsColumn(fields, name);
    }

    private static string[] Split(string asked) => asked.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Rules that query parameters share.</summary>
internal static partial class ParameterRules
{
    public static readonly string[] Formats = ["json", .. TableFormat.All.Select(format => format.Name)];

    /// <summary>The forms of lists of records, which have feeds as well.</summary>
    public static readonly string[] ListFormats = [.. Formats, .. FeedFormat.All.Select(format => format.Name)];

    /// <summary>The forms of lists whose records are linked data too.</summary>
    public static readonly string[] LinkedFormats = [.. ListFormats, "jsonld"];

    public const int MaxValues = 100;
    public const int MaxLength = 200;

    public const string YearPattern = @"^(19|20)\d\d-\d\d$";

    // Everything but NUL, which no database keeps in a text.
    private const string TextPattern = @"^[^\u0000]+$";
    private const string TextOrNonePattern = @"^[^\u0000]*$";

    public static void AreTexts<T>(this IRuleBuilder<T, string[]?> rule) =>
        rule.Fits(
            new()
            {
                Pattern = TextPattern,
                MaxLength = MaxLength,
                MaxItems = MaxValues,
            },
            values =>
                values is null || (values.Length <= MaxValues && values.All(v => v.Length is > 0 and <= MaxLength && !v.Contains('\0'))),
            $"at most {MaxValues} values of 1 to {MaxLength} characters each"
        );

    /// <summary>Texts; an empty one stands for having none.</summary>
    public static void AreTextsOrNone<T>(this IRuleBuilder<T, string[]?> rule, int maxLength = MaxLength) =>
        rule.Fits(
            new()
            {
                Pattern = TextOrNonePattern,
                MaxLength = maxLength,
                MayBeEmpty = true,
                MaxItems = MaxValues,
            },
            values => values is null || (values.Length <= MaxValues && values.All(v => v.Length <= maxLength && !v.Contains('\0'))),
            $"at most {MaxValues} values of up to {maxLength} characters each"
        );

    public static void IsLimit<T>(this IRuleBuilder<T, Parsed<int>?> rule, int most) =>
        rule.Fits(
            new() { Minimum = 1, Maximum = most },
            limit => limit is null || (limit is { Value: >= 1 and var number } && number <= most),
            $"a whole number from 1 to {most}"
        );

    public static void IsCursor<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Fits(
            new() { Pattern = "^[A-Za-z0-9_-]+$", MaxLength = Cursor.MaxLength },
            cursor => cursor is null || Cursor.Parse(cursor) is not null,
            "a cursor as page.next of an earlier page gives it, unchanged"
        );

    public static void IsFormat<T>(this IRuleBuilder<T, string?> rule, IReadOnlyList<string> formats) =>
        rule.Fits(new() { OneOf = formats }, format => format is null || formats.Contains(format), $"one of {string.Join(", ", formats)}");

    /// <summary>Texts of which some must be given; <paramref name="what"/> says what they are.</summary>
    public static void AreGivenTexts<T>(this IRuleBuilder<T, string[]?> rule, int fewest, string what) =>
        rule.Fits(
            new()
            {
                Pattern = TextPattern,
                MaxLength = MaxLength,
                Fewest = fewest,
                MaxItems = MaxValues,
            },
            values =>
                values is not null
                && values.Length >= fewest
                && values.Length <= MaxValues
                && values.All(v => v.Length is > 0 and <= MaxLength && !v.Contains('\0')),
            $"{fewest} to {MaxValues} {what}"
        );

    public static void AreOneOf<T>(this IRuleBuilder<T, string[]?> rule, IReadOnlyList<string> allowed) =>
        rule.Fits(
            new() { OneOf = allowed, MaxItems = MaxValues },
            values => values is null || (values.Length <= MaxValues && values.All(allowed.Contains)),
            $"one of {string.Join(", ", allowed)}"
        );

    public static void AreIncludes<T>(this IRuleBuilder<T, string[]?> rule, IReadOnlyList<string> allowed) =>
        rule.Fits(
            ParameterShape.Includes(allowed),
            values => ListQuery.IncludesOf(values).All(allowed.Contains),
            $"names from {string.Join(", ", allowed)}, separated by commas"
        );

    public static void AreFinancialYears<T>(this IRuleBuilder<T, string[]?> rule) =>
        rule.Fits(
            new()
            {
                Pattern = YearPattern,
                MaxLength = 7,
                MaxItems = MaxValues,
            },
            values => values is null || (values.Length <= MaxValues && values.All(v => FinancialYear().IsMatch(v))),
            "financial years such as 2012-13"
        );

    public static void IsOneFinancialYear<T>(this IRuleBuilder<T, string[]?> rule) =>
        rule.Fits(
            new()
            {
                Pattern = YearPattern,
                MaxLength = 7,
                Fewest = 1,
                MaxItems = 1,
            },
            values => values is [var year] && FinancialYear().IsMatch(year),
            "one financial year such as 2012-13"
        );

    public static void IsParsed<T, TValue>(this IRuleBuilder<T, Parsed<TValue>?> rule, string expected)
        where TValue : struct, IParsable<TValue> => rule.Fits(new(), value => value is null or { Value: not null }, expected);

    public static void IsDay<T>(this IRuleBuilder<T, Parsed<DateOnly>?> rule) => rule.IsParsed("a day as YYYY-MM-DD");

    public static void IsPounds<T>(this IRuleBuilder<T, Parsed<decimal>?> rule) =>
        rule.Fits(
            new() { Minimum = -1_000_000_000_000, Maximum = 1_000_000_000_000 },
            value => value is null or { Value: >= -1_000_000_000_000m and <= 1_000_000_000_000m },
            "an amount in pounds such as 500 or -12.50, up to 1000000000000"
        );

    public static void IsSearch<T>(this IRuleBuilder<T, string?> rule, bool isRequired = false) =>
        rule.Fits(
            new()
            {
                Pattern = TextPattern,
                MaxLength = MaxLength,
                IsRequired = isRequired,
            },
            q => q is null ? !isRequired : (q.Length <= MaxLength && !q.Contains('\0') && FullText.Expression(q) is not null),
            $"at least one word to look for, up to {MaxLength} characters and {FullText.MaxTerms} words"
        );

    [GeneratedRegex(YearPattern)]
    private static partial Regex FinancialYear();
}
