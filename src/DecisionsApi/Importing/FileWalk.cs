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
    };

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
                yield return new(path, null, MayBeProse: false);
                continue;
            }
            foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var extension = Path.GetExtension(file);
                var reason = Tables.Contains(extension) ? null : $"a {extension} file holds no table that is imported";
                yield return new(file, reason, extension.Equals(".txt", StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    /// <summary>A file.</summary>
    /// <param name="Path">Where it is.</param>
    /// <param name="Skipped">Why it is passed over, or null.</param>
    /// <param name="MayBeProse">Whether a readme is as likely as a table, so that no headings are no fault.</param>
    internal sealed record Found(string Path, string? Skipped, bool MayBeProse);
}
