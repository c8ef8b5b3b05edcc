using System.Reflection;
using Microsoft.AspNetCore.Mvc;

namespace DecisionsApi.Http;

/// <summary>Which query parameters an endpoint has; any other is refused, for a mistyped filter that is ignored gives a wrong answer.</summary>
internal sealed record KnownParameters(IReadOnlyCollection<string> Names)
{
    public static readonly KnownParameters None = new([]);

    /// <summary>Whether others pass unread: clients of a protocol that is not ours send parameters of their own.</summary>
    public bool PassesOthers { get; init; }

    /// <summary>The parameters of a filter record.</summary>
    public static KnownParameters Of<T>() =>
        new([.. typeof(T).GetProperties().Select(p => p.GetCustomAttribute<FromQueryAttribute>()?.Name).OfType<string>()]);

    /// <summary>The same without some of them.</summary>
    public KnownParameters Without(params IEnumerable<string> names) => new([.. Names.Except(names)]);

    /// <summary>Refuses requests with other parameters.</summary>
    public static ValueTask<object?> Check(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var known = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<KnownParameters>() ?? None;
        foreach (var name in context.HttpContext.Request.Query.Keys)
        {
            if (!known.PassesOthers && !known.Names.Contains(name))
            {
                return ValueTask.FromResult<object?>(Problems.UnknownParameter(name, known.Names));
            }
        }
        return next(context);
    }
}
