using System.Text.Json.Nodes;
using DecisionsApi.Contracts;
using DecisionsApi.Records;

namespace DecisionsApi.OcdsReleases;

/// <summary>The lists of a contract in the form of OCDS. What has no id in the register has one made of its content.</summary>
internal static class ReleaseParts
{
    /// <summary>Kinds of document (codelist documentType.csv) that belong to the tender even where there is a contract.</summary>
    private static readonly HashSet<string> OfTender =
    [
        "tenderNotice",
        "biddingDocuments",
        "technicalSpecifications",
        "evaluationCriteria",
        "clarifications",
        "eligibilityCriteria",
        "shortlistedFirms",
    ];

    private static readonly HashSet<string> OfAward = ["awardNotice", "evaluationReports", "winningBid", "complaints"];

    /// <summary>The documents of one stage of a contract: those of a kind belong to its stage, all others to the last there is.</summary>
    public static JsonArray Documents(Contract contract, string stage, string last)
    {
        string StageOf(Document document) =>
            document.DocumentType is { } type && OfTender.Contains(type) ? "tender"
            : last == "contract" && document.DocumentType is { } kind && OfAward.Contains(kind) ? "award"
            : last;
        return Each(contract.Documents.Where(document => StageOf(document) == stage).Select(Document));
    }

    /// <summary>What is bought: an item for each classification.</summary>
    public static JsonArray Items(Contract contract) =>
        Each(
            contract.Classifications.Select(c =>
                Members.Of(("classification", Members.Of(("scheme", Scheme(c.Scheme)), ("id", c.Id), ("description", c.Description))))
            )
        );

    /// <summary>Changes made after publication or signing.</summary>
    public static JsonArray Amendments(Contract contract) =>
        Each(
            contract.Amendments.Select(a =>
                Members.Of(
                    ("date", Members.Instant(a.On)),
                    ("datePrecision", Members.Imprecise(a.OnPrecision)),
                    ("rationale", a.Rationale),
                    ("description", a.Description)
                )
            )
        );

    /// <summary>Every sum that is stated beside the value; each with its source, for they may conflict.</summary>
    public static JsonArray StatedAmounts(Contract contract) =>
        Members.List(
            contract.Amounts.Select(a =>
                Members.Of(
                    ("measure", a.Measure),
                    ("value", Members.Value(a.Amount, a.Currency)),
                    ("minValue", Members.Value(a.MinAmount, a.Currency)),
                    ("maxValue", Members.Value(a.MaxAmount, a.Currency)),
                    ("scope", a.Scope),
                    ("description", a.Description),
                    ("asAt", Members.Instant(a.AsAt)),
                    ("asAtPrecision", Members.Imprecise(a.AsAtPrecision)),
                    ("source", a.Source)
                )
            )
        );

    /// <summary>A first and last day.</summary>
    public static JsonObject Period(Contract contract) =>
        Members.Of(
            ("startDate", Members.Instant(contract.StartOn)),
            ("startDatePrecision", Members.Imprecise(contract.StartOnPrecision)),
            ("endDate", Members.Instant(contract.EndOn)),
            ("endDatePrecision", Members.Imprecise(contract.EndOnPrecision))
        );

    private static JsonObject Document(Document document)
    {
        var address = Members.Address(document.Url);
        return Members.Of(
            ("documentType", document.DocumentType),
            ("title", document.Title),
            ("description", document.Description),
            ("url", address),
            ("urlAsPublished", document.Url == address ? null : document.Url),
            ("datePublished", Members.Instant(document.PublishedOn)),
            ("datePublishedPrecision", Members.Imprecise(document.PublishedOnPrecision)),
            ("format", document.MediaType),
            ("language", document.Language)
        );
    }

    // itemClassificationScheme.csv has its codes in capitals.
    private static string? Scheme(string? scheme) =>
        scheme?.ToUpperInvariant() is "CPV" or "CPVS" or "UNSPSC" ? scheme.ToUpperInvariant() : scheme;

    private static JsonArray Each(IEnumerable<JsonObject> parts) =>
        Members.List(parts.Where(part => part.Count > 0).Select(Members.Identified).DistinctBy(part => part["id"]!.GetValue<string>()));
}
