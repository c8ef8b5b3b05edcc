using System.Globalization;
using DecisionsApi.Formats;
using DecisionsApi.Querying;

namespace DecisionsApi.Bodies;

/// <summary>What a feed says of bodies.</summary>
internal static class BodyHeadline
{
    public static readonly Headlines<Body> All = new(_ => null, Of);

    private static Headline Of(Body body, string? name)
    {
        var kind = body.Kind is { } code ? Words.Code(code) : null;
        return new(
            $"{body.Name}{Words.With(", ", kind?.ToLowerInvariant())}",
            Words.Sentences(
                $"{kind ?? "Public body"}{Words.With(" of ", body.AreaName)}",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Payments in the register: {body.PaymentCount:#,0}, {Words.Money(body.SumAmount)} in all"
                )
            )
        );
    }
}
