using DecisionsApi.Contracts;
using DecisionsApi.Data;
using DecisionsApi.Expenditure;
using DecisionsApi.Records;
using DecisionsApi.Register;
using DecisionsApi.Suppliers;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Reconciliation;

/// <summary>Suppliers as what names can be matched with.</summary>
internal sealed class SupplierEntities : EntityKind
{
    private static readonly ReconciliationType Type = new() { Id = "supplier", Name = "Supplier" };

    private static readonly string[] Schemes = ["GB-COH", "GB-CHC", "GB-SC", "GB-NIC", "GB-UKPRN", "GB-PPON"];

    // After what it is made of: static fields are filled in their order.
    public static readonly SupplierEntities Instance = new();

    public override string Resource => "suppliers";

    public override string Record => nameof(Supplier);

    public override string Title => "DecisionsApi: suppliers of public bodies";

    public override IReadOnlyList<ReconciliationType> Types => [Type];

    public override IReadOnlyList<EntityProperty> Properties { get; } =
    [
        new("companyNumber", "Company number", "Number at Companies House that contracts give with the supplier, such as 05532481.")
        {
            IsSame = (given, value) => IdentifiersOf(given, ["GB-COH"]).Any(i => i.Id == value.Str),
        },
        new("identifier", "Identifier", "Identifier that contracts give, with the list it is of: GB-COH-05532481.")
        {
            IsSame = (given, value) => IdentifiersOf(given, Schemes).Any(i => $"{i.Scheme}-{i.Id}" == value.Str),
        },
        new("name", "Name as published", "Every spelling of the name that was published."),
        new("body", "Body that paid it", "Public body with a payment to the supplier.") { Target = "bodies" },
        new("paymentCount", "Number of payments", "Number of payments, reported totals left out."),
        new("sumAmount", "Sum of payments", "Sum of those payments in pounds."),
        new("firstPaidOn", "First paid on", "Day of the first dated payment."),
        new("lastPaidOn", "Last paid on", "Day of the last dated payment."),
        new("contractCount", "Number of contracts", "Number of contracts that name it as supplier."),
    ];

    public override EntityReading Open(SqliteConnection connection) => new SupplierReading(connection);

    /// <summary>What a text may be of some lists of organisations: its number alone, or with the list before it.</summary>
    private static IEnumerable<(string Scheme, string Id)> IdentifiersOf(string text, string[] schemes) =>
        schemes
            .Select(scheme =>
                OrganisationIdentifiers.Sound(
                    new Identifier
                    {
                        Scheme = scheme,
                        Id = text.StartsWith(scheme + "-", StringComparison.OrdinalIgnoreCase) ? text[(scheme.Length + 1)..] : text,
                    }
                )
            )
            .OfType<(string, string)>();

    private sealed class SupplierReading(SqliteConnection connection) : EntityReading
    {
        // Of what is near by its letters, as much as is looked at word by word.
        private const int MostCompared = 60;
        private const decimal Worthwhile = (Scoring.Least - Scoring.OfWords) / Scoring.OfLikeness;

        private IReadOnlyDictionary<long, Supplier> _records = new Dictionary<long, Supplier>();

        public override IReadOnlyList<Found> Find(ReconciliationQuery query)
        {
            var identified = query
                .ValuesOf("companyNumber")
                .SelectMany(text => IdentifiersOf(text, ["GB-COH"]))
                .Concat(query.ValuesOf("identifier").SelectMany(text => IdentifiersOf(text, Schemes)))
                .Distinct()
                .SelectMany(i => SupplierCandidateSql.OfIdentifier(connection, i.Scheme, i.Id))
                .ToHashSet();
            var matches = query.Name is { } name && !Withholding.IsWithheld(name.Text) ? Matches(name) : [];
            foreach (var spelling in query.Name is null ? query.ValuesOf("name").Select(QueryName.Of).OfType<QueryName>() : [])
            {
                SupplierCandidateSql.OfName(connection, spelling).ToList().ForEach(key => matches[key] = NameMatch.Same);
            }
            var shown = SupplierCandidateSql.Show(connection, [.. matches.Keys.Union(identified)]);
            return
            [
                .. shown.Values.Select(row => new Found(
                    EntityOf(row),
                    matches.GetValueOrDefault(row.Key, NameMatch.Nothing),
                    identified.Contains(row.Key)
                )),
            ];
        }

