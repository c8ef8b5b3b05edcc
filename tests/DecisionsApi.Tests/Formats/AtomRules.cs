using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace DecisionsApi.Tests.Formats;

/// <summary>The rules of RFC 4287 that a feed of ours can break, RFC 4151 for its ids and RFC 5005 for its pages.</summary>
internal static partial class AtomRules
{
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    // Name of an element, fewest and most of them; nothing else may be there (section 4.1.1 and 4.1.2).
    private static readonly (string Name, int Fewest, int Most)[] OfFeed =
    [
        ("id", 1, 1),
        ("title", 1, 1),
        ("updated", 1, 1),
        ("author", 1, int.MaxValue),
        ("generator", 0, 1),
        ("rights", 1, 1),
        ("link", 1, int.MaxValue),
        ("entry", 0, int.MaxValue),
    ];

    private static readonly (string Name, int Fewest, int Most)[] OfEntry =
    [
        ("id", 1, 1),
        ("title", 1, 1),
        ("published", 1, 1),
        ("updated", 1, 1),
        ("author", 0, int.MaxValue),
        // What has no content needs an alternate link, which is asked for below.
        ("link", 1, int.MaxValue),
        ("summary", 1, 1),
    ];

    /// <summary>Reads a feed that must keep the rules; addresses must be absolute where the service knows its own.</summary>
    public static XElement Read(string text, bool absolute)
    {
        using var reader = XmlReader.Create(new StringReader(text), new() { DtdProcessing = DtdProcessing.Prohibit });
        var feed = XDocument.Load(reader).Root!;
        Assert.Equal(Atom + "feed", feed.Name);
        Count(feed, OfFeed);
        var entries = feed.Elements(Atom + "entry").ToList();
        entries.ForEach(entry => Count(entry, OfEntry));
        foreach (var person in feed.Descendants(Atom + "author"))
        {
            Count(person, [("name", 1, 1)]);
            Assert.NotEqual("", person.Value);
        }
        foreach (var link in feed.Descendants(Atom + "link"))
        {
            var href = link.Attribute("href")!.Value;
            Assert.True(Uri.TryCreate(href, absolute ? UriKind.Absolute : UriKind.RelativeOrAbsolute, out _), href);
            Assert.Matches("^(self|alternate|first|next|license)$", link.Attribute("rel")!.Value);
        }
        foreach (var id in feed.Descendants(Atom + "id"))
        {
            Assert.Matches(Tag(), id.Value);
        }
        foreach (var at in feed.Descendants().Where(e => e.Name == Atom + "updated" || e.Name == Atom + "published"))
        {
            Assert.Matches(Instant(), at.Value);
            Assert.True(DateTimeOffset.TryParse(at.Value, CultureInfo.InvariantCulture, out _), at.Value);
        }
        foreach (var said in feed.Descendants().Where(e => e.Name.LocalName is "title" or "summary" or "rights"))
        {
            // Plain text: no markup of anybody's gets in.
            Assert.Empty(said.Attributes());
            Assert.Empty(said.Elements());
            Assert.NotEqual("", said.Value);
        }
        foreach (var element in entries.Append(feed))
        {
            var alternates = Links(element, "alternate").Select(link => (link.Attribute("type")?.Value, link.Attribute("hreflang")?.Value));
            Assert.Equal(alternates.Distinct(), alternates);
            Assert.NotEmpty(alternates);
        }
        Assert.Single(Links(feed, "self"));
        Assert.Single(Links(feed, "first"));
        Assert.True(Links(feed, "next").Count() <= 1);
        var ids = entries.Select(entry => entry.Element(Atom + "id")!.Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        return feed;
    }

    /// <summary>Where a relation of a feed or entry leads; null where it has none.</summary>
    public static string? Link(XElement element, string relation, string? type = null) =>
        Links(element, relation).FirstOrDefault(link => type is null || link.Attribute("type")?.Value == type)?.Attribute("href")!.Value;

    private static IEnumerable<XElement> Links(XElement element, string relation) =>
        element.Elements(Atom + "link").Where(link => link.Attribute("rel")?.Value == relation);

    private static void Count(XElement element, (string Name, int Fewest, int Most)[] rules)
    {
        Assert.Empty(element.Elements().Select(e => e.Name).Except(rules.Select(rule => Atom + rule.Name)));
        foreach (var (name, fewest, most) in rules)
        {
            var count = element.Elements(Atom + name).Count();
            Assert.True(count >= fewest && count <= most, $"{element.Name.LocalName} has {count} of {name}");
        }
    }

    [GeneratedRegex(@"^tag:[a-z0-9]([a-z0-9.-]*[a-z0-9])?,\d{4}(-\d\d(-\d\d)?)?:([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})+$")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")]
    private static partial Regex Instant();
}
