using System.Globalization;
using DecisionsApi.Formats;
using DecisionsApi.Querying;

namespace DecisionsApi.Sources;

/// <summary>What a feed says of sources.</summary>
internal static class SourceHeadline
{
    // An import that changes nothing has no number of the register's sequence, but is one of a source.
    public static readonly Headlines<Source> All = new(s => s.Body, Of)
    {
        PublishedAt = "(SELECT min(i.imported_at) FROM imports i WHERE i.source_key = p.key)",
        UpdatedAt = "p.imported_at",
    };

    private static Headline Of(Source source, string? body) =>
        new(
            $"{source.File}{Words.With(", sheet ", source.Sheet)}: {source.Kind}{Words.With(", ", body)}",
            Words.Sentences(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{source.Rows.Read:#,0} rows read, {source.Rows.Saved:#,0} saved, {source.Rows.Rejected:#,0} rejected, {source.Rows.Withdrawn:#,0} withdrawn"
                ),
                Words.With("Published under the ", source.Licence?.Name),
                Words.With("SHA-256: ", source.Sha256)
            )
        );
}
