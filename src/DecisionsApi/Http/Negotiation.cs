using Microsoft.Net.Http.Headers;

namespace DecisionsApi.Http;

/// <summary>Which of the offered forms a caller prefers by the Accept header's q-values (RFC 9110, 12.5.1).</summary>
internal static class Negotiation
{
    private const int MaxRanges = 100;

    /// <summary>The form accepted most; among equals the one offered first; null when none is accepted.</summary>
    public static Offer? Preferred(HttpRequest request, Offers offers)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted is null or { Count: 0 })
        {
            return offers.Forms[0];
        }
        var ranges = accepted.Take(MaxRanges).ToList();
        return offers
            .Forms.Select(form => (form, Quality: Math.Max(QualityOf(form.MediaType, ranges), QualityOf(form.Alias, ranges))))
            .Where(form => form.Quality > 0)
            .OrderByDescending(form => form.Quality)
            .Select(form => form.form)
            .FirstOrDefault();
    }

    /// <summary>The q-value of the most specific range that names the type; parameters such as charset make no difference.</summary>
    private static double QualityOf(string? type, List<MediaTypeHeaderValue> ranges)
    {
        if (type is null)
        {
            return 0;
        }
        var wide = type.Split('/')[0] + "/*";
        return QualityOfRange(type) ?? QualityOfRange(wide) ?? QualityOfRange("*/*") ?? 0;

        double? QualityOfRange(string text)
        {
            var named = ranges.Where(range => range.MediaType.Equals(text, StringComparison.OrdinalIgnoreCase)).ToList();
            return named.Count == 0 ? null : named.Max(range => range.Quality ?? 1);
        }
    }
}
