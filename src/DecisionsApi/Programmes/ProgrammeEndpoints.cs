using DecisionsApi.Http;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Programmes;

/// <summary>The addresses of programmes.</summary>
internal static class ProgrammeEndpoints
{
    public static void MapProgrammes(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/programmes").WithTags("Programmes");
        group
            .Get("", List)
            .WithName("listProgrammes")
            .WithList<ProgrammeFilter, RecordRow, Programme>(ProgrammeList.Definition, "q=partnering&limit=1");
        group.Get("/{id}", Find).WithName("getProgramme").WithRecord(ProgrammeList.Includes);
        group.Get("/{id}/timeline", ShowTimeline).WithName("getProgrammeTimeline").WithRecord([]);
        group.Get("/{id}/versions", Versions).WithName("getProgrammeVersions");
    }

    /// <summary>Programmes</summary>
    /// <remarks>Lists programmes of public bodies by name unless another order is asked for, each with its links; linked records with <c>include</c>.</remarks>
    /// <response code="200">One page of the list as JSON; as CSV or JSON Lines the whole list, unless <c>limit</c> is given.</response>
    internal static IResult List(
        [AsParameters] ProgrammeFilter filter,
        IValidator<ProgrammeFilter> validator,
        ListHandler lists,
        HttpContext context
    ) => lists.Handle(context, ProgrammeList.Definition, filter, validator);

    /// <summary>One programme</summary>
    /// <remarks>A programme with its text as published. One that its publisher no longer publishes answers 410 and says where its last version is.</remarks>
    /// <param name="id" example="west-midlands-business-partnering">Id of the programme.</param>
    /// <param name="include">Linked records to add: <c>decisions</c>, <c>contracts</c>, <c>expenditure</c>, <c>programmes</c>; separated by commas, or repeated.</param>
    /// <response code="200">The programme.</response>
    internal static Results<Ok<Programme>, ProblemHttpResult> Find(
        string id,
        string[]? include,
        RecordHandler records,
        CancellationToken stop
    ) => records.Find(ProgrammeList.Definition, id, include, stop);

    /// <summary>Versions of a programme</summary>
    /// <remarks>Everything that was ever published as this programme, oldest first; the last one is valid now unless it has an end.</remarks>
    /// <param name="id" example="west-midlands-business-partnering">Id of the programme.</param>
    /// <response code="200">The versions, oldest first.</response>
    internal static Results<Ok<RecordVersions<Programme>>, ProblemHttpResult> Versions(
        string id,
        RecordHandler records,
        CancellationToken stop
    ) => records.Versions(ProgrammeTable.Instance, id, stop);

    /// <summary>Timeline of a programme</summary>
    /// <remarks>Decisions, procurements, contracts, payments and actions of a programme in one dated list, oldest first. Payments are added up by month; reported totals stand apart.</remarks>
    /// <param name="id" example="west-midlands-business-partnering">Id of the programme.</param>
    /// <response code="200">The timeline.</response>
    internal static Results<Ok<Timeline>, ProblemHttpResult> ShowTimeline(
        string id,
        Reader reader,
        RecordHandler records,
        CancellationToken stop
    )
    {
        var found = records.Find(ProgrammeList.Definition, id, null, stop);
        if (found.Result is not Ok<Programme> { Value: { } programme })
        {
            return (ProblemHttpResult)found.Result;
        }
        using var reading = reader.Read(stop);
        return TypedResults.Ok(TimelineSql.Of(reading.Connection, programme));
    }
}
