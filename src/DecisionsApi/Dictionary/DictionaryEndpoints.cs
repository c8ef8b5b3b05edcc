using DecisionsApi.Formats;
using DecisionsApi.Http;
using FluentValidation;

namespace DecisionsApi.Dictionary;

/// <summary>The address of the data dictionary.</summary>
internal static class DictionaryEndpoints
{
    public static void MapDictionary(this IEndpointRouteBuilder routes) =>
        routes
            .Get("/dictionary", Show)
            .WithTags("Dictionary")
            .WithName("showDictionary")
            .WithMetadata(
                KnownParameters.Of<DictionaryFilter>(),
                Offers.Tables,
                new ListContract(typeof(DictionaryFilter), "resource", "", "resource=links")
            )
            .ProducesForms<DictionaryAnswer>();

    /// <summary>Data dictionary</summary>
    /// <remarks>
    /// Every field of every list: its type, unit and meaning, where the definition comes from, and what OCDS, the Local Government
    /// Association and HM Treasury call it. The texts are those of this contract.
    /// </remarks>
    /// <response code="200">The fields, in the order in which records give them.</response>
    internal static IResult Show([AsParameters] DictionaryFilter filter, IValidator<DictionaryFilter> validator, HttpContext context)
    {
        if (validator.Validate(filter) is { IsValid: false } invalid)
        {
            return ListHandler.Invalid<DictionaryFilter>(context, invalid);
        }
        var entries = DataDictionary.Of(filter.Resource ?? []);
        var format = context.Features.Get<Representation>()!.Form!.Format;
        return format == "json"
            ? TypedResults.Json(new DictionaryAnswer(entries), Json.Options)
            : TableResult.Of(
                format,
                new Table<DictionaryEntry>("dictionary", [entries], DataDictionary.Fields) { ByteOrderMark = filter.Bom?.Value ?? false }
            );
    }
}

/// <summary>The data dictionary.</summary>
/// <param name="Data">Every field asked for.</param>
public sealed record DictionaryAnswer(IReadOnlyList<DictionaryEntry> Data);
