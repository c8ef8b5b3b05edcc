using System.Text.RegularExpressions;
using DecisionsApi.Contracts;

namespace DecisionsApi.OcdsReleases;

/// <summary>
/// The ids of contracting processes: as published, or made of the prefix this service has registered. Without one they begin with a
/// word that no registered prefix can be, so that nothing is said in another publisher's name.
/// </summary>
internal sealed partial record ProcessIds(string? Prefix)
{
    /// <summary>What ids begin with that nobody has registered.</summary>
    public const string Unregistered = "unregistered";

    /// <summary>Id of the process a contract belongs to; one without a published id is a process of its own.</summary>
    public string Of(Contract contract) => contract.Ocid ?? Made(contract.Id);

    /// <summary>The id made for a contract without a published one.</summary>
    public string Made(string contract) => $"{(string.IsNullOrEmpty(Prefix) ? Unregistered : Prefix)}-{contract}";

    /// <summary>The contract an id was made for, by this service now or before it had a prefix; null for any other id.</summary>
    public string? ContractOf(string ocid) =>
        new[] { Prefix, Unregistered }
            .Where(prefix => !string.IsNullOrEmpty(prefix) && ocid.StartsWith(prefix + "-", StringComparison.Ordinal))
            .Select(prefix => ocid[(prefix!.Length + 1)..])
            .FirstOrDefault();

    /// <summary>Whether an id has the form of those under a registered prefix.</summary>
    public static bool IsRegistered(string ocid) => Registered().IsMatch(ocid);

    [GeneratedRegex("^ocds-[a-z0-9]{6}-.", RegexOptions.CultureInvariant)]
    private static partial Regex Registered();
}
