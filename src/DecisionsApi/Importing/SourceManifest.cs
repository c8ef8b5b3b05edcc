using System.Text.Json;
using System.Text.Json.Serialization;
using DecisionsApi.Register;
using Microsoft.Extensions.FileSystemGlobbing;

namespace DecisionsApi.Importing;

/// <summary>Where a publisher's files are, whose they are and under which licence: <c>sources.json</c>.</summary>
internal sealed class SourceManifest
{
    /// <summary>Its name where it is not given: looked for beside a file and in the folders above it.</summary>
    public const string FileName = "sources.json";

    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters = { new OneOrMore(), new NameOrLicence() },
    };

    // Words for people; anything else that is not known is a mistake in spelling.
    private static readonly string[] Remarks = ["note", "notes", "comment", "description", "title"];

    private readonly string _folder;

    private SourceManifest(string path, IReadOnlyList<ManifestEntry> entries) =>
        (_folder, Path, Entries) = (System.IO.Path.GetDirectoryName(path)!, path, entries);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>What it names, in its order.</summary>
    public IReadOnlyList<ManifestEntry> Entries { get; }

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kinds">Kinds of records an entry may name.</param>
    /// <param name="bodyKinds">Kinds of bodies an entry may name.</param>
    /// <exception cref="ImportRefusedException">It is no manifest; the message says what stands where.</exception>
    public static SourceManifest Read(string path, IEnumerable<string> kinds, IReadOnlyList<string> bodyKinds)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            var entries = JsonSerializer.Deserialize<ManifestEntry[]>(File.ReadAllBytes(full), Reading) ?? [];
            // "kind": "council" can only mean the body.
            entries = [.. entries.Select(e => bodyKinds.Contains(e.Kind) ? e with { Kind = "auto", BodyKind = e.BodyKind ?? e.Kind } : e)];
            string[] known = ["auto", .. kinds.Distinct()];
            for (var i = 0; i < entries.Length; i++)
            {
                if (Fault(entries[i], known, bodyKinds) is { } fault)
                {
                    throw Invalid(path, $"entry {i + 1}: {fault}");
                }
            }
            return new(full, entries);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Invalid(path, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusedException("manifestUnreadable", e.Message);
        }
    }

    /// <summary>The manifest beside a file or in the nearest folder above it, or null.</summary>
    public static string? Above(string file)
    {
        for (var folder = Directory.GetParent(System.IO.Path.GetFullPath(file)); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, FileName);
            if (File.Exists(path))
            {
                return path;
            }
        }
        return null;
    }

    /// <summary>The first entry whose path pattern a file matches, or null.</summary>
    public ManifestEntry? Of(string file)
    {
        var relative = System.IO.Path.GetRelativePath(_folder, System.IO.Path.GetFullPath(file)).Replace('\\', '/');
        return Entries.FirstOrDefault(entry =>
            entry.Path.Any(pattern => new Matcher(StringComparison.Ordinal).AddInclude(pattern).Match(relative).HasMatches)
        );
    }

    /// <summary>The bodies it declares, by id; the first entry that says something of one is heard.</summary>
    public IReadOnlyDictionary<string, DeclaredBody> Bodies =>
        Entries
            .GroupBy(entry => entry.Publisher, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => new DeclaredBody(
                    group.Key,
                    group.Select(entry => entry.Name).FirstOrDefault(name => name is not null),
                    group.Select(entry => entry.BodyKind).FirstOrDefault(kind => kind is not null)
                ),
                StringComparer.Ordinal
            );

    private static string? Fault(ManifestEntry entry, string[] kinds, IReadOnlyList<string> bodyKinds) =>
        !Slugs.IsSlug(entry.Publisher) ? $"publisher '{entry.Publisher}' is no slug, such as devon-county-council"
        : !kinds.Contains(entry.Kind) ? $"kind '{entry.Kind}' is none of {string.Join(", ", kinds)}"
        : entry.BodyKind is { } kind && !bodyKinds.Contains(kind) ? $"bodyKind '{kind}' is none of {string.Join(", ", bodyKinds)}"
        : entry.Url.FirstOrDefault(url => !IsWebAddress(url)) is { } url ? $"url '{url}' is no address that begins with http or https"
        : entry.Unknown?.Keys.FirstOrDefault(name => !Remarks.Contains(name)) is { } unknown ? $"there is no field '{unknown}'"
        : entry.Licence?.Url is { } licence && !IsWebAddress(licence) ? $"licence.url '{licence}' is no address"
        : null;

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    private static ImportRefusedException Invalid(string path, string fault) =>
        new(
            "manifestInvalid",
            $"{path} is no manifest of sources: {fault}. Expected [{{\"publisher\": SLUG, \"url\" or \"path\": …, \"name\", \"kind\", "
                + "\"licence\": {\"name\", \"url\"}, \"series\", \"bodyKind\"}]."
        );

    /// <summary>A licence by its name alone, or with its address.</summary>
    private sealed class NameOrLicence : JsonConverter<StatedLicence>
    {
        public override StatedLicence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                var text = reader.GetString()!;
                return new() { Name = text, Url = IsWebAddress(text) ? text : null };
            }
            var fields = JsonSerializer.Deserialize<Dictionary<string, string?>>(ref reader)!;
            return fields.Keys.FirstOrDefault(name => name is not ("name" or "url")) is { } unknown
                ? throw new JsonException($"licence has no field '{unknown}', only name and url")
                : new()
                {
                    Name =
                        fields.GetValueOrDefault("name")
                        ?? fields.GetValueOrDefault("url")
                        ?? throw new JsonException("licence has no name"),
                    Url = fields.GetValueOrDefault("url"),
                };
        }

        public override void Write(Utf8JsonWriter writer, StatedLicence value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }

    /// <summary>One text, or a list of them.</summary>
    private sealed class OneOrMore : JsonConverter<IReadOnlyList<string>>
    {
        public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? [reader.GetString()!] : JsonSerializer.Deserialize<string[]>(ref reader)!;

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToArray());
    }
}

/// <summary>What a manifest says of some files of one publisher.</summary>
internal sealed record ManifestEntry
{
    private const string PeriodMark = "{period}";

    /// <summary>Id of the body whose files these are.</summary>
    public required string Publisher { get; init; }

    /// <summary>Its name, for the register and to find it in tables.</summary>
    public string? Name { get; init; }

    /// <summary>Its kind.</summary>
    public string? BodyKind { get; init; }

    /// <summary>Kind of records in the files.</summary>
    public string Kind { get; init; } = "auto";

    /// <summary>Addresses of the files.</summary>
    public IReadOnlyList<string> Url { get; init; } = [];

    /// <summary>Patterns of their paths, from the manifest's folder on.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>Licence they are published under.</summary>
    public StatedLicence? Licence { get; init; }

    /// <summary>Source name, <c>{period}</c> standing for the period in a file's name.</summary>
    public string? Series { get; init; }

    /// <summary>Whatever else stands there.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }

    /// <summary>Source name of a file: the series with the period in the file's name, or with the whole name where it has no period; null without a series.</summary>
    public string? SourceName(string fileName) =>
        Series?.Replace(PeriodMark, Periods.In(fileName) ?? System.IO.Path.GetFileNameWithoutExtension(fileName), StringComparison.Ordinal);
}

/// <summary>A body as a manifest declares it.</summary>
internal sealed record DeclaredBody(string Id, string? Name, string? Kind);
