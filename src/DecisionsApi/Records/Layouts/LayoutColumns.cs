using System.Collections;
using System.Text.Json.Nodes;
using DecisionsApi.Formats;
using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Records.Layouts;

/// <summary>Which field of a record each column of a table is: by its own name, or by a map of headings.</summary>
internal sealed class LayoutColumns
{
    private readonly IReadOnlyList<string> _headings;
    private readonly string?[] _paths;
    private readonly LayoutLists _lists;

    private LayoutColumns(IReadOnlyList<string> headings, string?[] paths, int[] contacts)
    {
        (_headings, _paths, Contacts) = (headings, paths, contacts);
        ByField = Enumerable
            .Range(0, paths.Length)
            .Where(i => paths[i] is not null)
            .ToDictionary(i => paths[i]!, i => headings[i], StringComparer.Ordinal);
        _lists = new(ByField.Keys);
    }

    /// <summary>Whether texts that look like formulas are marked, as in CSV; a workbook knows a text from a formula.</summary>
    public bool IsMarked { get; init; } = true;

    /// <summary>Columns with contact persons.</summary>
    public int[] Contacts { get; }

    /// <summary>Field to heading, for the report.</summary>
    public IReadOnlyDictionary<string, string> ByField { get; }

    /// <summary>Assigns columns; a map (field to heading) comes before the fields' own names.</summary>
    public static LayoutColumns Map(
        Type record,
        IReadOnlyList<string> published,
        IReadOnlyDictionary<string, string> map,
        bool isSheet = false
    )
    {
        var headings = Headings.Distinct(published);
        var contacts = Importing.Contacts.Columns(published);
        string[] normal = [.. published.Select(Headings.Normalise)];
        var paths = new string?[normal.Length];
        foreach (var (field, heading) in map)
        {
            var column = Array.IndexOf(normal, Headings.Normalise(heading));
            if (column >= 0)
            {
                paths[column] = field;
            }
        }
        foreach (var field in Fields(record).Where(field => !paths.Contains(field)))
        {
            var column = Array.IndexOf(normal, Headings.Normalise(field));
            if (column >= 0 && paths[column] is null && !contacts.Contains(column))
            {
                paths[column] = field;
            }
        }
        var lists = LayoutLists.Of(record);
        for (var column = 0; column < paths.Length; column++)
        {
            var name = published[column].Trim();
            paths[column] ??= SpreadLists.IsColumn(lists, name) && !paths.Contains(name) ? name : null;
        }
        return new(headings, paths, contacts) { IsMarked = !isSheet };
    }

    /// <summary>Names of the fields of a record, those of its parts as dot paths.</summary>
    public static IEnumerable<string> Fields(Type record) =>
        record
            .GetProperties()
            .Select(property => (Name: Camel(property.Name), property.PropertyType))
            .SelectMany(property => Parts(property.PropertyType).Select(part => $"{property.Name}.{part}").Prepend(property.Name));

    /// <summary>What a row says; null when it says nothing.</summary>
    public JsonObject? Layout(RecordReader record)
    {
        var layout = new JsonObject();
        for (var i = 0; i < Math.Min(record.Count, _headings.Count); i++)
        {
            if (!Contacts.Contains(i) && record[i].Trim() is { Length: > 0 } text)
            {
                Set(layout, _paths[i]?.Split('.') ?? ["extra", _headings[i]], IsMarked ? Csv.Restore(text) : text);
            }
        }
        _lists.Join(layout);
        return layout.Count == 0 ? null : layout;
    }

    private static void Set(JsonObject layout, ReadOnlySpan<string> path, string text)
    {
        if (path.Length == 1)
        {
            layout[path[0]] = text;
            return;
        }
        if (layout[path[0]] is not JsonObject part)
        {
            layout[path[0]] = part = [];
        }
        Set(part, path[1..], text);
    }

    private static IEnumerable<string> Parts(Type type)
    {
        var part = type.IsAssignableTo(typeof(IEnumerable)) && type.GetGenericArguments() is [var element] ? element : type;
        return part.Namespace?.StartsWith(nameof(DecisionsApi), StringComparison.Ordinal) == true && part.IsClass
            ? part.GetProperties().Select(property => Camel(property.Name))
            : [];
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
