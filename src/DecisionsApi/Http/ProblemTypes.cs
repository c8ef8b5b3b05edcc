namespace DecisionsApi.Http;

/// <summary>The kinds of problem this service answers with; each has a page, which is its type.</summary>
internal static class ProblemTypes
{
    /// <summary>What each means, by the last part of its address.</summary>
    public static readonly IReadOnlyDictionary<string, string> Pages = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["unknown-parameter"] =
            "The request has a parameter that this address does not know. Nothing is ignored, because a mistyped filter that is passed over gives a wrong answer. "
            + "'nearest' is the parameter probably meant, 'allowed' all there are.",
        ["invalid-parameter"] =
            "A parameter has a value that is not allowed. 'errors' lists each with its name, what was found and what is allowed.",
        ["foreign-cursor"] = "The cursor was made for another list, order or filter. A cursor goes with the query it came from.",
        ["batch-too-large"] =
            "More queries or records were put into one batch than it may hold. The manifest of the service says how many may be.",
        ["not-found"] = "There is nothing with this id.",
        ["not-made-yet"] =
            "A whole copy of the register is made every so often, not for a request, and there is none of its present state. 'detail' says how it comes to be.",
        ["withdrawn"] =
            "The publisher no longer publishes the record. 'lastVersion' is the address of everything that was published as this record.",
        ["not-acceptable"] = "The list is not offered in any of the accepted media types. 'offered' lists what there is.",
        ["query-too-slow"] = "The query took longer than a query may and was stopped. Narrow it or ask with count=none.",
        ["too-many-requests"] =
            "One address may make so many requests a minute; the RateLimit header tells with every answer how many are left, Retry-After when the next one may come. "
            + "An answer 304 to If-None-Match costs nothing.",
        ["too-many-exports"] =
            "Whole lists and files are sent to a few readers at once. Try again after the seconds of Retry-After, or take the list in pages with limit.",
        ["overloaded"] =
            "Only so many requests are worked on at once, half of them for one address; the others wait briefly. Try again after the seconds of Retry-After, with fewer at once.",
        ["stopping"] = "The service is being stopped, perhaps to be started anew. Try again after the seconds of Retry-After.",
        ["http"] = "An error that HTTP itself defines; the status code says which.",
    };

    /// <summary>Gives a type to the problems the framework answers by itself.</summary>
    public static void Configure(ProblemDetailsOptions options) =>
        options.CustomizeProblemDetails = context =>
        {
            if (context.ProblemDetails.Type?.StartsWith("/problems/", StringComparison.Ordinal) != true)
            {
                context.ProblemDetails.Type = "/problems/http";
            }
            context.ProblemDetails.Extensions.Remove("traceId");
        };

    /// <summary>A type in words: <c>not-found</c> is Not found.</summary>
    public static string Title(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');
}
