using DecisionsApi.Formats;
using DecisionsApi.Querying;

namespace DecisionsApi.Programmes;

/// <summary>What a feed says of programmes.</summary>
internal static class ProgrammeHeadline
{
    public static readonly Headlines<Programme> All = new(_ => null, Of);

    private static Headline Of(Programme programme, string? body)
    {
        var partners = string.Join(", ", programme.Partners.Select(partner => partner.Name ?? partner.Body).OfType<string>());
        var from = programme.StartOn is { } startOn ? Words.Day(startOn, programme.StartOnPrecision) : null;
        var to = programme.EndOn is { } endOn ? Words.Day(endOn, programme.EndOnPrecision) : null;
        var status = programme.Status is { } code ? Words.Code(code) : null;
        return new(
            $"{programme.Name}{Words.With(", ", status?.ToLowerInvariant())}",
            Words.Sentences(
                programme.Purpose,
                Words.With("Status: ", status),
                Words.With("Began: ", from),
                Words.With("Ended: ", to),
                Words.With("Partners: ", partners)
            )
        );
    }
}
