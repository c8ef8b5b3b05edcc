using DecisionsApi.Http;
using DecisionsApi.Records;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Bodies;

/// <summary>The addresses of bodies.</summary>
internal static class BodyEndpoints
{
    public static void MapBodies(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/bodies").WithTags("Bodies");
        group.Get("", List).WithName("listBodies").WithList<BodyFilter, RecordRow, Body>(BodyList.Definition, "q=west+midlands&limit=1");
        group.Get("/{id}", Find).WithName("getBody").WithRecord([]);
        group.Get("/{id}/versions", Versions).WithName("getBodyVersions");
    }

    /// <summary>Public bodies</summary>
    /// <remarks>Lists the bodies of the register by name, with the number and sum of their payments.</remarks>
    /// <response code="200">One page of the list as JSON; as CSV or JSON Lines the whole list, unless <c>limit</c> is given.</response>
    internal static IResult List(
        [AsParameters] BodyFilter filter,
        IValidator<BodyFilter> validator,
        ListHandler lists,
        HttpContext context
    ) => lists.Handle(context, BodyList.Definition, filter, validator);

    /// <summary>One body</summary>
    /// <remarks>A body with the number and sum of its payments. One that its publisher no longer publishes answers 410.</remarks>
    /// <param name="id" example="west-midlands-pcc">Id of the body.</param>
    /// <response code="200">The body.</response>
    internal static Results<Ok<Body>, ProblemHttpResult> Find(string id, RecordHandler records, CancellationToken stop) =>
        records.Find(BodyList.Definition, id, null, stop);

    /// <summary>Versions of a body</summary>
    /// <remarks>Everything that was ever said of this body, oldest first; the last one is valid now.</remarks>
    /// <param name="id" example="west-midlands-pcc">Id of the body.</param>
    /// <response code="200">The versions, oldest first.</response>
    internal static Results<Ok<RecordVersions<Body>>, ProblemHttpResult> Versions(
        string id,
        RecordHandler records,
        CancellationToken stop
    ) => records.Versions(BodyTable.Instance, id, stop);
}
