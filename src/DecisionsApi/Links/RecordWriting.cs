using System.Text.Json;
using System.Text.Json.Serialization;
using DecisionsApi.Contracts;
using DecisionsApi.Decisions;
using DecisionsApi.Expenditure;
using DecisionsApi.Programmes;

namespace DecisionsApi.Links;

/// <summary>Code that writes records as JSON, generated from them together: each may include the others.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(Contract))]
[JsonSerializable(typeof(Programme))]
[JsonSerializable(typeof(Payment))]
internal sealed partial class RecordWriting : JsonSerializerContext;
