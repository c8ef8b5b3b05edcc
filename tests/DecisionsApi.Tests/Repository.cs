namespace DecisionsApi.Tests;

/// <summary>The repository these tests are part of.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "DecisionsApi.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
