using System.Globalization;
using System.Text.RegularExpressions;

namespace DecisionsApi.Formats;

/// <summary>
/// How a list stands in the columns of a table: <c>amounts.0.measure</c> is the measure of its first entry, and <c>amounts.rest</c> has
/// as JSON the entries for which there are no columns, so that whatever their number nothing is lost.
/// </summary>
internal static partial class SpreadLists
{
    /// <summary>Most entries that get columns of their own: one digit numbers them.</summary>
    public const int MostEntries = 10;

    /// <summary>The column of the entries that have none of their own.</summary>
    public const string Rest = "rest";

    /// <summary>The name of a column.</summary>
    public static string NameOf(string list, int entry, EntryPart part) =>
        string.Create(CultureInfo.InvariantCulture, $"{list}.{entry}{(part.Path.Length == 0 ? "" : ".")}{part.Path}");

    /// <summary>The columns asked for.</summary>
    /// <param name="fields">The fields there are.</param>
    /// <param name="asked">Fields, parts or columns asked for; null for all.</param>
    /// <param name="spreads">Whether lists that are asked for as such are spread.</param>
    /// <param name="entries">
    /// How many entries of each list get columns, asked once and only if there are lists to spread; those asked for by number have them in
    /// any case.
    /// </param>
    public static IReadOnlyList<Field<T>> Columns<T>(
        IReadOnlyList<Field<T>> fields,
        IReadOnlyList<string>? asked,
        bool spreads,
        Func<IReadOnlyDictionary<string, int>> entries
    )
    {
        var longest = new Lazy<IReadOnlyDictionary<string, int>>(entries);
        var spread = new Dictionary<Field<T>, IReadOnlyList<Field<T>>>();
        return asked is null
            ? [.. fields.SelectMany(field => spreads ? Spread(field) : [field])]
            : [.. asked.SelectMany(name => fields.SelectMany(field => Asked(field, name))).Distinct()];

        IEnumerable<Field<T>> Asked(Field<T> field, string name) =>
            field.Parts is null || (!spreads && field.Name == name) ? new[] { field }.Where(whole => whole.IsPartOf(name))
            : field.Name == ListOf(name) ? Spread(field).Where(column => column.IsPartOf(name))
            : [];

        IReadOnlyList<Field<T>> Spread(Field<T> field) =>
            spread.TryGetValue(field, out var columns) ? columns
            : field.Parts is null ? [field]
            : spread[field] = field.Columns(Math.Max(Bounded(longest.Value[field.Name]), NumberAsked(field.Name)));

        int NumberAsked(string list) =>
            (asked ?? []).Select(name => Column().Match(name)).Where(found => found.Groups["list"].Value == list).Max(NumberOf) ?? 0;
    }

    /// <summary>Whether a column of one of the fields goes by a name, however many entries there are.</summary>
    public static bool IsColumn(IEnumerable<IField> fields, string name) =>
        Column().Match(name) is { Success: true } found
        && fields.FirstOrDefault(field => field.Name == found.Groups["list"].Value) is { Parts: { } parts }
        && (!found.Groups["part"].Success || parts.Any(part => part.Path == found.Groups["part"].Value));

    /// <summary>What all names of columns of the lists among some fields look like; null where there are no lists.</summary>
    public static string? PatternOf(IEnumerable<IField> fields)
    {
        var lists = fields
            .Where(field => field.Parts is not null)
            .Select(field =>
                field.Parts is [{ Path: "" }]
                    ? $@"{field.Name}\.([0-9]|{Rest})"
                    : $@"{field.Name}\.({Rest}|[0-9](\.({string.Join('|', field.Parts!.Select(part => Regex.Escape(part.Path)))}))?)"
            )
            .ToList();
        return lists.Count == 0 ? null : $"^({string.Join('|', lists)})$";
    }

    /// <summary>The field of which a column is a part: <c>amounts[].measure</c> for <c>amounts.0.measure</c>, as the dictionary names it.</summary>
    public static string FieldOf(string column) =>
        Column().Match(column) is not { Success: true } found ? column
        : found.Groups["part"] is { Success: true } part ? $"{found.Groups["list"]}[].{part}"
        : found.Groups["list"].Value;

    /// <summary>The list of which a column is a part; the column's own name for one of no list.</summary>
    public static string ListOf(string column) => Column().Match(column) is { Success: true } found ? found.Groups["list"].Value : column;

    private static int Bounded(int entries) => Math.Clamp(entries, 1, MostEntries);

    private static int? NumberOf(Match column) =>
        column.Groups["number"] is { Success: true } number ? int.Parse(number.Value, CultureInfo.InvariantCulture) + 1 : null;

    [GeneratedRegex(@"^(?<list>[A-Za-z]+)\.(?:rest|(?<number>[0-9])(?:\.(?<part>[A-Za-z.]+))?)$")]
    public static partial Regex Column();
}
