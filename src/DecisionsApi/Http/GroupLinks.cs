using System.Globalization;
using DecisionsApi.Querying;
using Microsoft.AspNetCore.Http.Extensions;

namespace DecisionsApi.Http;

/// <summary>The addresses of the lists that the groups of a summary, or the values of a facet, stand for.</summary>
internal sealed class GroupLinks
{
    private static readonly KnownParameters OfSummaries = KnownParameters.Of<SummaryParameters>();

    private readonly IReadOnlyList<Dimension> _groupBy;
    private readonly List<(string Name, string Value)> _given;
    private readonly string _list;

    public GroupLinks(HttpRequest request, ListSubject list, IReadOnlyList<Dimension> groupBy)
    {
        _groupBy = groupBy;
        _given = [.. Links.FiltersOf(request).Where(p => !OfSummaries.Names.Contains(p.Name))];
        _list = $"{Links.Origin(request)}{request.PathBase.ToUriComponent()}/v1/{list.Name}";
    }

    /// <summary>The list's filters as given, with the values of a group; null where no filter picks the group's records.</summary>
    public string? To(Func<string, string?> value)
    {
        var filters = _given.ToList();
        foreach (var dimension in _groupBy)
        {
            if (value(dimension.Name) is not { } one || !Pick(filters, dimension, one))
            {
                return null;
            }
        }
        return _list + new QueryBuilder(filters.Select(p => KeyValuePair.Create(p.Name, p.Value)));
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
