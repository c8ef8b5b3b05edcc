using System.Text.Json.Nodes;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>The organisations of a contracting process; elsewhere in a release they are only referred to.</summary>
internal sealed class OcdsParties
{
    private static readonly HashSet<string> BuyerRoles =
    [
        "buyer",
        "procuringEntity",
        "funder",
        "payer",
        "centralPurchasingBody",
        "leadBuyer",
    ];

    private readonly IReadOnlyList<OcdsNode> _parties;
    private readonly Dictionary<string, OcdsNode> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OcdsNode> _byName = new(StringComparer.Ordinal);
    private readonly JsonArray _buyers;
    private readonly IReadOnlyList<OcdsNode> _tenderers;

    public OcdsParties(OcdsNode release, OcdsNode? tender)
    {
        _parties = release.List("parties");
        foreach (var party in _parties)
        {
            if (party.Peek("id") is { } id)
            {
                _byId.TryAdd(id, party);
            }
            if (party.Peek("name") is { } name)
            {
                _byName.TryAdd(name, party);
            }
        }
        _buyers = BuyersOf(release, tender);
        _tenderers = [.. (tender?.List("tenderers") ?? []).Select(Referred).OfType<OcdsNode>().Union(InRole("tenderer"))];
    }

    /// <summary>
    /// Everybody on the buying side, the one the release names as its buyer first. <c>body</c> stays empty: which public body
    /// that is, the register finds out.
    /// </summary>
    public JsonArray Buyers() => _buyers.DeepClone().AsArray();

    private JsonArray BuyersOf(OcdsNode release, OcdsNode? tender)
    {
        var named = Referred(release.Object("buyer"));
        var entity = Referred(tender?.Object("procuringEntity"));
        if (named is not null && _parties.Count == 0 && OcdsNode.First((named, "name"), (entity, "name")) == entity?.Peek("name"))
        {
            // Without parties both are names alone, and mostly the same one.
            entity = named;
        }
        var buyers = new JsonArray();
        foreach (var party in new[] { named, entity }.OfType<OcdsNode>().Union(InRole(BuyerRoles)))
        {
            string[] roles =
            [
                .. party.Texts("roles"),
                .. party == named ? ["buyer"] : (string[])[],
                .. party == entity ? ["procuringEntity"] : (string[])[],
            ];
            if (Organisation(party, [.. roles.Distinct()]) is { } buyer)
            {
                buyer.Insert(0, "body", null);
                buyers.Add(buyer);
            }
        }
        return buyers;
    }

    /// <summary>The suppliers of an award or contract, or where it names none but is the only one of its process, the process's.</summary>
    public IReadOnlyList<OcdsNode> Suppliers(IReadOnlyList<OcdsNode> references, bool isOnly) =>
        references.Count > 0 || !isOnly ? [.. references.Select(Referred).OfType<OcdsNode>()] : InRole("supplier");

    /// <summary>Suppliers, and whoever tendered in the process, as our layout has them, each once.</summary>
    public JsonArray Sellers(IReadOnlyList<OcdsNode> suppliers)
    {
        var sellers = new JsonArray();
        foreach (var party in suppliers.Union(_tenderers))
        {
            string[] here = [.. Role("supplier", suppliers, party), .. Role("tenderer", _tenderers, party)];
            // A role in the process is not one in this award: a supplier of another award is here a tenderer at most.
            string[] roles = [.. here, .. party.Texts("roles").Except(["supplier", "tenderer"])];
            if (Organisation(party, roles) is { } seller)
            {
                sellers.Add(seller);
            }
        }
        return sellers;
    }

    private static string[] Role(string role, IReadOnlyList<OcdsNode> parties, OcdsNode party) => parties.Contains(party) ? [role] : [];

    private IReadOnlyList<OcdsNode> InRole(params IEnumerable<string> roles) =>
        [
            .. _parties.Where(party =>
                party.Value("roles") is JsonArray list && list.Select(OcdsText.Of).OfType<string>().Intersect(roles).Any()
            ),
        ];

    /// <summary>The party a reference means by its identifier, or else by its name, or the reference itself where it means none: OCDS 1.0 had no parties.</summary>
    private OcdsNode? Referred(OcdsNode? reference)
    {
        if (reference?.Peek("id") is { } id && _byId.TryGetValue(id, out var party))
        {
            // Carried, in that the two stand together now.
            reference.Carry("id");
            party.Carry("id");
            _ = OcdsNode.First((party, "name"), (reference, "name"));
            return party;
        }
        if (reference?.Peek("name") is not { } name)
        {
            return null;
        }
        if (_byName.TryGetValue(name, out var namesake))
        {
            reference.Carry("name");
            return namesake;
        }
        return reference;
    }

    /// <summary>An organisation as our layout has it, without its people; null where it has no name.</summary>
    private static JsonObject? Organisation(OcdsNode party, string[] roles)
    {
        var identifier = party.Object("identifier");
        if (OcdsNode.First((party, "name"), (identifier, "legalName")) is not { } name)
        {
            return null;
        }
        var organisation = new JsonObject { ["name"] = name, ["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]) };
        var identifiers = new JsonArray();
        foreach (var published in party.List("additionalIdentifiers").Prepend(identifier).OfType<OcdsNode>())
        {
            if (published.Peek("scheme") is { } scheme && published.Peek("id") is { } id)
            {
                published.Carry("scheme");
                published.Carry("id");
                identifiers.Add(OrganisationIdentifiers.Of(scheme, id));
            }
        }
        if (identifiers.Count > 0)
        {
            organisation["identifiers"] = identifiers;
        }
        return organisation;
    }
}
