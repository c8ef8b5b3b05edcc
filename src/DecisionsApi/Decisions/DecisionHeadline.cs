using DecisionsApi.Formats;
using DecisionsApi.Querying;

namespace DecisionsApi.Decisions;

/// <summary>What a feed says of decisions.</summary>
internal static class DecisionHeadline
{
    public static readonly Headlines<Decision> All = new(d => d.Body, Of);

    private static Headline Of(Decision decision, string? body)
    {
        var day = decision.DecidedOn is { } decidedOn ? Words.Day(decidedOn, decision.DecidedOnPrecision) : null;
        var makers = string.Join(", ", decision.DecidedBy.Select(maker => maker.Post ?? maker.Name ?? maker.Authority).OfType<string>());
        return new(
            $"{decision.Title}{Words.With(", ", body)}{Words.With(", ", day)}",
            Words.Sentences(
                decision.Summary,
                $"Decided{Words.With(" by ", makers.Length > 0 ? makers : body)}{Words.With(" on ", day)}",
                Words.With("Result: ", decision.Result),
                Words.With("Reference: ", decision.Reference)
            )
        );
    }
}
