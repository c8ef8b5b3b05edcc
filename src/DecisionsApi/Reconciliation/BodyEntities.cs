using System.Text.RegularExpressions;
using DecisionsApi.Bodies;
using DecisionsApi.Register;
using DecisionsApi.Suppliers;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Reconciliation;

/// <summary>Public bodies as what names can be matched with.</summary>
internal sealed partial class BodyEntities : EntityKind
{
    private static readonly ReconciliationType Type = new() { Id = "body", Name = "Public body" };

    private static readonly Dictionary<string, ReconciliationType> Kinds = BodyKinds.All.ToDictionary(
        kind => kind,
        kind => new ReconciliationType
        {
            Id = kind,
            Name = InWords(kind),
            Broader = [new(Type.Id, Type.Name)],
        }
    );

    // After what it is made of: static fields are filled in their order.
    public static readonly BodyEntities Instance = new();

    public override string Resource => "bodies";

    public override string Record => nameof(Body);

    public override string Title => "DecisionsApi: public bodies";

    public override IReadOnlyList<ReconciliationType> Types { get; } = [Type, .. Kinds.Values];

    public override IReadOnlyList<EntityProperty> Properties { get; } =
    [
        new("identifier", "Identifier", "Identifier in a list of organisations, with the list before it.")
        {
            IsSame = (given, value) =>
                value.Str!.Equals(given, StringComparison.OrdinalIgnoreCase)
                || value.Str.EndsWith("-" + given, StringComparison.OrdinalIgnoreCase),
        },
        new("name", "Name", "The name, and those it had in earlier versions."),
        new("kind", "Kind", "Kind of body, such as council or chiefConstable."),
        new("areaCode", "Area code", "ONS code of the area."),
        new("areaName", "Area", "ONS name of the area."),
        new("website", "Website", "Address of its site."),
        new("foundedOn", "Founded on", "First day of the body."),
        new("dissolvedOn", "Dissolved on", "Last day of the body."),
        new("predecessor", "Predecessor", "Body it followed.") { Target = "bodies" },
        new("successor", "Successor", "Body that followed it.") { Target = "bodies" },
        new("paymentCount", "Number of payments", "Number of payments, reported totals left out."),
        new("sumAmount", "Sum of payments", "Sum of those payments in pounds."),
    ];

    public override EntityReading Open(SqliteConnection connection) => new BodyReading(connection);

