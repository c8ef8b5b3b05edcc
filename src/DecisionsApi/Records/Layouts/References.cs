using System.Text.Json;
using System.Text.Json.Nodes;

namespace DecisionsApi.Records.Layouts;

/// <summary>
/// Reads how a layout names another record: by what that record is identified by. The id follows from it, so that the other
/// record may come later or never.
/// </summary>
internal static class References
{
    public const string Expected =
        """{"decision": {"body", "reference"}}, {"contract": {"body", "key"}}, {"programme": "slug"} or {"body": "slug"}""";

    /// <summary>The reference as a record keeps it; null when it is none.</summary>
    public static JsonObject? Read(JsonNode? value)
    {
        if (value is not JsonObject given)
        {
            return null;
        }
        if (given["resource"] is not null)
        {
            return Of(Text(given, "resource"), Text(given, "id"));
        }
        if (given["decision"] is JsonObject decision)
        {
            return Of("decisions", Decision(decision));
        }
        if (given["contract"] is JsonObject contract)
        {
            return Of("contracts", Contract(contract));
        }
        if (given["programme"] is JsonValue)
        {
            return Of("programmes", Text(given, "programme"));
        }
        if (given["decidedOn"] is not null || (given["reference"] is not null && given["title"] is null && given["key"] is null))
        {
            return Of("decisions", Decision(given));
        }
        if (Text(given, "ocid") is { } ocid)
        {
            return given["contractId"] is null
                ? new JsonObject { ["resource"] = "contracts", ["ocid"] = ocid }
                : Of("contracts", Contract(given));
        }
        if (given["key"] is not null)
        {
            return Of("contracts", Contract(given));
        }
        return given.Count == 1 && Text(given, "body") is { } body ? Of("bodies", body) : null;
    }

    /// <summary>Id of the decision an object names; null when it names none.</summary>
    public static string? Decision(JsonObject named) =>
        Text(named, "body") is not { } body ? null
        : Text(named, "reference") is { } reference ? RecordIds.Decision(body, reference)
        : Text(named, "title") is { } title ? RecordIds.Decision(body, title, PartialDay.Parse(Text(named, "decidedOn") ?? "")?.Day)
        : null;

    /// <summary>Id of the contract an object names; null when it names none.</summary>
    public static string? Contract(JsonObject named) =>
        Text(named, "ocid") is { } ocid ? RecordIds.Process(ocid, Text(named, "contractId"))
        : Text(named, "body") is not { } body ? null
        : Text(named, "reference") is { } reference ? RecordIds.Contract(body, reference)
        : Text(named, "key") is { } key ? RecordIds.ContractByKey(body, key)
        : null;

    private static JsonObject? Of(string? resource, string? id) =>
        id is null ? null : new JsonObject { ["resource"] = resource, ["id"] = id };

    private static string? Text(JsonObject value, string name) =>
        value[name] is JsonValue text
        && text.GetValueKind() == JsonValueKind.String
        && text.GetValue<string>().Trim() is { Length: > 0 } found
            ? found
            : null;
}
