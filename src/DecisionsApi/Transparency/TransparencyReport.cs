using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using DecisionsApi.Bodies;
using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Register;

namespace DecisionsApi.Transparency;

/// <summary>What a body has to publish, and what the register has of it month by month. It reports and does not grade.</summary>
public sealed record TransparencyReport
{
    internal const string Words =
        "The register has what was imported into it: a month or number that is missing here is missing from the register, which does not show "
        + "that it was not published. Reasons for value for money that are given once for a whole page are in no row and count as not given. "
        + "Thresholds differ between publishers, so rows are not held against them. This reports; it does not grade, and it is not legal advice.";

    /// <summary>Id of the body.</summary>
    /// <example>west-midlands-pcc</example>
    [RegularExpression(Slugs.Pattern)]
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    /// <example>West Midlands Police and Crime Commissioner</example>
    public string? Name { get; init; }

    /// <summary>Its kind, on which its duties depend; null when not known.</summary>
    /// <example>policeAndCrimeCommissioner</example>
    [OneOf(typeof(BodyKinds), nameof(BodyKinds.All))]
    public string? Kind { get; init; }

    /// <summary>What this is and what it is not.</summary>
    /// <example>The register has what was imported into it …</example>
    public string Notice { get; init; } = Words;

    /// <summary>The duties about a body of this kind; empty where the kind is not known or we know of none.</summary>
    public required IReadOnlyList<Duty> Duties { get; init; }

    /// <summary>The months, newest first.</summary>
    public required IReadOnlyList<TransparencyMonth> Months { get; init; }

    /// <summary>Those of them in which payments were to be expected and the register has none.</summary>
    /// <example>["2013-02"]</example>
    public required IReadOnlyList<string> MissingMonths { get; init; }

    /// <summary>Payments without a usable day, which belong to no month.</summary>
    public required TransparencyUndated Undated { get; init; }

    /// <summary>Numbers that the references of decisions leave out, by year.</summary>
    public required IReadOnlyList<ReferenceSeries> DecisionReferences { get; init; }

    /// <summary>Which months these are.</summary>
    [JsonPropertyName("page")]
    public required TransparencyRange Range { get; init; }

    /// <summary>Licence of the data.</summary>
    public required Licence Licence { get; init; }

    /// <summary>Every licence of the sources. A source that states none counts as under the Open Government Licence.</summary>
    public required IReadOnlyList<SourceLicence> Licences { get; init; }

    /// <summary>How to name the source when the data is used.</summary>
    /// <example>Contains public sector information licensed under the Open Government Licence v3.0, as published by the bodies named.</example>
    public required string Attribution { get; init; }
}

/// <summary>One month of a body.</summary>
public sealed record TransparencyMonth
{
    /// <summary>The month.</summary>
    /// <example>2013-01</example>
    [RegularExpression(@"^\d{4}-\d\d$")]
    public required string Month { get; init; }

    /// <summary>First day of the period its payments are to be published for: the month, or the quarter it lies in.</summary>
    /// <example>2013-01-01</example>
    public required DateOnly PeriodFrom { get; init; }

    /// <summary>Last day of that period.</summary>
    /// <example>2013-01-31</example>
    public required DateOnly PeriodTo { get; init; }

    /// <summary>Whether payments are to be expected: a duty applied, the body existed all month, and the period is over. Null where no duty is known.</summary>
    /// <example>true</example>
    public required bool? IsExpected { get; init; }

    /// <summary>Whether the register has payments of the month.</summary>
    /// <example>true</example>
    public required bool IsPublished { get; init; }

    /// <summary>Ids of the sources of these payments, the one with most of them first; at most 100.</summary>
    /// <example>["g9w25fd4s655g566"]</example>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Day by which the first of these sources was certainly published: it was fetched or handed in then.</summary>
    /// <example>2013-02-20</example>
    public required DateOnly? AvailableBy { get; init; }

    /// <summary>Days from the end of the period to <c>availableBy</c>: at most so many passed before publication, perhaps far fewer.</summary>
    /// <example>20</example>
    [Range(-100000, 100000)]
    public required int? DaysAfterPeriodEndAtMost { get; init; }

    /// <summary>Days from the end of the period to the day on which the publisher's server says the file was last changed; null where it does not say, or says a day within the period.</summary>
    /// <example>15</example>
    public required int? DaysAfterPeriodEnd { get; init; }

