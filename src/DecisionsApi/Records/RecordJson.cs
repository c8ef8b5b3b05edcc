using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using DecisionsApi.Formats;

namespace DecisionsApi.Records;

/// <summary>How what a record says is kept: its JSON without the register's own members, and without what is empty.</summary>
internal static class RecordJson
{
    /// <summary>Members that the register adds; they are no part of what a source says.</summary>
    public static readonly IReadOnlySet<string> OwnMembers = new HashSet<string>(StringComparer.Ordinal)
    {
        "id",
        "source",
        "links",
        "included",
        "paymentCount",
        "sumAmount",
    };

    private static readonly JsonSerializerOptions Stored = Create();

    /// <summary>What a record says, always written the same way, so that equal records have equal texts.</summary>
    public static string Write<T>(T record)
        where T : IRecord => JsonSerializer.Serialize(record, Stored);

    /// <summary>The record of what it says; the register's members are still to be filled.</summary>
    public static T Read<T>(string content)
        where T : IRecord => JsonSerializer.Deserialize<T>(content, Stored)!;

    /// <summary>The record of a layout that has been made to fit.</summary>
    /// <exception cref="JsonException">A value does not fit after all; the message names it.</exception>
    public static T Read<T>(JsonObject content)
        where T : IRecord => content.Deserialize<T>(Stored)!;

    /// <summary>What several sources say of one record: of each member the first that is said.</summary>
    public static string Combine(IReadOnlyList<string> contents)
    {
        if (contents.Count == 1)
        {
            return contents[0];
        }
        var combined = JsonNode.Parse(contents[0])!.AsObject();
        foreach (var (name, value) in contents.Skip(1).SelectMany(content => JsonNode.Parse(content)!.AsObject()))
        {
            if (!combined.ContainsKey(name))
            {
                combined[name] = value?.DeepClone();
            }
        }
        return combined.ToJsonString(Json.Options);
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(Json.Sparse)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { OnlyWhatIsSaid } },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void OnlyWhatIsSaid(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            var property = type.Properties[i];
            if (typeof(IRecord).IsAssignableFrom(type.Type) && OwnMembers.Contains(property.Name))
            {
                type.Properties.RemoveAt(i);
                continue;
            }
            property.IsRequired = false;
            property.ShouldSerialize = (_, value) => value is not (null or ICollection { Count: 0 });
        }
    }
}
