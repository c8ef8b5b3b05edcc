using System.IO.Pipelines;
using System.Text;
using System.Xml;

namespace DecisionsApi.Formats;

/// <summary>Atom (RFC 4287), a page of a feed that goes on at its <c>next</c> link (RFC 5005). Every text is plain text: nothing in it is HTML.</summary>
internal sealed class Atom : FeedFormat
{
    private const string Namespace = "http://www.w3.org/2005/Atom";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
    };

    public override string Name => "atom";

    public override string Title => "Atom";

    public override string Description => "A page of the list, newest in the register first, as an Atom feed (RFC 4287, RFC 5005).";

    public override string MediaType => "application/atom+xml";

    public override void Write(Feed feed, PipeWriter output)
    {
        using var writer = XmlWriter.Create(new PipeStream(output), Settings);
        writer.WriteStartDocument();
        writer.WriteStartElement("feed", Namespace);
        writer.WriteAttributeString("xml", "lang", null, "en");
        Element(writer, "id", feed.Id);
        Element(writer, "title", feed.Title);
        Element(writer, "updated", feed.Updated);
        Author(writer, Feed.Generator);
        Element(writer, "generator", Feed.Generator);
        Element(writer, "rights", feed.Rights);
        Link(writer, "self", MediaType, feed.Self);
        Link(writer, "alternate", JsonRecords.MediaType, feed.List);
        foreach (var (mediaType, address) in feed.Others)
        {
            Link(writer, "alternate", mediaType, address);
        }
        Link(writer, "first", MediaType, feed.First);
        if (feed.Next is not null)
        {
            Link(writer, "next", MediaType, feed.Next);
        }
        foreach (var licence in feed.Licences)
        {
            Link(writer, "license", null, licence);
        }
        foreach (var entry in feed.Entries)
        {
            Write(writer, entry);
        }
        writer.WriteEndElement();
        writer.WriteEndDocument();
    }

    private static void Write(XmlWriter writer, FeedEntry entry)
    {
        writer.WriteStartElement("entry", Namespace);
        Element(writer, "id", entry.Id);
        Element(writer, "title", entry.Title);
        Element(writer, "published", entry.Published);
        Element(writer, "updated", entry.Updated);
        if (entry.Author is not null)
        {
            Author(writer, entry.Author);
        }
        Link(writer, "alternate", JsonRecords.MediaType, entry.Address);
        Element(writer, "summary", entry.Summary);
        writer.WriteEndElement();
    }

    private static void Author(XmlWriter writer, string name)
    {
        writer.WriteStartElement("author", Namespace);
        Element(writer, "name", name);
        writer.WriteEndElement();
    }

    private static void Link(XmlWriter writer, string relation, string? mediaType, string address)
    {
        writer.WriteStartElement("link", Namespace);
        writer.WriteAttributeString("rel", relation);
        if (mediaType is not null)
        {
            writer.WriteAttributeString("type", mediaType);
        }
        writer.WriteAttributeString("href", address);
        writer.WriteEndElement();
    }

    private static void Element(XmlWriter writer, string name, string text) => writer.WriteElementString(name, Namespace, text);
}
