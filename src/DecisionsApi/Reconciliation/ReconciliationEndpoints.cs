using System.Net;
using DecisionsApi.Http;
using DecisionsApi.Http.OpenApi;
using DecisionsApi.Pages;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DecisionsApi.Reconciliation;

/// <summary>The addresses of the Reconciliation Service API 0.2, by which OpenRefine and its like match names with records.</summary>
internal static class ReconciliationEndpoints
{
    private const string OwnMachine = "http://127.0.0.1:5080";
    private static readonly string Version = typeof(ReconciliationEndpoints).Assembly.GetName().Version!.ToString(3);

    public static void MapReconciliation(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/reconcile").WithTags("Reconciliation");
        Map(group, SupplierEntities.Instance, new("Supplier", "suppliers", "impow", "1fct6wk19pc208xk", "IMPOWER"));
        Map(group, BodyEntities.Instance, new("Body", "bodies", "west mid", "west-midlands-pcc", "West Midlands PCC"));
    }

    private static void Map(RouteGroupBuilder group, EntityKind kind, Example example)
    {
        var contracts = new ReconciliationContracts(example);
        group
            .Get(
                $"/{kind.Resource}",
                ([AsParameters] AskFilter filter, IValidator<AskFilter> validator, Reconciler reconciler, HttpContext context) =>
                    Ask(kind, filter, validator, reconciler, context)
            )
            .WithName($"get{example.Name}Reconciliation")
            .WithProtocol<AskFilter>(contracts.Ask, "")
            .Produces<ReconciliationManifest>()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        group
            .Post(
                $"/{kind.Resource}",
                (IValidator<AskFilter> validator, Reconciler reconciler, HttpContext context) => Post(kind, validator, reconciler, context)
            )
            .WithName($"reconcile{example.Name}")
            .WithForm(contracts.Post)
            .Produces<ReconciliationManifest>()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        group
            .Get(
                $"/{kind.Resource}/suggest/entity",
                ([AsParameters] SuggestFilter filter, IValidator<SuggestFilter> validator, Reconciler reconciler, HttpContext context) =>
                    Suggest(
                        filter,
                        validator,
                        context,
                        () => reconciler.Suggest(kind, filter.Prefix!.Trim(), filter.Cursor?.Value ?? 0, context.RequestAborted)
                    )
            )
            .WithName($"suggest{example.Name}")
            .WithProtocol<SuggestFilter>(contracts.Entities, $"prefix={Uri.EscapeDataString(example.Prefix)}")
            .Produces<EntitySuggestions>();
        group
            .Get(
                $"/{kind.Resource}/suggest/type",
                ([AsParameters] SuggestFilter filter, IValidator<SuggestFilter> validator, HttpContext context) =>
                    Suggest(filter, validator, context, () => new TypeSuggestions(Of(kind.Types, filter, t => t.Id, t => t.Name)))
            )
            .WithName($"suggest{example.Name}Type")
            .WithProtocol<SuggestFilter>(contracts.Types, "prefix=")
            .Produces<TypeSuggestions>();
        group
            .Get(
                $"/{kind.Resource}/suggest/property",
                ([AsParameters] SuggestFilter filter, IValidator<SuggestFilter> validator, HttpContext context) =>
                    Suggest(
                        filter,
                        validator,
                        context,
                        () =>
                            new PropertySuggestions([
                                .. Of(kind.Properties, filter, p => p.Id, p => p.Name)
                                    .Select(p => new PropertySuggestion(p.Id, p.Name, p.Description)),
                            ])
                    )
            )
            .WithName($"suggest{example.Name}Property")
            .WithProtocol<SuggestFilter>(contracts.Properties, "prefix=iden")
            .Produces<PropertySuggestions>();
        group
            .Get(
                $"/{kind.Resource}/properties",
                ([AsParameters] ProposeFilter filter, IValidator<ProposeFilter> validator, HttpContext context) =>
                    Propose(kind, filter, validator, context)
            )
            .WithName($"propose{example.Name}Properties")
            .WithProtocol<ProposeFilter>(contracts.Proposal, $"type={kind.Types[0].Id}")
            .Produces<PropertyProposal>();
        group
            .Get(
                $"/{kind.Resource}/preview/{{id}}",
                (string id, Reconciler reconciler, HttpContext context) => Preview(kind, id, reconciler, context)
            )
            .WithName($"preview{example.Name}")
            .WithProtocol<object>(contracts.Preview, "")
            .Produces<string>(StatusCodes.Status200OK, "text/html");
    }

    /// <summary>Answers what the parameters ask, or says what is offered.</summary>
    internal static IResult Ask(
        EntityKind kind,
        AskFilter filter,
        IValidator<AskFilter> validator,
        Reconciler reconciler,
        HttpContext context
    )
    {
        if (validator.Validate(filter) is { IsValid: false } invalid)
        {
            return ListHandler.Invalid<AskFilter>(context, invalid);
        }
        if (filter.Queries is not null)
        {
            var (batch, refusal) = QueryReader.Batch(kind, filter.Queries);
            return batch is null
                ? Refused(refusal)
                : Callback.Answer(reconciler.Match(kind, batch, context.RequestAborted), filter.Callback);
        }
        if (filter.Extend is not null)
        {
            var (query, refusal) = QueryReader.Extension(kind, filter.Extend);
            return query is null
                ? Refused(refusal)
                : Callback.Answer(
                    reconciler.Extend(kind, query, resource => Address(context.Request, resource), context.RequestAborted),
                    filter.Callback
                );
        }
        return Callback.Answer(Manifest(kind, context.Request), filter.Callback);
    }

