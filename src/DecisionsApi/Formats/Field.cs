using System.Collections;
using System.Text.Json;

namespace DecisionsApi.Formats;

/// <summary>
/// A field of a record as a column; a part of a nested one by its dot path. What type its values have is known beforehand, for
/// forms that give every column a type.
/// </summary>
internal sealed class Field<T>
{
    private Field(string name, FieldType type, Func<T, object?> value) => (Name, Type, Value) = (name, type, value);

    public Field(string name, Func<T, string?> value)
        : this(name, FieldType.Text, value) { }

    public Field(string name, Func<T, DateOnly?> value)
        : this(name, FieldType.Day, record => value(record)) { }

    public Field(string name, Func<T, decimal?> value)
        : this(name, FieldType.Decimal, record => value(record)) { }

    public Field(string name, Func<T, long?> value)
        : this(name, FieldType.Whole, record => value(record)) { }

    /// <summary>A field of several parts, which is written as JSON.</summary>
    public Field(string name, Func<T, object?> value)
        : this(name, FieldType.Json, record => JsonOf(value(record))) { }

    /// <summary>Name, the same in every form.</summary>
    public string Name { get; }

    /// <summary>Type of its values.</summary>
    public FieldType Type { get; }

    /// <summary>Its value: a text, JSON as text, a day, a decimal or a whole number; null for none, as for a list of nothing.</summary>
    public Func<T, object?> Value { get; }

    /// <summary>Whether a caller who asks for <paramref name="asked"/> gets this field.</summary>
    public bool IsPartOf(string asked) => Name == asked || Name.StartsWith(asked + ".", StringComparison.Ordinal);

    private static string? JsonOf(object? value) =>
        value is null or ICollection { Count: 0 } ? null : JsonSerializer.Serialize(value, Json.Options);
}

/// <summary>Type of the values of a column.</summary>
internal enum FieldType
{
    Text,
    Day,

    /// <summary>A number of at most two decimals: money in pounds, or a share.</summary>
    Decimal,
    Whole,

    /// <summary>Several parts, or something else than the other types; as JSON in one cell.</summary>
    Json,
}
