using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace DecisionsApi.Reconciliation;

/// <summary>What a reconciliation service offers, and where.</summary>
public sealed record ReconciliationManifest
{
    /// <summary>Versions of the specification it keeps to.</summary>
    /// <example>["0.2"]</example>
    [MaxLength(10)]
    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>Name of the service.</summary>
    /// <example>DecisionsApi: suppliers of public bodies</example>
    public required string Name { get; init; }

    /// <summary>Beginning of the addresses that ids belong to.</summary>
    /// <example>http://127.0.0.1:5080/v1/suppliers/</example>
    public required string IdentifierSpace { get; init; }

    /// <summary>Address of the description of the records.</summary>
    /// <example>http://127.0.0.1:5080/openapi/decisions-api.json#/components/schemas/Supplier</example>
    public required string SchemaSpace { get; init; }

    /// <summary>Types to begin with.</summary>
    [MaxLength(100)]
    public required IReadOnlyList<ReconciliationType> DefaultTypes { get; init; }

    /// <summary>Address of the documentation.</summary>
    /// <example>http://127.0.0.1:5080/docs</example>
    public required string Documentation { get; init; }

    /// <summary>Version of the program.</summary>
    /// <example>0.1.0</example>
    public required string ServiceVersion { get; init; }

    /// <summary>Most queries of a batch; a larger one is answered with 413.</summary>
    /// <example>100</example>
    public required int BatchSize { get; init; }

    /// <summary>Where a record is.</summary>
    public required ViewTemplate View { get; init; }

    /// <summary>Where a small page about a record is.</summary>
    public required PreviewTemplate Preview { get; init; }

    /// <summary>Where beginnings of names are completed.</summary>
    public required SuggestServices Suggest { get; init; }

    /// <summary>Where it is said which properties can be fetched.</summary>
    public required ExtendServices Extend { get; init; }
}

/// <summary>Address of a record.</summary>
/// <param name="Url" example="http://127.0.0.1:5080/v1/suppliers/{{id}}">The address, with a place for the id.</param>
public sealed record ViewTemplate(string Url);

/// <summary>Address of a small page about a record.</summary>
/// <param name="Url" example="http://127.0.0.1:5080/v1/reconcile/suppliers/preview/{{id}}">The address, with a place for the id.</param>
/// <param name="Width" example="440">Width in pixels.</param>
/// <param name="Height" example="320">Height in pixels.</param>
public sealed record PreviewTemplate(string Url, int Width, int Height);

/// <summary>Services that complete beginnings of names.</summary>
/// <param name="Entity">Of records.</param>
/// <param name="Property">Of properties.</param>
/// <param name="Type">Of types.</param>
public sealed record SuggestServices(ServiceAddress Entity, ServiceAddress Property, ServiceAddress Type);

/// <summary>What there is to fetch values by.</summary>
/// <param name="ProposeProperties">Where it is said which properties there are.</param>
public sealed record ExtendServices([property: JsonPropertyName("propose_properties")] ServiceAddress ProposeProperties);

/// <summary>Address of a service, in two parts to be joined.</summary>
/// <param name="ServiceUrl" example="http://127.0.0.1:5080">Its beginning.</param>
/// <param name="ServicePath" example="/v1/reconcile/suppliers/suggest/entity">Its end.</param>
public sealed record ServiceAddress(
    [property: JsonPropertyName("service_url")] string ServiceUrl,
    [property: JsonPropertyName("service_path")] string ServicePath
);
