using DecisionsApi.Importing;
using DecisionsApi.Register;
using DecisionsApi.Tabular;

namespace DecisionsApi.Bodies;

/// <summary>Whose records a file holds: what the caller says, else what the table says, else what the manifest says; never a guess.</summary>
internal static class BodyColumns
{
    // Compared as Headings.Normalise gives them.
    private static readonly HashSet<string> Known =
    [
        "bodyname", // LGA guidance 2015
        "nameofbody", // Devon
        "body",
        "bodyid",
        "organisationlabel", // esd spend schema; Trafford
        "organisationuri", // esd spend schema; Trafford
        "organisationname",
        "organisationcode",
        "organisation",
        "organizationname",
        "entity", // HM Treasury spend-25k
        "publisher",
        "publishername",
        "publisherlabel",
        "publisheruri",
        "localauthority",
        "councilname",
    ];

    /// <summary>The columns that may name bodies; none where the caller says whose records they are.</summary>
    public static int[] Among(IReadOnlyList<string> headings, ImportOptions options) =>
        options.Body is not null
            ? []
            : [.. Enumerable.Range(0, headings.Count).Where(i => Known.Contains(Headings.Normalise(headings[i])))];

    /// <summary>Finds the body of a table, or that of each of its rows.</summary>
    /// <param name="context">The file.</param>
    /// <param name="headings">The table's headings.</param>
    /// <param name="columns">The columns that may name bodies, each with its texts in the rows that hold records.</param>
    /// <exception cref="ImportRefusedException">Nobody says it; the message tells what to add.</exception>
    public static TableBodies Find(
        ImportContext context,
        IReadOnlyList<string> headings,
        IReadOnlyList<(int Column, BodyTexts Texts)> columns
    )
    {
        if (context.Options.Body is { } given)
        {
            return new(given, null);
        }
        var names = columns.Count == 0 ? [] : NamesOf(context);
        var unknown = new List<string>();
        var found = new List<(int Column, IReadOnlyDictionary<string, string> Ids)>();
        foreach (var (column, said) in columns)
        {
            var texts = said.Values;
            var ids = texts.Where(names.ContainsKey).ToDictionary(text => text, text => names[text], StringComparer.Ordinal);
            if (texts.Count > 0 && ids.Count == texts.Count)
            {
                found.Add((column, ids));
            }
            else if (texts.Count is > 0 and <= BodyTexts.Most)
            {
                unknown.Add($"'{headings[column]}' says '{texts.First(text => !names.ContainsKey(text))}'");
            }
        }
        return Agreed(found) ?? (context.Options.Entry is { } entry ? new(entry.Publisher, null) : throw Unknown(unknown));
    }

    /// <summary>What the columns that name bodies agree on; null where there is none.</summary>
    private static TableBodies? Agreed(List<(int Column, IReadOnlyDictionary<string, string> Ids)> found)
    {
        if (found.Count == 0)
        {
            return null;
        }
        var sets = found.Select(f => string.Join(", ", f.Ids.Values.Distinct().Order(StringComparer.Ordinal))).Distinct().ToList();
        if (sets.Count > 1)
        {
            throw new ImportRefusedException(
                "bodyUnknown",
                $"The file names different bodies in different columns: {string.Join(" and ", sets)}. Say which it is with --body SLUG."
            );
        }
        var (column, ids) = found[0];
        return ids.Values.Distinct().Take(2).ToList() is [var only] ? new(only, null) : new(null, new(column, ids));
    }

    /// <summary>Every way to name a body exactly, with its id; one that two bodies share names none.</summary>
    private static Dictionary<string, string> NamesOf(ImportContext context) =>
        BodySql
            .Names(context.Connection, context.Transaction)
            .Concat(
                context.Options.Declared.Values.SelectMany(body =>
                    new[] { body.Name, body.Id }.OfType<string>().Select(text => (Text: text, body.Id))
                )
            )
            .GroupBy(name => Folding.Fold(name.Text), name => name.Id, StringComparer.Ordinal)
            .Where(group => group.Distinct().Count() == 1)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    private static ImportRefusedException Unknown(List<string> said) =>
        new(
            "bodyUnknown",
            (
                said.Count == 0
                    ? "The file does not say in a known way whose records these are"
                    : $"The column {string.Join(", the column ", said)}, which is no name, id or identifier of a body of the register"
            )
                + "; add --body SLUG [--body-name NAME], or an entry for the file to a sources.json beside or above it: "
                + "[{\"publisher\": SLUG, \"name\": NAME, \"path\": \"*.csv\"}]."
        );
}

/// <summary>The different texts of a column that may name bodies.</summary>
internal sealed class BodyTexts
{
    /// <summary>A column with more different texts than this names no bodies; those beyond are not looked at.</summary>
    public const int Most = 200;

    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private string? _last;

    /// <summary>The texts, folded.</summary>
    public IReadOnlyCollection<string> Values => _values;

    public void Add(string cell)
    {
        // Nearly every cell is the one above it.
        if (cell.Length > 0 && cell != _last && _values.Count <= Most)
        {
            _values.Add(Folding.Fold(cell));
        }
        _last = cell;
    }
}

/// <summary>The body of a whole table, or the column that names that of each row.</summary>
internal sealed record TableBodies(string? Whole, BodyColumn? Each)
{
    /// <summary>Whether every row has the same body under both.</summary>
    public bool ReadsAs(TableBodies other) =>
        Whole == other.Whole && Each?.Column == other.Each?.Column && Each?.Ids.Count == other.Each?.Ids.Count;
}

/// <summary>A column of which every text names a body exactly.</summary>
internal sealed record BodyColumn(int Column, IReadOnlyDictionary<string, string> Ids)
{
    /// <summary>The body a cell names, or null.</summary>
    public string? Of(string cell) => Ids.GetValueOrDefault(Folding.Fold(cell));
}
