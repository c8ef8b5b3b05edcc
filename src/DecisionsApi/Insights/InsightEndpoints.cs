using DecisionsApi.Formats;
using DecisionsApi.Http;
using DecisionsApi.Querying;
using FluentValidation;

namespace DecisionsApi.Insights;

/// <summary>The addresses of patterns.</summary>
internal static class InsightEndpoints
{
    // The shipped register has no payments to show a pattern of; the examples are of made-up ones, docs/examples.
    private const string Body = "body=example-council&limit=1";
    private const string Year = "body=example-council&financialYear=2023-24&limit=1";

    public static void AddInsights(this IServiceCollection services)
    {
        services.AddSingleton<InsightList>();
        services.AddSingleton<IValidator<DuplicateFilter>, DuplicateFilterValidator>();
        services.AddSingleton<IValidator<NearThresholdFilter>, NearThresholdFilterValidator>();
        services.AddSingleton<IValidator<RoundSumFilter>, RoundSumFilterValidator>();
        services.AddSingleton<IValidator<NewSupplierFilter>, NewSupplierFilterValidator>();
        services.AddSingleton<IValidator<SupplierChangeFilter>, SupplierChangeFilterValidator>();
        services.AddSingleton<IValidator<YearEndFilter>, YearEndFilterValidator>();
        services.AddSingleton<IValidator<SharedSupplierFilter>, SharedSupplierFilterValidator>();
        services.AddSingleton<IValidator<EndedContractFilter>, EndedContractFilterValidator>();
    }

    public static void MapInsights(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/insights").WithTags("Insights");
        group.Get("/duplicates", ListDuplicates).WithName("listDuplicates").WithPatterns(Duplicates.Insight, Body);
        group.Get("/near-threshold", ListNearThreshold).WithName("listNearThreshold").WithPatterns(NearThreshold.Insight, Body);
        group.Get("/round-sums", ListRoundSums).WithName("listRoundSums").WithPatterns(RoundSums.Insight, Body);
        group.Get("/new-suppliers", ListNewSuppliers).WithName("listNewSuppliers").WithPatterns(NewSuppliers.Insight, Year);
        group.Get("/supplier-changes", ListSupplierChanges).WithName("listSupplierChanges").WithPatterns(SupplierChanges.Insight, Year);
        group.Get("/year-end", ListYearEnd).WithName("listYearEnd").WithPatterns(YearEnd.Insight, Body);
        group
            .Get("/shared-suppliers", ListSharedSuppliers)
            .WithName("listSharedSuppliers")
            .WithPatterns(SharedSuppliers.Insight, "body=example-council&body=sample-council&limit=1");
        group.Get("/ended-early", ListEndedEarly).WithName("listEndedEarly").WithPatterns(EndedEarly.Insight, "limit=1");
    }

    /// <summary>Payments that look alike</summary>
    /// <remarks>Groups of two or more payments of one body to one supplier, of one amount, in one week. Many are in good order: a pattern is a question, not a finding.</remarks>
    /// <response code="200">One page of the patterns as JSON; as CSV or JSON Lines all of them, unless <c>limit</c> is given.</response>
    internal static IResult ListDuplicates(
        [AsParameters] DuplicateFilter filter,
        IValidator<DuplicateFilter> validator,
        InsightList insights,
        HttpContext context
    ) => insights.Handle(context, Duplicates.Insight, filter, validator);

    /// <summary>Payments just under a threshold</summary>
    /// <remarks>Payments just under a threshold such as £500 or £10,000, by body and supplier, beside the number just over it. A pattern is a question, not a finding.</remarks>
    /// <response code="200">One page of the patterns as JSON; as CSV or JSON Lines all of them, unless <c>limit</c> is given.</response>
    internal static IResult ListNearThreshold(
        [AsParameters] NearThresholdFilter filter,
        IValidator<NearThresholdFilter> validator,
        InsightList insights,
        HttpContext context
    ) => insights.Handle(context, NearThreshold.Insight, filter, validator);

