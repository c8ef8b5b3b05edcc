using System.Text.Json;

namespace DecisionsApi.Importing;

/// <summary>What a JSON file looks like from its beginning: the names at the top of its first object.</summary>
/// <param name="Names">Names of the first object, as far as they stand in the part that was looked at.</param>
internal sealed record JsonOutline(IReadOnlyList<string> Names)
{
    private const int SampleLength = 1 << 18;

    /// <summary>Whether it is a JSON Schema: a description of data, none itself.</summary>
    public bool IsSchema => Names.Contains("$schema") && (Names.Contains("properties") || Names.Contains("definitions"));

    /// <summary>Looks at the beginning of a file.</summary>
    public static JsonOutline Of(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[SampleLength];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var sample = bytes.AsSpan(0, read);
        return new(NamesOf(sample.StartsWith("\uFEFF"u8) ? sample[3..] : sample));
    }

    private static List<string> NamesOf(ReadOnlySpan<byte> sample)
    {
        var names = new List<string>();
        var reader = new Utf8JsonReader(
            sample,
            isFinalBlock: false,
            new JsonReaderState(new() { AllowMultipleValues = true, MaxDepth = 128 })
        );
        var depth = -1;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartObject && depth < 0)
                {
                    depth = reader.CurrentDepth + 1;
                }
                else if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth)
                {
                    names.Add(reader.GetString()!);
                }
                else if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth - 1)
                {
                    break;
                }
            }
        }
        catch (JsonException)
        {
            // What was seen so far tells the layout; the fault is named with its line when the file is read.
        }
        return names;
    }
}
