using System.Globalization;
using DecisionsApi.Register;

namespace DecisionsApi.Querying;

/// <summary>A request for a summary, checked and understood.</summary>
internal sealed record SummaryQuery
{
    public required SummaryDefinition Summary { get; init; }
    public required Where Where { get; init; }
    public required IReadOnlyList<Dimension> GroupBy { get; init; }
    public required IReadOnlyList<string> Measures { get; init; }

    /// <summary>A measure or <c>group</c>, with a minus to turn it round.</summary>
    public required string Sort { get; init; }

    /// <summary>Groups that are given one by one; the others are one row together.</summary>
    public int? Top { get; init; }
    public int Limit { get; init; } = ListQuery.DefaultLimit;

    /// <summary>Groups before the page.</summary>
    public long Offset { get; init; }

    /// <summary>Head of the register the walk began with; null on a first page.</summary>
    public long? Sequence { get; init; }

    /// <summary>Whether groups of nothing but reported totals are left out.</summary>
    public bool CountedOnly { get; init; }

    public string Fingerprint { get; init; } = "";

    /// <summary>Whether a record can be in several groups.</summary>
    public bool Overlaps => GroupBy.Any(d => d.Join is not null);

    /// <summary>Understands the parameters of a summary; they have been validated.</summary>
    public static SummaryQuery Of(
        SummaryDefinition summary,
        ListParameters filter,
        SummaryParameters asked,
        IEnumerable<KeyValuePair<string, string>> given
    )
    {
        var where = new Where();
        filter.Apply(where);
        var cursor = filter.Cursor is null ? null : Cursor.Parse(filter.Cursor);
        return new()
        {
            Summary = summary,
            Where = where,
            GroupBy = [.. SummaryParameters.Split(asked.GroupBy).Select(summary.Named)],
            Measures = asked.MeasuresOf(summary),
            Sort = filter.Sort ?? (asked.Top is null ? "group" : summary.Largest),
            Top = asked.Top?.Value,
            Limit = filter.Limit?.Value ?? ListQuery.DefaultLimit,
            Sequence = cursor?.Sequence,
            Offset = cursor is null ? 0 : long.Parse(cursor.Id, CultureInfo.InvariantCulture),
            Fingerprint = FingerprintOf(summary, given),
        };
    }

    /// <summary>The values of one dimension, largest first, for a list with the same filters.</summary>
    public static SummaryQuery Facet(SummaryDefinition summary, Where where, string name, int values) =>
        new()
        {
            Summary = summary,
            Where = where,
            GroupBy = [summary.Named(name)],
            Measures = summary.DefaultMeasures,
            Sort = summary.Largest,
            Top = values,
            CountedOnly = true,
        };

    /// <summary>Fingerprint of everything but place and form: a cursor goes with one only.</summary>
    public static string FingerprintOf(SummaryDefinition summary, IEnumerable<KeyValuePair<string, string>> given)
    {
        var asked = given
            .Where(p => p.Key is not ("cursor" or "limit" or "format" or "bom"))
            .Select(p => p.Key + "=" + p.Value)
            .Order(StringComparer.Ordinal);
        return Identity.Of([summary.Subject.Name, "summary", .. asked])[..8];
    }

    /// <summary>A cursor to the groups after some.</summary>
    public Cursor After(long groups, long sequence) => new(Fingerprint, sequence, null, groups.ToString(CultureInfo.InvariantCulture));
}
