using DecisionsApi.Querying;

namespace DecisionsApi.Http;

/// <summary>What every list says of itself, stated once.</summary>
internal static class ListConventions
{
    /// <summary>Describes a list: its parameters, its forms and its errors.</summary>
    public static RouteHandlerBuilder WithList<TFilter, TRecord>(this RouteHandlerBuilder route) =>
        route
            .WithMetadata(KnownParameters.Of<TFilter>(), Offers.Lists)
            .Produces<Page<TRecord>>(StatusCodes.Status200OK, "application/json", "text/csv", "application/jsonl")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status406NotAcceptable)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Describes the answer for a single record that may bring linked ones with it.</summary>
    public static RouteHandlerBuilder WithRecord(this RouteHandlerBuilder route, IReadOnlyList<string> includes) =>
        route
            .WithMetadata(includes.Count == 0 ? KnownParameters.None : new KnownParameters(["include"]))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status410Gone);
}
