using System.Text.Json.Nodes;
using DecisionsApi.Contracts;
using DecisionsApi.Formats;
using DecisionsApi.Records;
using DecisionsApi.Register;

namespace DecisionsApi.OcdsReleases;

/// <summary>Writes what the register says of a contract as a release of its contracting process.</summary>
/// <param name="origin">Scheme and host of the addresses within.</param>
/// <param name="processes">The ids of processes.</param>
internal sealed class Release(string origin, ProcessIds processes)
{
    private const string AwardPrefix = "award:";

    /// <summary>The decisions a contract is linked with.</summary>
    public static IEnumerable<string> DecisionsOf(Contract contract) => Decisions(contract).Select(link => link.Decision.Id!);

    /// <summary>The release. Its id follows from what it says and when that was so: another content has another id.</summary>
    public JsonObject Write(ReleaseSource source)
    {
        var contract = source.Contract;
        var (ocid, stage) = (processes.Of(contract), ReleaseCodes.Stage(contract));
        var parties = new ReleaseParties(contract);
        var own = Own(source, stage);
        var implementation = ReleaseTransactions.Implementation(source, parties, origin);
        var award = stage is "award" or "contract" ? Award(contract, stage, parties, own) : null;
        var signed =
            stage == "contract" ? Signed(contract, award!["id"]!.ToString(), implementation, own)
            : stage == "award" && implementation.Count > 0 ? Implied(award!["id"]!.ToString(), implementation)
            : null;
        var release = Members.Of(
            ("date", source.ChangedAt),
            ("tag", Members.Texts(ReleaseCodes.Tags(contract, implementation.Count > 0))),
            ("initiationType", "tender"),
            ("ocidRegistered", ProcessIds.IsRegistered(ocid)),
            ("parties", parties.ToJson()),
            ("buyer", parties.Buyer),
            ("planning", Planning(contract)),
            ("tender", Tender(contract, ocid, stage, parties, own)),
            ("awards", Members.List(award is null ? [] : [award])),
            ("contracts", Members.List(signed is null ? [] : [signed])),
            ("relatedProcesses", Related(source))
        );
        // The address under which the service is reached is no content.
        var content = release.ToJsonString(Json.Options).Replace($"\"{origin}/", "\"/", StringComparison.Ordinal);
        release.Insert(0, "ocid", ocid);
        release.Insert(1, "id", $"{ocid}-{Identity.Of(content)}");
        return release;
    }

    /// <summary>What is said of the last stage there is: its words, lists, and what the register adds to the standard.</summary>
    private JsonObject Own(ReleaseSource source, string stage)
    {
        var contract = source.Contract;
        return Members.Of(
            ("title", contract.Title),
            ("description", contract.Description),
            ("items", ReleaseParts.Items(contract)),
            ("documents", ReleaseParts.Documents(contract, stage == "planning" ? "tender" : stage, stage == "planning" ? "tender" : stage)),
            ("amendments", ReleaseParts.Amendments(contract)),
            ("terminatedEarly", ReleaseCodes.EndedEarly(contract)),
            ("endReason", contract.EndReason),
            ("dateEnded", Members.Instant(contract.EndedOn)),
            ("dateEndedPrecision", Members.Imprecise(contract.EndedOnPrecision)),
            ("statedAmounts", ReleaseParts.StatedAmounts(contract)),
            (
                "decisions",
                Members.List(
                    Decisions(contract)
                        .Select(link =>
                            Members.Of(
                                ("id", link.Decision.Id),
                                ("title", link.Decision.Title),
                                ("date", Members.Instant(source.Names.DecidedOn.GetValueOrDefault(link.Decision.Id!))),
                                ("relation", link.Link.Relation),
                                ("uri", $"{origin}/v1/decisions/{link.Decision.Id}"),
                                ("linkBasis", link.Link.Basis),
                                ("linkConfidence", link.Link.Confidence)
                            )
                        )
                )
            ),
            ("recordUri", $"{origin}/v1/contracts/{contract.Id}")
        );
    }

    private JsonObject? Planning(Contract contract)
    {
        var budget = contract.Amounts.FirstOrDefault(a => a is { Measure: "budget", Amount: not null });
        var programme = contract
            .Links.Select(link => link.To)
            .FirstOrDefault(to => to.Resource == "programmes" && to.Id == contract.Programme);
        return Members.Of(
            (
                "budget",
                Members.Of(
                    ("description", budget?.Description),
                    ("amount", Members.Value(budget?.Amount, budget?.Currency)),
                    ("project", programme?.Title),
                    ("projectID", contract.Programme),
                    ("uri", contract.Programme is { } id ? $"{origin}/v1/programmes/{id}" : null)
                )
            )
        );
    }

