using DecisionsApi.Bodies;
using DecisionsApi.Formats;
using DecisionsApi.Tabular;

namespace DecisionsApi.Transparency;

/// <summary>Something that a body must publish, or that another must publish about it.</summary>
public sealed record Duty
{
    internal static readonly string[] Subjects =
    [
        "expenditure",
        "grants",
        "expenses",
        "cards",
        "decisions",
        "contracts",
        "tenders",
        "budget",
    ];

    internal static readonly string[] Frequencies = ["month", "quarter", "year", "onEvent"];
    internal static readonly string[] Bases = ["primary", "reproduced"];

    /// <summary>The law or code.</summary>
    /// <example>SI 2011/3050</example>
    public required string Instrument { get; init; }

    /// <summary>Where in it; null where it has no number.</summary>
    /// <example>Schedule, Part 1, paragraph 3(g)</example>
    public string? Paragraph { get; init; }

    /// <summary>What it is about: expenditure, grants, expenses, cards, decisions, contracts, tenders or budget.</summary>
    /// <example>expenditure</example>
    [OneOf(typeof(Duty), nameof(Subjects))]
    public required string Subject { get; init; }

    /// <summary>What is to be published, in our own words.</summary>
    /// <example>Each item of expenditure above the threshold: recipient, purpose, and why good value for money would be obtained.</example>
    public required string Requires { get; init; }

    /// <summary>Who must publish it.</summary>
    /// <example>the body itself</example>
    public required string Holder { get; init; }

    /// <summary>Pounds that must be exceeded; null where there is no threshold.</summary>
    /// <example>500.00</example>
    public decimal? ThresholdAmount { get; init; }

    /// <summary>How often: month, quarter, year or onEvent; null where we have not seen it stated.</summary>
    /// <example>month</example>
    [OneOf(typeof(Duty), nameof(Frequencies))]
    public string? Frequency { get; init; }

    /// <summary>By when; null where we have not seen it stated.</summary>
    /// <example>As soon as practicable after the end of the month</example>
    public string? Deadline { get; init; }

    /// <summary>First day on which it applied; null where not checked.</summary>
    /// <example>2012-01-16</example>
    public DateOnly? InForceFrom { get; init; }

    /// <summary>Whether this rests on the text itself (primary) or on a source that reproduces it (reproduced). It is not legal advice.</summary>
    /// <example>primary</example>
    [OneOf(typeof(Duty), nameof(Bases))]
    public required string Basis { get; init; }

    /// <summary>The source read.</summary>
    /// <example>Elected Local Policing Bodies (Specified Information) Order 2011 as amended by SI 2012/2479 and SI 2013/1816</example>
    public required string Source { get; init; }

    /// <summary>Its address, where certain.</summary>
    /// <example>https://www.legislation.gov.uk/uksi/2012/2479/made</example>
    public string? Url { get; init; }
}

/// <summary>The list of duties (<c>duties.csv</c>) and whom each is about.</summary>
internal static class Duties
{
    private static readonly IReadOnlyList<(string[] Bodies, string Area, Duty Duty)> List = Read();

    /// <summary>The duties about a body, by its kind or, where the closed list has no kind for it, by its id; none where its kind is not known.</summary>
    public static IReadOnlyList<Duty> Of(Body body) =>
        [
            .. List.Where(line => line.Bodies.Contains(body.Kind ?? body.Id))
                .Where(line => body.AreaCode?.StartsWith(line.Area, StringComparison.Ordinal) ?? true)
                .Select(line => line.Duty),
        ];

    private static List<(string[], string, Duty)> Read()
    {
        using var stream = typeof(Duties).Assembly.GetManifestResourceStream("DecisionsApi.Transparency.duties.csv")!;
        using var records = new RecordReader(new StreamReader(stream), ',');
        var list = new List<(string[], string, Duty)>();
        while (records.Read())
        {
            if (records.Line > 1)
            {
                list.Add((records[0].Split('|'), records[1], Line(Enumerable.Range(0, records.Count).Select(i => records[i]).ToList())));
            }
        }
        return list;
    }

    private static Duty Line(List<string> cells) =>
        new()
        {
            Instrument = cells[2],
            Paragraph = Text(cells[3]),
            Subject = cells[4],
            Requires = cells[5],
            Holder = cells[6],
            ThresholdAmount = Text(cells[7]) is { } pounds
                ? decimal.Parse(pounds + ".00", System.Globalization.CultureInfo.InvariantCulture)
                : null,
            Frequency = Text(cells[8]),
            Deadline = Text(cells[9]),
            InForceFrom = Text(cells[10]) is { } day
                ? DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
                : null,
            Basis = cells[11],
            Source = cells[12],
            Url = Text(cells[13]),
        };

    private static string? Text(string cell) => cell.Length == 0 ? null : cell;
}
