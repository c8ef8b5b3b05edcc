using DecisionsApi.Querying;

namespace DecisionsApi.Http;

/// <summary>What every list says of itself, stated once.</summary>
internal static class ListConventions
{
    /// <summary>Describes a list: its parameters, its forms and its errors.</summary>
    public static RouteHandlerBuilder WithList<TFilter, TRecord>(this RouteHandlerBuilder route) =>
        route
            .WithMetadata(KnownParameters.Of<TFilter>())
            .Produces<Page<TRecord>>(StatusCodes.Status200OK, "application/json", "text/csv", "application/jsonl")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status406NotAcceptable)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
