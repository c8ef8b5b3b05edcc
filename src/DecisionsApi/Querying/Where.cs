using System.Text.RegularExpressions;
using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Register;

namespace DecisionsApi.Querying;

/// <summary>The conditions that apply, and only those: a condition that says "or the parameter is null" would scan the table.</summary>
internal sealed partial class Where
{
    private const string WithDay = $"p.day_id >= {DayId.Dated}";
    private readonly List<string> _conditions = [];

    /// <summary>The values of the conditions.</summary>
    public DynamicParameters Parameters { get; } = new();

    /// <summary>Whether totals that bodies have reported stay out of the list; their sum is shown beside it.</summary>
    public bool ItemisedOnly { get; set; }

    /// <summary>The columns of the record's table that the conditions are about.</summary>
    public IEnumerable<string> Columns =>
        _conditions.SelectMany(condition => OwnColumn().Matches(OfDay(condition))).Select(match => match.Groups[1].Value).Distinct();

    /// <summary>The same columns if each is to equal one value and nothing else is asked; null otherwise.</summary>
    public IReadOnlySet<string>? Fixed
    {
        get
        {
            var matches = _conditions.ConvertAll(condition => Equality().Match(condition));
            return matches.TrueForAll(match => match.Success) ? matches.Select(match => match.Groups[1].Value).ToHashSet() : null;
        }
    }

    /// <summary>Adds a condition with one parameter.</summary>
    public Where Add(string condition, string name, object value)
    {
        _conditions.Add(condition);
        Parameters.Add(name, value);
        return this;
    }

    /// <summary>Adds a condition without a parameter.</summary>
    public Where Add(string condition)
    {
        _conditions.Add(condition);
        return this;
    }

    /// <summary>
    /// A column is the key of one of the named things: <paramref name="lookup"/> is the query for the keys, ending before its
    /// operator. One value becomes an equality, which keeps the order of an index.
    /// </summary>
    public Where Key(string column, string lookup, string name, IReadOnlyCollection<string>? values)
    {
        return values switch
        {
            null or { Count: 0 } => this,
            { Count: 1 } => Add($"{column} = ({lookup} = @{name})", name, values.First()),
            _ => Add($"{column} IN ({lookup} IN @{name})", name, values),
        };
    }

    /// <summary>A column holds one of the values.</summary>
    public Where In(string column, string name, IReadOnlyCollection<string>? values)
    {
        return values switch
        {
            null or { Count: 0 } => this,
            { Count: 1 } => Add($"{column} = @{name}", name, values.First()),
            _ => Add($"{column} IN @{name}", name, values),
        };
    }

    /// <summary>A column is a key whose folded text is one of the values, compared without case.</summary>
    public Where Folded(string column, string lookup, string name, IReadOnlyCollection<string>? values) =>
        values is null or { Count: 0 } ? this : Add($"{column} IN ({lookup} IN @{name})", name, values.Select(Folding.Fold).ToArray());

    /// <summary>As <see cref="Key"/>; an empty value stands for records without one.</summary>
    public Where KeyOrNone(string column, string lookup, string name, IReadOnlyCollection<string>? values)
    {
        if (values is null || !values.Contains(""))
        {
            return Key(column, lookup, name, values);
        }
        string[] some = [.. values.Where(value => value.Length > 0)];
        return some.Length == 0 ? Add($"{column} IS NULL") : Add($"({column} IS NULL OR {column} IN ({lookup} IN @{name}))", name, some);
    }

    /// <summary>As <see cref="Folded"/>; an empty value stands for records without one.</summary>
    public Where FoldedOrNone(string column, string lookup, string name, IReadOnlyCollection<string>? values) =>
        values?.Contains("") == true
            ? KeyOrNone(column, lookup, name, values.Select(Folding.Fold).ToArray())
            : Folded(column, lookup, name, values);

