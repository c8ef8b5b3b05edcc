namespace DecisionsApi.Importing;

/// <summary>Finds the files to import under the paths a caller names.</summary>
internal static class FileWalk
{
    private static readonly HashSet<string> Tables = new(StringComparer.OrdinalIgnoreCase)
    {
        ".csv",
        ".tsv",
        ".txt",
        ".tab",
        ".xlsx",
        ".xls",
        ".ods",
        ".xlsm",
        ".xlsb",
        ".zip",
        ".json",
        ".jsonl",
        ".ndjson",
    };

    // Extensions that other files use as often: a readme, a schema.
    private static readonly HashSet<string> AlsoOther = new(StringComparer.OrdinalIgnoreCase) { ".txt", ".json" };

    /// <summary>
    /// Files named themselves, and files in named folders, in the order of their paths; in a folder those that are no tables by
    /// their names are skipped.
    /// </summary>
    public static IEnumerable<Found> Under(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (!Directory.Exists(path))
            {
                yield return new(path, null, MayHoldNoData: false);
                continue;
            }
            foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var extension = Path.GetExtension(file);
                var reason =
                    Path.GetFileName(file) == SourceManifest.FileName ? "a manifest of sources holds no data"
                    : file.EndsWith(ColumnsFile.Extension, StringComparison.OrdinalIgnoreCase)
                        ? "it names the columns of the file beside it"
                    : Tables.Contains(extension) ? null
                    : $"a {extension} file holds no table that is imported";
                yield return new(file, reason, AlsoOther.Contains(extension));
            }
        }
    }

    /// <summary>Why a file that cannot be read is no fault: its name promises no table; null where it does.</summary>
    public static string? HoldsNoTable(string name) =>
        Path.GetExtension(name) is var extension && Tables.Contains(extension) && !AlsoOther.Contains(extension)
            ? null
            : $"a {extension} file that holds no table";

    /// <summary>A file.</summary>
    /// <param name="Path">Where it is.</param>
    /// <param name="Skipped">Why it is passed over, or null.</param>
    /// <param name="MayHoldNoData">Whether it may be a readme or a schema, so that it is no fault when it is not recognised.</param>
    internal sealed record Found(string Path, string? Skipped, bool MayHoldNoData);
}
