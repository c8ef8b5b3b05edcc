using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DecisionsApi.Formats;

namespace DecisionsApi.Records.Layouts;

/// <summary>Makes lists again of the columns over which a table spreads them.</summary>
/// <param name="columns">Paths of the columns the table has.</param>
internal sealed class LayoutLists(IEnumerable<string> columns)
{
    private readonly IReadOnlyList<Spread> _spread =
    [
        .. columns
            .Select(column => SpreadLists.Column().Match(column))
            .Where(column => column.Success)
            .GroupBy(column => column.Groups["list"].Value)
            .Select(list => new Spread(
                list.Key,
                list.Max(column => NumberOf(column.Groups["number"].Value)) + 1,
                list.Any(column => column.Groups["number"].Success && !column.Groups["part"].Success)
            )),
    ];

    /// <summary>The lists of a record.</summary>
    public static IReadOnlyList<IField> Of(Type record) =>
        [
            .. record
                .GetProperties()
                .Where(property => property.PropertyType.IsAssignableTo(typeof(IEnumerable)))
                .Select(property => (property.Name, Entries: property.PropertyType.GetGenericArguments()))
                .Where(list => list.Entries.Length == 1)
                .Select(list => new ListField(JsonNamingPolicy.CamelCase.ConvertName(list.Name), EntryPart.Of(list.Entries[0]))),
        ];

    /// <summary>
    /// Makes lists of what a row says in its columns, which are members named by number and <c>rest</c>; what is in that follows the
    /// entries that have columns, whether or not these say something.
    /// </summary>
    public void Join(JsonObject layout)
    {
        foreach (var list in _spread)
        {
            if (layout[list.Name] is JsonObject members)
            {
                var rest = members[SpreadLists.Rest] is { } text ? Entries(text.ToString()) : [];
                var count = rest.Count > 0 ? list.Columns : members.Max(member => NumberOf(member.Key)) + 1;
                JsonNode Missing() => list.AreTexts ? "" : new JsonObject();
                layout[list.Name] = new JsonArray([
                    .. Enumerable
                        .Range(0, count)
                        .Select(number => members[number.ToString(CultureInfo.InvariantCulture)]?.DeepClone() ?? Missing()),
                    .. rest.Select(entry => entry?.DeepClone()),
                ]);
            }
        }
    }

    private static JsonArray Entries(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonArray ?? [text];
        }
        catch (JsonException)
        {
            return [text];
        }
    }

    private static int NumberOf(string member) => int.TryParse(member, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private sealed record ListField(string Name, IReadOnlyList<EntryPart>? Parts) : IField;

    private sealed record Spread(string Name, int Columns, bool AreTexts);
}