    /// <summary><c>chiefConstable</c> is Chief constable.</summary>
    private static string InWords(string kind) =>
        char.ToUpperInvariant(kind[0]) + Capital().Replace(kind[1..], m => " " + m.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();

    private sealed class BodyReading(SqliteConnection connection) : EntityReading
    {
        private readonly IReadOnlyDictionary<long, Body> _bodies = BodyCandidateSql.All(connection);
        private readonly ILookup<long, string> _earlier = BodyCandidateSql.EarlierNames(connection);
        private List<Spelling>? _spellings;

        /// <summary>Every name of every body, ready to be compared.</summary>
        private List<Spelling> Spellings =>
            _spellings ??= [
                .. _bodies
                    .SelectMany(body => NamesOf(body.Key, body.Value).Select(name => (body.Key, name)))
                    .Select(n => new Spelling(n.Key, n.name)),
            ];

        public override IReadOnlyList<Found> Find(ReconciliationQuery query)
        {
            var property = Instance.Properties.First(p => p.Id == "identifier");
            var given = query.ValuesOf("identifier").ToList();
            var identified = _bodies
                .Where(body =>
                    given.Count > 0 && Of("identifier", body.Key).Any(value => given.Exists(text => property.IsSame(text, value)))
                )
                .Select(body => body.Key)
                .ToHashSet();
            QueryName[] names = [.. (query.Name is { } name ? [name] : query.ValuesOf("name").Select(QueryName.Of)).OfType<QueryName>()];
            var matches = names
                .SelectMany(n => Spellings.Select(spelling => (spelling.Key, Match: Match(n, spelling))))
                .GroupBy(match => match.Key, match => match.Match)
                .Select(body => (body.Key, Match: body.MaxBy(match => match.Score)!))
                .Where(body => body.Match.Score >= Scoring.Least)
                .ToDictionary(body => body.Key, body => body.Match);
            return
            [
                .. matches
                    .Keys.Union(identified)
                    .Select(key => new Found(EntityOf(key), matches.GetValueOrDefault(key, NameMatch.Nothing), identified.Contains(key))),
            ];
        }

        private NameMatch Match(QueryName name, Spelling spelling)
        {
            var likeness = name.LikenessTo(spelling.Core);
            return new()
            {
                IsId = name.Text == _bodies[spelling.Key].Id,
                IsExact = name.Letters == spelling.Letters,
                IsSameCore = name.Core == spelling.Core,
                Likeness = likeness,
                Words = likeness == 0 ? 0 : name.WordsIn(spelling.Name),
            };
        }

        private IEnumerable<string> NamesOf(long key, Body body) =>
            _earlier[key].Append(body.Name!).Concat(body.Identifiers.SelectMany(i => new[] { i.Id!, $"{i.Scheme}-{i.Id}" })).Distinct();

        public override Entity? Of(string id) =>
            _bodies.FirstOrDefault(body => body.Value.Id == id) is { Value: not null } found ? EntityOf(found.Key) : null;

        public override ILookup<long, ExtensionValue> Values(EntityProperty property, IReadOnlyCollection<long> keys) =>
            keys.SelectMany(key => Of(property.Id, key).Select(value => (key, value))).ToLookup(v => v.key, v => v.value);

        private IEnumerable<ExtensionValue> Of(string property, long key)
        {
            var body = _bodies[key];
            return property switch
            {
                "identifier" => body.Identifiers.Select(i => ExtensionValue.Text($"{i.Scheme}-{i.Id}")),
                "name" => _earlier[key].Append(body.Name!).Distinct().Select(ExtensionValue.Text),
                "kind" => Texts(body.Kind),
                "areaCode" => Texts(body.AreaCode),
                "areaName" => Texts(body.AreaName),
                "website" => Texts(body.Website),
                "foundedOn" => body.FoundedOn is { } day ? [ExtensionValue.Day(day)] : [],
                "dissolvedOn" => body.DissolvedOn is { } day ? [ExtensionValue.Day(day)] : [],
                "predecessor" => body.Predecessors.Select(Record),
                "successor" => body.Successors.Select(Record),
                "paymentCount" => [ExtensionValue.Number(body.PaymentCount)],
                _ => [ExtensionValue.Pounds(body.SumAmount)],
            };
        }

        private static IEnumerable<ExtensionValue> Texts(string? text) => text is null ? [] : [ExtensionValue.Text(text)];

        private ExtensionValue Record(string id) => ExtensionValue.Record(id, Of(id)?.Name ?? Slugs.Name(id));

        public override IEnumerable<Entity> Beginning(string prefix)
        {
            var words = Folding.Name(prefix).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return _bodies
                .Where(body => words.Length > 0 && (IsAtStart(body.Value) || words.All(word => HasWord(body.Key, body.Value, word))))
                .OrderByDescending(body => IsAtStart(body.Value))
                .ThenBy(body => body.Value.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(body => body.Value.Id, StringComparer.Ordinal)
                .Select(body => EntityOf(body.Key));

            bool IsAtStart(Body body) =>
                body.Id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                || body.Name!.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
        }

        private bool HasWord(long key, Body body, string beginning) =>
            NamesOf(key, body).Any(name => Folding.Name(name).Split(' ').Any(word => word.StartsWith(beginning, StringComparison.Ordinal)));

        private Entity EntityOf(long key)
        {
            var body = _bodies[key];
            ReconciliationType[] narrow = body.Kind is not null && Kinds.TryGetValue(body.Kind, out var kind) ? [kind.Alone] : [];
            return new()
            {
                Key = key,
                Id = body.Id,
                Name = body.Name!,
                Description = string.Join(
                    ", ",
                    [narrow.FirstOrDefault()?.Name ?? Type.Name, .. body.AreaName is { } area ? [area] : Array.Empty<string>()]
                ),
                Types = [.. narrow, Type],
                Payments = body.PaymentCount,
            };
        }

        private sealed record Spelling(long Key, string Name)
        {
            public string Letters { get; } = SupplierNames.Letters(Name);
            public string Core { get; } = SupplierNames.Core(SupplierNames.Read(Name).Key);
        }
    }
}
