using DecisionsApi.Formats;
using DecisionsApi.Querying;
using DecisionsApi.Records;

namespace DecisionsApi.Links;

/// <summary>What a feed says of links: a link is as old, and changed when, the later of its two ends is and did.</summary>
internal static class LinkHeadline
{
    public static readonly Headlines<Link> All = new(_ => null, Of)
    {
        Path = link => $"{link.From.Resource}/{Uri.EscapeDataString(link.From.Id!)}",
        PublishedAt = Headlines<Link>.ChangeAt(LaterOf("created_sequence")),
        UpdatedAt = Headlines<Link>.ChangeAt(LaterOf("changed_sequence")),
    };

    private static Headline Of(Link link, string? body) =>
        new(
            $"{NameOf(link.From)}: {Words.Code(link.Relation).ToLowerInvariant()} {NameOf(link.To)}",
            Words.Sentences(link.Evidence, $"Rests on: {link.Basis}", FormattableString.Invariant($"Confidence: {link.Confidence:0.##}"))
        );

    private static string NameOf(RecordReference end) => end.Title ?? $"{end.Resource}/{end.Id}";

    private static string LaterOf(string sequence) => $"max({OfEnd("from", sequence)}, {OfEnd("to", sequence)})";

    private static string OfEnd(string end, string sequence)
    {
        var cases = LinkFilter.Resources.Select(resource =>
            $"WHEN '{resource}' THEN (SELECT e.{sequence} FROM {(resource == "expenditure" ? "payments" : resource)} e WHERE e.id = p.{end}_id)"
        );
        return $"coalesce(CASE p.{end}_resource {string.Join(' ', cases)} END, 0)";
    }
}
