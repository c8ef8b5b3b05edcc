using System.Globalization;
using DecisionsApi.Register;

namespace DecisionsApi.Querying;

/// <summary>
/// How statements put a list in order: first the records that have the sort key, then those without it. Two parts, because one
/// comparison of pairs never matches a null.
/// </summary>
/// <param name="Key">The sort key.</param>
/// <param name="IsPresent">The condition of the first part.</param>
/// <param name="IsAbsent">The condition of the second.</param>
/// <param name="Columns">The order of the first part.</param>
/// <param name="ColumnsOfAbsent">The order of the second.</param>
/// <param name="Beyond">What comes after a record of the first part: its value is <c>@afterValue</c>, its id <c>@afterId</c>.</param>
/// <param name="BeyondAbsent">What comes after a record of the second.</param>
internal sealed record ListOrder(
    SortKey Key,
    string IsPresent,
    string IsAbsent,
    string Columns,
    string ColumnsOfAbsent,
    string Beyond,
    string BeyondAbsent
)
{
    /// <summary>The order of a list of a table.</summary>
    public static ListOrder Of(Sort sort, string table) => sort.Key.DayId is { } dayId ? ByDayId(sort, dayId, table) : ByKey(sort);

    /// <summary>The value of the last record of a page, as its column holds it.</summary>
    public object? ValueOf(Cursor after) =>
        Key.DayId is not null ? DayId.Of(after.Value, after.Id)
        : Key.IsNumber && after.Value is { } number ? long.Parse(number, CultureInfo.InvariantCulture)
        : after.Value;

    private static ListOrder ByKey(Sort sort)
    {
        var column = sort.Key.Column;
        return new(
            sort.Key,
            $"{column} IS NOT NULL",
            $"{column} IS NULL",
            $"{column} {sort.Direction}, p.id {sort.Direction}",
            $"p.id {sort.Direction}",
            $"({column}, p.id) {sort.Beyond} (@afterValue, @afterId)",
            $"p.id {sort.Beyond} @afterId"
        );
    }

    private static ListOrder ByDayId(Sort sort, string column, string table)
    {
        var columns = $"{column} {sort.Direction}, p.key {sort.Direction}";
        var beyond = $"({column}, p.key) {sort.Beyond} (@afterValue, (SELECT a.key FROM {table} a WHERE a.id = @afterId))";
        return new(sort.Key, $"{column} >= {DayId.Dated}", $"{column} < {DayId.Dated}", columns, columns, beyond, beyond);
    }
}
