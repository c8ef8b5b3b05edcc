using DecisionsApi.Register;
using FluentValidation;

namespace DecisionsApi.Records;

/// <summary>Rules that records share; each message says what is allowed.</summary>
internal static class RecordRules
{
    public static readonly string[] Measures = ["budget", "forecast", "potentialValue", "committed", "value", "spent", "saving"];

    public static void IsOneOf<T>(this IRuleBuilder<T, string?> rule, IReadOnlyList<string> allowed) =>
        rule.Must(value => value is null || allowed.Contains(value))
            .WithErrorCode("valueUnknown")
            .WithMessage($"one of {string.Join(", ", allowed)}, or nothing");

    public static void IsBody<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(body => body is not null && Slugs.IsSlug(body))
            .WithErrorCode("bodyUnknown")
            .WithMessage("the slug of a body in the record, or --body SLUG for the whole file");

    public static void IsSlug<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(id => id is not null && Slugs.IsSlug(id))
            .WithErrorCode("idInvalid")
            .WithMessage("a slug: lower-case words joined by hyphens");

    public static void IsNamed<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotEmpty().WithErrorCode("titleMissing").WithMessage("a title or name");

    public static void ForAmount(InlineValidator<StatedAmount> amount)
    {
        amount.RuleFor(a => a.Measure).IsOneOf(Measures);
        amount
            .RuleFor(a => a.Amount)
            .Must((a, sum) => sum is not null || a.MinAmount is not null || a.MaxAmount is not null)
            .WithErrorCode("amountMissing")
            .WithMessage("an amount, or a lower or upper bound");
    }
}
