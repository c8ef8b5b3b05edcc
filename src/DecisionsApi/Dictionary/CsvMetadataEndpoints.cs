using System.Text.Json;
using DecisionsApi.Bodies;
using DecisionsApi.Contracts;
using DecisionsApi.Decisions;
using DecisionsApi.Expenditure;
using DecisionsApi.Formats;
using DecisionsApi.Http;
using DecisionsApi.Links;
using DecisionsApi.Programmes;
using DecisionsApi.Querying;
using DecisionsApi.Sources;
using DecisionsApi.Suppliers;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace DecisionsApi.Dictionary;

/// <summary>The addresses that say what the CSV of each list holds.</summary>
internal static class CsvMetadataEndpoints
{
    public static void MapCsvMetadata(this IEndpointRouteBuilder routes)
    {
        routes.Map<DecisionFilter, Records.RecordRow, Decision>(DecisionList.Definition, "Decisions");
        routes.Map<ContractFilter, Records.RecordRow, Contract>(ContractList.Definition, "Contracts");
        routes.Map<PaymentFilter, PaymentSql.Row, Payment>(PaymentList.Definition, "Expenditure");
        routes.Map<ProgrammeFilter, Records.RecordRow, Programme>(ProgrammeList.Definition, "Programmes");
        routes.Map<SupplierFilter, SupplierSql.Row, Supplier>(SupplierList.Definition, "Suppliers");
        routes.Map<BodyFilter, Records.RecordRow, Body>(BodyList.Definition, "Bodies");
        routes.Map<SourceFilter, SourceSql.Row, Source>(SourceList.Definition, "Sources");
        routes.Map<LinkFilter, Records.LinkSql.Row, Link>(LinkList.Definition, "Links");
    }

    private static void Map<TFilter, TRow, TRecord>(this IEndpointRouteBuilder routes, ListDefinition<TRow, TRecord> list, string tag)
        where TRow : IListed
        where TFilter : ListParameters, new() =>
        routes
            .Get(
                $"/{list.Name}/csv-metadata",
                (HttpContext context, LongestLists longest, IValidator<TFilter> validator, [FromQuery] string? query) =>
                    Describe(context, list, longest, validator, query ?? "")
            )
            .WithTags(tag)
            .WithName($"describeCsvOf{tag}")
            .WithSummary($"What the CSV of {list.Name} holds")
            .WithDescription(
                "Name, type, meaning and vocabulary term of every column, the dialect and the licence, as W3C metadata of tabular data (CSVW). Every "
                    + "CSV names its own in a `Link` with `rel=\"describedby\"`."
            )
            .WithMetadata(new KnownParameters(["query"]), Offers.CsvMetadata, new CsvContract(ExampleOf(list.Fields)))
            .Produces<JsonElement>(StatusCodes.Status200OK, Offers.CsvMetadataType);

    /// <summary>The first fields, and the first entry of the first list.</summary>
    private static string ExampleOf(IReadOnlyList<IField> fields)
    {
        var list = fields.Where(field => field.Parts is not null).Select(field => field.Name + ".0").Take(1);
        return $"fields={string.Join(',', fields.Select(field => field.Name).Take(2).Concat(list))}";
    }

    private static IResult Describe<TFilter, TRow, TRecord>(
        HttpContext context,
        ListDefinition<TRow, TRecord> list,
        LongestLists longest,
        IValidator<TFilter> validator,
        string query
    )
        where TRow : IListed
        where TFilter : ListParameters, new()
    {
        var parsed = QueryHelpers.ParseQuery(query);
        var known = KnownParameters.Of<TFilter>().Names;
        if (parsed.Keys.FirstOrDefault(name => !known.Contains(name)) is { } stray)
        {
            return Problems.UnknownParameter(stray, known);
        }
        var given = ListHandler.Given(parsed);
        var filter = QueryBinder.Bind<TFilter>(given);
        if (validator.Validate(filter) is { IsValid: false } invalid)
        {
            return Problems.InvalidParameters(invalid.Errors, property => ListHandler.Given<TFilter>(parsed, property));
        }
        if (!Uri.IsWellFormedUriString(query, UriKind.Relative) || filter.Format is not (null or "csv"))
        {
            return Problems.InvalidParameter("query", query, "the query of a CSV of this list, as in its address");
        }
        var root = $"{LinkedData.Root(context.Request)}/v1/{list.Name}";
        var url = (filter.Format is null ? root + ".csv" : root) + (query.Length == 0 ? "" : "?" + query);
        var asked = ListQuery.Of(list, filter, given).Fields;
        var columns = SpreadLists.Columns(list.Fields, asked, spreads: true, () => longest.Of(list, context.RequestAborted));
        var licences = AnswerLicences.State(context, new() { Kinds = Licences.KindsOf(list.Name) });
        return TypedResults.Json(
            CsvMetadata.Of(url, root + "/", list.Name, columns, LinkedData.VocabularyOf(context.Request), licences.Licence.Url),
            Json.Options,
            Offers.CsvMetadataType
        );
    }
}
