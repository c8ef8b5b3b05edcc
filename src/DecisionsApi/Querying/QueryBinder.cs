using System.Reflection;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Querying;

/// <summary>Fills a filter record from names and values, as the web framework does from a query string.</summary>
internal static class QueryBinder
{
    /// <summary>A filter with the given values; names must be known.</summary>
    public static T Bind<T>(IReadOnlyCollection<KeyValuePair<string, string>> values)
        where T : new()
    {
        var filter = new T();
        foreach (var property in typeof(T).GetProperties())
        {
            var name = property.GetCustomAttribute<FromQueryAttribute>()?.Name;
            string[] given = [.. values.Where(v => v.Key == name).Select(v => v.Value)];
            if (given.Length > 0)
            {
                property.SetValue(filter, Value(property.PropertyType, given));
            }
        }
        return filter;
    }

    private static object? Value(Type type, string[] given)
    {
        if (type == typeof(string[]))
        {
            return given;
        }
        var text = string.Join(',', given);
        if (type == typeof(string))
        {
            return text;
        }
        object?[] arguments = [text, null, null];
        Nullable.GetUnderlyingType(type)!.GetMethod("TryParse")!.Invoke(null, arguments);
        return arguments[2];
    }
}
