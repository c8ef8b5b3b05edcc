namespace DecisionsApi.Tests;

/// <summary>Real published files, where the environment variable DECISIONS_REAL_DATA names their folder.</summary>
internal static class RealData
{
    private static string? Root => Environment.GetEnvironmentVariable("DECISIONS_REAL_DATA");

    /// <summary>Whether there are any.</summary>
    public static bool IsThere => Directory.Exists(Root);

    /// <summary>A folder or file among them; without them the test is skipped.</summary>
    public static string Folder(string set)
    {
        Assert.SkipUnless(IsThere, "DECISIONS_REAL_DATA names no folder of real published files");
        return Path.Combine(Root!, set);
    }

    public static string[] Files(string set) => [.. Directory.GetFiles(Folder(set), "*.csv").Order(StringComparer.Ordinal)];
}