        private Dictionary<long, NameMatch> Matches(QueryName name)
        {
            var matches = SupplierCandidateSql
                .Near(connection, name)
                .Select(spelling => (Spelling: spelling, Likeness: name.LikenessTo(spelling.Core ?? "")))
                .Where(near => near.Likeness >= Worthwhile)
                .OrderByDescending(near => near.Likeness)
                .Take(MostCompared)
                .GroupBy(near => near.Spelling.SupplierKey, near => Match(name, near.Spelling, near.Likeness))
                .Select(supplier => (supplier.Key, Match: supplier.MaxBy(match => match.Score)!))
                .Where(supplier => supplier.Match.Score >= Scoring.Least)
                .ToDictionary(supplier => supplier.Key, supplier => supplier.Match);
            foreach (var key in SupplierCandidateSql.OfName(connection, name))
            {
                matches[key] = NameMatch.Same;
            }
            if (SupplierSql.KeyOf(connection, name.Text) is { } own)
            {
                matches[own] = matches.GetValueOrDefault(own, NameMatch.Nothing) with { IsId = true };
            }
            return matches;
        }

        private static NameMatch Match(QueryName name, SupplierCandidateSql.Spelling spelling, decimal likeness) =>
            new()
            {
                IsSameCore = spelling.Core == name.Core,
                Likeness = likeness,
                Words = name.WordsIn(spelling.Name),
            };

        public override Entity? Of(string id) =>
            SupplierSql.KeyOf(connection, id) is { } key && SupplierCandidateSql.Show(connection, [key]).TryGetValue(key, out var row)
                ? EntityOf(row)
                : null;

        public override ILookup<long, ExtensionValue> Values(EntityProperty property, IReadOnlyCollection<long> keys)
        {
            if (property.Id == "body")
            {
                return SupplierCandidateSql
                    .Bodies(connection, keys)
                    .ToLookup(body => body.Supplier, body => ExtensionValue.Record(body.Id, body.Name));
            }
            if (!keys.All(_records.ContainsKey))
            {
                _records = SupplierCandidateSql.Records(connection, keys);
            }
            return keys.SelectMany(key => Of(property.Id, _records[key]).Select(value => (key, value))).ToLookup(v => v.key, v => v.value);
        }

        private static IEnumerable<ExtensionValue> Of(string property, Supplier supplier) =>
            property switch
            {
                "companyNumber" => supplier.Identifiers.Where(i => i.Scheme == "GB-COH").Select(i => ExtensionValue.Text(i.Id!)),
                "identifier" => supplier.Identifiers.Select(i => ExtensionValue.Text($"{i.Scheme}-{i.Id}")),
                "name" => supplier.NamesAsPublished.Select(ExtensionValue.Text),
                "paymentCount" => [ExtensionValue.Number(supplier.PaymentCount)],
                "sumAmount" => [ExtensionValue.Pounds(supplier.SumAmount)],
                "firstPaidOn" => supplier.FirstPaidOn is { } day ? [ExtensionValue.Day(day)] : [],
                "lastPaidOn" => supplier.LastPaidOn is { } day ? [ExtensionValue.Day(day)] : [],
                _ => [ExtensionValue.Number(supplier.ContractCount)],
            };

        public override IEnumerable<Entity> Beginning(string prefix)
        {
            var q = FullText.Expression(prefix.TrimEnd('*') + "*");
            var keys = SupplierCandidateSql.OfBeginning(connection, Folding.Fold(prefix), q);
            var rows = SupplierCandidateSql.Show(connection, keys);
            var found = rows
                .Values.OrderByDescending(row => row.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                .ThenByDescending(row => row.PaymentCount)
                .ThenBy(row => row.Id, StringComparer.Ordinal)
                .Select(EntityOf);
            return Of(prefix) is { } named ? found.Where(entity => entity.Key != named.Key).Prepend(named) : found;
        }

        private static Entity EntityOf(SupplierCandidateSql.Row row) =>
            new()
            {
                Key = row.Key,
                Id = row.Id,
                Name = row.Name,
                Description = ExtensionValue.Payments(row.PaymentCount, Money.FromPence(row.PaymentPence)),
                Types = [Type],
                Payments = row.PaymentCount,
            };
    }
}
