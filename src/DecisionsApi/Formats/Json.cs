using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DecisionsApi.Formats;

/// <summary>The one way this program writes JSON.</summary>
internal static class Json
{
    /// <summary>camelCase; null is written, for it means "not published"; letters beyond ASCII stay readable.</summary>
    public static JsonSerializerOptions Options { get; } = Create(JsonIgnoreCondition.Never, new GeneratedJson());

    /// <summary>The same without generated code.</summary>
    public static JsonSerializerOptions Reflected { get; } = Create(JsonIgnoreCondition.Never);

    /// <summary>The same with null left out, for what is kept inside.</summary>
    public static JsonSerializerOptions Sparse { get; } = Create(JsonIgnoreCondition.WhenWritingNull);

    /// <summary>For reports, indented.</summary>
    public static JsonSerializerOptions Report { get; } = Create(JsonIgnoreCondition.Never, indented: true);

    /// <summary>What has several parts as a text; null where it has none.</summary>
    public static string? TextOf(object? value) =>
        value is null or ICollection { Count: 0 } ? null : JsonSerializer.Serialize(value, Options);

    private static JsonSerializerOptions Create(JsonIgnoreCondition ignore, JsonConverter? converter = null, bool indented = false)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = ignore,
            WriteIndented = indented,
        };
        if (converter is not null)
        {
            options.Converters.Add(converter);
        }
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
