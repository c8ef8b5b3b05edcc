using DecisionsApi.Formats;
using DecisionsApi.Querying;

namespace DecisionsApi.Http;

/// <summary>What every list and record says of itself, stated once.</summary>
internal static class ListConventions
{
    /// <summary>Describes a list: its parameters, its forms, and a query that shows what it gives.</summary>
    public static RouteHandlerBuilder WithList<TFilter, TRow, TRecord>(
        this RouteHandlerBuilder route,
        ListDefinition<TRow, TRecord> list,
        string example
    )
        where TRow : IListed
    {
        var offers = Vocabulary.Types.ContainsKey(list.Name) ? Offers.LinkedLists : Offers.Lists;
        return route
            .WithMetadata(KnownParameters.Of<TFilter>(), offers, ListContract.Of<TFilter, TRow, TRecord>(list, example))
            .ProducesForms<Page<TRecord>>(offers);
    }

    /// <summary>Describes an answer in every form that rows have.</summary>
    public static RouteHandlerBuilder ProducesForms<T>(this RouteHandlerBuilder route) => route.ProducesForms<T>(Offers.Tables);

    private static RouteHandlerBuilder ProducesForms<T>(this RouteHandlerBuilder route, Offers offers) =>
        route.Produces<T>(StatusCodes.Status200OK, offers.MediaTypes[0], offers.MediaTypes[1..]);

    /// <summary>Describes the answer for a single record that may bring linked ones with it, and may have been withdrawn.</summary>
    public static RouteHandlerBuilder WithRecord(this RouteHandlerBuilder route, IReadOnlyList<string> includes) =>
        route
            .WithMetadata(
                includes.Count == 0 ? KnownParameters.None : new KnownParameters(["include"]),
                new RecordContract(includes.Count == 0 ? null : includes)
            )
            .ProducesProblem(StatusCodes.Status410Gone);
}

/// <summary>What the OpenAPI document needs to know of a list.</summary>
/// <param name="Filter">Its filter record.</param>
/// <param name="Sort">Its order unless asked for another.</param>
/// <param name="Cursor">A cursor of the whole list.</param>
/// <param name="Example">A query that shows what it gives, against the shipped register.</param>
internal sealed record ListContract(Type Filter, string Sort, string Cursor, string Example)
{
    public static ListContract Of<TFilter, TRow, TRecord>(ListDefinition<TRow, TRecord> list, string example)
        where TRow : IListed
    {
        var fingerprint = ListQuery.FingerprintOf(list.Name, list.DefaultSort, []);
        var value =
            list.DefaultSort.Key.IsNullable ? null
            : list.DefaultSort.Key.IsNumber ? "0"
            : "";
        return new(typeof(TFilter), list.DefaultSort.Name, new Cursor(fingerprint, 1, value, "0").ToString(), example);
    }
}

/// <summary>What the OpenAPI document needs to know of a single record.</summary>
/// <param name="Includes">What it may include; null when nothing.</param>
internal sealed record RecordContract(IReadOnlyList<string>? Includes);

/// <summary>The query of a CSV that serves as the example of its metadata.</summary>
internal sealed record CsvContract(string Query);

/// <summary>What ids in a path look like, where they are no slugs.</summary>
/// <param name="Pattern">A regular expression.</param>
/// <param name="MaxLength">Most characters.</param>
internal sealed record PathIds(string Pattern, int MaxLength);
