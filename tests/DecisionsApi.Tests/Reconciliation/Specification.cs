extern alias JsonEverything;

using System.Text.Json;
using JsonEverything::Json.Schema;

namespace DecisionsApi.Tests.Reconciliation;

/// <summary>The JSON Schemas of the Reconciliation Service API 0.2, written down from its text (W3C Entity Reconciliation Community Group, 10 April 2023).</summary>
internal static class Specification
{
    private static readonly Dictionary<string, JsonSchema> Schemas = Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "tests", "DecisionsApi.Tests", "Reconciliation", "Schemas"), "*.json")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => JsonSchema.FromText(File.ReadAllText(file)));

    /// <summary>The answer must be as a schema says.</summary>
    public static JsonElement Holds(string schema, JsonElement answer)
    {
        var result = Schemas[schema].Evaluate(answer, new EvaluationOptions { OutputFormat = OutputFormat.List });
        var faults = (result.Details ?? [])
            .Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Key}: {error.Value}"));
        Assert.True(result.IsValid, $"{schema}: {string.Join("; ", faults)} in {answer}");
        return answer;
    }

    /// <summary>Whether a text is as a schema says.</summary>
    public static bool Allows(string schema, string json) =>
        Schemas[schema].Evaluate(JsonSerializer.Deserialize<JsonElement>(json)).IsValid;
}
