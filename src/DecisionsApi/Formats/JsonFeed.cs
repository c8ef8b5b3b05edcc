using System.IO.Pipelines;
using System.Text.Json;

namespace DecisionsApi.Formats;

/// <summary>JSON Feed 1.1. It has no member for a licence: <c>_register</c> is an extension of ours, as it allows.</summary>
internal sealed class JsonFeed : FeedFormat
{
    public override string Name => "feed";

    public override string Title => "JSON Feed";

    public override string Description => "A page of the list, newest in the register first, as a JSON Feed 1.1.";

    public override string MediaType => "application/feed+json";

    public override void Write(Feed feed, PipeWriter output)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = Json.Options.Encoder, Indented = true });
        writer.WriteStartObject();
        writer.WriteString("version", "https://jsonfeed.org/version/1.1");
        writer.WriteString("title", feed.Title);
        writer.WriteString("home_page_url", feed.List);
        writer.WriteString("feed_url", feed.Self);
        writer.WriteString("description", feed.Rights);
        if (feed.Next is not null)
        {
            writer.WriteString("next_url", feed.Next);
        }
        writer.WriteString("language", "en");
        Authors(writer, Feed.Generator);
        writer.WriteStartObject("_register");
        writer.WriteString("id", feed.Id);
        writer.WriteString("updated", feed.Updated);
        writer.WriteStartArray("licences");
        foreach (var licence in feed.Licences)
        {
            writer.WriteStringValue(licence);
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartArray("items");
        foreach (var entry in feed.Entries)
        {
            Write(writer, entry);
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, FeedEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("id", entry.Id);
        writer.WriteString("url", entry.Address);
        writer.WriteString("title", entry.Title);
        writer.WriteString("content_text", entry.Summary);
        writer.WriteString("date_published", entry.Published);
        writer.WriteString("date_modified", entry.Updated);
        if (entry.Author is not null)
        {
            Authors(writer, entry.Author);
        }
        writer.WriteEndObject();
    }

    private static void Authors(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartArray("authors");
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
