using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace DecisionsApi.Formats;

/// <summary>A part of the entries of a list, as a column holds it.</summary>
/// <param name="Path">Dot path within the entry; empty where the entry is a text itself.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Value">Its value in an entry.</param>
internal sealed record EntryPart(string Path, FieldType Type, Func<object, object?> Value)
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<EntryPart>> Known = new();

    /// <summary>The parts of entries of a type: those of its records by their dot path; a list or map within it is one part.</summary>
    public static IReadOnlyList<EntryPart> Of(Type entry) => Known.GetOrAdd(entry, type => [.. Parts(type)]);

    private static IEnumerable<EntryPart> Parts(Type type)
    {
        if (type == typeof(string))
        {
            return [new("", FieldType.Text, text => text)];
        }
        return type.GetProperties().SelectMany(Parts);
    }

    private static IEnumerable<EntryPart> Parts(PropertyInfo property)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable)))
        {
            return [new(name, FieldType.Json, entry => Json.TextOf(property.GetValue(entry)))];
        }
        if (type.IsClass && type != typeof(string))
        {
            return Parts(type)
                .Select(part => new EntryPart(
                    $"{name}.{part.Path}",
                    part.Type,
                    entry => property.GetValue(entry) is { } inner ? part.Value(inner) : null
                ));
        }
        return
        [
            type == typeof(DateOnly) ? new(name, FieldType.Day, property.GetValue)
            : type == typeof(decimal) ? new(name, FieldType.Decimal, property.GetValue)
            : type == typeof(long) ? new(name, FieldType.Whole, property.GetValue)
            : type == typeof(bool)
                ? new(name, FieldType.Text, entry => property.GetValue(entry) is bool yes ? (yes ? "true" : "false") : null)
            : new(name, FieldType.Text, property.GetValue),
        ];
    }
}
