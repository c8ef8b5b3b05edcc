namespace DecisionsApi.Importing;

/// <summary>A file, or a part of one, that may hold a table.</summary>
/// <param name="Path">Where its bytes are.</param>
/// <param name="DisplayPath">The path as the caller named it.</param>
/// <param name="FileName">Base name of the file.</param>
internal sealed record ImportPiece(string Path, string DisplayPath, string FileName)
{
    /// <summary>Path of the entry within a zip archive.</summary>
    public string? Entry { get; init; }

    /// <summary>Name of the sheet within a workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>What it is called in messages.</summary>
    public string Name => DisplayPath + Part;

    /// <summary>Name under which its versions belong together.</summary>
    public string SourceName(ImportOptions options) => (options.SourceName ?? FileName) + Part;

    private string Part => (Entry is null ? "" : "!" + Entry) + (Sheet is null ? "" : "#" + Sheet);
}
