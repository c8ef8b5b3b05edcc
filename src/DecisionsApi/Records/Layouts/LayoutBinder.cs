using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Records.Layouts;

/// <summary>
/// Makes what a layout says fit a record: days with their precision, money, references to other records, lists given as one text.
/// What does not fit is a fault that names the place; what has no place goes to <c>extra</c>.
/// </summary>
/// <param name="line">Line the record starts on, for faults.</param>
internal sealed class LayoutBinder(int line)
{
    private readonly List<RowFault> _faults = [];
    private readonly SortedDictionary<string, string> _extra = new(StringComparer.Ordinal);

    /// <summary>What did not fit.</summary>
    public IReadOnlyList<RowFault> Faults => _faults;

    /// <summary>Names of what had no place.</summary>
    public IReadOnlyCollection<string> Unknown => _extra.Keys;

    /// <summary>The record; null when something does not fit.</summary>
    public T? Bind<T>(JsonObject layout)
        where T : class, IRecord
    {
        var fitted = Fit(layout, typeof(T), "");
        if (_extra.Count > 0)
        {
            var extra = fitted["extra"] as JsonObject ?? [];
            foreach (var (name, text) in _extra)
            {
                extra[name] = text;
            }
            fitted["extra"] = extra;
        }
        return _faults.Count > 0 ? null : RecordJson.Read<T>(fitted);
    }

    private JsonObject Fit(JsonObject layout, Type type, string path)
    {
        var fitted = new JsonObject();
        foreach (var (name, value) in layout)
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            if (
                value is null
                || (value is JsonValue && Text(value).Length == 0)
                || (path.Length == 0 && RecordJson.OwnMembers.Contains(name))
            )
            {
                continue;
            }
            if (Property(type, name) is { } property)
            {
                Set(fitted, property, name, value, at);
            }
            else if (Bounded(value, at) is { } text)
            {
                _extra[at] = text;
            }
        }
        return fitted;
    }

    private void Set(JsonObject fitted, PropertyInfo property, string name, JsonNode value, string path)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(DateOnly))
        {
            SetDay(fitted, property, name, Text(value), path);
            return;
        }
        var node = Value(type, value, path);
        if (node is not null)
        {
            fitted[name] = node;
        }
    }

    private JsonNode? Value(Type type, JsonNode value, string path)
    {
        if (type == typeof(string))
        {
            return Bounded(value, path);
        }
        if (type == typeof(decimal))
        {
            return Money(value, path);
        }
        if (type == typeof(bool))
        {
            return Bool(value, path);
        }
        if (type == typeof(RecordReference))
        {
            return Reference(value, path);
        }
        if (type.IsAssignableTo(typeof(IEnumerable)) && type.GetGenericArguments() is [var element])
        {
            return List(element, value, path);
        }
        var nested = value is JsonValue && Text(value).StartsWith('{') ? Parse(Text(value)) : value;
        if (type.IsAssignableTo(typeof(IEnumerable)))
        {
            return nested is JsonObject texts ? Texts(texts, path) : Fault(path, "objectExpected", value, "an object of texts");
        }
        return nested is JsonObject part ? Fit(part, type, path) : Fault(path, "objectExpected", value, "an object");
    }

    private JsonNode? Reference(JsonNode value, string path)
    {
        if (value is JsonValue && !Text(value).StartsWith('{'))
        {
            return Bounded(value, path) is { } id ? new JsonObject { ["id"] = id } : null;
        }
        var field = path[(path.LastIndexOf('.') + 1)..];
        return References.Read(value is JsonValue ? Parse(Text(value)) : value, field) is { } reference
            ? reference
            : Fault(path, "referenceInvalid", value, References.Expected);
    }

    private JsonArray? List(Type element, JsonNode value, string path)
    {
        var items = value switch
        {
            JsonArray array => array,
            JsonObject one => new JsonArray(one.DeepClone()),
            _ when Text(value).StartsWith('[') && Parse(Text(value)) is JsonArray array => array,
            _ when element == typeof(string) => [.. Split(Text(value)).Select(part => (JsonNode?)part)],
            _ when element == typeof(Identifier) => [.. Split(Text(value)).Select(AsIdentifier)],
            _ => null,
        };
        if (items is null)
        {
            Fault(path, "listExpected", value, "a list");
            return null;
        }
        if (items.Count > RecordBounds.MaxItems)
        {
            Fault(path, "listTooLong", $"{items.Count} entries", $"at most {RecordBounds.MaxItems} entries in one list");
            return null;
        }
        var list = new JsonArray();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is { } item && Value(element, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")) is { } fitted)
            {
                list.Add(fitted);
            }
        }
        return list;
    }

    private void SetDay(JsonObject fitted, PropertyInfo property, string name, string text, string path)
    {
        var precision = property.DeclaringType!.GetProperty(property.Name + "Precision");
        if (PartialDay.Parse(text) is not { } day || (precision is null && day.Precision != "day"))
        {
            Fault(path, "dateUnreadable", text, precision is null ? "a day as YYYY-MM-DD" : PartialDay.Expected);
            return;
        }
        fitted[name] = day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (precision is not null && !fitted.ContainsKey(name + "Precision"))
        {
            fitted[name + "Precision"] = day.Precision;
        }
    }

    private JsonNode? Money(JsonNode value, string path) =>
        Amounts.TryReadPence(Text(value), out var pence, out var rounded) && !rounded
            ? JsonValue.Create(DecisionsApi.Register.Money.FromPence(pence))
            : Fault(path, "amountUnreadable", value, "an amount in pounds with at most two decimals");

    private JsonNode? Bool(JsonNode value, string path) =>
        Text(value).ToUpperInvariant() switch
        {
            "TRUE" or "YES" or "Y" => JsonValue.Create(true),
            "FALSE" or "NO" or "N" => JsonValue.Create(false),
            _ => Fault(path, "boolUnreadable", value, "true or false"),
        };

    private JsonObject Texts(JsonObject texts, string path) =>
        new(texts.Where(t => t.Value is not null).Select(t => KeyValuePair.Create(t.Key, (JsonNode?)Bounded(t.Value!, $"{path}.{t.Key}"))));

    /// <summary>A value as one text; null, and a fault, when it is longer than a text may be.</summary>
    private string? Bounded(JsonNode value, string path)
    {
        var text = value is JsonValue ? Text(value) : value.ToJsonString(Formats.Json.Options);
        if (text.Length <= RecordBounds.MaxText)
        {
            return text;
        }
        Fault(path, "textTooLong", $"{text.Length} characters", $"at most {RecordBounds.MaxText} characters in one text");
        return null;
    }

    private static string[] Split(string text) => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>GB-PPON-PHLH-1699-TDLT is number PHLH-1699-TDLT of the list GB-PPON (org-id.guide writes identifiers so).</summary>
    private static JsonNode AsIdentifier(string text) =>
        text.Split('-', 3) is [var country, var list, var id]
            ? new JsonObject { ["scheme"] = $"{country}-{list}", ["id"] = id }
            : new JsonObject { ["id"] = text };

    private JsonNode? Fault(string path, string code, JsonNode found, string expected)
    {
        var text = found is JsonValue ? Text(found) : found.ToJsonString(Formats.Json.Options);
        _faults.Add(new(line, path, code, text.Length > 200 ? text[..200] + "…" : text, expected));
        return null;
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(JsonNode value) =>
        (value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString()).Trim();

    private static PropertyInfo? Property(Type type, string name) =>
        name.Length > 0 && !char.IsUpper(name[0]) ? type.GetProperty(char.ToUpperInvariant(name[0]) + name[1..]) : null;
}
