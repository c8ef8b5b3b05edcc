using System.Globalization;
using DecisionsApi.Bodies;
using DecisionsApi.Http;
using DecisionsApi.Querying;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Transparency;

/// <summary>The address of what a body has to publish and what the register has of it.</summary>
internal static class TransparencyEndpoints
{
    public static void MapTransparency(this IEndpointRouteBuilder routes) =>
        routes
            .Get("/bodies/{id}/transparency", Show)
            .WithTags("Bodies")
            .WithName("getBodyTransparency")
            .WithMetadata(
                KnownParameters.Of<TransparencyFilter>(),
                new ListContract(typeof(TransparencyFilter), "", "", "limit=1"),
                new Revalidation.Daily()
            )
            .Produces<TransparencyReport>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status410Gone);

    /// <summary>The transparency duty of a body as data</summary>
    /// <remarks>
    /// The duties about a body of its kind, with law and paragraph, and month by month what the register has: payments, how long after the period
    /// they were certainly there, rows without a purpose or reasons, withheld rows, missing months and numbers. It reports; it does not grade.
    /// </remarks>
    /// <param name="filter">The months.</param>
    /// <param name="id" example="west-midlands-pcc">Id of the body.</param>
    /// <response code="200">The duties and a page of months, newest first.</response>
    internal static IResult Show(
        [AsParameters] TransparencyFilter filter,
        string id,
        IValidator<TransparencyFilter> validator,
        RecordHandler records,
        Reader reader,
        TimeProvider time,
        HttpContext context
    )
    {
        if (validator.Validate(filter) is { IsValid: false } invalid)
        {
            return Problems.InvalidParameters(invalid.Errors, property => ListHandler.Given<TransparencyFilter>(context, property));
        }
        var found = records.Find(BodyList.Definition, id, null, context.RequestAborted);
        if (found.Result is not Ok<Body> { Value: { } body })
        {
            return found.Result;
        }
        using var reading = reader.Read(context.RequestAborted);
        using var snapshot = reading.Connection.BeginTransaction(deferred: true);
        var reporting = new Reporting(reading.Connection, body, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        return TypedResults.Ok(
            reporting.Of(
                filter,
                day => Http.Links.With(context.Request, ("to", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
                AnswerLicences.State(context, new() { Bodies = [body.Id] })
            )
        );
    }
}
