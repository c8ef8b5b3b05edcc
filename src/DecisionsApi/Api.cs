using DecisionsApi.Bodies;
using DecisionsApi.Data;
using DecisionsApi.Expenditure;
using DecisionsApi.Formats;
using DecisionsApi.Http;
using DecisionsApi.Importing;
using DecisionsApi.Querying;
using DecisionsApi.Sources;
using DecisionsApi.Suppliers;
using FluentValidation;

namespace DecisionsApi;

/// <summary>The whole service on one page: what it is made of and where it answers.</summary>
internal static class Api
{
    /// <summary>The kinds of table that can be imported.</summary>
    public static readonly IReadOnlyList<ITableImport> Kinds = [new ExpenditureImporter(), new BodyImporter()];

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
        register.MapExpenditure();
        register.MapSuppliers();
        register.MapBodies();
        register.MapSources();
        register.MapStatus();
        app.MapHealth();
        app.MapProblemTypes();
        app.MapGet("/", () => TypedResults.Redirect("/docs")).ExcludeFromDescription();
    }
}
