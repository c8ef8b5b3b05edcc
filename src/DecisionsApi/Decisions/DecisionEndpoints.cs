using DecisionsApi.Http;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Decisions;

/// <summary>The addresses of decisions.</summary>
internal static class DecisionEndpoints
{
    public static void MapDecisions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/decisions").WithTags("Decisions");
        group
            .Get("", List)
            .WithName("listDecisions")
            .WithList<DecisionFilter, RecordRow, Decision>(DecisionList.Definition, "q=business+partnering&limit=1");
        group
            .Get("/summary", Summary)
            .WithName("summariseDecisions")
            .WithSummary<DecisionFilter>(DecisionSummary.Definition, "groupBy=type");
        group.Get("/{id}", Find).WithName("getDecision").WithRecord(DecisionList.Includes).WithLinkedData<Decision>("decisions");
        group.Get("/{id}/versions", Versions).WithName("getDecisionVersions");
    }

    /// <summary>Decisions</summary>
    /// <remarks>Lists decisions of public bodies, newest first unless another order is asked for, each with its links; linked records with <c>include</c>.</remarks>
    /// <response code="200">One page of the list as JSON; as CSV or JSON Lines the whole list, unless <c>limit</c> is given.</response>
    internal static IResult List(
        [AsParameters] DecisionFilter filter,
        IValidator<DecisionFilter> validator,
        ListHandler lists,
        HttpContext context
    ) => lists.Handle(context, DecisionList.Definition, filter, validator);

    /// <summary>Summary of decisions</summary>
    /// <remarks>Counts the decisions that match, by up to three fields, with the number of all of them in <c>page</c>.</remarks>
    /// <response code="200">One page of groups as JSON; as CSV or JSON Lines all groups, unless <c>limit</c> is given.</response>
    internal static IResult Summary(
        [AsParameters] DecisionFilter filter,
        [AsParameters] SummaryParameters summary,
        IValidator<DecisionFilter> validator,
        SummaryHandler summaries,
        HttpContext context
    ) => summaries.Handle(context, DecisionSummary.Definition, filter, validator, summary);

    /// <summary>One decision</summary>
    /// <remarks>A decision with its text as published. One that its publisher no longer publishes answers 410 and says where its last version is.</remarks>
    /// <param name="id" example="3czmr6g21t85x6x0">Id of the decision.</param>
    /// <param name="include">Linked records to add: <c>contracts</c>, <c>decisions</c>, <c>expenditure</c>, <c>programme</c>; separated by commas, or repeated.</param>
    /// <response code="200">The decision.</response>
    internal static Results<Ok<Decision>, ProblemHttpResult> Find(
        string id,
        string[]? include,
        RecordHandler records,
        CancellationToken stop
    ) => records.Find(DecisionList.Definition, id, include, stop);

    /// <summary>Versions of a decision</summary>
    /// <remarks>Everything that was ever published as this decision, oldest first; the last one is valid now unless it has an end.</remarks>
    /// <param name="id" example="3czmr6g21t85x6x0">Id of the decision.</param>
    /// <response code="200">The versions, oldest first.</response>
    internal static Results<Ok<RecordVersions<Decision>>, ProblemHttpResult> Versions(
        string id,
        RecordHandler records,
        CancellationToken stop
    ) => records.Versions(DecisionTable.Instance, id, stop);
}
