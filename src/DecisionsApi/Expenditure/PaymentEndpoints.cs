using System.Text.Json;
using DecisionsApi.Data;
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
        group.MapGet("", List).WithName("listExpenditure").WithList<PaymentFilter, Payment>();
        group.MapGet("/{id}", Find).WithName("getPayment").ProducesProblem(StatusCodes.Status410Gone);
        group.MapGet("/{id}/versions", Versions).WithName("getPaymentVersions");
    }

    /// <summary>Payments</summary>
    /// <remarks>Lists payments of public bodies, newest first unless another order is asked for, with their number and sum.</remarks>
    internal static Task<IResult> List(
        [AsParameters] PaymentFilter filter,
        IValidator<PaymentFilter> validator,
        ListHandler lists,
        HttpContext context
    ) => lists.Handle(context, PaymentList.Definition, filter, validator);

    /// <summary>One payment</summary>
    /// <remarks>A payment with the row as published. One that its publisher no longer publishes answers 410 and says where its last version is.</remarks>
    /// <param name="id">Id of the payment.</param>
    internal static Results<Ok<Payment>, ProblemHttpResult> Find(string id, Database database, CancellationToken stop)
    {
        using var reading = database.Read(stop);
        return PaymentSql.Find(reading.Connection, id) switch
        {
            null => Problems.NotFound("expenditure", id),
            { WithdrawnSequence: { } sequence } => Problems.Withdrawn("expenditure", id, sequence),
            var row => TypedResults.Ok(PaymentSql.WithCells(row)),
        };
    }

    /// <summary>Versions of a payment</summary>
    /// <remarks>Everything that was ever published as this payment, oldest first; the last one is valid now unless it has an end.</remarks>
    /// <param name="id">Id of the payment.</param>
    internal static Results<Ok<RecordVersions<Payment>>, ProblemHttpResult> Versions(string id, Database database, CancellationToken stop)
    {
        using var reading = database.Read(stop);
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
