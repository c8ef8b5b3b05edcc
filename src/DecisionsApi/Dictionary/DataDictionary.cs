using DecisionsApi.Bodies;
using DecisionsApi.Contracts;
using DecisionsApi.Decisions;
using DecisionsApi.Expenditure;
using DecisionsApi.Formats;
using DecisionsApi.Insights;
using DecisionsApi.Links;
using DecisionsApi.Programmes;
using DecisionsApi.Querying;
using DecisionsApi.Search;
using DecisionsApi.Sources;
using DecisionsApi.Suppliers;

namespace DecisionsApi.Dictionary;

/// <summary>Every field of every list.</summary>
internal static class DataDictionary
{
    /// <summary>The lists, as in their paths, and what each lists; the summaries have one kind of record.</summary>
    public static IReadOnlyDictionary<string, Type> Resources { get; } =
        new Dictionary<string, Type>
        {
            ["decisions"] = typeof(Decision),
            ["contracts"] = typeof(Contract),
            ["expenditure"] = typeof(Payment),
            ["programmes"] = typeof(Programme),
            ["suppliers"] = typeof(Supplier),
            ["bodies"] = typeof(Body),
            ["sources"] = typeof(Source),
            ["links"] = typeof(Link),
            ["search"] = typeof(SearchHit),
            ["summary"] = typeof(SummaryRow),
            ["insights/duplicates"] = typeof(Duplicate),
            ["insights/near-threshold"] = typeof(JustUnder),
            ["insights/round-sums"] = typeof(RoundSum),
            ["insights/new-suppliers"] = typeof(NewSupplier),
            ["insights/supplier-changes"] = typeof(SupplierChange),
            ["insights/year-end"] = typeof(YearEndSpike),
            ["insights/shared-suppliers"] = typeof(SharedSupplier),
            ["insights/ended-early"] = typeof(EndedContract),
        };

    /// <summary>The columns of the dictionary itself.</summary>
    public static IReadOnlyList<Field<DictionaryEntry>> Fields { get; } =
    [
        new("resource", e => e.Resource),
        new("field", e => e.Field),
        new("datatype", e => e.Datatype),
        new("nullable", e => e.Nullable ? "true" : "false"),
        new("values", e => e.Values),
        new("unit", e => e.Unit),
        new("meaning", e => e.Meaning),
        new("definedBy", e => e.DefinedBy),
        new("ocds", e => e.Ocds),
        new("localGovernment", e => e.LocalGovernment),
        new("treasury", e => e.Treasury),
        new("example", e => e.Example),
    ];

    /// <summary>The fields of some lists, of all where none is named.</summary>
    public static IReadOnlyList<DictionaryEntry> Of(IReadOnlyCollection<string> resources) =>
        [
            .. Resources
                .Where(known => resources.Count == 0 || resources.Contains(known.Key))
                .SelectMany(known => FieldDictionary.Of(known.Key, known.Value.Name)),
        ];
}
