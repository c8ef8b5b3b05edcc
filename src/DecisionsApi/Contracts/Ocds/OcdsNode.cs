using System.Text.Json;
using System.Text.Json.Nodes;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>An object of a release that remembers, for the whole release, which of its values were carried over.</summary>
internal sealed class OcdsNode
{
    private readonly JsonObject _json;
    private readonly HashSet<JsonNode> _carried;

    public OcdsNode(JsonObject json)
        : this(json, new(ReferenceEqualityComparer.Instance)) { }

    private OcdsNode(JsonObject json, HashSet<JsonNode> carried)
    {
        _json = json;
        _carried = carried;
    }

    /// <summary>The object in a field, or null.</summary>
    public OcdsNode? Object(string name) => _json[name] is JsonObject part ? new(part, _carried) : null;

    /// <summary>The objects of a list.</summary>
    public IReadOnlyList<OcdsNode> List(string name) =>
        _json[name] is JsonArray list ? [.. list.OfType<JsonObject>().Select(part => new OcdsNode(part, _carried))] : [];

    /// <summary>A value as it stands, without carrying it over.</summary>
    public JsonNode? Value(string name) => _json[name];

    /// <summary>A text, without carrying it over.</summary>
    public string? Peek(string name) => OcdsText.Of(_json[name]);

    /// <summary>Carries a text over.</summary>
    public string? Text(string name)
    {
        var text = Peek(name);
        if (text is not null)
        {
            Carry(name);
        }
        return text;
    }

    /// <summary>Carries the texts of a list over.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        Carry(name);
        return _json[name] is JsonArray list ? [.. list.Select(OcdsText.Of).OfType<string>()] : [];
    }

    /// <summary>Notes that a field's value, or each of a list's, is carried over.</summary>
    public void Carry(string name)
    {
        if (_json[name] is JsonArray list)
        {
            _carried.UnionWith(list.OfType<JsonValue>());
        }
        else if (_json[name] is JsonValue value)
        {
            _carried.Add(value);
        }
    }

    /// <summary>
    /// Carries the first text over that is there; every other field of the same text is carried with it, and one that says
    /// something else is not.
    /// </summary>
    public static string? First(params ReadOnlySpan<(OcdsNode? From, string Name)> fields)
    {
        string? first = null;
        foreach (var (from, name) in fields)
        {
            var text = from?.Peek(name);
            first ??= text;
            if (text is not null && text == first)
            {
                from!.Carry(name);
            }
        }
        return first;
    }

    /// <summary>Every path under which a value stands that was not carried over; contacts and the names in <paramref name="leftOut"/> apart.</summary>
    public IReadOnlyList<string> NotCarried(params IEnumerable<string> leftOut)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        var passedOver = leftOut.ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in _json.Where(field => !passedOver.Contains(field.Key)))
        {
            Collect(value, name, name, paths);
        }
        return [.. paths];
    }

    private void Collect(JsonNode? node, string name, string path, SortedSet<string> paths)
    {
        if (OcdsPrivacy.IsContact(name))
        {
            return;
        }
        switch (node)
        {
            case null:
                break;
            case JsonObject part:
                foreach (var (inner, value) in part)
                {
                    Collect(value, inner, $"{path}/{inner}", paths);
                }
                break;
            case JsonArray list:
                foreach (var element in list)
                {
                    Collect(element, name, $"{path}[]", paths);
                }
                break;
            default:
                var isBlank = node.GetValueKind() == JsonValueKind.String && OcdsText.Of(node) is null;
                if (!isBlank && !_carried.Contains(node))
                {
                    paths.Add(path);
                }
                break;
        }
    }
}
