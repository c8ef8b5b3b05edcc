using System.Globalization;
using DecisionsApi.Querying;
using Microsoft.AspNetCore.Http.Extensions;

namespace DecisionsApi.Http;

/// <summary>The address of the list that a group of a summary, or a value of a facet, stands for.</summary>
internal static class GroupLinks
{
    private static readonly string[] NoFilters =
    [
        "groupBy",
        "measures",
        "top",
        "facet",
        "sort",
        "limit",
        "cursor",
        "fields",
        "include",
        "count",
        "format",
        "bom",
    ];

    /// <summary>The list's filters as given, with the values of the group; null where no filter picks the group's records.</summary>
    public static string? To(HttpRequest request, ListSubject list, IReadOnlyList<Dimension> groupBy, Func<string, string?> value)
    {
        var filters = Links.Parameters(request).Where(p => !NoFilters.Contains(p.Name)).ToList();
        foreach (var dimension in groupBy)
        {
            if (value(dimension.Name) is not { } one || !Pick(filters, dimension, one))
            {
                return null;
            }
        }
        var query = new QueryBuilder(filters.Select(p => KeyValuePair.Create(p.Name, p.Value)));
        return $"{Links.Origin(request)}{request.PathBase.ToUriComponent()}/v1/{list.Name}{query}";
    }

    private static bool Pick(List<(string Name, string Value)> filters, Dimension dimension, string value)
    {
        if (dimension.Days is { } days)
        {
            var (first, last) = days(value);
            Bound(filters, "from", first, latest: true);
            Bound(filters, "to", last, latest: false);
            return true;
        }
        // Who supplies together with another one asked for cannot be asked for.
        var given = filters.Where(f => f.Name == dimension.Name).ToList();
        if (dimension.Join is not null && given.Count > 0 && !given.Exists(f => f.Value == value))
        {
            return false;
        }
        filters.RemoveAll(f => f.Name == dimension.Name);
        filters.Add((dimension.Name, value));
        return true;
    }

    private static void Bound(List<(string Name, string Value)> filters, string name, DateOnly day, bool latest)
    {
        var bound = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var given = filters.Find(f => f.Name == name).Value;
        filters.RemoveAll(f => f.Name == name);
        var isNarrower = given is not null && string.CompareOrdinal(given, bound) > 0 == latest;
        filters.Add((name, isNarrower ? given! : bound));
    }
}
