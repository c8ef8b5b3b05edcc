using System.Text.Json.Nodes;
using DecisionsApi.Contracts;
using DecisionsApi.Records;
using DecisionsApi.Register;

namespace DecisionsApi.OcdsReleases;

/// <summary>
/// The organisations of a release: bodies by their ids, suppliers by theirs, the rest by their names. Each spelling is a party of its
/// own, so that none is lost; who is withheld is none.
/// </summary>
internal sealed class ReleaseParties
{
    private readonly List<Party> _parties = [];
    private readonly Dictionary<ContractBuyer, Party> _buyers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ContractSupplier, Party> _suppliers = new(ReferenceEqualityComparer.Instance);
    private readonly Contract _contract;

    public ReleaseParties(Contract contract)
    {
        _contract = contract;
        foreach (var buyer in contract.Buyers.Where(b => (b.Name ?? b.Body) is not null))
        {
            _buyers[buyer] = Add(buyer.Body, buyer.Name ?? buyer.Body!, Or(buyer.Roles, "buyer"), buyer.Identifiers);
        }
        foreach (var supplier in contract.Suppliers.Where(s => s.Name is not null))
        {
            _suppliers[supplier] = Add(supplier.Id, supplier.Name!, Or(supplier.Roles, "supplier"), supplier.Identifiers);
        }
    }

    /// <summary>The buyer, of several the first.</summary>
    public JsonObject? Buyer => First("buyer");

    /// <summary>The entity that manages the procurement, where one is named.</summary>
    public JsonObject? ProcuringEntity => First("procuringEntity");

    /// <summary>Who was awarded the contract.</summary>
    public JsonArray Suppliers => References(ContractTable.Supplies);

    /// <summary>Who tendered.</summary>
    public JsonArray Tenderers => References(supplier => supplier.Roles.Contains("tenderer"));

    /// <summary>A reference to whoever pays or is paid by the register; it is a party in this role.</summary>
    public JsonObject? InRole(string role, string id, string? name)
    {
        var party = _parties.Find(p => p.Id == id) ?? (name is null ? null : Add(id, name, [], []));
        party?.Roles.Add(role);
        return party?.Reference;
    }

    /// <summary>A reference to whoever a source names; it becomes a party in this role, unless it is one in the roles published.</summary>
    public JsonObject? Named(string role, string? name) =>
        name is null ? null : (_parties.Find(p => p.Name == name) ?? Add(null, name, [role], [])).Reference;

    /// <summary>All of them; nobody may be added after.</summary>
    public JsonArray ToJson() => Members.List(_parties.Select(party => party.ToJson()));

    private Party Add(string? id, string name, IEnumerable<string> roles, IReadOnlyList<Identifier> identifiers)
    {
        var party = _parties.Find(p => p.Name == name && (id is null || p.Id == id || p.Id == ByName(name)));
        if (party is null)
        {
            party = new(id is null || _parties.Exists(p => p.Id == id) ? ByName(name) : id, name);
            _parties.Add(party);
        }
        party.Roles.UnionWith(roles);
        party.Identifiers.AddRange(identifiers.Except(party.Identifiers));
        return party;
    }

    private JsonObject? First(string role) =>
        _contract
            .Buyers.Where(b => Or(b.Roles, "buyer").Contains(role))
            .Select(_buyers.GetValueOrDefault)
            .OfType<Party>()
            .FirstOrDefault()
            ?.Reference;

    private JsonArray References(Func<ContractSupplier, bool> isMeant) =>
        Members.List(
            _contract.Suppliers.Where(isMeant).Select(_suppliers.GetValueOrDefault).OfType<Party>().Distinct().Select(p => p.Reference)
        );

    private static string ByName(string name) => Identity.Of("party", name);

    private static IReadOnlyList<string> Or(IReadOnlyList<string> roles, string usual) => roles.Count > 0 ? roles : [usual];

    private sealed class Party(string id, string name)
    {
        public string Id => id;
        public string Name => name;
        public SortedSet<string> Roles { get; } = new(StringComparer.Ordinal);
        public List<Identifier> Identifiers { get; } = [];
        public JsonObject Reference => Members.Of(("id", id), ("name", name));

        public JsonObject ToJson()
        {
            var identifiers = Identifiers.Select(i => Members.Of(("scheme", i.Scheme), ("id", i.Id))).ToList();
            return Members.Of(
                ("id", id),
                ("name", name),
                ("identifier", identifiers.FirstOrDefault()),
                ("additionalIdentifiers", Members.List(identifiers.Skip(1))),
                ("roles", Members.Texts(Roles))
            );
        }
    }
}