    /// <summary>The payments.</summary>
    public required TransparencyPayments Payments { get; init; }

    /// <summary>The decisions taken in the month.</summary>
    public required TransparencyDecisions Decisions { get; init; }

    /// <summary>The contracts of the body that start in the month.</summary>
    public required TransparencyContracts Contracts { get; init; }
}

/// <summary>The payments of a month; totals that the body reported are no payments.</summary>
public sealed record TransparencyPayments
{
    /// <summary>Number of payments.</summary>
    /// <example>120</example>
    public required long Count { get; init; }

    /// <summary>Their sum in pounds.</summary>
    /// <example>345678.90</example>
    public required decimal SumAmount { get; init; }

    /// <summary>Number of them that are grants.</summary>
    /// <example>4</example>
    public required long Grants { get; init; }

    /// <summary>Number without a purpose.</summary>
    /// <example>12</example>
    public required long WithoutPurpose { get; init; }

    /// <summary>Their share of all, from 0 to 1; null without payments.</summary>
    /// <example>0.1</example>
    public required decimal? WithoutPurposeShare { get; init; }

    /// <summary>Number without reasons for value for money; null where no duty asks for reasons.</summary>
    /// <example>30</example>
    public required long? WithoutValueForMoneyReason { get; init; }

    /// <summary>Their share of all, from 0 to 1; null without payments, and where no duty asks for reasons.</summary>
    /// <example>0.25</example>
    public required decimal? WithoutValueForMoneyReasonShare { get; init; }

    /// <summary>Number with any field withheld.</summary>
    /// <example>6</example>
    public required long Withheld { get; init; }

    /// <summary>Sum of these in pounds.</summary>
    /// <example>9876.50</example>
    public required decimal WithheldAmount { get; init; }

    /// <summary>Number of which the supplier's name is withheld.</summary>
    /// <example>5</example>
    public required long WithheldSupplier { get; init; }

    /// <summary>Sum of these in pounds.</summary>
    /// <example>8765.00</example>
    public required decimal WithheldSupplierAmount { get; init; }
}

/// <summary>The decisions of a month.</summary>
/// <param name="Count" example="3">Number of decisions.</param>
/// <param name="Exempt" example="1">Number of which papers are exempt, wholly or in part.</param>
/// <param name="WithPublicationDay" example="2">Number of which the day of publication is known.</param>
/// <param name="LongestDaysToPublication" example="9">Most days from a decision to its publication, among these; null without.</param>
public sealed record TransparencyDecisions(long Count, long Exempt, long WithPublicationDay, int? LongestDaysToPublication);

/// <summary>The contracts of a month.</summary>
/// <param name="Count" example="2">Number of contracts that start in it.</param>
/// <param name="WithoutDocument" example="1">Number of which the register has no document.</param>
public sealed record TransparencyContracts(long Count, long WithoutDocument);

/// <summary>Payments without a usable day.</summary>
/// <param name="Count" example="0">Number of payments.</param>
/// <param name="SumAmount" example="0.00">Their sum in pounds.</param>
public sealed record TransparencyUndated(long Count, decimal SumAmount);

/// <summary>The numbers in the references of a body's decisions, of one year or of a series without years.</summary>
/// <param name="Year" example="2013">The year in the references; null where they have none.</param>
/// <param name="First" example="5">Lowest number.</param>
/// <param name="Last" example="44">Highest number.</param>
/// <param name="Count" example="2">How many different numbers there are.</param>
/// <param name="MissingCount" example="38">How many between them are not in the register.</param>
/// <param name="Missing" example="[6,7,8]">The first 100 of these.</param>
public sealed record ReferenceSeries(int? Year, long First, long Last, long Count, long MissingCount, IReadOnlyList<long> Missing);

/// <summary>Which months a report is about.</summary>
public sealed record TransparencyRange
{
    /// <summary>Most months on the page.</summary>
    /// <example>24</example>
    public required int Limit { get; init; }

    /// <summary>Link to earlier months; null where there are none.</summary>
    /// <example>/v1/bodies/west-midlands-pcc/transparency?limit=1&amp;to=2015-02-28</example>
    public required string? Next { get; init; }

    /// <summary>First day of the months shown; null without months.</summary>
    /// <example>2013-01-01</example>
    public required DateOnly? From { get; init; }

    /// <summary>Last day of the months shown; null without months.</summary>
    /// <example>2014-12-31</example>
    public required DateOnly? To { get; init; }
}
