namespace DecisionsApi.Tests;

/// <summary>Real published files, where the environment variable DECISIONS_REAL_DATA names their folder.</summary>
internal static class RealData
{
    public static string Folder(string set)
    {
        var root = Environment.GetEnvironmentVariable("DECISIONS_REAL_DATA");
        Assert.SkipUnless(Directory.Exists(root), "DECISIONS_REAL_DATA names no folder of real published files");
        return Path.Combine(root!, set);
    }

    public static string[] Files(string set) => [.. Directory.GetFiles(Folder(set), "*.csv").Order(StringComparer.Ordinal)];
}
