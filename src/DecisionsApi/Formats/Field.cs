namespace DecisionsApi.Formats;

/// <summary>What a field is called, whatever it is a field of.</summary>
internal interface IField
{
    /// <summary>Name, the same in every form.</summary>
    string Name { get; }

    /// <summary>For a list, what each of its entries has; else null.</summary>
    IReadOnlyList<EntryPart>? Parts { get; }
}

/// <summary>
/// A field of a record as a column; a part of a nested one by its dot path. What type its values have is known beforehand, for
/// forms that give every column a type.
/// </summary>
internal sealed class Field<T> : IField
{
    private readonly Func<T, IReadOnlyList<object?>>? _entries;

    private Field(string name, FieldType type, Func<T, object?> value) => (Name, Type, Value) = (name, type, value);

    private Field(string name, IReadOnlyList<EntryPart> parts, Func<T, IReadOnlyList<object?>> entries)
        : this(name, FieldType.Json, record => Json.TextOf(entries(record))) => (Parts, _entries) = (parts, entries);

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
        : this(name, FieldType.Json, record => Json.TextOf(value(record))) { }

    /// <summary>A list, which is written as JSON or spread over columns.</summary>
    public static Field<T> List<TEntry>(string name, Func<T, IReadOnlyList<TEntry>> entries)
        where TEntry : class => new(name, EntryPart.Of(typeof(TEntry)), entries);

    public string Name { get; }

    /// <summary>Type of its values.</summary>
    public FieldType Type { get; }

    public IReadOnlyList<EntryPart>? Parts { get; }

    /// <summary>Its value: a text, JSON as text, a day, a decimal or a whole number; null for none, as for a list of nothing.</summary>
    public Func<T, object?> Value { get; }

    /// <summary>Whether a caller who asks for <paramref name="asked"/> gets this field.</summary>
    public bool IsPartOf(string asked) => Name == asked || Name.StartsWith(asked + ".", StringComparison.Ordinal);

    /// <summary>Of a list the columns of its first entries and the one of what is beyond them; of any other field itself.</summary>
    public IReadOnlyList<Field<T>> Columns(int entries) =>
        Parts is null ? [this] : [.. Enumerable.Range(0, entries).SelectMany(Entry), Beyond(entries)];

    private IEnumerable<Field<T>> Entry(int number) =>
        Parts!.Select(part => new Field<T>(
            SpreadLists.NameOf(Name, number, part),
            part.Type,
            record => _entries!(record) is var entries && number < entries.Count && entries[number] is { } entry ? part.Value(entry) : null
        ));

    private Field<T> Beyond(int entries) =>
        new($"{Name}.{SpreadLists.Rest}", FieldType.Json, record => Json.TextOf(_entries!(record).Skip(entries).ToList()));
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
