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
            .Get("", List)
            .WithName("listSuppliers")
            .WithList<SupplierFilter, SupplierSql.Row, Supplier>(SupplierList.Definition, "limit=1");
        group.Get("/{id}", Find).WithName("getSupplier").Produces(StatusCodes.Status308PermanentRedirect);
        group.Get("/{id}/similar", Similar).WithName("getSimilarSuppliers").Produces(StatusCodes.Status308PermanentRedirect);
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
    /// <remarks>Somebody public bodies paid or contracted: every spelling of the name and how it was matched, what each body paid in each financial year, and the contracts. The id of a supplier that turned out to be another, and the id a single spelling would have, lead to it with 308.</remarks>
    /// <param name="id" example="1fct6wk19pc208xk">Id of the supplier.</param>
    /// <response code="200">The supplier.</response>
    internal static Results<Ok<Supplier>, RedirectHttpResult, ProblemHttpResult> Find(
        string id,
        HttpContext context,
        Reader reader,
        CancellationToken stop
    )
    {
        using var reading = reader.Read(stop);
        return SupplierSql.Find(reading.Connection, id) switch
        {
            null => Problems.NotFound("suppliers", id),
            { Id: var other } when other != id => MovedTo(context, other),
            var row => TypedResults.Ok(SupplierProfileSql.Add(reading.Connection, SupplierSql.From(reading.Connection, [row])[0], row.Key)),
        };
    }

    /// <summary>Similar suppliers</summary>
    /// <remarks>Suppliers that may be the same as this one, with what speaks for it. These are proposals: nothing of them has been acted upon. Whoever has looked can say so in a file of aliases.</remarks>
    /// <param name="id" example="1fct6wk19pc208xk">Id of the supplier.</param>
    /// <response code="200">Those that may be the same, the likeliest first, 50 at most.</response>
    internal static Results<Ok<SimilarSuppliers>, RedirectHttpResult, ProblemHttpResult> Similar(
        string id,
        HttpContext context,
        Reader reader,
        CancellationToken stop
    )
    {
        using var reading = reader.Read(stop);
        return SupplierSql.Find(reading.Connection, id) switch
        {
            null => Problems.NotFound("suppliers", id),
            { Id: var other } when other != id => MovedTo(context, other + "/similar"),
            var row => TypedResults.Ok(
                new SimilarSuppliers(
                    id,
                    "Proposals by likeness of names and by identifiers; none of them has been acted upon.",
                    SimilarSupplierSql.Find(reading.Connection, row.Key)
                )
            ),
        };
    }

    private static RedirectHttpResult MovedTo(HttpContext context, string path) =>
        TypedResults.Redirect($"{Http.Links.Origin(context.Request)}/v1/suppliers/{path}", permanent: true, preserveMethod: true);
}
