using DecisionsApi.Http;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Contracts;

/// <summary>The addresses of contracts.</summary>
internal static class ContractEndpoints
{
    public static void MapContracts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/contracts").WithTags("Contracts");
        group
            .Get("", List)
            .WithName("listContracts")
            .WithList<ContractFilter, RecordRow, Contract>(ContractList.Definition, "q=business+partnering&limit=1");
        group
            .Get("/summary", Summary)
            .WithName("summariseContracts")
            .WithSummary<ContractFilter>(ContractSummary.Definition, "groupBy=status");
        group.Get("/{id}", Find).WithName("getContract").WithRecord(ContractList.Includes).WithLinkedData<Contract>("contracts");
        group.Get("/{id}/versions", Versions).WithName("getContractVersions");
    }

    /// <summary>Contracts</summary>
    /// <remarks>Lists contracts and procurements of public bodies, by their first day, latest first unless another order is asked for, each with its links; linked records with <c>include</c>.</remarks>
    /// <response code="200">One page of the list as JSON; as CSV or JSON Lines the whole list, unless <c>limit</c> is given.</response>
    internal static IResult List(
        [AsParameters] ContractFilter filter,
        IValidator<ContractFilter> validator,
        ListHandler lists,
        HttpContext context
    ) => lists.Handle(context, ContractList.Definition, filter, validator);

    /// <summary>Summary of contracts</summary>
    /// <remarks>Counts the contracts that match and adds up their values in pounds, by up to three fields, with the totals of all of them in <c>page</c>. A contract with several suppliers is in the group of each.</remarks>
    /// <response code="200">One page of groups as JSON; as CSV or JSON Lines all groups, unless <c>limit</c> is given.</response>
    internal static IResult Summary(
        [AsParameters] ContractFilter filter,
        [AsParameters] SummaryParameters summary,
        IValidator<ContractFilter> validator,
        SummaryHandler summaries,
        HttpContext context
    ) => summaries.Handle(context, ContractSummary.Definition, filter, validator, summary);

    /// <summary>One contract</summary>
    /// <remarks>A contract with its text as published. One that its publisher no longer publishes answers 410 and says where its last version is.</remarks>
    /// <param name="id" example="ngsa2x179df0whg2">Id of the contract.</param>
    /// <param name="include">Linked records to add: <c>decisions</c>, <c>contracts</c>, <c>expenditure</c>, <c>programme</c>; separated by commas, or repeated.</param>
    /// <response code="200">The contract.</response>
    internal static Results<Ok<Contract>, ProblemHttpResult> Find(
        string id,
        string[]? include,
        RecordHandler records,
        CancellationToken stop
    ) => records.Find(ContractList.Definition, id, include, stop);

    /// <summary>Versions of a contract</summary>
    /// <remarks>Everything that was ever published as this contract, oldest first; the last one is valid now unless it has an end.</remarks>
    /// <param name="id" example="ngsa2x179df0whg2">Id of the contract.</param>
    /// <response code="200">The versions, oldest first.</response>
    internal static Results<Ok<RecordVersions<Contract>>, ProblemHttpResult> Versions(
        string id,
        RecordHandler records,
        CancellationToken stop
    ) => records.Versions(ContractTable.Instance, id, stop);
}
