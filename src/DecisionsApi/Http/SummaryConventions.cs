using DecisionsApi.Querying;

namespace DecisionsApi.Http;

/// <summary>What every summary says of itself, stated once.</summary>
internal static class SummaryConventions
{
    // A summary has fields of its own, and nothing to include.
    public static readonly string[] OfListsAlone = ["fields", "include", "facet", "count"];

    /// <summary>Describes a summary: its list's filters and its own parameters, its forms, and a query that shows what it gives.</summary>
    public static RouteHandlerBuilder WithSummary<TFilter>(this RouteHandlerBuilder route, SummaryDefinition summary, string example)
    {
        string[] names = [.. KnownParameters.Of<TFilter>().Names.Except(OfListsAlone), .. KnownParameters.Of<SummaryParameters>().Names];
        return route
            .WithMetadata(new KnownParameters(names), Offers.Tables, new SummaryContract(typeof(TFilter), summary, example))
            .ProducesForms<Page<SummaryRow>>();
    }
}

/// <summary>What the OpenAPI document needs to know of a summary.</summary>
/// <param name="Filter">The filter record of its list.</param>
/// <param name="Summary">What it sums up.</param>
/// <param name="Example">A query that shows what it gives, against the shipped register.</param>
internal sealed record SummaryContract(Type Filter, SummaryDefinition Summary, string Example)
{
    /// <summary>A cursor of the summary without parameters.</summary>
    public string Cursor => new Cursor(SummaryQuery.FingerprintOf(Summary, []), 1, null, "0").ToString();
}
