using System.Globalization;

namespace DecisionsApi.Querying;

/// <summary>Something records can be grouped by.</summary>
/// <param name="Name">Name in <c>groupBy=</c> and <c>facet=</c>, and of the field that holds the group's value.</param>
/// <param name="Column">What tells the groups apart, of the record's table <c>p</c> or of the table joined to it.</param>
internal sealed record Dimension(string Name, string Column)
{
    /// <summary>Makes one group of several values of the column; null where each is its own.</summary>
    public Func<string, string>? Merge { get; private init; }

    /// <summary>What the group is called outside: the value the filter of this name takes.</summary>
    public Func<string, string> Value { get; private init; } = group => group;

    /// <summary>Name of the field with a text for people, where the value is an id.</summary>
    public string? LabelName { get; private init; }

    /// <summary>That text.</summary>
    public Func<string, string> Label { get; private init; } = _ => "NULL";

    /// <summary>What groups are put in order by.</summary>
    public Func<string, string> Order { get; private init; } = group => group;

    /// <summary>A table that gives a record several groups; it is counted in each.</summary>
    public string? Join { get; private init; }

    /// <summary>First and last day of a group that is a time; null where the filter of this name takes the value.</summary>
    public Func<string, (DateOnly First, DateOnly Last)>? Days { get; private init; }

    /// <summary>The column's own values.</summary>
    public static Dimension OfValue(string name, string column) => new(name, column);

    /// <summary>The record of a key, known outside by its id.</summary>
    public static Dimension OfKey(string name, string column, string table, string title, string label, string? join = null) =>
        new(name, column)
        {
            Value = group => $"(SELECT x.id FROM {table} x WHERE x.key = {group})",
            LabelName = label,
            Label = group => $"(SELECT x.{title} FROM {table} x WHERE x.key = {group})",
            Order = group => $"(SELECT x.{title} || ' ' || x.id FROM {table} x WHERE x.key = {group})",
            Join = join,
        };

    /// <summary>The record of an id, which may not be there.</summary>
    public static Dimension OfId(string name, string column, string table, string title, string label) =>
        new(name, column) { LabelName = label, Label = group => $"(SELECT x.{title} FROM {table} x WHERE x.id = {group})" };

    /// <summary>Words as published; those that differ only in case are one group, as they are to the filter.</summary>
    public static Dimension OfWords(string name, string column) =>
        new(name, column)
        {
            Merge = key => $"(SELECT x.folded FROM terms x WHERE x.key = {key})",
            Value = group => $"(SELECT max(x.text) FROM terms x WHERE x.folded = {group})",
        };

    /// <summary>Texts that are kept folded; called as one of the records has it.</summary>
    public static Dimension OfFolded(string name, string column, Func<string, string> asPublished) =>
        new(name, column) { Value = asPublished };

    /// <summary>Calendar months, as 2012-11.</summary>
    public static Dimension OfMonths(string day) =>
        new("month", $"substr({day}, 1, 7)") { Days = month => (First(month, "01"), First(month, "01").AddMonths(1).AddDays(-1)) };

    /// <summary>Quarters of a calendar year, as 2012-Q4.</summary>
    public static Dimension OfQuarters(string day) =>
        new("quarter", $"substr({day}, 1, 7)")
        {
            Merge = month => $"substr({month}, 1, 4) || '-Q' || ((CAST(substr({month}, 6, 2) AS INTEGER) + 2) / 3)",
            Days = quarter => Quarter(int.Parse(quarter.AsSpan(0, 4), CultureInfo.InvariantCulture), quarter[^1] - '0'),
        };

    /// <summary>Calendar years.</summary>
    public static Dimension OfYears(string day) =>
        new("year", $"substr({day}, 1, 4)") { Days = year => (First(year, "01-01"), First(year, "12-31")) };

    private static (DateOnly, DateOnly) Quarter(int year, int quarter)
    {
        var first = new DateOnly(year, 3 * quarter - 2, 1);
        return (first, first.AddMonths(3).AddDays(-1));
    }

    private static DateOnly First(string period, string rest) =>
        DateOnly.ParseExact($"{period}-{rest}", "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
