using System.Globalization;
using System.Text.Json.Serialization;
using DecisionsApi.Register;

namespace DecisionsApi.Reconciliation;

/// <summary>Values of properties of records.</summary>
public sealed record ExtensionAnswer
{
    /// <summary>The properties, in the order asked for.</summary>
    public required IReadOnlyList<ExtensionColumn> Meta { get; init; }

    /// <summary>By the id asked for and the id of the property its values; none for an id that leads nowhere.</summary>
    /// <example>{"1fct6wk19pc208xk":{"identifier":[{"str":"GB-COH-05532481"}]}}</example>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<ExtensionValue>>> Rows { get; init; }
}

/// <summary>A property whose values are given.</summary>
public sealed record ExtensionColumn
{
    /// <summary>Its id.</summary>
    /// <example>identifier</example>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    /// <example>Identifier</example>
    public required string Name { get; init; }

    /// <summary>The type of its values, where they are records.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BroaderType? Type { get; init; }

    /// <summary>Address of the reconciliation service that knows the values, where they are records of another kind.</summary>
    /// <example>http://127.0.0.1:5080/v1/reconcile/bodies</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Service { get; init; }
}

/// <summary>A value of a property: a text, a number, a day, or a record by its id and name.</summary>
public sealed record ExtensionValue
{
    /// <summary>Id of a record.</summary>
    /// <example>west-midlands-pcc</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>Name of a record.</summary>
    /// <example>West Midlands Police and Crime Commissioner</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>A text.</summary>
    /// <example>GB-COH-05532481</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Str { get; init; }

    /// <summary>A whole number.</summary>
    /// <example>12</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("int")]
    public long? Whole { get; init; }

    /// <summary>A number, such as an amount in pounds.</summary>
    /// <example>98765.43</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("float")]
    public decimal? Fraction { get; init; }

    /// <summary>A day, at midnight.</summary>
    /// <example>2012-11-22T00:00:00Z</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Date { get; init; }

    internal static ExtensionValue Text(string text) => new() { Str = text };

    internal static ExtensionValue Number(long number) => new() { Whole = number };

    internal static ExtensionValue Pounds(decimal pounds) => new() { Fraction = pounds };

    internal static ExtensionValue Record(string id, string name) => new() { Id = id, Name = name };

    internal static ExtensionValue Day(DateOnly day) =>
        new() { Date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z" };

    /// <summary>Whether a text of a query says the same.</summary>
    internal bool IsSame(string given)
    {
        if ((Whole ?? Fraction) is { } number)
        {
            return decimal.TryParse(given, NumberStyles.Number, CultureInfo.InvariantCulture, out var other) && other == number;
        }
        if (Date is not null)
        {
            return given.Length >= 10 && Date.StartsWith(given[..10], StringComparison.Ordinal);
        }
        return given == Id || Folding.Name(given) == Folding.Name(Name ?? Str ?? "");
    }

    /// <summary>The value as people read it.</summary>
    internal string Shown =>
        Name
        ?? Str
        ?? Date?[..10]
        ?? (Fraction is { } pounds ? InPounds(pounds) : Whole?.ToString("#,0", CultureInfo.InvariantCulture))
        ?? "";

    /// <summary>A number of payments with their sum, as people read it.</summary>
    internal static string Payments(long count, decimal pounds) =>
        count == 0
            ? "no payments"
            : string.Create(CultureInfo.InvariantCulture, $"{count:#,0} payment{(count == 1 ? "" : "s")} of {InPounds(pounds)}");

    private static string InPounds(decimal pounds) =>
        (pounds < 0 ? "−£" : "£") + Math.Abs(pounds).ToString("#,0.00", CultureInfo.InvariantCulture);
}
