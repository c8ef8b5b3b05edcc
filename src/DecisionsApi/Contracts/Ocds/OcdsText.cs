using System.Text.Json;
using System.Text.Json.Nodes;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>Reads texts of JSON published by others.</summary>
internal static class OcdsText
{
    /// <summary>The trimmed text of a text or number (identifiers are published as both), or null for anything else and for nothing.</summary>
    public static string? Of(JsonNode? node) =>
        node is JsonValue value
        && value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number => value.ToJsonString(),
            _ => "",
        }
            is { } text
        && text.Trim() is { Length: > 0 } trimmed
            ? trimmed
            : null;
}
