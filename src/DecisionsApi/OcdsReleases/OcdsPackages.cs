using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using DecisionsApi.Querying;

namespace DecisionsApi.OcdsReleases;

/// <summary>What every package of the Open Contracting Data Standard says of itself.</summary>
public abstract record OcdsPackage
{
    /// <summary>Address of this package.</summary>
    /// <example>https://register.example.org/v1/ocds/releases?limit=1</example>
    public required string Uri { get; init; }

    /// <summary>Version of the standard.</summary>
    /// <example>1.1</example>
    public string Version { get; init; } = "1.1";

    /// <summary>Addresses of the extensions whose fields occur: this register's own, the United Kingdom's, and that for pages.</summary>
    /// <example>["https://register.example.org/v1/ocds/extension/extension.json"]</example>
    public required IReadOnlyList<string> Extensions { get; init; }

    /// <summary>When the register last changed: the same package at the same state of the register has the same instant.</summary>
    /// <example>2026-01-02T03:04:05Z</example>
    public required string PublishedDate { get; init; }

    /// <summary>Who puts the package out, which is this register and not the bodies whose contracts it has.</summary>
    public required OcdsPublisher Publisher { get; init; }

    /// <summary>Address of the licence; of the sources, which each name theirs, where it is not one that has an address.</summary>
    /// <example>https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/</example>
    public required string License { get; init; }
}

/// <summary>Releases of contracting processes: a release package of OCDS 1.1. Without any release it is no valid package, see the guide.</summary>
public sealed record OcdsReleasePackage : OcdsPackage
{
    /// <summary>The releases, one for each contract that matches, by the release schema of OCDS 1.1.5.</summary>
    /// <example>[{"ocid":"unregistered-ngsa2x179df0whg2","tag":["contract","contractTermination"],"initiationType":"tender"}]</example>
    [MaxLength(ListQuery.MaxLimit)]
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<JsonObject> Releases { get; init; }

    /// <summary>Other pages; only where there is a next one.</summary>
    [JsonPropertyOrder(2)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OcdsLinks? Links { get; init; }
}

/// <summary>One contracting process: a record package of OCDS 1.1.</summary>
public sealed record OcdsRecordPackage : OcdsPackage
{
    /// <summary>The record.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<OcdsRecord> Records { get; init; }
}

/// <summary>A contracting process with what the register says of each of its contracts, and of all of them together.</summary>
public sealed record OcdsRecord
{
    /// <summary>Open Contracting id.</summary>
    /// <example>ocds-b5fd17-e3b5f385-5989-4cf1-8849-01c247fc9c30</example>
    public required string Ocid { get; init; }

    /// <summary>A release for each contract of the process, oldest first; 1,000 at most.</summary>
    /// <example>[{"ocid":"unregistered-ngsa2x179df0whg2","tag":["contract","contractTermination"],"initiationType":"tender"}]</example>
    [MaxLength(ReleaseSourceSql.MostOfOneProcess)]
    public required IReadOnlyList<JsonObject> Releases { get; init; }

    /// <summary>What the releases come to by the standard's rules of merging.</summary>
    /// <example>{"ocid":"unregistered-ngsa2x179df0whg2","tag":["compiled"],"initiationType":"tender"}</example>
    public required JsonObject CompiledRelease { get; init; }
}

/// <summary>Who puts a package out.</summary>
/// <param name="Name" example="DecisionsApi">Its name, as the service is set to give it.</param>
/// <param name="Uri" example="https://register.example.org/">Its address.</param>
public sealed record OcdsPublisher(string Name, string Uri);

/// <summary>Other pages of a list of releases.</summary>
/// <param name="Next" example="https://register.example.org/v1/ocds/releases?cursor=cHJyZzRqN3EKMTA4CmRua2hhNDl2azR3cjdxeWYKPTIwMjQtMDQtMDg">Address of the next page.</param>
public sealed record OcdsLinks(string Next);
