using System.IO.Pipelines;
using System.Text;
using System.Xml;

namespace DecisionsApi.Formats;

/// <summary>A form in which feed readers read a list: a page of it, newest first. Each is one file here; lists of records have them.</summary>
internal abstract class FeedFormat
{
    /// <summary>All of them, in the order in which they are offered.</summary>
    public static IReadOnlyList<FeedFormat> All { get; } = [new Atom(), new JsonFeed()];

    /// <summary>Its name in <c>format=</c>, and the end of a list's path.</summary>
    public abstract string Name { get; }

    /// <summary>What people call it.</summary>
    public abstract string Title { get; }

    /// <summary>What it is, in a sentence or two.</summary>
    public abstract string Description { get; }

    public abstract string MediaType { get; }

    /// <summary>Writes a feed.</summary>
    public abstract void Write(Feed feed, PipeWriter output);

    /// <summary>The form of a name; null for a name that is none.</summary>
    public static FeedFormat? Named(string? name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>Text on one line, without characters that XML has no way to write; published tables have them.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text, i++, 2);
            }
            else if (!char.IsWhiteSpace(text[i]))
            {
                clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
            }
            else if (clean.Length > 0 && clean[^1] != ' ')
            {
                clean.Append(' ');
            }
        }
        return clean.ToString().TrimEnd(' ');
    }
}
