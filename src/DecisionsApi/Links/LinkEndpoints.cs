using DecisionsApi.Http;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using FluentValidation;

namespace DecisionsApi.Links;

/// <summary>The addresses of links.</summary>
internal static class LinkEndpoints
{
    public static void MapLinks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/links").WithTags("Links");
        group
            .Get("", List)
            .WithName("listLinks")
            .WithList<LinkFilter, LinkSql.Row, Link>(LinkList.Definition, "record=west-midlands-business-partnering&limit=2");
        group
            .Get("/coverage", Coverage)
            .WithName("getLinkCoverage")
            .WithMetadata(KnownParameters.Of<LinkCoverageFilter>(), new ListContract(typeof(LinkCoverageFilter), "", "", ""))
            .Produces<LinkCoverage>();
    }

    /// <summary>Links</summary>
    /// <remarks>Lists what joins decisions, contracts, payments, programmes and bodies: on what each link rests, what shows it, and how sure it is. Links follow from the records, so that a walk shows them as they are.</remarks>
    /// <response code="200">One page of the list as JSON; as CSV or JSON Lines the whole list, unless <c>limit</c> is given.</response>
    internal static IResult List(
        [AsParameters] LinkFilter filter,
        IValidator<LinkFilter> validator,
        ListHandler lists,
        HttpContext context
    ) => lists.Handle(context, LinkList.Definition, filter, validator);

    /// <summary>Coverage of links</summary>
    /// <remarks>How many payments, and how many pounds of them, are linked with a contract, decision or programme, and how many are not, by body and financial year. Linked and unlinked always add up to all; reported totals are left out.</remarks>
    /// <param name="filter">Of which payments.</param>
    /// <response code="200">The coverage, by body and financial year, and of everything asked for.</response>
    internal static IResult Coverage(
        [AsParameters] LinkCoverageFilter filter,
        IValidator<LinkCoverageFilter> validator,
        Reader reader,
        HttpContext context
    )
    {
        if (validator.Validate(filter) is { IsValid: false } invalid)
        {
            return ListHandler.Invalid<LinkCoverageFilter>(context, invalid);
        }
        using var reading = reader.Read(context.RequestAborted);
        return TypedResults.Ok(LinkCoverageSql.Of(reading.Connection, filter.Body ?? [], filter.FinancialYear ?? []));
    }
}
