using DecisionsApi.Bodies;
using DecisionsApi.Contracts;
using DecisionsApi.Contracts.ContractsFinder;
using DecisionsApi.Contracts.Ocds;
using DecisionsApi.Contracts.Registers;
using DecisionsApi.Data;
using DecisionsApi.Decisions;
using DecisionsApi.Expenditure;
using DecisionsApi.Formats;
using DecisionsApi.Http;
using DecisionsApi.Importing;
using DecisionsApi.Programmes;
using DecisionsApi.Querying;
using DecisionsApi.Sources;
using DecisionsApi.Suppliers;
using FluentValidation;

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
        ],
        [new PaymentLayout(), new BodyImport(), new ProgrammeImport(), new DecisionImport(), new ContractImport(), new OcdsImport()]
    );

    public static void AddServices(IServiceCollection services, Database database)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(database);
        services.AddSingleton<Totals>();
        services.AddSingleton<Lister>();
        services.AddSingleton<ListHandler>();
        services.AddSingleton(provider => new QueryBudget(
            TimeSpan.FromSeconds(provider.GetRequiredService<IConfiguration>().GetValue("QuerySeconds", 10.0)),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<RecordHandler>();
        services.AddSingleton<IValidator<DecisionFilter>, DecisionFilterValidator>();
        services.AddSingleton<IValidator<ContractFilter>, ContractFilterValidator>();
        services.AddSingleton<IValidator<ProgrammeFilter>, ProgrammeFilterValidator>();
        services.AddSingleton<IValidator<PaymentFilter>, PaymentFilterValidator>();
        services.AddSingleton<IValidator<SupplierFilter>, SupplierFilterValidator>();
        services.AddSingleton<IValidator<BodyFilter>, BodyFilterValidator>();
        services.AddSingleton<IValidator<SourceFilter>, SourceFilterValidator>();
        services.AddProblemDetails(ProblemTypes.Configure);
        services.AddExceptionHandler<ProblemHandler>();
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Encoder = Json.Options.Encoder;
            options.SerializerOptions.DefaultIgnoreCondition = Json.Options.DefaultIgnoreCondition;
        });
        OpenApi.Add(services);
    }

    public static void Map(WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        OpenApi.Use(app);

        var register = app.MapGroup("/v1").AddEndpointFilter(KnownParameters.Check);
        register.MapDecisions();
        register.MapContracts();
        register.MapExpenditure();
        register.MapProgrammes();
        register.MapSuppliers();
        register.MapBodies();
        register.MapSources();
        register.MapStatus();
        app.MapHealth();
        app.MapProblemTypes();
        app.MapGet("/", () => TypedResults.Redirect("/docs")).ExcludeFromDescription();
    }
}
