using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>Takes contact persons, e-mail addresses and telephone numbers out of releases before anything is kept.</summary>
internal static class OcdsPrivacy
{
    /// <summary>Names under which OCDS and its extensions publish people and how to reach them.</summary>
    private static readonly HashSet<string> Contacts = new(StringComparer.OrdinalIgnoreCase)
    {
        "contactPoint",
        "contactPoints",
        "additionalContactPoints",
        "contactPerson",
        "contactName",
        "email",
        "emailAddress",
        "telephone",
        "phone",
        "fax",
        "faxNumber",
        "persones", // people, in the extension for organisations' persons
        "beneficialOwners",
    };

    /// <summary>Whether a field holds a person or a way to reach one.</summary>
    public static bool IsContact(string name) => Contacts.Contains(name);

    /// <summary>Removes them from a release, at any depth.</summary>
    public static void WithoutContacts(JsonObject release)
    {
        foreach (var name in release.Select(field => field.Key).Where(IsContact).ToList())
        {
            release.Remove(name);
        }
        foreach (var (_, value) in release)
        {
            WithoutContacts(value);
        }
    }

    /// <summary>
    /// The text of a release with <c>null</c> in their place; everything else stays to the letter, and so does the number of
    /// lines. Text that is no JSON cannot be searched for contacts and gives an empty one.
    /// </summary>
    public static string WithoutContacts(string raw)
    {
        var bytes = Encoding.UTF8.GetBytes(raw);
        var text = new StringBuilder(raw.Length);
        var kept = 0;
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && IsContact(reader.GetString()!))
                {
                    _ = reader.Read();
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    var end = (int)reader.BytesConsumed;
                    text.Append(Encoding.UTF8.GetString(bytes, kept, start - kept)).Append("null");
                    text.Append([.. Encoding.UTF8.GetString(bytes, start, end - start).Where(c => c is '\r' or '\n')]);
                    kept = end;
                }
            }
        }
        catch (JsonException)
        {
            return "";
        }
        catch (InvalidOperationException)
        {
            // A name with half a character in it.
            return "";
        }
        return text.Append(Encoding.UTF8.GetString(bytes, kept, bytes.Length - kept)).ToString();
    }

    private static void WithoutContacts(JsonNode? node)
    {
        if (node is JsonObject part)
        {
            WithoutContacts(part);
        }
        else if (node is JsonArray list)
        {
            foreach (var element in list)
            {
                WithoutContacts(element);
            }
        }
    }
}
