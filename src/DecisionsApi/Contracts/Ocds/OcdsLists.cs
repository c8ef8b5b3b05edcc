using System.Text.Json.Nodes;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>The lists of OCDS that our layout has too.</summary>
internal static class OcdsLists
{
    /// <summary>Classifications of a tender, award or contract and of what it buys, each once.</summary>
    public static JsonArray Classifications(IEnumerable<OcdsNode> stages)
    {
        var all = new JsonArray();
        var seen = new HashSet<(string?, string?)>();
        foreach (var published in stages.SelectMany(stage => Classified(stage).Concat(stage.List("items").SelectMany(Classified))))
        {
            var (scheme, id) = (published.Text("scheme"), published.Text("id"));
            var description = published.Text("description");
            if ((id is not null || description is not null) && seen.Add((scheme, id ?? description)))
            {
                all.Add(Fields(("scheme", scheme), ("id", id), ("description", description)));
            }
        }
        return all;
    }

    /// <summary>Documents, each once. Contracts Finder and others title theirs in the description.</summary>
    public static JsonArray Documents(IEnumerable<OcdsNode> stages, List<MappingIssue> issues)
    {
        var all = new JsonArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var published in stages.SelectMany(stage => stage.List("documents")))
        {
            var document = Fields(
                ("title", OcdsNode.First((published, "title"), (published, "description"))),
                ("documentType", published.Text("documentType")),
                ("url", OcdsOwn.AsPublished(published, "url")),
                ("publishedOn", Day(published, "datePublished", "documents.publishedOn", issues)),
                ("mediaType", published.Text("format")),
                ("language", published.Text("language"))
            );
            if ((document.ContainsKey("title") || document.ContainsKey("url")) && seen.Add(document.ToJsonString()))
            {
                all.Add(document);
            }
        }
        return all;
    }

    /// <summary>Amendments of one tender, award or contract; <c>amendment</c> alone is how OCDS 1.0 wrote them.</summary>
    public static JsonArray Amendments(OcdsNode? stage, List<MappingIssue> issues)
    {
        var all = new JsonArray();
        foreach (var published in stage is null ? [] : stage.List("amendments").Append(stage.Object("amendment")).OfType<OcdsNode>())
        {
            var amendment = Fields(
                ("on", Day(published, "date", "amendments.on", issues)),
                ("rationale", published.Text("rationale")),
                ("description", published.Text("description"))
            );
            if (amendment.Count > 0)
            {
                all.Add(amendment);
            }
        }
        return all;
    }

    /// <summary>Other contracting processes; one under another scheme than ocid (a notice in the Official Journal) is an issue.</summary>
    public static JsonArray Related(IEnumerable<OcdsNode> related, List<MappingIssue> issues)
    {
        var all = new JsonArray();
        foreach (var published in related)
        {
            if (published.Peek("scheme") != "ocid" || published.Peek("identifier") is not { } ocid)
            {
                issues.Add(new("relatedProcessUnknown", "related", $"{published.Peek("scheme")} {published.Peek("identifier")}".Trim()));
                continue;
            }
            published.Carry("scheme");
            published.Carry("identifier");
            foreach (var relation in published.Texts("relationship"))
            {
                all.Add(
                    new JsonObject
                    {
                        ["relation"] = relation,
                        ["target"] = new JsonObject { ["contract"] = new JsonObject { ["ocid"] = ocid } },
                    }
                );
            }
        }
        return all;
    }

    /// <summary>Payments made under a contract; OCDS 1.0 named sum and sides otherwise.</summary>
    public static JsonArray Transactions(OcdsNode? contract, List<MappingIssue> issues)
    {
        var all = new JsonArray();
        foreach (var published in contract?.Object("implementation")?.List("transactions") ?? [])
        {
            var sum = OcdsMoney.Of(published.Object("value") ?? published.Object("amount"), "transactions.amount", issues);
            var transaction = Fields(
                ("id", published.Text("id")),
                ("date", Day(published, "date", "transactions.date", issues)),
                ("amount", sum?.Amount),
                ("currency", sum?.Currency),
                ("payer", OcdsNode.First((published.Object("payer"), "name"), (published.Object("providerOrganization"), "legalName"))),
                ("payee", OcdsNode.First((published.Object("payee"), "name"), (published.Object("receiverOrganization"), "legalName"))),
                ("source", OcdsOwn.AsPublished(published, "source"))
            );
            if (transaction.Count > 0)
            {
                all.Add(transaction);
            }
        }
        return all;
    }

    /// <summary>Carries a day over; a text that is none is an issue.</summary>
    public static string? Day(OcdsNode? from, string name, string field, List<MappingIssue> issues)
    {
        if (from?.Peek(name) is not { } text)
        {
            return null;
        }
        var day = OcdsDays.Of(from.Value(name));
        if (day is null)
        {
            issues.Add(new("dateUnreadable", field, text));
            return null;
        }
        from.Carry(name);
        // Our own extension says how exact a day is; the layout writes January 2013 as 2013-01.
        return from.Text(name + "Precision") switch
        {
            "month" => day[..7],
            "year" => day[..4],
            _ => day,
        };
    }

    /// <summary>An object of the fields that hold something.</summary>
    public static JsonObject Fields(params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var all = new JsonObject();
        foreach (var (name, value) in fields)
        {
            if (value is not null and not JsonArray { Count: 0 })
            {
                all.Add(name, value);
            }
        }
        return all;
    }

    private static IEnumerable<OcdsNode> Classified(OcdsNode part) =>
        part.List("additionalClassifications").Prepend(part.Object("classification")).OfType<OcdsNode>();
}
