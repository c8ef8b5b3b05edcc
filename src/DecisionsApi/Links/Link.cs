using System.ComponentModel.DataAnnotations;
using DecisionsApi.Records;

namespace DecisionsApi.Links;

/// <summary>A fact that joins two records, with what it rests on and how sure it is.</summary>
public sealed record Link
{
    /// <summary>Identifier: the ids of both ends and what joins them.</summary>
    /// <example>m1ndzcfqwqzvkvhr-cancels-ngsa2x179df0whg2</example>
    [RegularExpression("^[A-Za-z0-9-]+$")]
    public required string Id { get; init; }

    /// <summary>The record that names or belongs to the other.</summary>
    public required RecordReference From { get; init; }

    /// <summary>What it is or does to the other: cancels, terminates, awards, partOf, paidUnder, decidedBy and the like.</summary>
    /// <example>cancels</example>
    public required string Relation { get; init; }

    /// <summary>The other record.</summary>
    public required RecordReference To { get; init; }

    /// <summary>On what the link rests: stated (by the publisher), curated (by whoever made the record) or rule:NAME.</summary>
    /// <example>curated</example>
    public required string Basis { get; init; }

    /// <summary>What shows it, in a sentence.</summary>
    /// <example>The joint procurement ends with the programme.</example>
    public string? Evidence { get; init; }

    /// <summary>How sure it is, from 0 to 1: what a publisher or curator states is 1.</summary>
    /// <example>1</example>
    [Range(0, 1)]
    public required decimal Confidence { get; init; }
}
