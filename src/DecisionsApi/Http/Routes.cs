namespace DecisionsApi.Http;

/// <summary>
/// Routes whose handlers are made ready when they are first asked for. To bind the parameters of all of them to code before the first
/// answer took a third of a start, and most processes answer few.
/// </summary>
internal static class Routes
{
    /// <summary>Answers GET at an address with what a handler returns.</summary>
    public static RouteHandlerBuilder Get(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        Map(routes, pattern, handler, HttpMethods.Get);

    /// <summary>The same for POST.</summary>
    public static RouteHandlerBuilder Post(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        Map(routes, pattern, handler, HttpMethods.Post);

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string pattern, Delegate handler, string method) =>
        RouteHandlerServices.Map(routes, pattern, handler, [method], RequestDelegateFactory.InferMetadata, WhenAsked);

    private static RequestDelegateResult WhenAsked(
        Delegate handler,
        RequestDelegateFactoryOptions options,
        RequestDelegateMetadataResult? known
    )
    {
        var ready = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, options, known).RequestDelegate);
        return new(context => ready.Value(context), known!.EndpointMetadata);
    }
}
