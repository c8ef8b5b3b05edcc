using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using DecisionsApi.Contracts;
using DecisionsApi.Contracts.Ocds;
using DecisionsApi.Formats;
using DecisionsApi.Http;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using DecisionsApi.Register;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.OcdsReleases;

/// <summary>The addresses of contracts in the Open Contracting Data Standard.</summary>
internal static class OcdsEndpoints
{
    private const string ExtensionFolder = "/v1/ocds/extension/";

    /// <summary>The extensions of others whose fields are used, each at a state that does not change.</summary>
    private static readonly string[] ExtensionsOfOthers =
    [
        "https://raw.githubusercontent.com/cabinetoffice/ocds_uk_extension/3751866b4e55879859d581801a6d8fa0478584a2/extension.json",
        "https://raw.githubusercontent.com/open-contracting-extensions/ocds_pagination_extension/cd2c6755a2635c2e6447d0c33d1ff691f0a4b707/extension.json",
    ];

    public static void MapOcds(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/ocds").WithTags("OCDS");
        group
            .Get("/releases", Releases)
            .WithName("listOcdsReleases")
            .WithMetadata(
                KnownParameters.Of<ContractFilter>().Without(ReleaseList.NotForReleases),
                ListContract.Of<ContractFilter, RecordRow, Contract>(ContractList.Definition, "q=business+partnering&limit=1")
            )
            .Produces<OcdsReleasePackage>();
        group
            .Get("/records/{id}", Record)
            .WithName("getOcdsRecord")
            .WithMetadata(new PathIds("^[^/?#]+$", 500))
            .Produces<OcdsRecordPackage>()
            .Produces(StatusCodes.Status308PermanentRedirect)
            .ProducesProblem(StatusCodes.Status410Gone);
        foreach (var name in new[] { "extension.json", "release-schema.json" })
        {
            group.Get("/extension/" + name, () => Extension(name)).ExcludeFromDescription();
        }
    }

    /// <summary>OCDS releases</summary>
    /// <remarks>
    /// What the register says of contracts, as a release package of the Open Contracting Data Standard 1.1: a release for each contract
    /// that matches, with the filters and orders of the list of contracts. Releases of one <c>ocid</c> belong to one contracting process.
    /// </remarks>
    /// <response code="200">One page of releases. Where nothing matches <c>releases</c> is empty.</response>
    internal static IResult Releases(
        [AsParameters] ContractFilter filter,
        IValidator<ContractFilter> validator,
        ListHandler lists,
        ServiceSettings settings,
        HttpContext context
    )
    {
        var (page, problem) = lists.Read(context, ReleaseList.Definition, filter, validator);
        if (page is null)
        {
            return problem!;
        }
        var origin = Http.Links.AbsoluteOrigin(context);
        var next = Http.Links.OfPage(context, page.Next);
        var release = new Release(origin, new(settings.Ocds.Prefix));
        return TypedResults.Json(
            new OcdsReleasePackage
            {
                Uri = Http.Links.Self(context),
                Extensions = Extensions(origin),
                PublishedDate = PublishedAt(context),
                Publisher = Publisher(settings, origin),
                License = Licence(context, origin, page.Records),
                Releases = [.. page.Records.Select(release.Write)],
                Links = next is null ? null : new(Absolute(origin, next)),
            },
            Json.Options
        );
    }