    /// <summary>Answers what a form asks, which may be longer than an address.</summary>
    internal static async Task<IResult> Post(EntityKind kind, IValidator<AskFilter> validator, Reconciler reconciler, HttpContext context)
    {
        var form = await FormBody.Read(context.Request, context.RequestAborted);
        if (form.Refusal is not null)
        {
            return form.Refusal;
        }
        var filter = new AskFilter
        {
            Queries = Field("queries"),
            Extend = Field("extend"),
            Callback = Field(Http.Callback.Parameter),
        };
        return Ask(kind, filter, validator, reconciler, context);

        string? Field(string name) => form.Fields.TryGetValue(name, out var values) ? values[^1] : null;
    }

    private static IResult Suggest<T>(SuggestFilter filter, IValidator<SuggestFilter> validator, HttpContext context, Func<T> answer) =>
        validator.Validate(filter) is { IsValid: false } invalid
            ? ListHandler.Invalid<SuggestFilter>(context, invalid)
            : Callback.Answer(answer(), filter.Callback);

    /// <summary>Those whose id or name, or a word of the name, begins as was typed.</summary>
    private static IReadOnlyList<T> Of<T>(IReadOnlyList<T> all, SuggestFilter filter, Func<T, string> id, Func<T, string> name)
    {
        var prefix = filter.Prefix!.Trim();
        return
        [
            .. all.Where(item =>
                    id(item).StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                    || name(item).StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                    || name(item).Contains(" " + prefix, StringComparison.OrdinalIgnoreCase)
                )
                .Skip(filter.Cursor?.Value ?? 0),
        ];
    }

    private static IResult Propose(EntityKind kind, ProposeFilter filter, IValidator<ProposeFilter> validator, HttpContext context)
    {
        if (validator.Validate(filter) is { IsValid: false } invalid)
        {
            return ListHandler.Invalid<ProposeFilter>(context, invalid);
        }
        var type = filter.Type is { Length: > 0 } given ? given : kind.Types[0].Id;
        var properties = kind.Types.Any(t => t.Id == type) ? kind.Properties : [];
        return Callback.Answer(
            new PropertyProposal(
                type,
                filter.Limit?.Value,
                [.. properties.Take(filter.Limit?.Value ?? int.MaxValue).Select(p => new ProposedProperty(p.Id, p.Name))]
            ),
            filter.Callback
        );
    }

    private static IResult Preview(EntityKind kind, string id, Reconciler reconciler, HttpContext context) =>
        reconciler.Show(kind, id, context.RequestAborted) is var (entity, facts)
            ? Layout.Framed(entity.Name, PreviewPage.Make(kind, entity, facts))
            : Problems.NotFound(kind.Resource, id);

    private static ProblemHttpResult Refused(object? refusal) =>
        refusal switch
        {
            TooMany many => Problems.BatchTooLarge(many.What, many.Found, many.Allowed),
            Fault fault => Problems.InvalidParameter(fault.Place, fault.Found, fault.Allowed),
            _ => throw new InvalidOperationException($"{refusal} is no refusal"),
        };

    private static ReconciliationManifest Manifest(EntityKind kind, HttpRequest request)
    {
        var origin = Origin(request);
        var path = $"{request.PathBase}/v1/reconcile/{kind.Resource}";
        return new()
        {
            Versions = ["0.2"],
            Name = kind.Title,
            IdentifierSpace = $"{origin}{request.PathBase}/v1/{kind.Resource}/",
            SchemaSpace = $"{origin}{request.PathBase}{OpenApiRoutes.Path}#/components/schemas/{kind.Record}",
            DefaultTypes = [.. kind.Types.Take(1)],
            Documentation = $"{origin}{request.PathBase}/docs",
            ServiceVersion = Version,
            BatchSize = QueryReader.BatchSize,
            View = new($"{origin}{request.PathBase}/v1/{kind.Resource}/{{{{id}}}}"),
            Preview = new($"{origin}{path}/preview/{{{{id}}}}", PreviewPage.Width, PreviewPage.Height),
            Suggest = new(
                new(origin, $"{path}/suggest/entity"),
                new(origin, $"{path}/suggest/property"),
                new(origin, $"{path}/suggest/type")
            ),
            Extend = new(new ServiceAddress(origin, $"{path}/properties")),
        };
    }

    private static string Address(HttpRequest request, string resource) => $"{Origin(request)}{request.PathBase}/v1/reconcile/{resource}";

    /// <summary>
    /// Clients join these addresses with nothing, so that they must be whole. Where it is not set under which origin the service is
    /// reached, one's own machine is believed by its name, and nobody else's.
    /// </summary>
    private static string Origin(HttpRequest request)
    {
        if (Http.Links.Origin(request) is { Length: > 0 } origin)
        {
            return origin;
        }
        var host = request.Host.Host.Trim('[', ']');
        var isOwn = host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        return isOwn ? $"{request.Scheme}://{request.Host.ToUriComponent()}" : OwnMachine;
    }
}

/// <summary>What is shown of a kind of records, from the shipped register.</summary>
internal sealed record Example(string Name, string Noun, string Prefix, string Id, string Query);
