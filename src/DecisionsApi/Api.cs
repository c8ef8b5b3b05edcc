using DecisionsApi.Bodies;
using DecisionsApi.Catalogue;
using DecisionsApi.Contracts;
using DecisionsApi.Contracts.ContractsFinder;
using DecisionsApi.Contracts.Ocds;
using DecisionsApi.Contracts.Registers;
using DecisionsApi.Data;
using DecisionsApi.Decisions;
using DecisionsApi.Dictionary;
using DecisionsApi.Expenditure;
using DecisionsApi.Formats;
using DecisionsApi.Http;
using DecisionsApi.Http.OpenApi;
using DecisionsApi.Importing;
using DecisionsApi.Insights;
using DecisionsApi.Links;
using DecisionsApi.OcdsReleases;
using DecisionsApi.Pages;
using DecisionsApi.Programmes;
using DecisionsApi.Publishing;
using DecisionsApi.Querying;
using DecisionsApi.Reconciliation;
using DecisionsApi.Search;
using DecisionsApi.Sources;
using DecisionsApi.Suppliers;
using DecisionsApi.Transparency;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DecisionsApi;

/// <summary>The whole service on one page: what it is made of and where it answers.</summary>
internal static class Api
{
    /// <summary>What can be imported.</summary>
    public static readonly ImportKinds Kinds = new(
        [
            new ExpenditureImporter(),
            new PaymentLayout(),
            new BodyImport(),
            new ProgrammeImport(),
            new DecisionImport(),
            new ContractImport(),
            new ContractsFinderImport(),
            new ContractRegisterImport(),
            new SupplierAliasImport(),
        ],
        [
            new PaymentLayout(),
            new BodyImport(),
            new ProgrammeImport(),
            new DecisionImport(),
            new ContractImport(),
            new OcdsImport(),
            new SupplierAliasImport(),
        ]
    )
    {
        BodyKinds = BodyKinds.All,
        Derived =
        [
            new("suppliers", [.. SupplierList.Definition.Fields.Select(field => field.Name)]),
            new("links", [.. LinkList.Definition.Fields.Select(field => field.Name)]),
            new("sources", [.. SourceList.Definition.Fields.Select(field => field.Name)]),
        ],
    };

    public static void AddServices(IServiceCollection services, Database database, ServiceSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(database);
        services.AddSingleton(settings);
        services.AddSingleton<Totals>();
        services.AddSingleton<RegisterWatch>();
        services.AddSingleton<LongestLists>();
        services.AddSingleton<AnswerStore>();
        services.AddSingleton<Reader>();
        services.AddSingleton<Lister>();
        services.AddSingleton<Searcher>();
        services.AddSingleton<SearchPage>();
        services.AddSingleton<Licences>();
        services.AddSingleton<FeedHandler>();
        services.AddSingleton<ListHandler>();
        services.AddSingleton<Summariser>();
        services.AddSingleton<SummaryHandler>();
        services.AddSingleton(provider => new QueryBudget(
            TimeSpan.FromSeconds(settings.QuerySeconds),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<RecordHandler>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<Admission>();
        services.AddSingleton<Exports>();
        services.AddSingleton<PublishedFiles>();
        services.AddSingleton<RegisterPublisher>();
        if (settings.Exports.Register)
        {
            services.AddHostedService<PublishingService>();
        }
        services.AddSingleton<IValidator<DecisionFilter>, DecisionFilterValidator>();
        services.AddSingleton<IValidator<ContractFilter>, ContractFilterValidator>();
        services.AddSingleton<IValidator<ProgrammeFilter>, ProgrammeFilterValidator>();
        services.AddSingleton<IValidator<PaymentFilter>, PaymentFilterValidator>();
        services.AddSingleton<IValidator<LinkFilter>, LinkFilterValidator>();
        services.AddSingleton<IValidator<LinkCoverageFilter>, LinkCoverageFilterValidator>();
        services.AddSingleton<IValidator<SupplierFilter>, SupplierFilterValidator>();
        services.AddSingleton<IValidator<BodyFilter>, BodyFilterValidator>();
        services.AddSingleton<IValidator<SourceFilter>, SourceFilterValidator>();
        services.AddSingleton<IValidator<SearchFilter>, SearchFilterValidator>();
        services.AddSingleton<IValidator<DictionaryFilter>, DictionaryFilterValidator>();
        services.AddInsights();
        services.AddSingleton<Reconciler>();
        services.AddSingleton<IValidator<AskFilter>, AskFilterValidator>();
        services.AddSingleton<IValidator<SuggestFilter>, SuggestFilterValidator>();
        services.AddSingleton<IValidator<ProposeFilter>, ProposeFilterValidator>();
        services.AddSingleton<IValidator<TransparencyFilter>, TransparencyFilterValidator>();
        services.AddProblemDetails(ProblemTypes.Configure);
        services.AddExceptionHandler<ProblemHandler>();
        services.AddCors();
        Compression.Add(services);
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Encoder = Json.Options.Encoder;
            options.SerializerOptions.DefaultIgnoreCondition = Json.Options.DefaultIgnoreCondition;
            options.SerializerOptions.Converters.Add(new GeneratedJson());
        });
        OpenApiRoutes.Add(services);
    }

    public static void Map(WebApplication app, ServiceSettings settings)
    {
        Pipeline(app, settings);
        OpenApiRoutes.Map(app);

        var register = app.MapGroup("/v1")
            .WithMetadata(Offers.Records)
            .AddEndpointFilter(KnownParameters.Check)
            .AddEndpointFilter(Representation.Check)
            .AddEndpointFilter(AnswerLicences.Name)
            .AddEndpointFilter(Admission.Wait);
        register.MapDecisions();
        register.MapContracts();
        register.MapExpenditure();
        register.MapProgrammes();
        register.MapLinks();
        register.MapSuppliers();
        register.MapBodies();
        register.MapSources();
        register.MapSearch();
        register.MapInsights();
        register.MapTransparency();
        register.MapDictionary();
        register.MapExports();
        register.MapReconciliation();
        register.MapOcds();
        register.MapCsvMetadata();
        register.MapContext();
        register.MapCatalogue();
        register.MapStatus();
        app.MapHealth();
        app.MapPages();
        Telemetry.Map(app, settings);
    }

    /// <summary>What every request goes through, outermost first; the order is the meaning.</summary>
    private static void Pipeline(WebApplication app, ServiceSettings settings)
    {
        Proxies.Use(app, settings);
        if (settings.AccessLog)
        {
            app.UseMiddleware<AccessLog>();
        }
        ResponseHeaders.Use(app, settings);
        app.Use(Methods.HeadAsGet);
        app.Use(KeptAnswers.Begin);
        app.UseResponseCompression();
        app.UseExceptionHandler();
        app.UseStatusCodePages(context =>
            Problems.OfStatus(context.HttpContext.Response.StatusCode, context.HttpContext.Request.Method).ExecuteAsync(context.HttpContext)
        );
        app.UseMiddleware<Draining>();
        app.UseMiddleware<RequestBounds>();
        app.Use(PathSuffix.Take);
        app.UseRouting();
        // Before the limits, so that what has not changed costs its reader nothing.
        app.UseMiddleware<Revalidation>();
        if (settings.RateLimit.Enabled)
        {
            app.Use(app.Services.GetRequiredService<RateLimits>().Limit);
        }
        app.UseMiddleware<KeptAnswers>();
        app.Use(Methods.Allow);
    }
}