    /// <summary>A column of folded text is one of the values, compared without case.</summary>
    public Where Texts(string column, string name, IReadOnlyCollection<string>? values) =>
        In(column, name, values?.Select(Folding.Fold).ToArray());

    /// <summary>A record's present content was first published in one of the sources.</summary>
    public Where Sources(IReadOnlyCollection<string>? ids) => Key("p.source_key", "SELECT key FROM sources WHERE id", "source", ids);

    /// <summary>A day lies between two, both inclusive; a record without one never does.</summary>
    public Where Days(string column, Parsed<DateOnly>? from, Parsed<DateOnly>? to)
    {
        if (from?.Value is { } first)
        {
            Add($"{column} >= @from", "from", first);
        }
        if (to?.Value is { } last)
        {
            Add($"{column} <= @to", "to", last);
        }
        return this;
    }

    /// <summary>The same of payments, by the numbers that hold day and id; the days themselves are parameters too.</summary>
    public Where DayIds(DateOnly? from, DateOnly? to)
    {
        if (from is { } first)
        {
            Add("p.day_id >= @fromId", "fromId", DayId.From(first)).Parameters.Add("from", first);
        }
        if (to is { } last)
        {
            // Those without a day come before all others.
            (from is null ? Add(WithDay) : this)
                .Add("p.day_id <= @toId", "toId", DayId.Until(last))
                .Parameters.Add("to", last);
        }
        return this;
    }

    /// <summary>An amount in pence lies between two sums in pounds, both inclusive.</summary>
    public Where Pounds(string column, Parsed<decimal>? least, Parsed<decimal>? most)
    {
        if (least?.Value is { } lower)
        {
            Add($"{column} >= @minAmount", "minAmount", (long)Math.Ceiling(lower * 100));
        }
        if (most?.Value is { } upper)
        {
            Add($"{column} <= @maxAmount", "maxAmount", (long)Math.Floor(upper * 100));
        }
        return this;
    }

    /// <summary>A record's words match a search.</summary>
    public Where Search(string textTable, string? text) =>
        text is null ? this : Add(FullText.Condition(textTable), "q", FullText.Expression(text)!);

    /// <summary>A copy that can grow on its own.</summary>
    public Where Copy()
    {
        var copy = new Where { ItemisedOnly = ItemisedOnly };
        copy._conditions.AddRange(_conditions);
        copy.Parameters.AddDynamicParams(Parameters);
        return copy;
    }

    /// <summary>The same conditions on sums that are kept ready, whose keys are 0, and whose days empty, where a record has none.</summary>
    public Where OfCells()
    {
        var cells = new Where { ItemisedOnly = ItemisedOnly };
        cells._conditions.AddRange(_conditions.Select(condition => KeyIsNull().Replace(OfDay(condition), "$1 = 0")));
        cells.Parameters.AddDynamicParams(Parameters);
        return Columns.Contains("paid_on") ? cells.Add("p.paid_on <> ''") : cells;
    }

    /// <summary>The clause, empty without conditions.</summary>
    public override string ToString() => _conditions.Count == 0 ? "" : "WHERE " + string.Join("\n  AND ", _conditions);

    /// <summary>A condition on the number that holds day and id as one on the day.</summary>
    private static string OfDay(string condition) =>
        condition == WithDay ? "p.paid_on IS NOT NULL" : DayIdCondition().Replace(condition, "p.paid_on $1 @$2");

    [GeneratedRegex(@"^p\.day_id (>=|<=) @(from|to)Id$")]
    private static partial Regex DayIdCondition();

    [GeneratedRegex(@"\bp\.(\w+)")]
    private static partial Regex OwnColumn();

    [GeneratedRegex(@"^p\.(\w+) = (?:@\w+|\(SELECT key FROM \w+ WHERE id = @\w+\))$")]
    private static partial Regex Equality();

    [GeneratedRegex(@"(\bp\.\w+_key) IS NULL\b")]
    private static partial Regex KeyIsNull();
}
