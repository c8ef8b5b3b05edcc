using DecisionsApi.Http;
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
            .MapGet("", List)
            .WithName("listLinks")
            .WithList<LinkFilter, LinkSql.Row, Link>(LinkList.Definition, "record=west-midlands-business-partnering&limit=2");
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
}
