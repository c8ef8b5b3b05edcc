using System.ComponentModel.DataAnnotations;

namespace DecisionsApi.Records;

/// <summary>A record named by another.</summary>
public sealed record RecordReference
{
    /// <summary>Its resource: decisions, contracts, programmes, bodies or expenditure.</summary>
    /// <example>contracts</example>
    public string? Resource { get; init; }

    /// <summary>Its id; the address is <c>/v1/{resource}/{id}</c>.</summary>
    /// <example>35cjqdvb9a57sadv</example>
    public string? Id { get; init; }

    /// <summary>Its title or name; null where the register does not have the record.</summary>
    /// <example>West Midlands Police and Surrey Police business transformation and service delivery partnership</example>
    public string? Title { get; init; }

    /// <summary>OCDS id of the contracting process, where a source names only that.</summary>
    /// <example>ocds-b5fd17-e3b5f385-5989-4cf1-8849-01c247fc9c30</example>
    public string? Ocid { get; init; }
}

/// <summary>Gives references the titles of the records they name.</summary>
internal static class RecordReferences
{
    /// <summary>The reference with the title that one of the links knows.</summary>
    public static RecordReference? Titled(this RecordReference? reference, IReadOnlyList<RecordLink> links) =>
        reference is null
            ? null
            : links.Select(link => link.To).FirstOrDefault(to => to.Id == reference.Id && to.Resource == reference.Resource) ?? reference;

    /// <summary>Relations with the titles of their records.</summary>
    public static IReadOnlyList<RelatedRecord> Titled(this IReadOnlyList<RelatedRecord> related, IReadOnlyList<RecordLink> links) =>
        [.. related.Select(r => r with { Target = r.Target.Titled(links) })];
}

/// <summary>A fact that joins two records, with what it rests on.</summary>
public sealed record RecordLink
{
    /// <summary>The record whose source states the link.</summary>
    public required RecordReference From { get; init; }

    /// <summary>What it is or does to the other: cancels, terminates, awards, partOf, paidUnder and the like.</summary>
    /// <example>cancels</example>
    public required string Relation { get; init; }

    /// <summary>The other record.</summary>
    public required RecordReference To { get; init; }

    /// <summary>On what the link rests: stated (by the publisher), curated (by whoever made the record) or rule:NAME.</summary>
    /// <example>curated</example>
    public required string Basis { get; init; }

    /// <summary>What shows it.</summary>
    /// <example>The joint procurement ends with the programme.</example>
    public string? Evidence { get; init; }

    /// <summary>How sure it is, from 0 to 1: what a publisher or curator states is 1; a rule says how far it goes in the guide to links.</summary>
    /// <example>1</example>
    [Range(0, 1)]
    public required decimal Confidence { get; init; }
}
