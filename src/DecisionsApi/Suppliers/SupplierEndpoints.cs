using DecisionsApi.Http;
using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Suppliers;

/// <summary>The addresses of suppliers.</summary>
internal static class SupplierEndpoints
{
    public static void MapSuppliers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/suppliers").WithTags("Suppliers");
        group
            .MapGet("", List)
            .WithName("listSuppliers")
            .WithList<SupplierFilter, SupplierSql.Row, Supplier>(SupplierList.Definition, "limit=1");
        group.MapGet("/{id}", Find).WithName("getSupplier");
    }

    /// <summary>Suppliers</summary>
    /// <remarks>Lists whom public bodies paid, by name unless another order is asked for, with the number and sum of the payments.</remarks>
    /// <response code="200">One page of the list as JSON; as CSV or JSON Lines the whole list, unless <c>limit</c> is given.</response>
    internal static IResult List(
        [AsParameters] SupplierFilter filter,
        IValidator<SupplierFilter> validator,
        ListHandler lists,
        HttpContext context
    ) => lists.Handle(context, SupplierList.Definition, filter, validator);

    /// <summary>One supplier</summary>
    /// <remarks>Somebody public bodies paid, with every spelling of the name and the number and sum of the payments.</remarks>
    /// <param name="id" example="1fct6wk19pc208xk">Id of the supplier.</param>
    /// <response code="200">The supplier.</response>
    internal static Results<Ok<Supplier>, ProblemHttpResult> Find(string id, Reader reader, CancellationToken stop)
    {
        using var reading = reader.Read(stop);
        return SupplierSql.Find(reading.Connection, id) is { } found ? TypedResults.Ok(found) : Problems.NotFound("suppliers", id);
    }
}
