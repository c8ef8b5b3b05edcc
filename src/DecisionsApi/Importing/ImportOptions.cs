namespace DecisionsApi.Importing;

/// <summary>What the caller of an import says beyond the files.</summary>
internal sealed record ImportOptions
{
    public string Kind { get; init; } = "auto";

    /// <summary>Whether files of a kind may be taken in.</summary>
    public bool Allows(string kind) => Kind == "auto" || Kind == kind;

    public string? Body { get; init; }
    public string? BodyName { get; init; }
    public string? SourceName { get; init; }

    /// <summary>Field to heading, for files whose headings are not recognised.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>The file the columns come from, where it is one that lies beside the table.</summary>
    public string? ColumnsFile { get; init; }

    /// <summary>Keep rows that another source name has published before.</summary>
    public bool KeepRepublished { get; init; }
    public bool DryRun { get; init; }

    /// <summary>The manifest of sources to use instead of the one beside or above each file.</summary>
    public SourceManifest? Manifest { get; init; }

    /// <summary>What the manifest says of the file being imported.</summary>
    public ManifestEntry? Entry { get; init; }

    /// <summary>Whose records these are where a record does not say it itself.</summary>
    public string? BodyOrPublisher => Body ?? Entry?.Publisher;

    /// <summary>Bodies the manifest declares, by id.</summary>
    public IReadOnlyDictionary<string, DeclaredBody> Declared { get; init; } = new Dictionary<string, DeclaredBody>();

    /// <summary>Address the file was fetched from, and when; null for a file that lay here.</summary>
    public Retrieval? Retrieved { get; init; }
}

/// <summary>Where and when a file was fetched.</summary>
internal sealed record Retrieval(string Url, string At);