    private static JsonObject Tender(Contract contract, string ocid, string stage, ReleaseParties parties, JsonObject own)
    {
        var isLast = stage is "planning" or "tender";
        var tender = Members.Of(
            ("id", contract.Reference ?? ocid),
            ("status", isLast ? ReleaseCodes.OfTender(contract) : null),
            ("datePublished", Members.Instant(contract.PublishedOn)),
            ("datePublishedPrecision", Members.Imprecise(contract.PublishedOnPrecision)),
            ("procuringEntity", parties.ProcuringEntity),
            ("value", Members.Value(contract.MaxValue ?? (isLast ? contract.Value : null), contract.Currency)),
            ("minValue", Members.Value(contract.MinValue, contract.Currency)),
            ("procurementMethod", ReleaseCodes.Method(contract.Procedure)),
            (
                "procurementMethodDetails",
                contract.ProcedureDetails ?? (ReleaseCodes.Method(contract.Procedure) is null ? contract.Procedure : null)
            ),
            ("tenderers", parties.Tenderers),
            ("contractPeriod", isLast ? ReleaseParts.Period(contract) : null),
            ("documents", isLast ? null : ReleaseParts.Documents(contract, "tender", stage)),
            ("finalStatusDate", isLast && contract.Status is "cancelled" or "complete" ? Members.Instant(contract.EndedOn) : null)
        );
        return isLast ? With(tender, own) : tender;
    }

    private static JsonObject Award(Contract contract, string stage, ReleaseParties parties, JsonObject own)
    {
        var isLast = stage == "award";
        var id = contract.ContractId ?? contract.Id;
        // Of an award that several contracts carry out the value is none of theirs.
        var stated = contract.Value is null ? null : contract.Amounts.FirstOrDefault(a => a.Source == "awards[]/value");
        var award = Members.Of(
            ("id", isLast ? Without(id, AwardPrefix) : id + "-award"),
            ("status", isLast ? ReleaseCodes.OfAward(contract) : null),
            ("date", Members.Instant(contract.AwardedOn)),
            ("datePrecision", Members.Imprecise(contract.AwardedOnPrecision)),
            ("value", isLast ? Members.Value(contract.Value, contract.Currency) : Members.Value(stated?.Amount, stated?.Currency)),
            ("suppliers", parties.Suppliers),
            ("contractPeriod", isLast ? ReleaseParts.Period(contract) : null),
            ("documents", isLast ? null : ReleaseParts.Documents(contract, "award", stage)),
            ("finalStatusDate", isLast && contract.Status == "cancelled" ? Members.Instant(contract.EndedOn) : null)
        );
        return isLast ? With(award, own) : award;
    }

    private static JsonObject Signed(Contract contract, string award, JsonObject implementation, JsonObject own) =>
        With(
            Members.Of(
                ("id", contract.ContractId ?? contract.Id),
                ("awardID", award),
                ("status", ReleaseCodes.OfContract(contract)),
                ("dateSigned", Members.Instant(contract.SignedOn)),
                ("dateSignedPrecision", Members.Imprecise(contract.SignedOnPrecision)),
                ("period", ReleaseParts.Period(contract)),
                ("value", Members.Value(contract.Value, contract.Currency)),
                ("implementation", implementation)
            ),
            own
        );

    /// <summary>OCDS has payments of contracts only: where there are some, there is one, though only its award is published.</summary>
    private static JsonObject Implied(string award, JsonObject implementation) =>
        Members.Of(("id", award + "-contract"), ("awardID", award), ("impliedByPayments", true), ("implementation", implementation));

    /// <summary>Other processes, each once with everything that joins it; one that the register does not have is named by nothing.</summary>
    private JsonArray Related(ReleaseSource source)
    {
        var related = source
            .Contract.Related.Select(r => (r.Relation, r.Target?.Title, Ocid: OcidOf(r.Target, source.Names)))
            .Where(r => r is { Ocid: not null, Relation: not null })
            .GroupBy(r => r.Ocid!, StringComparer.Ordinal);
        return Members.List(
            related.Select(process =>
                Members.Of(
                    ("id", process.Key),
                    ("relationship", Members.Texts(process.Select(r => r.Relation!).Distinct())),
                    ("title", process.Select(r => r.Title).FirstOrDefault(title => title is not null)),
                    ("scheme", "ocid"),
                    ("identifier", process.Key)
                )
            )
        );
    }

    private string? OcidOf(RecordReference? target, ReleaseNames names) =>
        target?.Ocid ?? (target?.Id is { } id && names.Ocids.TryGetValue(id, out var ocid) ? ocid ?? processes.Made(id) : null);

    private static IEnumerable<(RecordLink Link, RecordReference Decision)> Decisions(Contract contract) =>
        contract
            .Links.SelectMany(link => new[] { (link, link.From), (link, link.To) })
            .Where(end => end.Item2 is { Resource: "decisions", Title: not null });

    private static JsonObject With(JsonObject stage, JsonObject own)
    {
        foreach (var (name, value) in own)
        {
            stage[name] = value?.DeepClone();
        }
        return stage;
    }

    private static string Without(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
}
