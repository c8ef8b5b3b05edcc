namespace DecisionsApi.Querying;

/// <summary>The licence of an answer.</summary>
/// <param name="Name" example="Open Government Licence v3.0">Its name; the names of all where the records come from sources with several.</param>
/// <param name="Url" example="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/">Address of its text; of the sources, which each name theirs, where it is not one text that has an address.</param>
public sealed record Licence(string Name, string Url);

/// <summary>What an answer says of its licences.</summary>
/// <param name="Licence">In one name and address.</param>
/// <param name="Licences">Each of them.</param>
/// <param name="Attribution">How to name the source when the data is used.</param>
internal sealed record LicenceStatement(Licence Licence, IReadOnlyList<SourceLicence> Licences, string Attribution);

/// <summary>The licence of a source.</summary>
public sealed record SourceLicence
{
    /// <summary>What British public bodies publish under unless they say otherwise.</summary>
    internal static readonly SourceLicence OpenGovernment = new()
    {
        Name = "Open Government Licence v3.0",
        Url = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    };

    /// <summary>Its name.</summary>
    /// <example>Open Government Licence v3.0</example>
    public required string Name { get; init; }

    /// <summary>Its text, where known.</summary>
    /// <example>https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/</example>
    public string? Url { get; init; }

    /// <summary>The licence a source states, otherwise spelled ones being the same; the usual one where it states none.</summary>
    internal static SourceLicence Of(string? name, string? url) =>
        name is null || name == OpenGovernment.Name || url == OpenGovernment.Url ? OpenGovernment : new() { Name = name, Url = url };
}
