using DecisionsApi.Register;

namespace DecisionsApi.Querying;

/// <summary>A request for a list, checked and understood.</summary>
internal sealed record ListQuery
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 1000;

    /// <summary>Head of the register the walk is about; null on a first page.</summary>
    public Cursor? Cursor { get; init; }
    public required Where Where { get; init; }
    public required Sort Sort { get; init; }
    public required int Limit { get; init; }
    public required bool Counts { get; init; }

    /// <summary>Fields asked for; null for all.</summary>
    public IReadOnlyList<string>? Fields { get; init; }
    public required IReadOnlySet<string> Includes { get; init; }

    /// <summary>Fields whose values are counted beside the list.</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];

    /// <summary>Whether records are wanted as the entries of a feed.</summary>
    public bool IsFeed { get; private init; }

    /// <summary>The only sources asked for; none for all.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The only bodies asked for; none for all.</summary>
    public IReadOnlyList<string> Bodies { get; init; } = [];

    /// <summary>Fingerprint of list, order and filters: a cursor goes with one only.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Whether its cursor is of another list, order or filter, or of none.</summary>
    public bool HasForeignCursor => Cursor is { } cursor && (cursor.Query != Fingerprint || !Sort.Key.Holds(cursor.Value));

    /// <summary>Understands the parameters of a list; they have been validated.</summary>
    public static ListQuery Of<TRow, TRecord>(
        ListDefinition<TRow, TRecord> list,
        ListParameters parameters,
        IEnumerable<KeyValuePair<string, string>> given
    )
        where TRow : IListed
    {
        var where = new Where();
        parameters.Apply(where);
        var sort = Sort.Of(parameters.Sort, list.DefaultSort, list.Keys)!;
        return new()
        {
            Cursor = parameters.Cursor is null ? null : Cursor.Parse(parameters.Cursor),
            Where = where,
            Sort = sort,
            Limit = parameters.Limit?.Value ?? DefaultLimit,
            Counts = parameters.Count != "none",
            Fields = parameters.Fields?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Includes = IncludesOf((parameters as IIncluding)?.Includes),
            Facets = SummaryParameters.Split((parameters as IFaceted)?.Facet),
            Sources = Given("source"),
            Bodies = Given("body"),
            Fingerprint = FingerprintOf(list.Name, sort, given),
        };

        string[] Given(string name) => [.. given.Where(p => p.Key == name).Select(p => p.Value)];
    }

    /// <summary>The same records as the entries of a feed, in its order and without totals.</summary>
    public static ListQuery OfFeed<TRow, TRecord>(
        ListDefinition<TRow, TRecord> list,
        ListParameters parameters,
        IReadOnlyCollection<KeyValuePair<string, string>> given
    )
        where TRow : IListed =>
        Of(list, parameters, given) with
        {
            Sort = list.FeedSort,
            Counts = false,
            IsFeed = true,
            Fingerprint = FingerprintOf(list.Name, list.FeedSort, given),
        };

    /// <summary>What <c>include=</c> names, separated by commas or repeated.</summary>
    public static IReadOnlySet<string> IncludesOf(string[]? values) =>
        (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Fingerprint of list, order and filters; paging and form make no difference.</summary>
    public static string FingerprintOf(string list, Sort sort, IEnumerable<KeyValuePair<string, string>> given)
    {
        var filters = given.Where(p => !IsAboutForm(p.Key)).Select(p => p.Key + "=" + p.Value).Order(StringComparer.Ordinal);
        return Identity.Of([list, sort.Name, .. filters])[..8];
    }

    /// <summary>Whether a parameter is about order, page and form, and picks no records.</summary>
    public static bool IsAboutForm(string parameter) =>
        parameter is "cursor" or "limit" or "sort" or "fields" or "include" or "facet" or "count" or "format" or "bom";
}

/// <summary>Parameters that may ask for the values of fields beside a list.</summary>
internal interface IFaceted
{
    /// <summary>What <c>facet=</c> names.</summary>
    string[]? Facet { get; }
}

/// <summary>Parameters that may ask for linked or further content.</summary>
internal interface IIncluding
{
    /// <summary>What <c>include=</c> names.</summary>
    string[] Includes { get; }
}
