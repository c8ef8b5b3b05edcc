using System.Text.Json.Nodes;
using DecisionsApi.Formats;

namespace DecisionsApi.Catalogue;

/// <summary>The register as data portals harvest it: DCAT 3 in JSON-LD.</summary>
/// <param name="root">Where the paths of addresses begin.</param>
/// <param name="modified">When the register last changed, RFC 3339 UTC; null for never.</param>
internal sealed class DataCatalogue(string root, string? modified)
{
    private const string Types = "https://www.iana.org/assignments/media-types/";
    private const string Authority = "http://publications.europa.eu/resource/authority/";

    /// <summary>The catalogue.</summary>
    public JsonObject Of(IEnumerable<DatasetState> datasets)
    {
        var context = new JsonObject([
            .. Vocabulary.Prefixes.Select(prefix => KeyValuePair.Create(prefix.Key, (JsonNode?)prefix.Value)),
            new("wdrs", "http://www.w3.org/2007/05/powder-s#"),
        ]);
        var catalogue = new JsonObject
        {
            ["@context"] = context,
            ["@id"] = $"{root}/v1/catalog",
            ["@type"] = "dcat:Catalog",
            ["dct:title"] = English("What public bodies decided, contracted and spent"),
            ["dct:description"] = English(
                "An open register. It takes the files that public bodies publish, joins decisions with the contracts and the spending they led to, "
                    + "and says of every figure in which file and on which line it was published."
            ),
            ["dct:publisher"] = Publisher(),
            ["dct:language"] = Address(Authority + "language/ENG"),
            ["foaf:homepage"] = Address(root + "/"),
            ["dcat:service"] = Service(),
            ["dcat:dataset"] = new JsonArray([.. datasets.Select(Dataset)]),
        };
        return With(catalogue, "dct:modified", Instant(modified));
    }

    private JsonObject Dataset(DatasetState state)
    {
        var (dataset, licences) = (state.Dataset, state.Licences);
        var address = $"{root}/v1/{dataset.Name}";
        var described = new JsonObject
        {
            ["@id"] = address + "#dataset",
            ["@type"] = "dcat:Dataset",
            ["dct:identifier"] = dataset.Name,
            ["dct:title"] = English(dataset.Title),
            ["dct:description"] = English(dataset.Description),
            ["dcat:keyword"] = new JsonArray([.. dataset.Keywords.Select(English)]),
            ["dcat:theme"] = Address(Authority + "data-theme/GOVE"),
            ["dct:accrualPeriodicity"] = Address(Authority + "frequency/IRREG"),
            ["dct:publisher"] = Publisher(),
            ["dcat:landingPage"] = Address(root + "/docs"),
            ["dct:license"] = Addresses(licences),
            ["dcat:distribution"] = new JsonArray([.. Distributions(dataset, address, licences)]),
        };
        With(described, "dct:modified", Instant(state.ModifiedAt));
        if (state is { First: { } first, Last: { } last })
        {
            described["dct:temporal"] = new JsonObject
            {
                ["@type"] = "dct:PeriodOfTime",
                ["dcat:startDate"] = Typed("date", Words.Day(first)),
                ["dcat:endDate"] = Typed("date", Words.Day(last)),
            };
        }
        return described;
    }

    private IEnumerable<JsonNode> Distributions(Dataset dataset, string address, IReadOnlyList<string> licences)
    {
        // A page of JSON, or of a feed, leads on to the others; a table is everything in one file.
        yield return Distribution("json", "JSON, in pages", JsonRecords.MediaType, address, null);
        foreach (var format in TableFormat.All)
        {
            var distribution = Distribution(format.Name, format.Title, format.MediaType, address, $"{address}.{format.Name}");
            if (format is Csv)
            {
                distribution["wdrs:describedby"] = Address($"{address}/csv-metadata");
            }
            yield return distribution;
        }
        foreach (var feed in FeedFormat.All)
        {
            yield return Distribution(feed.Name, $"{feed.Title}, what is new", feed.MediaType, $"{address}.{feed.Name}", null);
        }
        if (Vocabulary.Types.ContainsKey(dataset.Name))
        {
            yield return Distribution("jsonld", "JSON-LD, in pages", "application/ld+json", $"{address}.jsonld", null);
        }

        JsonObject Distribution(string name, string title, string mediaType, string access, string? download) =>
            With(
                new JsonObject
                {
                    ["@id"] = $"{address}#{name}",
                    ["@type"] = "dcat:Distribution",
                    ["dct:title"] = English($"{dataset.Title}: {title}"),
                    ["dcat:mediaType"] = Address(Types + mediaType),
                    ["dct:license"] = Addresses(licences),
                    ["dcat:accessService"] = Address($"{root}/v1#service"),
                    ["dcat:accessURL"] = Address(access),
                },
                "dcat:downloadURL",
                download is null ? null : Address(download)
            );
    }

    private JsonObject Service() =>
        new()
        {
            ["@id"] = $"{root}/v1#service",
            ["@type"] = "dcat:DataService",
            ["dct:title"] = English("DecisionsApi"),
            ["dcat:endpointURL"] = Address(root + "/v1"),
            ["dcat:endpointDescription"] = Address(root + "/openapi/decisions-api.json"),
        };

    private JsonObject Publisher() =>
        new()
        {
            ["@id"] = root + "/#publisher",
            ["@type"] = "foaf:Agent",
            ["foaf:name"] = Feed.Generator,
            ["foaf:homepage"] = Address(root + "/"),
        };

    private static JsonObject With(JsonObject node, string name, JsonNode? value)
    {
        if (value is not null)
        {
            node[name] = value;
        }
        return node;
    }

    private static JsonObject? Instant(string? at) => at is null ? null : Typed("dateTime", at);

    private static JsonObject Typed(string type, string value) => new() { ["@type"] = "xsd:" + type, ["@value"] = value };

    private static JsonNode English(string text) => new JsonObject { ["@language"] = "en", ["@value"] = text };

    private static JsonArray Addresses(IEnumerable<string> addresses) => new([.. addresses.Select(address => (JsonNode)Address(address))]);

    private static JsonObject Address(string address) => new() { ["@id"] = address };
}

/// <summary>A data set as it is now.</summary>
/// <param name="Dataset">What it is.</param>
/// <param name="ModifiedAt">When it last changed.</param>
/// <param name="First">The first day it is about.</param>
/// <param name="Last">The last.</param>
/// <param name="Licences">Addresses of its licences.</param>
internal sealed record DatasetState(Dataset Dataset, string? ModifiedAt, DateOnly? First, DateOnly? Last, IReadOnlyList<string> Licences);
