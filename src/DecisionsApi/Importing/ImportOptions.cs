namespace DecisionsApi.Importing;

/// <summary>What the caller of an import says beyond the files.</summary>
internal sealed record ImportOptions
{
    public string Kind { get; init; } = "auto";
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
}
