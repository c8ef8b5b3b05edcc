namespace DecisionsApi.Formats;

/// <summary>A field of a record as a column; a part of a nested one by its dot path.</summary>
/// <param name="Name">Name, the same in every format.</param>
/// <param name="Value">Its value: text, number, day, or something that is written as JSON.</param>
internal sealed record Field<T>(string Name, Func<T, object?> Value)
{
    /// <summary>Whether a caller who asks for <paramref name="asked"/> gets this field.</summary>
    public bool IsPartOf(string asked) => Name == asked || Name.StartsWith(asked + ".", StringComparison.Ordinal);
}
