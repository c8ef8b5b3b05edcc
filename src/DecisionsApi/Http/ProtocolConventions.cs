namespace DecisionsApi.Http;

/// <summary>What addresses of a protocol that is not ours have in common: one form whatever is accepted, and parameters of clients' own.</summary>
internal static class ProtocolConventions
{
    /// <summary>Describes an address that is read.</summary>
    public static RouteHandlerBuilder WithProtocol<TFilter>(this RouteHandlerBuilder route, ProtocolContract contract, string example) =>
        route
            .WithMetadata(
                KnownParameters.Of<TFilter>() with
                {
                    PassesOthers = true,
                },
                Offers.AsItIs,
                new ListContract(typeof(TFilter), "", "", example),
                contract
            )
            .WithSummary(contract.Summary)
            .WithDescription(contract.Description);

    /// <summary>Describes an address that takes a form.</summary>
    public static RouteHandlerBuilder WithForm(this RouteHandlerBuilder route, ProtocolContract contract) =>
        route
            .WithMetadata(KnownParameters.None with { PassesOthers = true }, contract)
            .WithSummary(contract.Summary)
            .WithDescription(contract.Description)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
}

/// <summary>What the OpenAPI document needs to know of an address of a protocol.</summary>
/// <param name="Summary">What it is, in a few words.</param>
/// <param name="Description">What it does.</param>
/// <param name="Answer">What a success holds.</param>
internal sealed record ProtocolContract(string Summary, string Description, string Answer)
{
    /// <summary>Every kind of answer there is, where there are several.</summary>
    public IReadOnlyList<Type> Answers { get; init; } = [];

    /// <summary>Id of a record of the shipped register, where the path has one.</summary>
    public string? Id { get; init; }

    /// <summary>Fields of the form, each with what it is; none where there is no form.</summary>
    public IReadOnlyList<(string Name, string Description)> Form { get; init; } = [];

    /// <summary>A form to show, by the first of its fields.</summary>
    public string FormExample { get; init; } = "";
}
