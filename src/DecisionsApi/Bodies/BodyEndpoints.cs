using DecisionsApi.Data;
using DecisionsApi.Http;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Bodies;

/// <summary>The addresses of bodies.</summary>
internal static class BodyEndpoints
{
    public static void MapBodies(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/bodies").WithTags("Bodies");
        group.MapGet("", List).WithName("listBodies").WithList<BodyFilter, Body>();
        group.MapGet("/{id}", Find).WithName("getBody");
    }

    /// <summary>Public bodies</summary>
    /// <remarks>Lists the bodies of the register by name, with the number and sum of their payments.</remarks>
    internal static Task<IResult> List(
        [AsParameters] BodyFilter filter,
        IValidator<BodyFilter> validator,
        ListHandler lists,
        HttpContext context
    ) => lists.Handle(context, BodyList.Definition, filter, validator);

    /// <summary>One body</summary>
    /// <param name="id">Id of the body.</param>
    internal static Results<Ok<Body>, ProblemHttpResult> Find(string id, Database database, CancellationToken stop)
    {
        using var reading = database.Read(stop);
        return BodySql.Find(reading.Connection, id) is { } found ? TypedResults.Ok(found) : Problems.NotFound("bodies", id);
    }
}
