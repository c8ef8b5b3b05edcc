using System.Globalization;
using System.Text.Json.Nodes;
using DecisionsApi.Register;

namespace DecisionsApi.OcdsReleases;

/// <summary>Builds the objects of OCDS, in which nothing stands for what is not published.</summary>
internal static class Members
{
    /// <summary>An object of the members that hold something.</summary>
    public static JsonObject Of(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var all = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not (null or JsonArray { Count: 0 } or JsonObject { Count: 0 }))
            {
                all.Add(name, value);
            }
        }
        return all;
    }

    /// <summary>An object that has more to say than its id, or none.</summary>
    public static JsonObject? Telling(JsonObject part) => part.Any(member => member.Key != "id") ? part : null;

    public static JsonArray List(IEnumerable<JsonNode?> elements) => new([.. elements]);

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)text)]);

    /// <summary>Puts an id made of the content before it, so that equal content has equal ids wherever it stands.</summary>
    public static JsonObject Identified(JsonObject part)
    {
        part.Insert(0, "id", Identity.Of(part.ToJsonString()));
        return part;
    }

    /// <summary>A day as the instant the standard wants: its beginning.</summary>
    public static string? Instant(DateOnly? day) =>
        day is { } at ? at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z" : null;

    /// <summary>How exact a day is, where it is not exact: the standard has no other place for "January 2013".</summary>
    public static string? Imprecise(string? precision) => precision is "month" or "year" ? precision : null;

    /// <summary>A sum; one without a currency is in pounds, as everywhere in the register, and one in no currency there is has none.</summary>
    public static JsonObject? Value(decimal? amount, string? currency, decimal? gross = null) =>
        amount is null && gross is null
            ? null
            : Of(("amount", amount), ("amountGross", gross), ("currency", Currencies.Has(currency ?? "GBP") ? currency ?? "GBP" : null));

    /// <summary>An address as the standard wants it: absolute, and of the characters of RFC 3986; null for what is none.</summary>
    public static string? Address(string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https" or "ftp"))
        {
            return null;
        }
        var address = uri.AbsoluteUri;
        var path = address.IndexOf('/', address.IndexOf("//", StringComparison.Ordinal) + 2);
        return path < 0
            ? address
            : address[..path] + address[path..].Replace("[", "%5B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);
    }
}
