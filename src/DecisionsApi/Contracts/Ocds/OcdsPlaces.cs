using System.Text.Json;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>What a place in a document turned out to be while only its outline was read.</summary>
internal enum OcdsPlaceKind
{
    /// <summary>An object that should be a release.</summary>
    Release,

    /// <summary>An address where a release can be had, and no release.</summary>
    Link,

    /// <summary>A record that has nothing but a versioned release, which is a history and no statement.</summary>
    Versions,

    /// <summary>A text, number or list where a release should be.</summary>
    Other,

    /// <summary>Where the text stops being JSON.</summary>
    Broken,
}

/// <summary>A part of a document.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="Depth">How deep it is nested in itself.</param>
/// <param name="Unreadable">Whether an escape in it stands for half a character.</param>
internal readonly record struct OcdsPlace(OcdsPlaceKind Kind, int Start, int Length, int Depth, bool Unreadable);

/// <summary>
/// Finds the releases of a document by reading its outline only, so that one bad release does not lose the others and a
/// document cut short gives what stands before the cut.
/// </summary>
internal static class OcdsPlaces
{
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>Every release of <paramref name="json"/>, in its order, and every fault in their places.</summary>
    public static List<OcdsPlace> In(ReadOnlySpan<byte> json)
    {
        var places = new List<OcdsPlace>();
        var reader = new Utf8JsonReader(json, AnyDepth);
        try
        {
            _ = reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                Elements(ref reader, places, records: true);
            }
            else
            {
                Container(ref reader, places, records: true);
            }
            // Whatever follows the document is an error, which only reading on brings out.
            _ = reader.Read();
        }
        catch (JsonException)
        {
            places.Add(new(OcdsPlaceKind.Broken, Math.Min((int)reader.BytesConsumed, json.Length), 0, 0, false));
        }
        return places;
    }

    /// <summary>Packages, records or releases in a list.</summary>
    private static void Elements(ref Utf8JsonReader reader, List<OcdsPlace> places, bool records)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Container(ref reader, places, records);
        }
    }

    /// <summary>An object that holds releases, or is one.</summary>
    private static void Container(ref Utf8JsonReader reader, List<OcdsPlace> places, bool records)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            places.Add(Value(ref reader) with { Kind = OcdsPlaceKind.Other });
            return;
        }
        var start = (int)reader.TokenStartIndex;
        var first = places.Count;
        var whole = new Outline(1);
        OcdsPlace? compiled = null;
        var (isContainer, hasVersions) = (false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameOf(ref reader);
            whole.Note(reader, 0);
            _ = reader.Read();
            switch (name, reader.TokenType)
            {
                case ("records", JsonTokenType.StartArray) when records:
                    isContainer = true;
                    Elements(ref reader, places, records: false);
                    break;
                case ("releases", JsonTokenType.StartArray):
                    isContainer = true;
                    Releases(ref reader, places);
                    break;
                case ("compiledRelease", JsonTokenType.StartObject):
                    isContainer = true;
                    compiled = Value(ref reader);
                    break;
                case ("versionedRelease", JsonTokenType.StartObject):
                    isContainer = hasVersions = true;
                    _ = Value(ref reader);
                    break;
                default:
                    whole.Note(Value(ref reader));
                    break;
            }
        }
        if (!isContainer)
        {
            places.Add(whole.Place(OcdsPlaceKind.Release, start, (int)reader.BytesConsumed));
            return;
        }
        var found = places.GetRange(first, places.Count - first);
        if (compiled is { } release && (found.Count == 0 || found.Exists(place => place.Kind == OcdsPlaceKind.Link)))
        {
            places.RemoveRange(first, found.Count);
            places.Add(release);
        }
        else if (found.Count == 0 && hasVersions)
        {
            places.Add(new(OcdsPlaceKind.Versions, start, 0, 0, false));
        }
    }

    private static void Releases(ref Utf8JsonReader reader, List<OcdsPlace> places)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            places.Add(Value(ref reader));
        }
    }

    /// <summary>Passes over a value and notes what shows from outside.</summary>
    private static OcdsPlace Value(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        var outer = reader.CurrentDepth;
        var outline = new Outline(reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);
        var (hasOcid, hasUrl) = (false, false);
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            outline.Note(reader, 0);
            return outline.Place(OcdsPlaceKind.Other, start, (int)reader.BytesConsumed);
        }
        var kind = reader.TokenType == JsonTokenType.StartObject ? OcdsPlaceKind.Release : OcdsPlaceKind.Other;
        while (reader.Read() && reader.CurrentDepth > outer)
        {
            outline.Note(
                reader,
                reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? reader.CurrentDepth - outer + 1 : 0
            );
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == outer + 1)
            {
                hasOcid |= reader.ValueTextEquals("ocid"u8);
                hasUrl |= reader.ValueTextEquals("url"u8);
            }
        }
        return outline.Place(hasUrl && !hasOcid ? OcdsPlaceKind.Link : kind, start, (int)reader.BytesConsumed);
    }

    private static string NameOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("records"u8) ? "records"
        : reader.ValueTextEquals("releases"u8) ? "releases"
        : reader.ValueTextEquals("compiledRelease"u8) ? "compiledRelease"
        : reader.ValueTextEquals("versionedRelease"u8) ? "versionedRelease"
        : "";

    /// <summary>What is noted of a value on the way through it.</summary>
    private sealed class Outline(int depth)
    {
        private int _depth = depth;
        private bool _unreadable;

        public void Note(in Utf8JsonReader reader, int depth)
        {
            _depth = Math.Max(_depth, depth);
            _unreadable |= reader.ValueIsEscaped && !IsText(reader);
        }

        public void Note(OcdsPlace part)
        {
            _depth = Math.Max(_depth, part.Depth == 0 ? 1 : part.Depth + 1);
            _unreadable |= part.Unreadable;
        }

        public OcdsPlace Place(OcdsPlaceKind kind, int start, int end) => new(kind, start, end - start, _depth, _unreadable);

        // Half a surrogate pair, as a text cut in the middle of a symbol leaves it, is JSON by its grammar and no text.
        private static bool IsText(in Utf8JsonReader reader)
        {
            try
            {
                return reader.GetString() is not null;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }
    }
}
