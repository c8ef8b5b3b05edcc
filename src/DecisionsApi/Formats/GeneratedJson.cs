using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace DecisionsApi.Formats;

/// <summary>A record that code generated from it writes as JSON.</summary>
internal interface IGenerated<TSelf>
    where TSelf : IGenerated<TSelf>
{
    /// <summary>The generated code.</summary>
    static abstract JsonTypeInfo<TSelf> Generated { get; }
}

/// <summary>
/// Writes records by the code generated from them, for half the work of the serializer, which goes from property to property through
/// converters. The serializer itself would take that code only with its own encoder, which escapes every letter beyond ASCII.
/// </summary>
internal sealed class GeneratedJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.GetInterfaces().Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IGenerated<>));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<T> : JsonConverter<T>
        where T : class, IGenerated<T>
    {
        private readonly Action<Utf8JsonWriter, T> _write = T.Generated.SerializeHandler!;

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => _write(writer, value);

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<T>(ref reader, Json.Reflected);
    }
}
