using System.Text.Json;
using DecisionsApi.Formats;
using DecisionsApi.Http;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Catalogue;

/// <summary>The address of the catalogue.</summary>
internal static class CatalogueEndpoints
{
    public static void MapCatalogue(this IEndpointRouteBuilder routes) =>
        routes
            .Get("/catalog", Show)
            .WithTags("Catalogue")
            .WithName("getCatalogue")
            .WithMetadata(Offers.LinkedDocuments)
            .Produces<JsonElement>(StatusCodes.Status200OK, LinkedData.MediaType, JsonRecords.MediaType);

    /// <summary>Catalogue for data portals</summary>
    /// <remarks>
    /// The lists as data sets with their distributions in every form, licences, the days they are about and when they last changed: DCAT 3 in
    /// JSON-LD, for portals to harvest. Also at <c>/v1/catalog.jsonld</c>.
    /// </remarks>
    /// <response code="200">The catalogue.</response>
    internal static IResult Show(HttpContext context, Reader reader, Licences licences)
    {
        var state = context.Features.Get<RegisterState>()!;
        using var reading = reader.Read(context.RequestAborted);
        var datasets = Dataset.All.Select(dataset => Read(reading.Connection, dataset, LicencesOf(context, licences, state, dataset)));
        return LinkedData.Document(context, new DataCatalogue(LinkedData.Root(context.Request), state.ChangedAt).Of(datasets));
    }

    private static DatasetState Read(SqliteConnection connection, Dataset dataset, IReadOnlyList<string> licences)
    {
        var (first, last) = dataset.Days is { } days ? CatalogueSql.Days(connection, days) : (null, null);
        return new(dataset, CatalogueSql.ModifiedAt(connection, dataset.Name), first, last, licences);
    }

    /// <summary>The addresses of a list's licences; one without leads to the sources, which name theirs.</summary>
    private static List<string> LicencesOf(HttpContext context, Licences licences, RegisterState state, Dataset dataset) =>
        [
            .. licences
                .Of(state, new() { Kinds = Licences.KindsOf(dataset.Name) }, context.RequestAborted)
                .Select(licence =>
                    licence.Url is { } url ? new Uri(url).AbsoluteUri : $"{LinkedData.Root(context.Request)}/v1/sources?fields=id,licence"
                )
                .Distinct(),
        ];
}
