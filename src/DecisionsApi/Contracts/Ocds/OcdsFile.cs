using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using static System.FormattableString;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>
/// Reads the releases of a file of the Open Contracting Data Standard (UTF-8): a release, a package of releases or of records,
/// a list of those, or JSON Lines of any of them. JSON Lines are read one line at a time; another document is held while it is
/// read. A record whose releases are only addresses gives its compiled release.
/// </summary>
internal static class OcdsFile
{
    /// <summary>Whether the lines of a file are documents of their own.</summary>
    public static bool IsJsonLines(string path)
    {
        using var stream = File.OpenRead(path);
        var (first, second) = new OcdsLines(stream, new OcdsLimits().DocumentBytes).Peek();
        return IsJsonLines(first.Span, second.Span);
    }

    /// <summary>The releases of a file, and its faults, in its order.</summary>
    public static IEnumerable<OcdsItem> Read(string path, OcdsLimits? limits = null)
    {
        using var stream = File.OpenRead(path);
        foreach (var item in Read(stream, limits))
        {
            yield return item;
        }
    }

    /// <summary>The releases of a stream, and its faults, in its order.</summary>
    public static IEnumerable<OcdsItem> Read(Stream stream, OcdsLimits? limits = null)
    {
        limits ??= new();
        var lines = new OcdsLines(stream, limits.DocumentBytes);
        var (first, second) = lines.Peek();
        return IsJsonLines(first.Span, second.Span) ? ReadLines(lines, limits) : ReadDocument(lines, limits);
    }

    /// <summary>
    /// Whether the lines of a file are documents of their own: the first is whole, or the second is while the first, however
    /// bad, is no beginning of a document that goes on.
    /// </summary>
    private static bool IsJsonLines(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        IsWholeObject(first)
        || (IsWholeObject(second) && first.TrimEnd(" \t"u8) is not [.., (byte)'[' or (byte)',' or (byte)':' or (byte)'{']);

    private static bool IsWholeObject(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            return text.TrimStart(" \t"u8) is [(byte)'{', ..] && reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<OcdsItem> ReadLines(OcdsLines lines, OcdsLimits limits)
    {
        while (lines.Read())
        {
            if (lines.TooLong)
            {
                yield return TooLarge(lines.Number, "a line", limits);
            }
            else if (lines.Line.Span.ContainsAnyExcept(" \t"u8))
            {
                foreach (var item in Items(lines.Line, lines.Number, limits))
                {
                    yield return item;
                }
            }
        }
    }

    private static IEnumerable<OcdsItem> ReadDocument(OcdsLines lines, OcdsLimits limits) =>
        lines.ReadToEnd() is not { } document ? [TooLarge(1, "a document", limits)]
        : document.Span.ContainsAnyExcept(" \t\r\n"u8) ? Items(document, 1, limits)
        : [];

    private static IEnumerable<OcdsItem> Items(ReadOnlyMemory<byte> document, int line, OcdsLimits limits)
    {
        var counted = 0;
        foreach (var place in OcdsPlaces.In(document.Span))
        {
            line += LineEnds(document.Span[counted..place.Start]);
            counted = place.Start;
            yield return Item(document.Span, place, line, limits);
        }
    }

    private static OcdsItem Item(ReadOnlySpan<byte> document, OcdsPlace place, int line, OcdsLimits limits)
    {
        var text = document.Slice(place.Start, place.Length);
        return place.Kind switch
        {
            OcdsPlaceKind.Broken => Broken(document, place.Start, line),
            OcdsPlaceKind.Link => new OcdsFault(
                line,
                "releaseLinked",
                "the address of a release",
                "the release itself, or a compiled release beside it"
            ),
            OcdsPlaceKind.Versions => new OcdsFault(line, "releasesMissing", "a versioned release alone", "releases or a compiled release"),
            OcdsPlaceKind.Other => new OcdsFault(line, "releaseNotObject", Kind(text), "a release, which is a JSON object"),
            _ when text.Length > limits.ReleaseBytes => new OcdsFault(
                line,
                "releaseTooLarge",
                Invariant($"{text.Length} bytes"),
                Invariant($"at most {limits.ReleaseBytes} bytes in one release")
            ),
            _ when place.Depth > limits.Depth => new OcdsFault(
                line,
                "releaseTooDeep",
                Invariant($"{place.Depth} levels"),
                Invariant($"at most {limits.Depth} levels of objects and lists")
            ),
            _ when place.Unreadable || !Utf8.IsValid(text) => new OcdsFault(line, "textUnreadable", "bytes that are no text", "UTF-8"),
            _ => Release(text, line, limits),
        };
    }

    private static OcdsItem Release(ReadOnlySpan<byte> text, int line, OcdsLimits limits)
    {
        JsonObject json;
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = limits.Depth, AllowDuplicateProperties = false };
            json = JsonNode.Parse(text, documentOptions: options)!.AsObject();
        }
        catch (JsonException)
        {
            // Grammar, depth and text were seen to be right: what is left is a name given twice.
            return new OcdsFault(line, "nameRepeated", "an object with two fields of one name", "every name once in an object");
        }
        if (OcdsText.Of(json["ocid"]) is not { } ocid)
        {
            var names = string.Join(", ", json.Select(field => field.Key).Take(8));
            return new OcdsFault(
                line,
                "ocidMissing",
                names.Length == 0 ? "an empty object" : $"an object of {names}",
                "a release with its ocid"
            );
        }
        return new OcdsRelease(line, Encoding.UTF8.GetString(text), ocid, OcdsText.Of(json["id"]), OcdsText.Of(json["date"]), json);
    }

    private static OcdsFault Broken(ReadOnlySpan<byte> document, int at, int line)
    {
        var rest = document[at..].TrimStart(" \t\r\n,:"u8);
        line += LineEnds(document[at..^rest.Length]);
        var found =
            rest.IsEmpty ? "the end of the text"
            : rest[0] is > 0x20 and < 0x7F ? $"{(char)rest[0]}"
            : Invariant($"the byte {rest[0]:X2}");
        return new(line, "jsonInvalid", found, "JSON; what follows in this document is not read");
    }

    private static string Kind(ReadOnlySpan<byte> text) =>
        text switch
        {
            [(byte)'[', ..] => "a list",
            [(byte)'"', ..] => "a text",
            [(byte)'n', ..] => "null",
            [(byte)'t' or (byte)'f', ..] => "true or false",
            _ => "a number",
        };

    private static OcdsFault TooLarge(int line, string what, OcdsLimits limits) =>
        new(
            line,
            "documentTooLarge",
            $"{what} beyond that",
            Invariant($"at most {limits.DocumentBytes} bytes; as JSON Lines a file may have any size")
        );

    private static int LineEnds(ReadOnlySpan<byte> text)
    {
        var count = 0;
        for (int at; (at = text.IndexOfAny((byte)'\r', (byte)'\n')) >= 0; count++)
        {
            text = text[(at + (text[at..] is [(byte)'\r', (byte)'\n', ..] ? 2 : 1))..];
        }
        return count;
    }
}
