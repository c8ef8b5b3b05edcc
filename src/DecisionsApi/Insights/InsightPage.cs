using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Register;

namespace DecisionsApi.Insights;

/// <summary>One page of patterns.</summary>
/// <typeparam name="T">What kind of pattern.</typeparam>
public sealed record InsightPage<T>
{
    /// <summary>What a pattern is and what it is not.</summary>
    /// <example>A pattern is a question, not a finding. …</example>
    public required string Notice { get; init; }

    /// <summary>The rule the patterns were picked by, with the figures of this request.</summary>
    /// <example>Two or more payments of one body to one supplier, of the same amount, in one week from Monday to Sunday.</example>
    public required string Rule { get; init; }

    /// <summary>From when to when the register has payments of the bodies asked for; months between may be missing.</summary>
    public required IReadOnlyList<Coverage> Coverage { get; init; }

    /// <summary>The patterns.</summary>
    public required IReadOnlyList<T> Data { get; init; }

    /// <summary>Where the page stands among all the patterns, and what these come to.</summary>
    [JsonPropertyName("page")]
    public required PageInfo Info { get; init; }

    /// <summary>Licence of the data.</summary>
    public required Licence Licence { get; init; }

    /// <summary>Every licence of the sources. A source that states none counts as under the Open Government Licence.</summary>
    public required IReadOnlyList<SourceLicence> Licences { get; init; }

    /// <summary>How to name the source when the data is used.</summary>
    /// <example>Contains public sector information licensed under the Open Government Licence v3.0, as published by the bodies named.</example>
    public required string Attribution { get; init; }
}

/// <summary>From when to when the register has payments of a body.</summary>
/// <param name="Body" example="devon-county-council">Id of the body.</param>
/// <param name="FirstPaidOn" example="2011-01-04">Earliest day; null without payments that have a day.</param>
/// <param name="LastPaidOn" example="2026-03-31">Latest day; null without payments that have a day.</param>
public sealed record Coverage(string Body, DateOnly? FirstPaidOn, DateOnly? LastPaidOn);

/// <summary>What every pattern has: the payments behind it.</summary>
public abstract record Pattern
{
    internal const string ShortNotice = "A question, not a finding.";

    internal const string LongNotice =
        "A pattern is a question, not a finding. Rent, grants, fees by the head, instalments and invoices split over several lines all make "
        + "such patterns in good order. The register knows only the files imported into it. Payments whose supplier is withheld are nobody's "
        + "and in no pattern by supplier; totals that bodies have reported are no payments. Read the rows behind it and ask the body before you write.";

    /// <summary>Most ids of payments a pattern gives; its address gives all.</summary>
    internal const int MostPayments = 100;

    /// <summary>Identifier of the pattern: the same for the same body, supplier, days and amounts.</summary>
    /// <example>4m0y9c5x3tq8w1zk</example>
    [JsonPropertyOrder(-1)]
    [RegularExpression(Identity.Pattern)]
    public required string Id { get; init; }

    /// <summary>Number of payments behind it.</summary>
    /// <example>3</example>
    public required long PaymentCount { get; init; }

    /// <summary>Their sum in pounds.</summary>
    /// <example>15000.00</example>
    public required decimal SumAmount { get; init; }

    /// <summary>Ids of the payments, the largest first, at most 100.</summary>
    /// <example>["t1yymyp4kwdgba7w"]</example>
    public required IReadOnlyList<string> Payments { get; init; }

    /// <summary>Address that gives exactly these payments.</summary>
    /// <example>/v1/expenditure?body=devon-county-council&amp;supplier=1fct6wk19pc208xk&amp;minAmount=5000.00&amp;maxAmount=5000.00&amp;from=2024-01-29&amp;to=2024-02-04</example>
    public required string Expenditure { get; init; }

    /// <summary>What a pattern is not.</summary>
    /// <example>A question, not a finding.</example>
    public string Notice { get; init; } = ShortNotice;

    /// <summary>The columns every pattern ends with.</summary>
    internal static IEnumerable<Field<T>> Columns<T>()
        where T : Pattern =>
        [
            new("paymentCount", p => p.PaymentCount),
            new("sumAmount", p => p.SumAmount),
            new("payments", p => p.Payments),
            new("expenditure", p => p.Expenditure),
            new("notice", p => p.Notice),
        ];
}

/// <summary>The supplier of a pattern.</summary>
/// <param name="Id" example="1fct6wk19pc208xk">Id of the supplier.</param>
/// <param name="Name" example="iMPOWER">Its name.</param>
public sealed record PatternSupplier(string Id, string Name);
