using System.Text.Json;
using DecisionsApi.Http;

namespace DecisionsApi.Reconciliation;

/// <summary>What the contract says of the addresses of one kind of records.</summary>
internal sealed class ReconciliationContracts(Example example)
{
    private static readonly Type[] Answers =
    [
        typeof(ReconciliationManifest),
        typeof(Dictionary<string, ReconciliationResult>),
        typeof(ExtensionAnswer),
    ];

    public ProtocolContract Ask =>
        new(
            $"Reconciliation of {example.Noun}",
            $"The Reconciliation Service API 0.2 over the {example.Noun} of the register, as OpenRefine speaks it: without parameters what the service offers, with `queries` the candidates of up to {QueryReader.BatchSize} names, with `extend` values of records already matched. Parameters of clients' own pass unread.",
            "What the service offers; with `queries` candidates by the names of the queries; with `extend` values of properties."
        )
        {
            Answers = Answers,
        };

    public ProtocolContract Post =>
        new(
            $"Reconciliation of {example.Noun} by a form",
            $"The same as a GET with these parameters, for questions too long for an address. A batch is answered whole: up to {QueryReader.BatchSize} queries, each independent of the others.",
            "Candidates by the names of the queries, values of properties, or what the service offers."
        )
        {
            Answers = Answers,
            Form =
            [
                ("queries", "A batch of queries as JSON, as in the parameter of that name."),
                ("extend", "Whose values are wanted as JSON, as in the parameter of that name."),
                (Callback.Parameter, "Name of a function to call with the answer, as in the parameter of that name."),
            ],
            FormExample = $$$"""{"q0":{"query":"{{{JsonEncodedText.Encode(example.Query)}}}","limit":2}}""",
        };

    public ProtocolContract Entities =>
        new(
            $"Suggested {example.Noun}",
            $"Completes what was typed: {example.Noun} whose id or name begins so, then those with words that do. The first {Reconciler.LastSuggestion} at most can be reached.",
            $"Up to {EntitySuggestions.Most} suggestions, the likeliest first."
        );

    public ProtocolContract Types =>
        new($"Suggested types of {example.Noun}", "Completes what was typed with the types there are.", "The types.");

    public ProtocolContract Properties =>
        new(
            $"Suggested properties of {example.Noun}",
            "Completes what was typed with the properties there are. Each can be given in queries and fetched.",
            "The properties."
        );

    public ProtocolContract Proposal =>
        new($"Properties of {example.Noun}", "The properties whose values can be fetched of records of a type.", "The properties.");

    public ProtocolContract Preview =>
        new(
            $"Preview of {example.Noun}",
            "A small page about a record, which any page may show in a frame. An id that leads to another record shows that one.",
            "The page."
        )
        {
            Id = example.Id,
        };
}
