using FluentValidation;
using FluentValidation.Validators;

namespace DecisionsApi.Querying;

/// <summary>What a query parameter may look like, stated once: the validator enforces it and the OpenAPI document says it.</summary>
internal sealed record ParameterShape
{
    /// <summary>The closed list of values.</summary>
    public IReadOnlyList<string>? OneOf { get; init; }

    /// <summary>Regular expression of each value; of those that are not in the closed list, where there is one.</summary>
    public string? Pattern { get; init; }

    /// <summary>Most characters of each value; the fewest is one, unless it may be empty.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Whether a value may be empty.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Whether it must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Smallest number.</summary>
    public long? Minimum { get; init; }

    /// <summary>Largest number.</summary>
    public long? Maximum { get; init; }

    /// <summary>Fewest values of a parameter that must be given; null where it may be left out.</summary>
    public int? Fewest { get; init; }

    /// <summary>Most values.</summary>
    public int? MaxItems { get; init; }

    /// <summary>Whether one parameter holds several values, separated by commas.</summary>
    public bool IsSeparatedByCommas { get; init; }

    /// <summary>The shape of <c>include=</c>.</summary>
    public static ParameterShape Includes(IReadOnlyList<string> allowed) =>
        new()
        {
            OneOf = allowed,
            MaxItems = allowed.Count,
            IsSeparatedByCommas = true,
        };
}

/// <summary>A rule that knows its shape.</summary>
internal interface IShaped
{
    ParameterShape Shape { get; }
}

/// <summary>Holds a parameter to its shape.</summary>
internal sealed class ShapeValidator<T, TProperty>(ParameterShape shape, Func<TProperty, bool> fits, string allowed)
    : PropertyValidator<T, TProperty>,
        IShaped
{
    public override string Name => "Shape";

    public ParameterShape Shape => shape;

    public override bool IsValid(ValidationContext<T> context, TProperty value) => fits(value);

    protected override string GetDefaultMessageTemplate(string errorCode) => allowed;
}

/// <summary>Gives rules their shapes.</summary>
internal static class ParameterShapes
{
    public static void Fits<T, TProperty>(
        this IRuleBuilder<T, TProperty> rule,
        ParameterShape shape,
        Func<TProperty, bool> fits,
        string allowed
    ) => rule.SetValidator(new ShapeValidator<T, TProperty>(shape, fits, allowed));

    /// <summary>The shape of a filter's property, or null.</summary>
    public static ParameterShape? Of(IValidator validator, string property) =>
        validator
            .CreateDescriptor()
            .GetValidatorsForMember(property)
            .Select(rule => rule.Validator)
            .OfType<IShaped>()
            .FirstOrDefault()
            ?.Shape;
}
