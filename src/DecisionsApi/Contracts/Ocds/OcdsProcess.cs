using System.Text.Json.Nodes;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>One contracting process, about to become contracts of our layout.</summary>
internal sealed class OcdsProcess
{
    private readonly OcdsNode _release;
    private readonly OcdsHistory? _history;
    private readonly OcdsNode? _planning;
    private readonly OcdsNode? _tender;
    private readonly IReadOnlyList<OcdsNode> _awards;
    private readonly IReadOnlyList<OcdsNode> _contracts;
    private readonly Dictionary<string, OcdsNode> _awardsById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _contractsByAward;
    private readonly OcdsParties _parties;
    private readonly bool _isOwn;

    public OcdsProcess(OcdsNode release, OcdsHistory? history)
    {
        _release = release;
        _history = history;
        _planning = release.Object("planning");
        _tender = release.Object("tender");
        _awards = release.List("awards");
        _isOwn = OcdsOwn.Is(release);
        _contracts = [.. release.List("contracts").Where(contract => !OcdsOwn.IsImplied(contract))];
        _parties = new(release, _tender);
        foreach (var award in _awards)
        {
            _awardsById.TryAdd(award.Peek("id") ?? "", award);
        }
        _contractsByAward = _contracts.CountBy(contract => contract.Peek("awardID") ?? "").ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Every contract; every award no contract refers to; the process itself where there is neither.</summary>
    public IReadOnlyList<MappedContract> Contracts()
    {
        var contracts = new List<MappedContract>();
        var awardsUsed = new HashSet<OcdsNode>();
        foreach (var contract in _contracts)
        {
            var award = contract.Peek("awardID") is { } id ? _awardsById.GetValueOrDefault(id) : null;
            contracts.Add(Map(contract, award));
            if (award is not null)
            {
                awardsUsed.Add(award);
            }
        }
        contracts.AddRange(_awards.Where(award => !awardsUsed.Contains(award)).Select(award => Map(null, award)));
        return contracts.Count > 0 ? contracts : [Map(null, null)];
    }

    private MappedContract Map(OcdsNode? contract, OcdsNode? award)
    {
        var issues = new List<MappingIssue>();
        var stage = contract ?? award ?? _tender;
        var money = new OcdsFigures(_planning, _tender, award, IsShared(award), contract, issues);
        var (status, endReason) = Status(contract, award, issues);
        OcdsNode[] stages = [.. new[] { contract, award, _tender }.OfType<OcdsNode>()];
        var fields = OcdsLists.Fields(
            ("ocid", _release.Text("ocid")),
            ("contractId", Id(contract, award, issues)),
            ("reference", Reference()),
            ("title", OcdsNode.First((contract, "title"), (award, "title"), (_tender, "title"), (_release, "title"))),
            ("description", OcdsNode.First((contract, "description"), (award, "description"), (_tender, "description"))),
            ("stage", Stage(contract, award)),
            ("status", status),
            ("endReason", endReason),
            ("buyers", _parties.Buyers()),
            ("suppliers", Sellers(contract, award)),
            ("value", money.Value),
            ("minValue", money.MinValue),
            ("maxValue", money.MaxValue),
            ("currency", money.Currency),
            ("amounts", _isOwn ? OcdsOwn.Amounts(stage, issues) : money.Others),
            ("signedOn", OcdsLists.Day(contract, "dateSigned", "signedOn", issues)),
            ("awardedOn", OcdsLists.Day(award, "date", "awardedOn", issues)),
            ("publishedOn", PublishedOn(issues)),
            ("startOn", Period("startDate", "startOn", contract, award, issues)),
            ("endOn", Period("endDate", "endOn", contract, award, issues)),
            ("endedOn", OcdsLists.Day(stage, "dateEnded", "endedOn", issues)),
            ("procedure", Procedure(issues)),
            ("procedureDetails", _tender?.Text("procurementMethodDetails")),
            ("classifications", OcdsLists.Classifications(stages.Reverse())),
            ("documents", OcdsLists.Documents(WithDocuments(contract, award), issues)),
            ("amendments", OcdsLists.Amendments(contract ?? award ?? _tender, issues)),
            ("related", OcdsLists.Related(_release.List("relatedProcesses").Concat(contract?.List("relatedProcesses") ?? []), issues)),
            ("transactions", OcdsLists.Transactions(contract, issues)),
            ("programme", _isOwn ? OcdsOwn.Programme(_planning) : null)
        );
        return new(fields, issues);
    }

    private bool IsShared(OcdsNode? award) => award?.Peek("id") is { } id && _contractsByAward.GetValueOrDefault(id) > 1;

    private static string? Id(OcdsNode? contract, OcdsNode? award, List<MappingIssue> issues)
    {
        var stage = contract ?? award;
        var id = stage?.Text("id");
        if (stage is not null && id is null)
        {
            issues.Add(new(contract is null ? "awardIdMissing" : "contractIdMissing", "contractId", null));
        }
        if (contract?.Peek("awardID") is { } awardId)
        {
            if (award is null)
            {
                issues.Add(new("awardUnknown", "suppliers", awardId));
            }
            else
            {
                contract.Carry("awardID");
                award.Carry("id");
            }
        }
        return contract is null && id is not null ? $"award:{id}" : id;
    }

    /// <summary>The tender's identifier, which publishers fill with the buyer's reference; some repeat the ocid there.</summary>
    private string? Reference()
    {
        var reference = _tender?.Text("id");
        return reference == _release.Peek("ocid") ? null : reference;
    }

    private string Stage(OcdsNode? contract, OcdsNode? award) =>
        contract is not null ? "contract"
        : award is not null ? "award"
        : _tender is null || _history is { IsPlanningOnly: true } ? "planning"
        : "tender";

    private (string? Status, string? EndReason) Status(OcdsNode? contract, OcdsNode? award, List<MappingIssue> issues)
    {
        var stage = contract ?? award ?? _tender;
        if (stage is null)
        {
            return (_planning is null ? null : "planned", null);
        }
        if (stage.Peek("status") is not { } published)
        {
            return (null, OcdsOwn.EndReason(stage));
        }
        var status =
            contract is not null ? OcdsStatus.OfContract(published, OcdsOwn.EndedEarly(contract) ?? EndedEarly(contract))
            : award is not null ? OcdsOwn.StatusOfAward(award) ?? OcdsStatus.OfAward(published)
            : OcdsStatus.OfTender(published);
        if (status is null)
        {
            issues.Add(new("statusUnknown", "status", published));
            return (null, null);
        }
        stage.Carry("status");
        return (
            status,
            OcdsOwn.EndReason(stage) ?? (!_isOwn && stage == _tender && published == "cancelled" ? "procurementCancelled" : null)
        );
    }

    private bool EndedEarly(OcdsNode contract) =>
        contract.Peek("id") is { } id && _history is not null && _history.TerminatedEarly.Contains(id);

    private JsonArray Sellers(OcdsNode? contract, OcdsNode? award)
    {
        var references = award?.List("suppliers") is { Count: > 0 } awarded ? awarded : contract?.List("suppliers") ?? [];
        var isOnly = (contract is not null || award is not null) && _awards.Count <= 1 && _contracts.Count <= 1;
        return _parties.Sellers(_parties.Suppliers(references, isOnly));
    }

    /// <summary>The day of the first notice: of those published here, or the one the tender names where that is earlier.</summary>
    private string? PublishedOn(List<MappingIssue> issues)
    {
        var tendered = OcdsLists.Day(_tender, "datePublished", "publishedOn", issues);
        return new[] { tendered, _history?.FirstPublishedOn }.OfType<string>().Min(StringComparer.Ordinal);
    }

    private string? Period(string name, string field, OcdsNode? contract, OcdsNode? award, List<MappingIssue> issues)
    {
        OcdsNode?[] periods = [contract?.Object("period"), award?.Object("contractPeriod"), _tender?.Object("contractPeriod")];
        string? first = null;
        foreach (var period in periods.Where(period => first is null || OcdsDays.Of(period?.Value(name)) == first))
        {
            first = OcdsLists.Day(period, name, field, issues) ?? first;
        }
        return first;
    }

    private string? Procedure(List<MappingIssue> issues)
    {
        var published = _tender?.Peek("procurementMethod");
        if (published is null or "open" or "selective" or "limited" or "direct")
        {
            return _tender?.Text("procurementMethod");
        }
        issues.Add(new("procedureUnknown", "procedure", published));
        return null;
    }

    private IEnumerable<OcdsNode> WithDocuments(OcdsNode? contract, OcdsNode? award) =>
        new[] { _planning, _tender, award, contract, contract?.Object("implementation") }.OfType<OcdsNode>();
}
