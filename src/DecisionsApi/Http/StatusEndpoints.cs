using DecisionsApi.Data;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Http;

/// <summary>How the service and its register are.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder routes) =>
        routes.Get("/status", Status).WithName("getStatus").WithTags("Status");

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.Get("/health/live", Live).WithName("getLiveness").WithTags("Status").WithMetadata(new RateLimits.Unlimited());
        routes
            .Get("/health/ready", Ready)
            .WithName("getReadiness")
            .WithTags("Status")
            .WithMetadata(new RateLimits.Unlimited())
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>State of the register</summary>
    /// <remarks>Head of the register's sequence, and how much there is of what.</remarks>
    /// <response code="200">The state.</response>
    internal static Ok<RegisterStatus> Status(Reader reader, CancellationToken stop)
    {
        using var reading = reader.Read(stop);
        return TypedResults.Ok(StatusSql.Read(reading.Connection));
    }

    /// <summary>Whether the process runs</summary>
    /// <remarks>For a supervisor that restarts what does not answer; the database is not asked.</remarks>
    /// <response code="200">The process runs.</response>
    internal static Ok<Health> Live() => TypedResults.Ok(new Health("live"));

    /// <summary>Whether the service can answer</summary>
    /// <remarks>For a load balancer: the database can be read and has the version of this program.</remarks>
    /// <response code="200">The service can answer.</response>
    internal static Results<Ok<Health>, ProblemHttpResult> Ready(Reader reader, CancellationToken stop)
    {
        using var reading = reader.Read(stop);
        return Migrations.Version(reading.Connection) == Migrations.Latest
            ? TypedResults.Ok(new Health("ready"))
            : TypedResults.Problem(
                "The database is not at the version of this program.",
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
    }
}

/// <summary>Answer of a health check.</summary>
/// <param name="Status" example="ready">live or ready.</param>
public sealed record Health(string Status);