    /// <summary>One contracting process as an OCDS record</summary>
    /// <remarks>
    /// A record package with the releases of every contract of one process, and the compiled release they come to. A process without a
    /// published id is found by the one made for it, which leads on with 308 where another has come in its place.
    /// </remarks>
    /// <param name="id" example="unregistered-ngsa2x179df0whg2">Open Contracting id (<c>ocid</c>) of the process.</param>
    /// <response code="200">The record.</response>
    internal static IResult Record(string id, Reader reader, ServiceSettings settings, HttpContext context)
    {
        var ocid = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var processes = new ProcessIds(settings.Ocds.Prefix);
        using var reading = reader.Read(context.RequestAborted);
        using var snapshot = reading.Connection.BeginTransaction(deferred: true);
        var rows = ReleaseSourceSql.OfProcess(reading.Connection, ocid);
        if (rows.Count > 0)
        {
            return Package(context, settings, ocid, ReleaseSourceSql.From(reading.Connection, rows));
        }
        if (ReleaseSourceSql.Withdrawn(reading.Connection, ocid) is { } gone)
        {
            return Problems.Withdrawn("contracts", gone.Id, gone.WithdrawnSequence!.Value);
        }
        return Made(reading.Connection, processes, ocid) switch
        {
            null => Problems.NotFound("ocds/records", id),
            { WithdrawnSequence: { } sequence } row => Problems.Withdrawn("contracts", row.Id, sequence),
            var row => OfOne(context, settings, processes, ocid, ReleaseSourceSql.From(reading.Connection, [row])[0]),
        };
    }

    private static RecordRow? Made(SqliteConnection connection, ProcessIds processes, string ocid) =>
        processes.ContractOf(ocid) is { } contract ? RecordSql.Find(connection, RecordSql.Select("contracts", raw: false), contract) : null;

    private static IResult OfOne(HttpContext context, ServiceSettings settings, ProcessIds processes, string asked, ReleaseSource source) =>
        processes.Of(source.Contract) is var ocid && ocid != asked
            ? TypedResults.Redirect(
                $"{Http.Links.Origin(context.Request)}/v1/ocds/records/{Uri.EscapeDataString(ocid)}",
                permanent: true,
                preserveMethod: true
            )
            : Package(context, settings, ocid, [source]);

    private static JsonHttpResult<OcdsRecordPackage> Package(
        HttpContext context,
        ServiceSettings settings,
        string ocid,
        IReadOnlyList<ReleaseSource> sources
    )
    {
        var origin = Http.Links.AbsoluteOrigin(context);
        var release = new Release(origin, new(settings.Ocds.Prefix));
        var releases = OcdsMerge.InOrder(sources.Select(release.Write));
        return TypedResults.Json(
            new OcdsRecordPackage
            {
                Uri = Http.Links.Self(context),
                Extensions = Extensions(origin),
                PublishedDate = PublishedAt(context),
                Publisher = Publisher(settings, origin),
                License = Licence(context, origin, sources),
                Records =
                [
                    new()
                    {
                        Ocid = ocid,
                        Releases = releases,
                        CompiledRelease = CompiledRelease.Of(releases),
                    },
                ],
            },
            Json.Options
        );
    }

    /// <summary>A file of the extension for what the register adds to the standard.</summary>
    private static JsonHttpResult<JsonNode> Extension(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"DecisionsApi.OcdsReleases.Extension.{name}")!;
        return TypedResults.Json(JsonNode.Parse(stream)!, Json.Options);
    }

    private static IReadOnlyList<string> Extensions(string origin) => [$"{origin}{ExtensionFolder}extension.json", .. ExtensionsOfOthers];

    private static OcdsPublisher Publisher(ServiceSettings settings, string origin) => new(settings.Ocds.Publisher, origin + "/");

    /// <summary>When the register last changed; an empty one has never been published.</summary>
    private static string PublishedAt(HttpContext context) =>
        context.Features.Get<RegisterState>() is { ChangedAt: { } at }
            ? at
            : DateTimeOffset.UnixEpoch.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Licence(HttpContext context, string origin, IReadOnlyList<ReleaseSource> sources)
    {
        var named = sources
            .SelectMany(source => source.Payments.Select(paid => paid.Payment.Source.Id).Append(source.Contract.Source?.Id))
            .OfType<string>();
        return Absolute(origin, AnswerLicences.State(context, new() { Sources = [.. named.Distinct()] }).Licence.Url);
    }

    private static string Absolute(string origin, string address) => address.StartsWith('/') ? origin + address : address;
}