    /// <summary>Payments of round sums</summary>
    /// <remarks>Payments of whole thousands (or another multiple), by body, supplier and amount. A pattern is a question, not a finding.</remarks>
    /// <response code="200">One page of the patterns as JSON; as CSV or JSON Lines all of them, unless <c>limit</c> is given.</response>
    internal static IResult ListRoundSums(
        [AsParameters] RoundSumFilter filter,
        IValidator<RoundSumFilter> validator,
        InsightList insights,
        HttpContext context
    ) => insights.Handle(context, RoundSums.Insight, filter, validator);

    /// <summary>New suppliers</summary>
    /// <remarks>Suppliers a body paid in a financial year and, as far as the register knows, never before. A pattern is a question, not a finding.</remarks>
    /// <response code="200">One page of the patterns as JSON; as CSV or JSON Lines all of them, unless <c>limit</c> is given.</response>
    internal static IResult ListNewSuppliers(
        [AsParameters] NewSupplierFilter filter,
        IValidator<NewSupplierFilter> validator,
        InsightList insights,
        HttpContext context
    ) => insights.Handle(context, NewSuppliers.Insight, filter, validator);

    /// <summary>Suppliers of a year against the year before</summary>
    /// <remarks>What a body paid each supplier in a financial year and in the one before, the most this year first. A pattern is a question, not a finding.</remarks>
    /// <response code="200">One page of the patterns as JSON; as CSV or JSON Lines all of them, unless <c>limit</c> is given.</response>
    internal static IResult ListSupplierChanges(
        [AsParameters] SupplierChangeFilter filter,
        IValidator<SupplierChangeFilter> validator,
        InsightList insights,
        HttpContext context
    ) => insights.Handle(context, SupplierChanges.Insight, filter, validator);

    /// <summary>Spending at the end of the financial year</summary>
    /// <remarks>What a body paid in March against the mean of the year's other months. A pattern is a question, not a finding.</remarks>
    /// <response code="200">One page of the patterns as JSON; as CSV or JSON Lines all of them, unless <c>limit</c> is given.</response>
    internal static IResult ListYearEnd(
        [AsParameters] YearEndFilter filter,
        IValidator<YearEndFilter> validator,
        InsightList insights,
        HttpContext context
    ) => insights.Handle(context, YearEnd.Insight, filter, validator);

    /// <summary>Suppliers of several bodies</summary>
    /// <remarks>Suppliers that two or more of the bodies asked about paid, and what each of them paid. A pattern is a question, not a finding.</remarks>
    /// <response code="200">One page of the patterns as JSON; as CSV or JSON Lines all of them, unless <c>limit</c> is given.</response>
    internal static IResult ListSharedSuppliers(
        [AsParameters] SharedSupplierFilter filter,
        IValidator<SharedSupplierFilter> validator,
        InsightList insights,
        HttpContext context
    ) => insights.Handle(context, SharedSuppliers.Insight, filter, validator);

    /// <summary>Contracts ended early</summary>
    /// <remarks>Contracts that ended early after signing, and what was paid under them. A pattern is a question, not a finding.</remarks>
    /// <response code="200">One page of the patterns as JSON; as CSV or JSON Lines all of them, unless <c>limit</c> is given.</response>
    internal static IResult ListEndedEarly(
        [AsParameters] EndedContractFilter filter,
        IValidator<EndedContractFilter> validator,
        InsightList insights,
        HttpContext context
    ) => insights.Handle(context, EndedEarly.Insight, filter, validator);

    /// <summary>Describes a list of patterns: its parameters, its forms, and a query with what it answers.</summary>
    private static void WithPatterns<TFilter, TRecord>(this RouteHandlerBuilder route, Insight<TFilter, TRecord> insight, string example)
        where TFilter : ListParameters =>
        route
            .WithMetadata(KnownParameters.Of<TFilter>(), Offers.Tables, InsightList.ContractOf(insight, example))
            .ProducesForms<InsightPage<TRecord>>();
}
