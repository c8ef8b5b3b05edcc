using System.Text.Json;
using DecisionsApi.Formats;
using DecisionsApi.Http;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Expenditure;

/// <summary>The addresses of expenditure.</summary>
internal static class PaymentEndpoints
{
    public static void MapExpenditure(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/expenditure").WithTags("Expenditure");
        group
            .Get("", List)
            .WithName("listExpenditure")
            .WithList<PaymentFilter, PaymentSql.Row, Payment>(PaymentList.Definition, "kind=reportedTotal&limit=1");
        group
            .Get("/summary", Summary)
            .WithName("summariseExpenditure")
            .WithSummary<PaymentFilter>(PaymentSummary.Definition, "groupBy=kind");
        group.Get("/{id}", Find).WithName("getPayment").WithRecord([]).WithLinkedData<Payment>("expenditure");
        group.Get("/{id}/versions", Versions).WithName("getPaymentVersions");
    }

    /// <summary>Payments</summary>
    /// <remarks>Lists payments of public bodies, newest first unless another order is asked for, with their number and sum.</remarks>
    /// <response code="200">One page of the list as JSON; as CSV or JSON Lines the whole list, unless <c>limit</c> is given.</response>
    internal static IResult List(
        [AsParameters] PaymentFilter filter,
        IValidator<PaymentFilter> validator,
        ListHandler lists,
        HttpContext context
    ) => lists.Handle(context, PaymentList.Definition, filter, validator);

    /// <summary>Summary of expenditure</summary>
    /// <remarks>Counts and adds up the payments that match, by up to three fields, with the totals of all of them in <c>page</c>; reported totals stand apart.</remarks>
    /// <response code="200">One page of groups as JSON; as CSV or JSON Lines all groups, unless <c>limit</c> is given.</response>
    internal static IResult Summary(
        [AsParameters] PaymentFilter filter,
        [AsParameters] SummaryParameters summary,
        IValidator<PaymentFilter> validator,
        SummaryHandler summaries,
        HttpContext context
    ) => summaries.Handle(context, PaymentSummary.Definition, filter, validator, summary);

    /// <summary>One payment</summary>
    /// <remarks>A payment with the row as published. One that its publisher no longer publishes answers 410 and says where its last version is.</remarks>
    /// <param name="id" example="t1yymyp4kwdgba7w">Id of the payment.</param>
    /// <response code="200">The payment.</response>
    internal static Results<Ok<Payment>, ProblemHttpResult> Find(string id, Reader reader, CancellationToken stop)
    {
        using var reading = reader.Read(stop);
        return PaymentSql.Find(reading.Connection, id) switch
        {
            null => Problems.NotFound("expenditure", id),
            { WithdrawnSequence: { } sequence } => Problems.Withdrawn("expenditure", id, sequence),
            { IsLinked: true } row => TypedResults.Ok(PaymentSql.WithLinks(reading.Connection, [PaymentSql.WithCells(row)])[0]),
            var row => TypedResults.Ok(PaymentSql.WithCells(row) with { Links = [] }),
        };
    }

    /// <summary>Versions of a payment</summary>
    /// <remarks>Everything that was ever published as this payment, oldest first; the last one is valid now unless it has an end.</remarks>
    /// <param name="id" example="t1yymyp4kwdgba7w">Id of the payment.</param>
    /// <response code="200">The versions, oldest first.</response>
    internal static Results<Ok<RecordVersions<Payment>>, ProblemHttpResult> Versions(string id, Reader reader, CancellationToken stop)
    {
        using var reading = reader.Read(stop);
        if (PaymentSql.Find(reading.Connection, id) is not { } row)
        {
            return Problems.NotFound("expenditure", id);
        }
        var earlier = PaymentSql
            .Versions(reading.Connection, row.Key)
            .Select(v => new RecordVersion<Payment>(v.From, v.To, JsonSerializer.Deserialize<Payment>(v.Content, Json.Options)!));
        return TypedResults.Ok(
            new RecordVersions<Payment>(id, [.. earlier, new(row.ChangedSequence, row.WithdrawnSequence, PaymentSql.From(row))])
        );
    }
}
