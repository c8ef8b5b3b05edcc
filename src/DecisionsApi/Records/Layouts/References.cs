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

    /// <summary>
    /// The reference as a record keeps it; null when it is none. In a field that is named after its kind (<c>decision</c>,
    /// <c>contract</c>) the kind need not be said again.
    /// </summary>
    public static JsonObject? Read(JsonNode? value, string field)
    {
        if (value is not JsonObject given)
        {
            return null;
        }
        return given switch
        {
            _ when given["resource"] is not null => Of(Text(given, "resource"), Text(given, "id")) ?? OfProcess(given),
            _ when given["decision"] is JsonObject decision => Of("decisions", Decision(decision)),
            _ when given["contract"] is JsonObject contract => OfContract(contract),
            _ when given["programme"] is not null => Of("programmes", Text(given, "programme")),
            _ when field == "decision" => Of("decisions", Decision(given)),
            _ when field == "contract" => OfContract(given),
            { Count: 1 } when given["body"] is not null => Of("bodies", Text(given, "body")),
            _ => null,
        };
    }

    private static JsonObject? OfContract(JsonObject named) =>
        (named["contractId"] is null ? OfProcess(named) : null) ?? Of("contracts", Contract(named));

    /// <summary>A whole contracting process, of which no contract is named.</summary>
    private static JsonObject? OfProcess(JsonObject named) =>
        Text(named, "ocid") is { } ocid ? new JsonObject { ["resource"] = "contracts", ["ocid"] = ocid } : null;

    /// <summary>Id of the decision an object names; null when it names none.</summary>
    private static string? Decision(JsonObject named) =>
        Text(named, "body") is not { } body ? null
        : Text(named, "reference") is { } reference ? RecordIds.Decision(body, reference)
        : Text(named, "title") is { } title ? RecordIds.Decision(body, title, PartialDay.Parse(Text(named, "decidedOn") ?? "")?.Day)
        : null;

    /// <summary>Id of the contract an object names; null when it names none.</summary>
    private static string? Contract(JsonObject named) =>
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
